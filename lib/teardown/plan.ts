import { stackName } from '../names';

export { isStackOf } from '../names';

/** Which stacks a zone has, in which order they go, and which role may empty them. Pure. */

/** Tag, and its value, that every stack of a zone must carry before teardown touches anything. */
export const ENVIRONMENT_TAG = 'Environment';
export const SANDBOX = 'sandbox';

/** Whether a zone of this profile may go. An emulator zone is a sandbox that never leaves its machine. */
export function mayGo(profile: string): boolean {
  return profile === SANDBOX || profile === 'emulator';
}

/** The zone that shall go, and where it is. */
export interface Zone {
  readonly name: string;
  readonly account: string;
  readonly region: string;
  /** Its stacks in the order of their deployment, such as `keys`, `archive`. */
  readonly stackOrder: readonly string[];
}

/** Names of all stacks, the last deployed first: nothing is deleted before what was built upon it. */
export function deletionOrder(zone: Pick<Zone, 'name' | 'stackOrder'>): readonly string[] {
  return zone.stackOrder.map((stack) => stackName(zone, stack)).toReversed();
}

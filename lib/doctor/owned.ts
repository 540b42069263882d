import type { Stack, StackResourceSummary } from '@aws-sdk/client-cloudformation';
import type { ZoneConfig } from '../config/schema';
import { isStackOf, stackName, type STACK_IDS } from '../names';
import type { Answers } from './answers';

/** States of a resource in which it is not there, or no longer its stack's. */
const NOT_THERE = /^(?:DELETE_COMPLETE|DELETE_SKIPPED|CREATE_FAILED|CREATE_IN_PROGRESS)$/;

/** What the deployed stacks of this zone made: that is no obstacle to their next deploy. */
export interface Owned {
  /** Whether they made a thing of that type, and of that physical id where one is given. */
  readonly has: (type: string, id?: string) => boolean;
}

export function owned({ resources }: Pick<Answers, 'resources'>): Owned {
  const there = (resources.seen ? resources.value : []).filter(
    ({ ResourceStatus: status = '' }) => !NOT_THERE.test(status),
  );
  const isIt =
    (type: string, id: string | undefined) =>
    ({ ResourceType, PhysicalResourceId }: StackResourceSummary): boolean =>
      ResourceType === type && (id === undefined || PhysicalResourceId === id);
  return { has: (type, id) => there.some(isIt(type, id)) };
}

/** The stacks of a zone among those of a Region. */
export function stacksOf(
  zone: Pick<ZoneConfig, 'name'>,
  stacks: readonly Stack[],
): readonly Stack[] {
  return stacks.filter(({ StackName: name = '' }) => isStackOf(zone, name));
}

/** Whether a stack of the zone stands, by its id in the app, such as `Network`. */
export function isDeployed(
  zone: Pick<ZoneConfig, 'name'>,
  { stacks }: Pick<Answers, 'stacks'>,
  id: (typeof STACK_IDS)[number],
): boolean {
  const name = stackName(zone, id);
  return (
    stacks.seen &&
    stacks.value.some(
      ({ StackName, StackStatus = '' }) =>
        StackName === name &&
        /^(?:CREATE|UPDATE|UPDATE_ROLLBACK|IMPORT)_COMPLETE$/.test(StackStatus),
    )
  );
}

import { ChangeRefusedError } from '../errors';
import type { Change, ChangeKind, Incident } from './incident';

/**
 * An item of DynamoDB has at most 400 KB. Each entry is an item, and no change is as long; the head has all of them
 * in it but what they replaced, and must not outgrow it.
 *
 * Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html (read in November 2026)
 */

/**
 * Bytes of an incident, in JSON, up to which it takes whatever people write. The rest is for what must never be
 * refused for want of room: going on to another state, approvals, hits, and some 400 reminders.
 */
export const MOST_BYTES = 256 * 1024;

/** What adds little, or nothing. */
const SMALL: ReadonlySet<ChangeKind> = new Set([
  'hit',
  'approval',
  'counts',
  'state',
  'discovery',
  'reminder',
  'withdraw',
]);

/** Each has a clock, which every later entry shows. */
export const MOST_ASSOCIATES = 100;

/**
 * @param incident as it would be after the change
 * @throws ChangeRefusedError
 */
export function checkRoom(incident: Incident, { kind }: Change): void {
  if (SMALL.has(kind)) return;
  const isFull =
    incident.associates.length > MOST_ASSOCIATES ||
    Buffer.byteLength(JSON.stringify(incident)) > MOST_BYTES;
  if (!isFull) return;
  throw new ChangeRefusedError(
    'incident-full',
    `The record of the incident is as long as it can be (${String(MOST_ASSOCIATES)} business associates, ${String(MOST_BYTES)} bytes in all): keep longer texts elsewhere, and record references to them.`,
  );
}

import { formatEventId, MOST_EVENTS, newEpoch } from './event-id';

/** One run of one producer: what it takes to name the next event. */
export interface Epoch {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  /** How many numbers were given out, and the next one. */
  readonly given: number;
}

/** A verifier forgets an epoch some days after its start, so none goes on for ever. */
export const LONGEST_EPOCH_MS = 24 * 60 * 60 * 1000;

/** @param random bytes from a cryptographic source */
export function startEpoch(now: number, random: (size: number) => Uint8Array): Epoch {
  return { id: newEpoch(now, random), startedAt: now, given: 0 };
}

/** Ids for more events, and the epoch after them. A number is given out once, whatever becomes of it. */
export function giveOut(
  epoch: Epoch,
  count: number,
): { readonly ids: readonly string[]; readonly epoch: Epoch } {
  const ids = Array.from({ length: count }, (_, at) =>
    formatEventId({ epoch: epoch.id, n: epoch.given + at }),
  );
  return { ids, epoch: { ...epoch, given: epoch.given + count } };
}

/**
 * Whether an epoch has to end before so many more events. A clock that went back ends it too, and a
 * count of which the id would be longer than the spool takes.
 */
export function isOver({ startedAt, given }: Epoch, now: number, more: number): boolean {
  return now < startedAt || now - startedAt >= LONGEST_EPOCH_MS || given + more > MOST_EVENTS;
}

import type { Item, Key, Table } from '../../shared/table';
import { ConditionFailedError } from '../../shared/table';

/** How far a log is indexed. */
export interface Pointer {
  /** Leaves whose rows are all written; the next leaf to index. */
  readonly next: number;
  /** First leaf of the segment that has the next leaf. */
  readonly segment: number;
}

export const START: Pointer = { next: 0, segment: 0 };

/** Where the pointer of a log stands in a table. */
export type PointerKey = (origin: string) => Key;
const inIndex: PointerKey = (origin) => ({ subject: `log/${origin}`, at: '-' });

/**
 * @param origin of the log
 * @param keyOf default: as in the index
 */
export async function readPointer(
  table: Table,
  origin: string,
  keyOf: PointerKey = inIndex,
): Promise<Pointer> {
  const item = await table.get(keyOf(origin));
  return item === undefined ? START : pointerIn(item);
}

/**
 * Moves the pointer on, unless it has moved since it was read.
 *
 * @param keyOf default: as in the index
 * @returns the pointer as it is now: who was not the first goes on from there
 */
export async function advance(
  table: Table,
  origin: string,
  from: Pointer,
  to: Pointer,
  keyOf: PointerKey = inIndex,
): Promise<Pointer> {
  try {
    await table.update(keyOf(origin), { set: { next: to.next, segment: to.segment } }, [
      from.next === 0
        ? { attribute: 'next', is: 'absent' }
        : { attribute: 'next', is: 'equal', value: from.next },
    ]);
    return to;
  } catch (error) {
    if (!(error instanceof ConditionFailedError)) throw error;
    return error.found === undefined ? START : pointerIn(error.found);
  }
}

function pointerIn({ next, segment }: Item): Pointer {
  if (typeof next !== 'number' || typeof segment !== 'number') {
    throw new TypeError('the pointer of a log is not the number of a leaf and of a segment');
  }
  return { next, segment };
}

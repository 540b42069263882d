import { SPOOL_LOG, logOrigin } from '../../ledger/format/layout';
import type { PointerKey } from '../../ledger/index/pointer';
import { advance, readPointer } from '../../ledger/index/pointer';
import type { Leaves } from '../../ledger/log-leaves';
import { leavesAt } from '../../ledger/log-leaves';
import type { DetectorDependencies } from './dependencies';
import { watchRecords } from './records';

/** Leaves that are looked at before the pointer moves: a second or two of work. */
const LEAVES_AT_ONCE = 500;

/** Where the table `watches` has how far a log was read. */
const inWatches: PointerKey = (origin) => ({ subject: `log/${origin}` });

/**
 * Looks at what was accepted while the stream was down: the log of the spool, from where it was left. The pointer
 * moves only behind leaves that are counted; what is read twice is counted once, by its index.
 *
 * @param timeLeft asked before each step; without it nothing more is begun
 * @returns whether all that is sealed was looked at
 */
export async function watchSpool(
  dependencies: DetectorDependencies,
  requestId: string,
  timeLeft: () => boolean,
): Promise<boolean> {
  const { store, watches, prefix } = dependencies;
  const origin = logOrigin(prefix, SPOOL_LOG);
  let pointer = await readPointer(watches, origin, inWatches);
  let segment: Leaves | undefined;
  while (timeLeft()) {
    if (segment?.start !== pointer.segment) {
      segment = await leavesAt(store, origin, SPOOL_LOG, pointer.segment);
    }
    if (segment === undefined) return true;
    const { next } = pointer;
    const arrivedAt = segment.arrived.to;
    const end = Math.min(next + LEAVES_AT_ONCE, segment.size);
    const leaves = segment.entries.slice(next - segment.start, end - segment.start);
    await watchRecords(
      dependencies,
      SPOOL_LOG,
      leaves.map((data, at) => ({ position: String(next + at), data, arrivedAt })),
      requestId,
    );
    pointer = await advance(
      watches,
      origin,
      pointer,
      { next: end, segment: end === segment.size ? end : segment.start },
      inWatches,
    );
  }
  return false;
}

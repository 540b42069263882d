import { errorChain } from '../../shared/errors';
import type { Logger } from '../../shared/log';
import { NotSealedError } from '../errors';
import { LedgerFormatError } from '../format/errors';
import { logOrigin, segmentKey } from '../format/layout';
import type { LogHead, SealedRecord } from '../format/segment';
import { buildSegment, LONGEST_ENTRY } from '../format/segment';
import type { SpoolSource, StreamSource } from '../format/segment-header';
import type { InvocationContext } from '../invocation';
import { readLogHead } from '../log-head';
import type { LedgerStore } from '../store';

export interface SealerDependencies {
  readonly store: LedgerStore;
  /** Origin of the ledger; a log's own is below it. */
  readonly prefix: string;
  readonly log: Logger;
  readonly sleep: (milliseconds: number) => Promise<unknown>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Heads of logs as this container wrote them. They are guesses: a write tells whether they hold. */
export type HeadCache = Map<string, LogHead>;

/** Records of the next segment of a log. */
export interface Part {
  readonly records: readonly SealedRecord[];
  readonly source: StreamSource | SpoolSource;
}

/**
 * No round begins with less time left. One that is cut off all the same does no harm; who gives up in
 * time says why.
 */
export const ROUND_TIME_MS = 10_000;
/** Rounds in a row that add nothing. Whoever gives up is called again by Lambda, with a fresh start. */
const ROUNDS = 6;
const FIRST_PAUSE_MS = 50;

/**
 * Writes segments to a log until nothing is left to write.
 *
 * The key of a segment is the size of the tree before it, and is written once: of two writers that
 * start from the same head one is refused. Who is refused, or does not learn how a write ended,
 * reads the head again and asks anew what is left. So each record is sealed once, whoever crashes,
 * whatever acknowledgement is lost, and however late a write lands.
 *
 * @param next what comes after a head; undefined when nothing does
 * @throws NotSealedError when time or rounds end first
 * @throws LedgerFormatError when the newest segment cannot be what was written
 */
export async function append(
  { store, prefix, log: logger, sleep }: SealerDependencies,
  heads: HeadCache,
  log: string,
  next: (head: LogHead) => Promise<Part | undefined>,
  context: InvocationContext,
): Promise<void> {
  const origin = logOrigin(prefix, log);
  let failure: unknown;
  let begun = false;
  for (let round = 0; round < ROUNDS; round += 1) {
    if (round > 0) await sleep(FIRST_PAUSE_MS * 2 ** round);
    if (begun && context.getRemainingTimeInMillis() < ROUND_TIME_MS) break;
    begun = true;
    try {
      const head = heads.get(log) ?? (await readLogHead(store, origin, log));
      const part = await next(head);
      if (part === undefined) {
        heads.set(log, head);
        return;
      }
      const segment = buildSegment(origin, head, part.records, part.source);
      heads.delete(log);
      const outcome = await store.create(segmentKey(log, head.tree.size), segment.bytes);
      if (outcome === 'created') {
        heads.set(log, segment.head);
        logger.info('segment-sealed', {
          log,
          seq: segment.head.seq,
          start: head.tree.size,
          size: segment.head.tree.size,
          records: part.records.length,
          long: part.records.filter(({ data }) => data.length > LONGEST_ENTRY).length,
          bytes: segment.bytes.length,
        });
        round = -1;
        continue;
      }
      failure = undefined;
      logger.warn('seal-retried', { log, attempt: round + 1, problem: 'another writer was first' });
    } catch (error) {
      heads.delete(log);
      if (error instanceof LedgerFormatError) {
        logger.error('seal-refused', { log, fault: error.fault, problem: errorChain(error) });
        throw error;
      }
      failure = error;
      logger.warn('seal-retried', { log, attempt: round + 1, problem: errorChain(error) });
    }
  }
  throw new NotSealedError(
    `The batch was not sealed to its end in the log ${log}: Lambda gives it again. If that does not end, see what seal-retried says in the log of this function.`,
    failure === undefined ? {} : { cause: failure },
  );
}

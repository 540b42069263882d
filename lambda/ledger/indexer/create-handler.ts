import { errorChain } from '../../shared/errors';
import type { Logger } from '../../shared/log';
import { IndexRunError } from '../errors';
import { LedgerFormatError } from '../format/errors';
import { isLogName, SEGMENTS } from '../format/layout';
import { noteCoverage } from '../index/coverage';
import type { InvocationContext } from '../invocation';
import type { IndexedLog, IndexLogDependencies } from './index-log';
import { indexLog } from './index-log';

export interface IndexerDependencies extends IndexLogDependencies {
  readonly log: Logger;
}

/** No step begins with less time left. One that is cut off all the same does no harm. */
export const STEP_TIME_MS = 10_000;

/** Indexes what is sealed and not indexed, each log for its share of the time; the next run goes on. */
export function createHandler(dependencies: IndexerDependencies) {
  const { store, table, retention, log: logger, now } = dependencies;
  return async (_event: unknown, context: InvocationContext): Promise<void> => {
    const remaining = (): number => context.getRemainingTimeInMillis() - STEP_TIME_MS;
    await noteCoverage(table, retention.indexDays, now());
    const logs = (await store.folders(SEGMENTS)).filter((name) => isLogName(name));
    const outcomes: (IndexedLog | 'refused' | 'failed')[] = [];
    for (const [at, log] of logs.entries()) {
      // What one log leaves of its share, the others have.
      const end = remaining() * (1 - 1 / (logs.length - at));
      outcomes.push(
        await attempt(logger, log, () => indexLog(dependencies, log, () => remaining() > end)),
      );
    }
    const indexed = outcomes.filter((outcome) => typeof outcome !== 'string');
    const sum = (of: (outcome: IndexedLog) => number): number =>
      indexed.reduce((total, outcome) => total + of(outcome), 0);
    const failed = outcomes.filter((outcome) => outcome === 'failed').length;
    logger.info('index-run', {
      logs: logs.length,
      events: sum(({ events }) => events),
      rows: sum(({ rows }) => rows),
      skipped: sum(({ skipped }) => skipped),
      unfinished: outcomes.filter(isUnfinished).length,
      refused: outcomes.filter((outcome) => outcome === 'refused').length,
      failed,
    });
    if (failed > 0) {
      throw new IndexRunError(
        `${String(failed)} logs could not be indexed because calls failed: the next run goes on where they stand. Each is told as index-failed in the log of this function.`,
      );
    }
  };
}

function isUnfinished(outcome: IndexedLog | 'refused' | 'failed'): boolean {
  return outcome === 'refused' || (outcome !== 'failed' && !outcome.done);
}

async function attempt(
  logger: Logger,
  log: string,
  call: () => Promise<IndexedLog>,
): Promise<IndexedLog | 'refused' | 'failed'> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof LedgerFormatError) {
      // The checkpointer refuses it too, and raises the alarm.
      logger.error('index-refused', { log, fault: error.fault, problem: errorChain(error) });
      return 'refused';
    }
    logger.error('index-failed', { log, problem: errorChain(error) });
    return 'failed';
  }
}

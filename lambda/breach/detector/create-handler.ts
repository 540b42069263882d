import type { InvocationContext } from '../../ledger/invocation';
import { readShardBatch } from '../../ledger/shard-batch';
import { errorChain } from '../../shared/errors';
import { fieldsOf } from '../../shared/json';
import { watchSpool } from './catch-up';
import type { DetectorDependencies } from './dependencies';
import { NotWatchedError } from './errors';
import { watchRecords } from './records';
import { sweepAll } from './sweep';

/** What is used of Lambda's context. */
export interface DetectorContext extends InvocationContext {
  readonly awsRequestId: string;
}

/** No step of a catch-up begins with less time left. One that is cut off all the same does no harm. */
export const STEP_TIME_MS = 10_000;

/**
 * Looks at a batch of the audit stream, or, for `{"catchUp":true}` of the schedule, at what is not on it: the spool,
 * and people of whom it was told afterwards that they left.
 *
 * Throws for whatever could not be looked at, so that Lambda counts an error and gives the batch again: an answer
 * that names the first record would do so without an error that rings.
 */
export function createHandler(dependencies: DetectorDependencies) {
  return async (event: unknown, context: DetectorContext): Promise<void> => {
    if (isCatchUp(event)) return catchUp(dependencies, context);
    const { log, records } = readShardBatch(event, '{"catchUp":true}');
    return watchRecords(
      dependencies,
      log,
      records.map(({ sequenceNumber, data, arrivedAt }) => ({
        position: sequenceNumber,
        data,
        arrivedAt,
      })),
      context.awsRequestId,
    );
  };
}

function isCatchUp(event: unknown): boolean {
  const fields = fieldsOf(event);
  return fields['catchUp'] === true && Object.keys(fields).length === 1;
}

/** Neither of both keeps the other from being done. */
async function catchUp(
  dependencies: DetectorDependencies,
  context: DetectorContext,
): Promise<void> {
  const remaining = (): number => context.getRemainingTimeInMillis() - STEP_TIME_MS;
  // What the spool leaves of its half, the sweeps have.
  const half = remaining() / 2;
  const problems: unknown[] = [];
  try {
    await watchSpool(dependencies, context.awsRequestId, () => remaining() > half);
  } catch (error) {
    dependencies.log.error('spool-not-watched', { problem: errorChain(error) });
    problems.push(error);
  }
  try {
    const { failed } = await sweepAll(dependencies, context.awsRequestId, () => remaining() > 0);
    if (failed > 0) problems.push(undefined);
  } catch (error) {
    dependencies.log.error('sweep-failed', { problem: errorChain(error) });
    problems.push(error);
  }
  if (problems.length === 0) return;
  throw new NotWatchedError(
    'Not all that is beside the stream was looked at: the next run goes on. The log of this function says why.',
    { cause: problems[0] },
  );
}

import type { LogHead } from '../format/segment';
import type { InvocationContext } from '../invocation';
import type { StreamRecord } from '../shard-batch';
import type { HeadCache, Part, SealerDependencies } from './append';
import { append } from './append';
import { partOf } from './part';

/** Seals those records of a shard that are not yet in its log, in their order. */
export async function sealBatch(
  dependencies: SealerDependencies,
  heads: HeadCache,
  log: string,
  records: readonly StreamRecord[],
  context: InvocationContext,
): Promise<void> {
  const next = (head: LogHead): Promise<Part | undefined> => Promise.resolve(after(head, records));
  await append(dependencies, heads, log, next, context);
}

/** The log itself says how far the stream is sealed, so a batch that comes again adds nothing. */
function after(head: LogHead, records: readonly StreamRecord[]): Part | undefined {
  const sealed = lastSealed(head);
  const part = partOf(records.filter(({ sequenceNumber }) => BigInt(sequenceNumber) > sealed));
  const [first, last] = [part[0], part.at(-1)];
  return first === undefined || last === undefined
    ? undefined
    : { records: part, source: { first: first.sequenceNumber, last: last.sequenceNumber } };
}

function lastSealed({ source }: LogHead): bigint {
  return source !== undefined && 'last' in source ? BigInt(source.last) : -1n;
}

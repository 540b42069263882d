import { fieldsOf } from '../shared/json';
import { LedgerEventError } from './errors';
import type { SealedRecord } from './format/segment';
import { fromBase64 } from './note/base64';

/** A record of a stream, as it arrived. */
export interface StreamRecord extends SealedRecord {
  readonly sequenceNumber: string;
}

/** Records of one shard in their order. */
export interface ShardBatch {
  /** Id of the shard, which is the name of its log. */
  readonly log: string;
  readonly records: readonly StreamRecord[];
}

/**
 * Reads a batch of a Kinesis event source mapping. Of what the records hold nothing is read.
 *
 * Source: https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis.html
 *
 * @param orElse what the function takes besides, for the error
 * @throws LedgerEventError when anything is not as expected
 */
export function readShardBatch(event: unknown, orElse: string): ShardBatch {
  const list: unknown = fieldsOf(event)['Records'];
  if (!Array.isArray(list) || list.length === 0) {
    throw new LedgerEventError(
      `The event has no Records: expected a batch of a Kinesis event source mapping, or ${orElse}.`,
    );
  }
  const read = list.map((entry: unknown, at) => readRecord(entry, at));
  const [first] = read;
  const log = first?.log ?? '';
  for (const [at, { log: other, record }] of read.entries()) {
    if (other !== log) {
      throw new LedgerEventError(
        `Record ${String(at)} is of ${other}, the first is of ${log}: expected the records of one shard.`,
      );
    }
    const before = read[at - 1]?.record.sequenceNumber;
    if (before !== undefined && BigInt(record.sequenceNumber) <= BigInt(before)) {
      throw new LedgerEventError(
        `Record ${String(at)} of ${log} does not come after the one before it: expected ascending sequence numbers.`,
      );
    }
  }
  return { log, records: read.map(({ record }) => record) };
}

function readRecord(
  entry: unknown,
  at: number,
): { readonly log: string; readonly record: StreamRecord } {
  const { eventSource, eventID, kinesis } = fieldsOf(entry);
  const { sequenceNumber, data, approximateArrivalTimestamp: seconds } = fieldsOf(kinesis);
  const [, log, number] =
    /^(shardId-\d{12}):(\d+)$/.exec(typeof eventID === 'string' ? eventID : '') ?? [];
  const bytes = typeof data === 'string' ? fromBase64(data) : undefined;
  const arrivedAt = typeof seconds === 'number' ? Math.round(seconds * 1000) : Number.NaN;
  const wrong = [
    eventSource === 'aws:kinesis' ? '' : 'eventSource "aws:kinesis"',
    log === undefined ? 'eventID "shardId-<12 digits>:<sequence number>"' : '',
    number !== undefined && number === sequenceNumber ? '' : 'the sequenceNumber of its eventID',
    bytes === undefined ? 'data in base64' : '',
    Number.isSafeInteger(arrivedAt) && arrivedAt >= 0 ? '' : 'approximateArrivalTimestamp',
  ].filter((name) => name !== '');
  if (log === undefined || number === undefined || bytes === undefined || wrong.length > 0) {
    throw new LedgerEventError(
      `Record ${String(at)} cannot be read: expected ${wrong.join(', ')} as Kinesis gives them.`,
    );
  }
  return { log, record: { sequenceNumber: number, data: bytes, arrivedAt } };
}

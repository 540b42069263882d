import type { LogFields, Logger } from '../../../../lambda/shared/log';
import { logOrigin, segmentsOf } from '../../../../lambda/ledger/format/layout';
import type { LogHead } from '../../../../lambda/ledger/format/segment';
import { EMPTY_LOG, followSegment } from '../../../../lambda/ledger/format/segment';
import type { InvocationContext } from '../../../../lambda/ledger/invocation';
import type { SealerDependencies } from '../../../../lambda/ledger/sealer/append';
import { createHandler } from '../../../../lambda/ledger/sealer/create-handler';
import type { LedgerStore } from '../../../../lambda/ledger/store';
import { logInto } from '../../support/memory-log';

export const PREFIX = 'mercy.hlz/111122223333/us-east-1';
export const SHARD = 'shardId-000000000000';
export const LONG_ENOUGH: InvocationContext = { getRemainingTimeInMillis: () => 60_000 };

/** A line of the log of a function. */
export interface Line extends LogFields {
  readonly level: 'info' | 'warn' | 'error';
  readonly event: string;
}

export function recordingLogger(): { readonly log: Logger; readonly lines: Line[] } {
  const lines: Line[] = [];
  const log = logInto((level, event, fields) => {
    lines.push({ ...fields, level, event });
  });
  return { log, lines };
}

export function sealer(store: LedgerStore, more: Partial<SealerDependencies> = {}) {
  const { log, lines } = recordingLogger();
  const handler = createHandler({
    store,
    prefix: PREFIX,
    log,
    sleep: () => Promise.resolve(),
    now: () => 1_700_000_000_000,
    ...more,
  });
  return { handler, lines };
}

/** A sequence number as long as those of Kinesis are. */
export function sequenceNumber(at: number): string {
  return String(49_500_000_000_000_000n * 10n ** 40n + BigInt(at));
}

/** An event id whose epoch is told by one letter. */
export function idOf(letter: string, n: number): string {
  return `${letter.repeat(21)}A-${String(n)}`;
}

/** An event of Kinesis with these records, numbered from `from`. */
export function kinesisEvent(
  data: readonly Uint8Array[],
  {
    from = 0,
    shard = SHARD,
    arrived,
  }: {
    readonly from?: number;
    readonly shard?: string;
    /** When each arrived: milliseconds since 1970. @default - in autumn 2023 */
    readonly arrived?: readonly number[];
  } = {},
) {
  return {
    Records: data.map((bytes, at) => ({
      kinesis: {
        kinesisSchemaVersion: '1.0',
        partitionKey: 'made-up',
        sequenceNumber: sequenceNumber(from + at),
        data: Buffer.from(bytes).toString('base64'),
        approximateArrivalTimestamp:
          arrived?.[at] === undefined ? 1_700_000_000.123 + at : arrived[at] / 1000,
      },
      eventSource: 'aws:kinesis',
      eventVersion: '1.0',
      eventID: `${shard}:${sequenceNumber(from + at)}`,
      eventName: 'aws:kinesis:record',
      invokeIdentityArn: 'arn:aws:iam::111122223333:role/hlz/sealer',
      awsRegion: 'us-east-1',
      eventSourceARN: 'arn:aws:kinesis:us-east-1:111122223333:stream/audit',
    })),
  };
}

/** All records of a log, each segment checked against the one before it. */
export async function sealedRecords(
  store: LedgerStore,
  log = SHARD,
): Promise<{
  readonly records: readonly Buffer[];
  readonly head: LogHead;
  readonly segments: number;
}> {
  const keys: string[] = [];
  for await (const key of store.keys(segmentsOf(log))) keys.unshift(key);
  let head = EMPTY_LOG;
  const records: Buffer[] = [];
  for (const key of keys) {
    const segment = followSegment(logOrigin(PREFIX, log), head, await store.read(key));
    records.push(...segment.entries.map((entry, at) => segment.longRecords.get(at) ?? entry));
    ({ head } = segment);
  }
  return { records, head, segments: keys.length };
}

import type { S3Client } from '@aws-sdk/client-s3';
import {
  GetRecordsCommand,
  GetShardIteratorCommand,
  ListShardsCommand,
} from '@aws-sdk/client-kinesis';
import type { Segment } from '../../../lambda/ledger/format/segment';
import { EMPTY_LOG, followSegment } from '../../../lambda/ledger/format/segment';
import {
  checkpointsOf,
  logOrigin,
  numberIn,
  segmentsOf,
  zoneCheckpointKey,
  ZONE_CHECKPOINTS,
} from '../../../lambda/ledger/format/layout';
import { s3LedgerStore } from '../../../lambda/ledger/stores/s3-ledger-store';
import { leafHash } from '../../../lambda/ledger/tree/hash';
import type { Aws } from './aws';

/** A record of the stream, as it lies there. */
export interface StreamRecord {
  readonly sequenceNumber: string;
  readonly data: Buffer;
}

/** All records of each shard, in their order. */
export async function streamRecords(
  { kinesis }: Pick<Aws, 'kinesis'>,
  StreamName: string,
): Promise<ReadonlyMap<string, readonly StreamRecord[]>> {
  const { Shards = [] } = await kinesis.send(new ListShardsCommand({ StreamName }));
  const all = new Map<string, StreamRecord[]>();
  for (const { ShardId = '' } of Shards) {
    const records: StreamRecord[] = [];
    const start = await kinesis.send(
      new GetShardIteratorCommand({ StreamName, ShardId, ShardIteratorType: 'TRIM_HORIZON' }),
    );
    for (let iterator = start.ShardIterator; iterator !== undefined;) {
      const page = await kinesis.send(new GetRecordsCommand({ ShardIterator: iterator }));
      for (const { SequenceNumber = '', Data = new Uint8Array() } of page.Records ?? []) {
        records.push({ sequenceNumber: SequenceNumber, data: Buffer.from(Data) });
      }
      iterator = page.Records?.length === 0 ? undefined : page.NextShardIterator;
    }
    all.set(ShardId, records);
  }
  return all;
}

/** What is sealed in the bucket, read by the same rules as a verifier does. */
export interface Ledger {
  /** Segments of a log from the first on, each checked against the one before it. */
  segments(log: string): Promise<readonly Segment[]>;
  /** Tree size of a log, by its newest segment. */
  size(log: string): Promise<number>;
  /** Tree size of the newest checkpoint of a log; 0 without any. */
  signedSize(log: string): Promise<number>;
  /** Number of the newest zone checkpoint; -1 without any. */
  zoneNumber(): Promise<number>;
  /** A zone checkpoint as it is stored. */
  zoneCheckpoint(number: number): Promise<Buffer>;
}

export function ledgerIn(s3: S3Client, bucket: string, prefix: string): Ledger {
  const store = s3LedgerStore(s3, bucket);
  /** What was read: it is locked, so it is not read again. */
  const known = new Map<string, readonly Segment[]>();

  async function keys(folder: string): Promise<readonly string[]> {
    const found: string[] = [];
    for await (const key of store.keys(folder)) found.push(key);
    return found;
  }

  async function newest(folder: string): Promise<number | undefined> {
    for await (const key of store.keys(folder, { limit: 1 })) return numberIn(key);
    return undefined;
  }

  async function segments(log: string): Promise<readonly Segment[]> {
    const read = [...(known.get(log) ?? [])];
    for (const key of (await keys(segmentsOf(log))).toReversed().slice(read.length)) {
      const before = read.at(-1)?.head ?? EMPTY_LOG;
      read.push(followSegment(logOrigin(prefix, log), before, await store.read(key)));
    }
    known.set(log, read);
    return read;
  }

  return {
    segments,
    size: async (log) => (await segments(log)).at(-1)?.header.size ?? 0,
    signedSize: async (log) => (await newest(checkpointsOf(log))) ?? 0,
    zoneNumber: async () => (await newest(ZONE_CHECKPOINTS)) ?? -1,
    zoneCheckpoint: (number) => store.read(zoneCheckpointKey(number)),
  };
}

/** Leaf hashes of all entries, base64, in their order. */
export function leavesOf(segments: readonly Segment[]): readonly string[] {
  return segments.flatMap(({ entries }) =>
    entries.map((entry) => leafHash(entry).toString('base64')),
  );
}

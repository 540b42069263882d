import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import {
  checkpointKey,
  segmentKey,
  SPOOL_LOG,
  spoolKey,
  zoneCheckpointKey,
} from '../../../lambda/ledger/format/layout';
import { COUNTER_DIGITS, EPOCH_LENGTH } from '../../../lambda/shared/audit/event-id';
import type { ZoneConfig } from '../../config/schema';

/**
 * What code may do in the ledger bucket. Objects are named by the shape of their keys, `?` for each
 * digit: a function writes keys that the layout has, and nothing else below the same folder.
 */

/** Kinesis numbers shards with twelve digits. */
const A_SHARD = 'shardId-000000000000';
const LOGS = [A_SHARD, SPOOL_LOG];

const shape = (key: string): string => key.replaceAll(/\d/g, '?');

/** Shapes of the keys of each kind of object. */
export const LEDGER_KEYS = {
  segments: LOGS.map((log) => shape(segmentKey(log, 0))),
  checkpoints: LOGS.map((log) => shape(checkpointKey(log, 0))),
  zone: [shape(zoneCheckpointKey(0))],
  spool: Array.from({ length: COUNTER_DIGITS }, (_, index) =>
    spoolKey(`${'?'.repeat(EPOCH_LENGTH)}-${'?'.repeat(index + 1)}`),
  ),
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** A kind of object of the ledger. */
export type LedgerObjects = keyof typeof LEDGER_KEYS;

export interface LedgerAccess {
  /** Prefixes below which it lists. */
  readonly lists: readonly string[];
  readonly reads: readonly LedgerObjects[];
  readonly writes: readonly LedgerObjects[];
}

export interface LedgerStatementsProps {
  readonly config: ZoneConfig;
  readonly bucket: IBucket;
  /** Key of the bucket. */
  readonly key: IKey;
}

/** The statements of a role for what it may do in the ledger bucket. */
export function ledgerStatements(
  { config, bucket, key }: LedgerStatementsProps,
  { lists, reads, writes }: LedgerAccess,
): readonly PolicyStatement[] {
  const objects = (kinds: readonly LedgerObjects[]): string[] =>
    kinds.flatMap((kind) => LEDGER_KEYS[kind].map((pattern) => bucket.arnForObjects(pattern)));
  return [
    new PolicyStatement({
      sid: 'ListTheLedger',
      actions: ['s3:ListBucket'],
      resources: [bucket.bucketArn],
      conditions: { StringLike: { 's3:prefix': lists.map((prefix) => `${prefix}*`) } },
    }),
    new PolicyStatement({
      sid: 'ReadTheLedger',
      actions: ['s3:GetObject'],
      resources: objects(reads),
    }),
    ...(writes.length === 0
      ? []
      : [
          new PolicyStatement({
            sid: 'AddToTheLedger',
            actions: ['s3:PutObject'],
            resources: objects(writes),
          }),
        ]),
    new PolicyStatement({
      sid: 'UseTheKeyOfTheLedger',
      actions: [...(writes.length === 0 ? [] : ['kms:GenerateDataKey']), 'kms:Decrypt'],
      resources: [key.keyArn],
      conditions: { StringEquals: { 'kms:ViaService': `s3.${config.region}.amazonaws.com` } },
    }),
  ];
}

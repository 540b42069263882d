import { SPOOL_LOG } from '../../../lambda/ledger/format/layout';
import type { Site } from '../site/site';
import type { Functions } from '../zone/functions';
import type { Ledger } from '../zone/ledger';
import type { ZoneUnderTest } from '../zone/zone';

/** All that a scenario works with. */
export interface Scene extends Site {
  readonly zone: ZoneUnderTest;
  readonly functions: Functions;
  readonly ledger: Ledger;
}

/** Names of its shards, and of their logs. */
export const SHARDS = ['shardId-000000000000', 'shardId-000000000001'] as const;
/** Names of all its logs: one a shard, and the spool. */
export const LOGS = [...SHARDS, SPOOL_LOG] as const;

import type { Emulator } from '../machine/emulator';
import type { Report } from '../report';
import type { Aws } from '../zone/aws';
import type { Workshop } from '../zone/cdk';
import type { Functions } from '../zone/functions';
import type { Ledger } from '../zone/ledger';
import type { PeopleUnderTest } from '../zone/people';

/** All that a scenario works with. */
export interface Scene {
  readonly shop: Workshop;
  readonly report: Report;
  readonly emulator: Emulator;
  readonly aws: Aws;
  readonly zone: ZoneUnderTest;
  readonly functions: Functions;
  readonly ledger: Ledger;
}

export interface ZoneUnderTest {
  readonly name: string;
  /** Cloud assembly that was deployed. */
  readonly assembly: string;
  /** Prefix of the origins of its logs. */
  readonly origin: string;
  readonly streamName: string;
  readonly ledgerBucket: string;
  readonly sealer: string;
  readonly checkpointer: string;
  /** ARN. */
  readonly checkpointKey: string;
  /** Role of the sealer, and the policy that allows it what it does. */
  readonly sealerRights: { readonly role: string; readonly policy: string };
  readonly people: PeopleUnderTest;
  /** What the schedule calls the sealer with, and the checkpointer. */
  readonly scheduledInputs: { readonly spool: string; readonly checkpoint: string };
}

/** Names of its logs: one a shard, and the spool. */
export const SHARDS = ['shardId-000000000000', 'shardId-000000000001'] as const;

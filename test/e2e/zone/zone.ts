import type { PeopleUnderTest } from './people';

/** A deployed zone, as who looks at it knows it. */
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

import type {
  DeletionFailure,
  ObjectLock,
  ObjectVersion,
  StackResource,
} from '../../lib/teardown/port';

/** What is in an account in memory: see `fake-account.ts`. */

export interface FakeVersion extends ObjectVersion {
  readonly lock?: ObjectLock;
  /** Error codes that its next deletions get. */
  readonly failures?: string[];
}

export interface FakeBucket {
  versions: FakeVersion[];
  /** How many versions arrive before each of the next listings. */
  readonly arrivals: number[];
}

export interface FakeVault {
  points: { arn: string; status: string; looksUntilGone: number }[];
  locked: boolean;
  lockDate?: Date;
}

export interface FakeStack {
  readonly id: string;
  readonly name: string;
  status: string;
  tags: Record<string, string>;
  terminationProtection: boolean;
  resources: StackResource[];
  /** Stacks that must be gone before this one can go. */
  readonly usedBy: readonly string[];
  /** How often it is described before its deletion ends. */
  slowness: number;
  /** Reasons for which its next deletions fail. */
  readonly deletionErrors: DeletionFailure[];
  failures: DeletionFailure[];
  /** Resources that its template says to keep. */
  readonly keeps: readonly string[];
}

/** How long, how often and how much at once. No loop of teardown is without one of these. */
export interface TeardownLimits {
  readonly bucketsAtOnce: number;
  /** DeleteObjects calls under way at once, for each bucket. */
  readonly deletesAtOnce: number;
  /** How often a bucket is listed until it is found empty. */
  readonly passes: number;
  /** Pages of 1000 read in one pass. */
  readonly pagesPerPass: number;
  /** Wait between two passes, multiplied by the number of passes done. */
  readonly passPauseMs: number;
  /** How many of the locked objects are asked until when they are, newest first. */
  readonly lockSample: number;
  /** How often a call is repeated after a passing error. */
  readonly retries: number;
  readonly retryBaseMs: number;
  readonly retryCapMs: number;
  /** First wait for a stack: the next ones are twice as long each, up to `pollMs`. */
  readonly firstPollMs: number;
  /** Longest wait between two looks at a stack; wait between two looks at a vault. */
  readonly pollMs: number;
  /** Longest wait for CloudFormation to delete one stack, over all rounds. */
  readonly stackMs: number;
  /** Longest wait for the recovery points of one vault. */
  readonly vaultMs: number;
  readonly recoveryPointsAtOnce: number;
  /** How often the deletion of a recovery point may be refused before it counts as stuck. */
  readonly recoveryPointTries: number;
  /** How often a stack is deleted again after one of its buckets or vaults filled up meanwhile. */
  readonly deleteRounds: number;
  /** A dry run stops counting the objects of a bucket here. */
  readonly countedObjects: number;
}

const MINUTE_MS = 60_000;

export const TEARDOWN_LIMITS: TeardownLimits = {
  bucketsAtOnce: 4,
  deletesAtOnce: 4,
  passes: 10,
  pagesPerPass: 10_000,
  passPauseMs: 2_000,
  lockSample: 20,
  retries: 6,
  retryBaseMs: 500,
  retryCapMs: 15_000,
  firstPollMs: 1_000,
  pollMs: 10_000,
  stackMs: 60 * MINUTE_MS,
  vaultMs: 60 * MINUTE_MS,
  recoveryPointsAtOnce: 4,
  recoveryPointTries: 3,
  deleteRounds: 4,
  countedObjects: 10_000,
};

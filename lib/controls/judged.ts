import type { CheckRow } from '../compliance/check-ledger';
import type { Subject } from '../compliance/evaluation';
import type { Control, Mechanism, TestReference } from './control';

/**
 * What the pack says of a control, or of one mechanism of it:
 *
 * - `shown`: as many resources as the table says are in the templates; at least one of the named rules
 *   judged each of them, and none of these left a finding; or all of the named tests ran, and passed;
 * - `shown-with-exceptions`: so, but for findings that are acknowledged, or where config is held to less
 *   than production;
 * - `partly-shown`: some of its mechanisms are shown, others are not (controls only);
 * - `not-shown`: claimed, but its tests were not all run, or config leaves it to somebody else;
 * - `failing`: there are fewer resources than the table says, a named rule judged none of them, one was
 *   judged by none of the rules, a finding is open, or a test failed;
 * - `customer`, `aws`: not ours to show (controls only).
 */
export type ControlStatus =
  | 'shown'
  | 'shown-with-exceptions'
  | 'partly-shown'
  | 'not-shown'
  | 'failing'
  | 'customer'
  | 'aws';

/** What came of a test. */
export type TestOutcome = 'passed' | 'failed' | 'not-run';

export interface JudgedTest extends TestReference {
  readonly outcome: TestOutcome;
}

export interface JudgedMechanism extends Pick<Mechanism, 'id'> {
  /** What it does, under this config. */
  readonly says: string;
  readonly status: Exclude<ControlStatus, 'partly-shown' | 'customer' | 'aws'>;
  /** Every resource that its references find. */
  readonly resources: readonly Subject[];
  /** What its rules said of these resources. */
  readonly rows: readonly CheckRow[];
  readonly tests: readonly JudgedTest[];
  /** Why config leaves it to somebody else; else empty. */
  readonly left: string;
  /** What is wrong, in sentences with the mend. */
  readonly problems: readonly string[];
}

export interface JudgedControl extends Omit<Control, 'mechanisms'> {
  readonly status: ControlStatus;
  readonly mechanisms: readonly JudgedMechanism[];
  /**
   * Rules that ran and cite this paragraph without being a mechanism of it: told, never counted.
   * A weak citation (`weak-citations.ts`) stands here only.
   */
  readonly alsoCitedBy: readonly string[];
  /** Rules of the AWS Config pack that cite it: they look at the account once it runs. */
  readonly configRules: readonly string[];
}

/** Results of a test run. */
export interface TestResults {
  /** Outcome of each test, by file (from the root, with `/`) and full name. */
  readonly tests: readonly {
    readonly file: string;
    readonly name: string;
    readonly outcome: Exclude<TestOutcome, 'not-run'> | 'skipped';
  }[];
}

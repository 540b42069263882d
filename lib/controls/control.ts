import type { RuleId } from '../compliance/rule-ids';
import type { ZoneConfig } from '../config/schema';

/**
 * Which text of the Security Rule and of the Breach Notification Rule a control is of. A future rule
 * gets a version of its own and stands beside this one: the proposal of 2025 (90 FR 898) numbers
 * paragraphs anew.
 */
export type RuleVersion = '2013-omnibus';

/**
 * What a row of the rule is. A standard without specifications below it is mandatory by itself;
 * `addressable` is done, replaced by something as good, or left with a written reason (45 CFR
 * 164.306(d)(3)), never optional.
 */
export type ControlType =
  | 'standard'
  | 'required'
  | 'addressable'
  | 'definition'
  | 'breach-standard'
  | 'breach-specification';

/** Who does it: the zone, the zone and its customer, the customer alone, AWS. */
export type DoneBy = 'code' | 'shared' | 'customer' | 'aws';

/** One citation of 45 CFR part 164, who does it, and by what. */
export interface Control {
  /** Without `45 CFR`: `164.312(a)(2)(iv)`. */
  readonly citation: string;
  readonly ruleVersion: RuleVersion;
  readonly title: string;
  /** Token of OSCAL: `s164.312-a-2-iv`. */
  readonly oscalId: string;
  readonly type: ControlType;
  readonly doneBy: DoneBy;
  /** What it asks, in a sentence of ours. The text that counts is that of the eCFR. */
  readonly asks: string;
  /** What implements it here. Empty when the customer alone, or AWS, does it. */
  readonly mechanisms: readonly Mechanism[];
  /** What the customer must do, and what he keeps to show it. Empty for `code` and `aws` only. */
  readonly duties: readonly Duty[];
  /**
   * What a reader must know beside: when it does not apply, what is only a proposal.
   *
   * @default - none
   */
  readonly note?: string;
}

/** One thing here that implements a control, with what exists for it and what shows it. */
export interface Mechanism {
  /** Name within the control, for stable ids: `keys`. */
  readonly id: string;
  /** What it does, in one sentence that an auditor understands. */
  readonly says: string;
  /** What must be in the templates: as many of each as it says, or the control fails. */
  readonly resources: readonly ResourceReference[];
  /**
   * Rules. Each must have judged one of these resources at least, and each of these resources must have
   * been judged by one of them at least: not every rule applies to each. Empty when tests show it.
   */
  readonly checks: readonly RuleId[];
  /**
   * Tests that show what no rule sees. A mechanism has rules or tests, never both: tests that were not run
   * would hide behind rules that were.
   */
  readonly tests: readonly TestReference[];
  /**
   * Why config leaves this to somebody else, in words; undefined when it is made here. Then nothing is
   * expected, and nothing is shown.
   *
   * @default - it is always made here
   */
  readonly leftBy?: (config: ZoneConfig) => string | undefined;
}

/** Resources by what they are and where they stand. */
export interface ResourceReference {
  /** CloudFormation type. */
  readonly type: string;
  /**
   * Construct path that they are under: `Keys/Phi`.
   *
   * @default - anywhere in the zone
   */
  readonly under?: string;
  /**
   * How many there must be at least, by config where that decides. With fewer the control fails. A zone may
   * have more: what a customer adds is judged with the rest.
   */
  readonly count: number | ((config: ZoneConfig) => number);
}

/** A test file of this repository, or tests in it. */
export interface TestReference {
  /** Path from the root of the repository: `test/stacks/keys-stack.test.ts`. */
  readonly file: string;
  /**
   * Full name of a test, or of the block in which the tests are. All of them must have passed.
   *
   * @default - all tests of the file
   */
  readonly name?: string;
}

/** What a person does, and what he keeps. */
export interface Duty {
  /** In the imperative: `Write the risk analysis, and again each year.` */
  readonly does: string;
  /** Documents that show it. */
  readonly keeps: string;
}

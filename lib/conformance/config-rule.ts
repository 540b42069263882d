import type { Citation } from './citations';

/** One rule of the conformance pack: an AWS managed rule of AWS Config and what it is asked. */
export interface ConfigRule {
  /** Name within the pack. In the account AWS Config puts `-conformance-pack-` and an id behind it. */
  readonly name: string;
  /** Identifier of the managed rule. Evidence joins on it, since the name in the account differs. */
  readonly identifier: string;
  /**
   * Values of its parameters, all written as strings.
   *
   * @default - what the rule does without
   */
  readonly parameters?: Readonly<Record<string, string>>;
  /**
   * Types that it is limited to, the same as in AWS's pack.
   *
   * @default - the rule runs on a schedule and finds by itself what it looks at
   */
  readonly scope?: readonly string[];
  /**
   * Why its parameters are not those of AWS's pack.
   *
   * @default - they are
   */
  readonly departs?: string;
  readonly citations: RuleCitations;
}

/** Which paragraphs of 45 CFR part 164 a rule belongs to, by who says so. */
export interface RuleCitations {
  /**
   * AWS: its page on the pack, as cdk-nag transcribed it (`RULES.md`).
   *
   * @default - none known
   */
  readonly aws?: readonly Citation[];
  /**
   * Beside those, Steampipe's HIPAA benchmark, of its own control that checks the same. Starred where
   * it is shown: a second opinion, not AWS's.
   *
   * @default - none known
   */
  readonly steampipe?: readonly Citation[];
}

/** Rules of one subject. */
export interface RuleGroup {
  readonly title: string;
  /**
   * `zone`: what a zone and its account have. `guard`: what a zone never makes, and a workload beside
   * it may; empty until then.
   */
  readonly watches: 'zone' | 'guard';
  readonly rules: readonly ConfigRule[];
}

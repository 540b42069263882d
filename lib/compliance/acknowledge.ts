import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { VALIDATE_PACK } from './cloudformation-validate';
import { findingId } from './evaluation';
import type { PackName, RuleId } from './rule-ids';
import { RULE_IDS } from './rule-ids';

/** A finding that is left open on purpose, and why. */
export interface AcknowledgementProps {
  /** The rule, or its twins in several packs. */
  readonly rules: readonly [RuleId, ...RuleId[]];
  /**
   * Which finding, for a rule that has several, such as `Resource::*`.
   *
   * @default - the rule has one finding only
   */
  readonly finding?: string;
  /** Why it cannot be mended, in words that an auditor understands; at least 40 characters. */
  readonly reason: string;
  /** What allows it: a HIPAA citation or the page of AWS that states the limit. */
  readonly citation: string;
  /** Date by which somebody looks at it again, `YYYY-MM-DD`. */
  readonly review: string;
  /**
   * `inherent`: no template could satisfy the rule here. `sandbox`: left out of a sandbox for its
   * cost or its tear-down, `emulator`: left out because a local emulator cannot hold it; each an
   * error in a profile that has no such excuse.
   *
   * @default 'inherent'
   */
  readonly kind?: AcknowledgementKind;
}

export type AcknowledgementKind = 'inherent' | 'sandbox' | 'emulator';

/** An acknowledgement of one rule, and where it was made. */
export interface Acknowledgement {
  readonly path: string;
  readonly pack: PackName;
  readonly rule: RuleId;
  readonly finding: string;
  readonly reason: string;
  readonly citation: string;
  readonly review: string;
  readonly kind: AcknowledgementKind;
}

const METADATA_TYPE = 'hlz:acknowledgement';

/**
 * Acknowledges a finding on a construct and what is under it.
 *
 * Call it in the file of the resource, on the narrowest construct. The gate fails an
 * acknowledgement that matches nothing, has no proper reason, or is not made here.
 */
export function acknowledge(scope: IConstruct, props: AcknowledgementProps): void {
  for (const rule of props.rules) {
    const acknowledgement: Acknowledgement = {
      path: scope.node.path,
      pack: packOf(rule),
      rule,
      finding: props.finding ?? '',
      reason: props.reason,
      citation: props.citation,
      review: props.review,
      kind: props.kind ?? 'inherent',
    };
    scope.node.addMetadata(METADATA_TYPE, acknowledgement);
    Validations.of(scope).acknowledge({
      id: qualifiedId(acknowledgement),
      reason: `${props.reason} (${props.citation}; review by ${props.review})`,
    });
  }
}

/** Every acknowledgement under a scope. */
export function acknowledgementsIn(scope: IConstruct): readonly Acknowledgement[] {
  return scope.node
    .findAll()
    .flatMap((node) => node.node.metadata)
    .filter(({ type }) => type === METADATA_TYPE)
    .map(({ data }) => data as Acknowledgement);
}

/** Findings acknowledged without `acknowledge()`: their reason is in no register. */
export function unregisteredIn(scope: IConstruct): readonly { path: string; id: string }[] {
  const registered = new Set(
    acknowledgementsIn(scope).map((entry) => `${entry.path}\n${qualifiedId(entry)}`),
  );
  return scope.node.findAll().flatMap(({ node }) =>
    node.metadata
      .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
      .flatMap(({ data }) => Object.keys(data as Readonly<Record<string, string>>))
      .filter((id) => !registered.has(`${node.path}\n${id}`))
      .map((id) => ({ path: node.path, id })),
  );
}

/**
 * The form in which CDK itself handles it. With the bare id cdk-nag drops the finding and its
 * reason from every report.
 */
function qualifiedId(acknowledgement: Pick<Acknowledgement, 'pack' | 'rule' | 'finding'>): string {
  const { pack, rule } = acknowledgement;
  // The rules of this pack have no name of a pack in their own, and its name has a space.
  if (pack === VALIDATE_PACK) {
    return `${pack.replaceAll(' ', '-')}::${rule.slice(pack.length + 1)}`;
  }
  return `${pack}::${findingId(acknowledgement)}`;
}

function packOf(rule: RuleId): PackName {
  const packs = Object.keys(RULE_IDS) as PackName[];
  // An unknown id is named by the gate, with all other problems.
  return packs.find((pack) => rule.startsWith(`${pack}-`)) ?? 'HIPAA.Security';
}

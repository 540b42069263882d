import { csv } from '../csv';
import type { Acknowledgement, AcknowledgementKind } from './acknowledge';
import type { Evaluation } from './evaluation';
import { inOrder } from './evaluation';

/** One rule on one resource to which it applies. */
export interface CheckRow {
  readonly pack: string;
  readonly rule: string;
  /** Which finding, for a rule that can have several on one resource; else empty. */
  readonly finding: string;
  /** What the rule cites (45 CFR without its name, NIST controls), and what its acknowledgement cites. */
  readonly citations: readonly string[];
  readonly stack: string;
  readonly path: string;
  readonly logicalId: string;
  readonly type: string;
  readonly verdict: 'compliant' | 'non-compliant' | 'acknowledged' | 'error';
  /** Why it is acknowledged, or what the rule said; empty when compliant. */
  readonly reason: string;
  /** Day by which an acknowledgement is looked at again; else empty. */
  readonly review: string;
  /** Kind of acknowledgement; else empty. */
  readonly kind: AcknowledgementKind | '';
}

/** A pack that ran. A pack that is not listed did not run. */
export interface PackSummary {
  readonly name: string;
  readonly version: string;
  /** How many rules it applied; for CloudFormation Validate, whose engine names failures only, how many it named. */
  readonly rules: number;
  /** How many resources it looked at. */
  readonly resources: number;
  /** For each rule, to how many resources it did not apply. */
  readonly notApplicable: Readonly<Record<string, number>>;
}

/** Account settings and singletons, and how this zone treats them. */
export interface TreatedSetting {
  readonly setting: string;
  readonly mode: string;
  /** Why it is off or existing, as config says; else empty. */
  readonly reason: string;
}

/** Everything that the gate found: the file `compliance/checks.json`. Holds no clock and no absolute path. */
export interface CheckLedger {
  readonly zone: string;
  readonly profile: string;
  readonly packs: readonly PackSummary[];
  readonly settings: readonly TreatedSetting[];
  readonly rows: readonly CheckRow[];
}

/** Rows of every evaluation that applies, in an order that depends on nothing but their content. */
export function checkRows(
  evaluations: readonly Evaluation[],
  acknowledgements: readonly Acknowledgement[],
): readonly CheckRow[] {
  return inOrder(evaluations.filter(({ outcome }) => outcome !== 'not-applicable')).map(
    (evaluation) => checkRow(evaluation, acknowledgementFor(evaluation, acknowledgements)),
  );
}

/** The acknowledgement of a finding: on its construct, or the nearest one above. */
export function acknowledgementFor(
  evaluation: Evaluation,
  acknowledgements: readonly Acknowledgement[],
): Acknowledgement | undefined {
  // A rule that threw has found nothing: there is nothing to acknowledge.
  if (evaluation.outcome !== 'non-compliant') return undefined;
  return acknowledgements
    .filter(
      ({ rule, finding, path }) =>
        rule === evaluation.rule &&
        finding === evaluation.finding &&
        (evaluation.path === path || evaluation.path.startsWith(`${path}/`)),
    )
    .toSorted((a, b) => b.path.length - a.path.length)[0];
}

/** What a pack looked at, from its own evaluations. */
export function packSummary(
  pack: { readonly name: string; readonly version: string },
  own: readonly Evaluation[],
): PackSummary {
  const notApplicable = new Map<string, number>();
  for (const { rule, outcome } of own) {
    const count = notApplicable.get(rule) ?? 0;
    notApplicable.set(rule, outcome === 'not-applicable' ? count + 1 : count);
  }
  return {
    name: pack.name,
    version: pack.version,
    rules: notApplicable.size,
    resources: new Set(own.map(({ stack, logicalId }) => `${stack}/${logicalId}`)).size,
    notApplicable: Object.fromEntries(
      [...notApplicable].toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)),
    ),
  };
}

function checkRow(evaluation: Evaluation, acknowledgement: Acknowledgement | undefined): CheckRow {
  const { outcome, description, ...rest } = evaluation;
  const row = {
    pack: rest.pack,
    rule: rest.rule,
    finding: rest.finding,
    citations: rest.citations,
    stack: rest.stack,
    path: rest.path,
    logicalId: rest.logicalId,
    type: rest.type,
  };
  if (acknowledgement !== undefined) {
    const { reason, citation, review, kind } = acknowledgement;
    return {
      ...row,
      citations: [...new Set([...row.citations, citation.replace(/^45 CFR /, '')])],
      verdict: 'acknowledged',
      reason: `${reason} (${citation})`,
      review,
      kind,
    };
  }
  const verdict = outcome === 'not-applicable' ? 'compliant' : outcome;
  return {
    ...row,
    verdict,
    reason: verdict === 'compliant' ? '' : description,
    review: '',
    kind: '',
  };
}

const CSV_COLUMNS = [
  'pack',
  'rule',
  'finding',
  'citations',
  'stack',
  'path',
  'logicalId',
  'type',
  'verdict',
  'reason',
  'review',
  'kind',
] as const satisfies readonly (keyof CheckRow)[];

/** The rows as RFC 4180 text, safe to open in a spreadsheet. */
export function toCsv(rows: readonly CheckRow[]): string {
  return csv(
    CSV_COLUMNS,
    rows.map((row) => ({ ...row, citations: row.citations.join(' ') })),
  );
}

/** The settings in the same form: a setting is no rule on a resource, so they are no rows of it. */
export function settingsCsv(settings: readonly TreatedSetting[]): string {
  return csv(['setting', 'mode', 'reason'], settings);
}

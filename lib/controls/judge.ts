import type { CheckLedger, CheckRow } from '../compliance/check-ledger';
import type { Subject } from '../compliance/evaluation';
import type { ZoneView } from '../compliance/reading/zone-view';
import type { RuleId } from '../compliance/rule-ids';
import { acknowledgedRows, openRows } from '../compliance/summary';
import type { ZoneConfig } from '../config/schema';
import type { ConfigRule } from '../conformance/config-rule';
import { HELD_RULES } from '../conformance/rules';
import type { Control, Mechanism, ResourceReference } from './control';
import type { ControlStatus, JudgedControl, JudgedMechanism, TestResults } from './judged';
import { judgeTest } from './test-outcome';

export interface JudgeProps {
  readonly controls: readonly Control[];
  readonly config: ZoneConfig;
  readonly zone: Pick<ZoneView, 'ofType'>;
  readonly ledger: CheckLedger;
  /** Undefined when no tests were run. */
  readonly tests: TestResults | undefined;
}

/** What the zone shows of each control: by its templates, by the rules that ran, by tests. */
export function judgeControls(props: JudgeProps): readonly JudgedControl[] {
  const { controls, ledger } = props;
  const facts: Facts = { ...props, rowsOf: groupBy(ledger.rows, ({ rule }) => rule) };
  const cited = rulesByCitation(facts.rowsOf);
  const configRules = configRulesByCitation(facts);
  return controls.map((control) => {
    const mechanisms = control.mechanisms.map((mechanism) => judgeMechanism(mechanism, facts));
    const counted = new Set<string>(control.mechanisms.flatMap(({ checks }) => checks));
    return {
      ...control,
      mechanisms,
      status: statusOf(control, mechanisms),
      alsoCitedBy: (cited.get(control.citation) ?? []).filter((rule) => !counted.has(rule)),
      configRules: configRules.get(control.citation) ?? [],
    };
  });
}

interface Facts extends JudgeProps {
  readonly rowsOf: ReadonlyMap<string, readonly CheckRow[]>;
}

function judgeMechanism(mechanism: Mechanism, facts: Facts): JudgedMechanism {
  const { id, says, checks } = mechanism;
  const left = mechanism.leftBy?.(facts.config) ?? '';
  if (left !== '') {
    return {
      id,
      says,
      left,
      status: 'not-shown',
      resources: [],
      rows: [],
      tests: [],
      problems: [],
    };
  }
  const found = mechanism.resources.map((reference) => resourcesOf(reference, facts.zone));
  const resources = [...new Set(found.flat())];
  const keys = new Set(resources.map(keyOf));
  const byRule = checks.map((rule) =>
    (facts.rowsOf.get(rule) ?? []).filter((row) => keys.has(keyOf(row))),
  );
  const rows = byRule.flat();
  const tests = mechanism.tests.map((reference) => judgeTest(reference, facts.tests));
  const problems = [
    ...mechanism.resources.flatMap((reference, index) =>
      missing(reference, found[index]?.length ?? 0, facts.config),
    ),
    ...checks.flatMap((rule, index) => (byRule[index]?.length === 0 ? [idle(rule)] : [])),
    ...(checks.length === 0 ? [] : unjudged(resources, rows)),
    ...openRows(rows).map(
      ({ rule, path, reason }) =>
        `${rule} has an open finding on ${path}: ${reason} Mend it, and synthesize again.`,
    ),
    ...tests.flatMap(({ outcome, file, name = 'a test' }) =>
      outcome === 'failed'
        ? [`${file}: "${name}" failed. Run the file, and mend what it says.`]
        : [],
    ),
  ];
  // What was not run shows nothing, also beside what was.
  const ran =
    checks.length + tests.length > 0 && tests.every(({ outcome }) => outcome === 'passed');
  const status = ((): JudgedMechanism['status'] => {
    if (problems.length > 0) return 'failing';
    if (!ran) return 'not-shown';
    return acknowledgedRows(rows).length > 0 ? 'shown-with-exceptions' : 'shown';
  })();
  return { id, says, left, status, resources: resources.map(subjectOf), rows, tests, problems };
}

function statusOf(
  { doneBy }: Control,
  mechanisms: readonly Pick<JudgedMechanism, 'status'>[],
): ControlStatus {
  if (doneBy === 'customer' || doneBy === 'aws') return doneBy;
  const statuses = new Set(mechanisms.map(({ status }) => status));
  if (statuses.has('failing')) return 'failing';
  if (statuses.has('not-shown')) return statuses.size === 1 ? 'not-shown' : 'partly-shown';
  if (statuses.has('shown-with-exceptions')) return 'shown-with-exceptions';
  // Without a mechanism nothing was looked at.
  return statuses.has('shown') ? 'shown' : 'not-shown';
}

function resourcesOf(
  { type, under }: ResourceReference,
  zone: JudgeProps['zone'],
): readonly Subject[] {
  const alike = zone.ofType(type);
  return under === undefined
    ? alike
    : alike.filter(({ path }) => path === under || path.startsWith(`${under}/`));
}

/** What is wrong where fewer are found than there must be. */
function missing(
  { type, under, count }: ResourceReference,
  found: number,
  config: ZoneConfig,
): readonly string[] {
  const wanted = typeof count === 'number' ? count : count(config);
  if (found >= wanted) return [];
  const where = under === undefined ? 'anywhere in the templates' : `under ${under}`;
  const there = found === 0 ? `No ${type} is` : `${found} of ${wanted} ${type} are`;
  return [
    `${there} ${where}. Put back what is gone, or say in lib/controls/table what does its work now.`,
  ];
}

/** What is wrong where none of the rules has judged a resource. */
function unjudged(resources: readonly Subject[], rows: readonly CheckRow[]): readonly string[] {
  const judged = new Set(rows.map(keyOf));
  return resources
    .filter((resource) => !judged.has(keyOf(resource)))
    .map(
      ({ path }) =>
        `None of its rules judged ${path}. Name one in lib/controls/table that looks at it, or do not refer to it.`,
    );
}

function idle(rule: RuleId): string {
  return `${rule} judged none of its resources. Run the pack of that rule, or name one in lib/controls/table that looks at them.`;
}

/** Which rules cite a paragraph, as the packs say it. */
function rulesByCitation(rowsOf: Facts['rowsOf']): ReadonlyMap<string, readonly string[]> {
  const pairs = [...rowsOf].flatMap(([rule, rows]) =>
    [...new Set(rows.flatMap(ownCitations))].map((citation) => ({ rule, citation })),
  );
  return new Map(
    [...groupBy(pairs, ({ citation }) => citation)].map(([citation, list]) => [
      citation,
      list.map(({ rule }) => rule).toSorted(),
    ]),
  );
}

/** What the rule cites: the citation of an acknowledgement, which stands in its row too, says why not. */
function ownCitations({ citations, kind, reason }: CheckRow): readonly string[] {
  return kind === ''
    ? citations
    : citations.filter((citation) => !reason.endsWith(`(45 CFR ${citation})`));
}

/** Rules of AWS Config by paragraph; of none where the zone has no pack of them. */
function configRulesByCitation({ controls, zone }: Facts): ReadonlyMap<string, readonly string[]> {
  if (zone.ofType('AWS::Config::ConformancePack').length === 0) return new Map();
  return new Map(
    controls.map(({ citation }) => [
      citation,
      HELD_RULES.filter((rule) => citationsOf(rule).some((cited) => isOf(cited, citation)))
        .map(({ name }) => name)
        .toSorted(),
    ]),
  );
}

function citationsOf({ citations: { aws = [], steampipe = [] } }: ConfigRule): readonly string[] {
  return [...aws, ...steampipe];
}

/** Whether a citation is that of a row, or of a paragraph below it that has no row: 164.314(b)(2)(i). */
function isOf(cited: string, citation: string): boolean {
  return cited === citation || cited.startsWith(`${citation}(`);
}

function keyOf({ stack, logicalId }: Pick<Subject, 'stack' | 'logicalId'>): string {
  return `${stack}/${logicalId}`;
}

function subjectOf({ stack, logicalId, path, type }: Subject): Subject {
  return { stack, logicalId, path, type };
}

function groupBy<T>(
  list: readonly T[],
  keyOfEntry: (entry: T) => string,
): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const entry of list) {
    const key = keyOfEntry(entry);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [entry]);
    else group.push(entry);
  }
  return groups;
}

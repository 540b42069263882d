import type { CheckRow } from '../../compliance/check-ledger';
import type { JudgedControl, JudgedMechanism } from '../../controls/judged';
import type { EvidenceModel } from '../model';
import { GIVEN } from '../tests/given';
import { packUuid, stackUuid, testsUuid } from './references';
import type { JsonObject } from './words';
import { filled, line, packNames, prop, uuid } from './words';

/** Rows that one observation is about, and no others. */
interface Examined {
  readonly id: string;
  readonly title: string;
  readonly rows: readonly CheckRow[];
}

/** What was seen, and where to find it again from a finding or a risk. */
export interface Observed {
  readonly observations: readonly JsonObject[];
  /** Observations of one control: of the resources that its mechanisms name, and of no others. */
  readonly ofControl: (control: JudgedControl) => readonly string[];
  /** Observations that a row stands in. */
  readonly ofRow: (row: CheckRow) => readonly string[];
}

/**
 * One observation for each rule of a mechanism, of its own resources: rules read templates, which OSCAL
 * calls to examine. One for the tests of a mechanism, where they ran: those exercise what they test. And
 * one for each rule on each stack, of what no mechanism names, so that nothing looked at is left out; no
 * finding rests on those.
 */
export function observed(model: EvidenceModel): Observed {
  const own = new Map(model.controls.map((control) => [control, examinedFor(model, control)]));
  const named = [...own.values()].flat();
  const taken = new Set(named.flatMap(({ rows }) => rows));
  const beside = examinedBeside(
    model,
    model.ledger.rows.filter((row) => !taken.has(row)),
  );
  const byRow = new Map<CheckRow, string[]>();
  for (const { id, rows } of [...named, ...beside]) {
    for (const row of rows) byRow.set(row, [...(byRow.get(row) ?? []), id]);
  }
  const tested = model.controls.flatMap((control) =>
    control.mechanisms.flatMap((mechanism): readonly JsonObject[] => {
      const observation = testsOf(model, control, mechanism);
      return observation === undefined ? [] : [observation];
    }),
  );
  return {
    observations: [
      ...[...named, ...beside].flatMap((examined) => ruleObservation(model, examined)),
      ...tested,
    ],
    ofControl: (control) => [
      ...(own.get(control) ?? []).map(({ id }) => id),
      ...control.mechanisms
        .filter((mechanism) => ranOf(mechanism).length > 0)
        .map((mechanism) => testsUuidOf(model, control, mechanism)),
    ],
    ofRow: (row) => byRow.get(row) ?? [],
  };
}

function examinedFor(model: EvidenceModel, control: JudgedControl): readonly Examined[] {
  const { oscalId, citation, mechanisms } = control;
  return mechanisms.flatMap((mechanism) =>
    grouped(mechanism.rows, ({ pack, rule }) => [pack, rule]).map(([key, rows]) => ({
      id: uuid('observation', ...packNames(model), oscalId, mechanism.id, ...key),
      title: `${key[1] ?? ''} for ${citation}, ${mechanism.id}`,
      rows,
    })),
  );
}

function examinedBeside(model: EvidenceModel, rows: readonly CheckRow[]): readonly Examined[] {
  return grouped(rows, ({ pack, rule, stack }) => [pack, rule, stack]).map(([key, inside]) => ({
    id: uuid('observation', ...packNames(model), ...key),
    title: `${key[1] ?? ''} on ${key[2] ?? ''}, of what no mechanism names`,
    rows: inside,
  }));
}

function grouped(
  rows: readonly CheckRow[],
  keyOf: (row: CheckRow) => readonly string[],
): readonly (readonly [readonly string[], readonly CheckRow[]])[] {
  const groups = new Map<string, { readonly key: readonly string[]; readonly rows: CheckRow[] }>();
  for (const row of rows) {
    const key = keyOf(row);
    const word = JSON.stringify(key);
    const group = groups.get(word) ?? { key, rows: [] };
    groups.set(word, group);
    group.rows.push(row);
  }
  return [...groups.values()].map((group) => [group.key, group.rows] as const);
}

function ruleObservation(
  model: EvidenceModel,
  { id, title, rows }: Examined,
): readonly JsonObject[] {
  const [first] = rows;
  if (first === undefined) return [];
  const resources = new Set(rows.map(({ stack, logicalId }) => `${stack}/${logicalId}`)).size;
  const counts = countsOf(
    rows.map(({ verdict }) => verdict),
    ['compliant', 'acknowledged', 'non-compliant', 'error'],
  );
  const others = rows.filter(({ verdict }) => verdict !== 'compliant');
  return [
    {
      uuid: id,
      title: line(title),
      description: line(
        [
          `${counted(rows.length, 'check')} on ${counted(resources, 'resource')}: ${said(counts)}.`,
          ...others.map(({ verdict, path }) => `${verdict}: ${path}.`),
        ].join(' '),
      ),
      props: counts.map(([verdict, count]) => prop(verdict, String(count))),
      methods: ['EXAMINE'],
      types: ['control-objective'],
      origins: [{ actors: [{ type: 'tool', 'actor-uuid': packUuid(model, first.pack) }] }],
      subjects: [...new Set(rows.map(({ stack }) => stack))].map((stack) => ({
        'subject-uuid': stackUuid(model, stack),
        type: 'component',
      })),
      collected: model.source.date,
    },
  ];
}

function ranOf({ tests }: JudgedMechanism): JudgedMechanism['tests'] {
  return tests.filter(({ outcome }) => outcome !== 'not-run');
}

function testsUuidOf(
  model: EvidenceModel,
  { oscalId }: JudgedControl,
  { id }: JudgedMechanism,
): string {
  return uuid('observation of tests', ...packNames(model), oscalId, id);
}

function testsOf(
  model: EvidenceModel,
  control: JudgedControl,
  mechanism: JudgedMechanism,
): JsonObject | undefined {
  const ran = ranOf(mechanism);
  if (ran.length === 0) return undefined;
  const counts = countsOf(
    ran.map(({ outcome }) => outcome),
    ['passed', 'failed'],
  );
  return filled({
    uuid: testsUuidOf(model, control, mechanism),
    title: line(`Tests for ${control.citation}, ${mechanism.id}`),
    description: ran
      .map(({ file, name, outcome }) =>
        line(`${file}, ${name === undefined ? 'all of it' : `"${name}"`}: ${outcome}.`),
      )
      .join('\n\n'),
    props: counts.map(([outcome, count]) => prop(outcome, String(count))),
    methods: ['TEST'],
    types: ['control-objective'],
    origins: [{ actors: [{ type: 'tool', 'actor-uuid': testsUuid(model) }] }],
    // By the clock of who ran them.
    collected: model.tests?.run.started ?? model.source.date,
    remarks: line(GIVEN),
  });
}

function countsOf<T extends string>(
  found: readonly T[],
  order: readonly T[],
): readonly (readonly [T, number])[] {
  return order
    .map((word) => [word, found.filter((one) => one === word).length] as const)
    .filter(([, count]) => count > 0);
}

function said(counts: readonly (readonly [string, number])[]): string {
  return counts.map(([word, count]) => `${String(count)} ${word}`).join(', ');
}

function counted(count: number, word: string): string {
  return `${String(count)} ${word}${count === 1 ? '' : 's'}`;
}

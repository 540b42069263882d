import type { CheckRow } from '../../compliance/check-ledger';
import type { EvidenceModel } from '../model';
import { GIVEN } from '../tests/given';
import { packUuid, stackUuid, testsUuid } from './references';
import type { JsonObject } from './words';
import { line, packNames, prop, uuid } from './words';

/** What a rule found in a stack. The same rule in another stack is another observation. */
export function ruleObservationUuid(
  model: EvidenceModel,
  { pack, rule, stack }: Pick<CheckRow, 'pack' | 'rule' | 'stack'>,
): string {
  return uuid('observation', ...packNames(model), pack, rule, stack);
}

/** What came of the tests of a file. */
export function testObservationUuid(model: EvidenceModel, file: string): string {
  return uuid('observation of tests', ...packNames(model), file);
}

/**
 * One observation for each rule on each stack: rules read templates, which OSCAL calls to examine. And
 * one for each file of tests that a control names, where there are results: those exercise what they
 * test.
 */
export function observations(model: EvidenceModel): readonly JsonObject[] {
  return [...ruleObservations(model), ...testObservations(model)];
}

function ruleObservations(model: EvidenceModel): readonly JsonObject[] {
  const groups = new Map<string, CheckRow[]>();
  for (const row of model.ledger.rows) {
    const key = ruleObservationUuid(model, row);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return [...groups].flatMap(([id, rows]) => {
    const [first] = rows;
    if (first === undefined) return [];
    const count = (verdict: CheckRow['verdict']): number =>
      rows.filter((row) => row.verdict === verdict).length;
    const counts = (['compliant', 'acknowledged', 'non-compliant', 'error'] as const)
      .map((verdict) => [verdict, count(verdict)] as const)
      .filter(([, found]) => found > 0);
    return [
      {
        uuid: id,
        title: line(`${first.rule} on ${first.stack}`),
        description: line(
          `${String(rows.length)} checks: ${counts.map(([verdict, found]) => `${String(found)} ${verdict}`).join(', ')}.`,
        ),
        props: counts.map(([verdict, found]) => prop(verdict, String(found))),
        methods: ['EXAMINE'],
        types: ['control-objective'],
        origins: [{ actors: [{ type: 'tool', 'actor-uuid': packUuid(model, first.pack) }] }],
        subjects: [{ 'subject-uuid': stackUuid(model, first.stack), type: 'component' }],
        collected: model.source.date,
      },
    ];
  });
}

function testObservations(model: EvidenceModel): readonly JsonObject[] {
  return testedFiles(model).map((file) => {
    const all = (model.tests?.tests ?? []).filter((test) => test.file === file);
    const counts = (['passed', 'failed', 'skipped'] as const)
      .map((outcome) => [outcome, all.filter((test) => test.outcome === outcome).length] as const)
      .filter(([, found]) => found > 0);
    return {
      uuid: testObservationUuid(model, file),
      title: line(`Tests of ${file}`),
      description: line(
        `${String(all.length)} tests: ${counts.map(([outcome, found]) => `${String(found)} ${outcome}`).join(', ')}.`,
      ),
      props: counts.map(([outcome, found]) => prop(outcome, String(found))),
      methods: ['TEST'],
      types: ['control-objective'],
      origins: [{ actors: [{ type: 'tool', 'actor-uuid': testsUuid(model) }] }],
      // By the clock of who ran them.
      collected: model.tests?.run.started ?? model.source.date,
      remarks: line(GIVEN),
    };
  });
}

/** Files of tests that a control names, and that ran. */
function testedFiles({ controls, tests }: EvidenceModel): readonly string[] {
  const ran = new Set((tests?.tests ?? []).map(({ file }) => file));
  const named = controls.flatMap(({ mechanisms }) =>
    mechanisms.flatMap((mechanism) => mechanism.tests.map(({ file }) => file)),
  );
  return [...new Set(named)].filter((file) => ran.has(file)).toSorted();
}

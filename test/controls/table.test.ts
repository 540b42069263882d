import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RuleId } from '../../lib/compliance/rule-ids';
import { RULE_IDS } from '../../lib/compliance/rule-ids';
import type { Control, ControlType } from '../../lib/controls/control';
import { lintControls } from '../../lib/controls/lint';
import { files, own, one } from '../../lib/controls/make';
import { PROPOSED_CITATIONS, proposedChanges } from '../../lib/controls/proposed';
import { CONTROLS } from '../../lib/controls/table';
import { WEAK_CITATIONS, whyWeak } from '../../lib/controls/weak-citations';
import { ROOT } from '../support/root';
import { controlsPage } from './controls-page';

const TYPES: Readonly<Record<string, ControlType>> = {
  Standard: 'standard',
  'Standard (required; no separate spec)': 'standard',
  Required: 'required',
  Addressable: 'addressable',
  Definition: 'definition',
  'Standard (breach rule)': 'breach-standard',
  'Implementation specification (breach rule; mandatory)': 'breach-specification',
};

/** Fields of a line of CSV. */
function fieldsOf(line: string): readonly string[] {
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
    ([, quoted, plain = '']) => quoted?.replaceAll('""', '"') ?? plain,
  );
}

it('has every citation of both rules, in their order, with title, type and OSCAL id', () => {
  const [, , ...lines] = readFileSync(join(ROOT, 'test/vectors/hipaa-controls.csv'), 'utf8')
    .trimEnd()
    .split('\n');
  expect(
    CONTROLS.map(({ citation, title, type, oscalId }) => ({ citation, title, type, oscalId })),
  ).toEqual(
    lines.map(fieldsOf).map(([citation, title, type = '', oscalId]) => ({
      citation,
      title,
      type: TYPES[type],
      oscalId,
    })),
  );
});

it('has as many required and addressable specifications as Appendix A to subpart C', () => {
  const specified = CONTROLS.filter(({ citation }) => /^164\.3(?:08|10|12)/.test(citation));
  const many = (type: ControlType): number => specified.filter((row) => row.type === type).length;
  expect([many('required'), many('addressable')]).toEqual([14, 22]);
});

it('is sound', () => {
  expect(lintControls(CONTROLS)).toEqual([]);
});

describe('the lint', () => {
  const good = CONTROLS.find(({ citation }) => citation === '164.312(d)');
  const [mechanism] = good?.mechanisms ?? [];
  if (good === undefined || mechanism === undefined) throw new Error('164.312(d) has no mechanism');

  it.each<readonly [string, readonly Control[]]>([
    ['164.312(d) has more than one row', [good, { ...good, oscalId: 's2' }]],
    ['is the OSCAL id of more than one row', [good, { ...good, citation: '164.312(x)' }]],
    ['which is no token', [{ ...good, oscalId: '164.312-d' }]],
    ['has a mechanism two words', [{ ...good, mechanisms: [{ ...mechanism, id: 'two words' }] }]],
    ['is done by shared and has no mechanism', [{ ...good, mechanisms: [] }]],
    ['is done by code and has no mechanism', [{ ...good, doneBy: 'code', mechanisms: [] }]],
    ['is done by customer and has a mechanism', [{ ...good, doneBy: 'customer' }]],
    ['is done by aws and has a mechanism', [{ ...good, doneBy: 'aws' }]],
    ['is done by shared and has no duty', [{ ...good, duties: [] }]],
    ['more than one mechanism', [{ ...good, mechanisms: [mechanism, mechanism] }]],
    [
      'has nothing that exists',
      [{ ...good, mechanisms: [{ ...mechanism, resources: [], checks: [], tests: [] }] }],
    ],
    [
      'has nothing that shows',
      [{ ...good, mechanisms: [{ ...mechanism, checks: [], tests: [] }] }],
    ],
    [
      'by rules and by tests',
      [{ ...good, mechanisms: [{ ...mechanism, tests: files('controls/table') }] }],
    ],
    [
      'no resource that they could judge',
      [{ ...good, mechanisms: [{ ...mechanism, resources: [] }] }],
    ],
    [
      'a weak citation',
      [
        {
          ...good,
          citation: '164.308(a)(4)(ii)(A)',
          mechanisms: [
            { ...mechanism, resources: one('S3::Bucket'), checks: own('PolicyPrincipal') },
          ],
        },
      ],
    ],
  ])('%s', (problem, controls) => {
    expect(lintControls([good])).toEqual([]);
    expect(lintControls(controls).join('\n')).toContain(problem);
  });
});

describe('tests that it names', () => {
  const references = CONTROLS.flatMap(({ mechanisms }) => mechanisms.flatMap(({ tests }) => tests));

  it('are there', () => {
    const missing = references.filter(({ file }) => !existsSync(join(ROOT, file)));
    expect(missing).toEqual([]);
  });

  it('have the names that it says', () => {
    const missing = references.filter(
      ({ file, name }) =>
        name !== undefined && !isMadeOf(titlesIn(readFileSync(join(ROOT, file), 'utf8')), name),
    );
    expect(references.some(({ name }) => name !== undefined)).toBe(true);
    expect(missing).toEqual([]);
  });

  /** What stands first in the parentheses of `describe(` and `it(`, also behind `each(...)`. */
  function titlesIn(source: string): readonly string[] {
    const titles = source.matchAll(/(?:\b(?:describe|it|test)|\))\(\s*(['"`])(.+?)\1,/g);
    return [...titles].map(([, , title = '']) => title);
  }

  /** Whether titles make this name: those of blocks, then perhaps that of a test, with a space between. */
  function isMadeOf(titles: readonly string[], name: string): boolean {
    return titles.some(
      (title) =>
        title === name ||
        (name.startsWith(`${title} `) && isMadeOf(titles, name.slice(title.length + 1))),
    );
  }
});

describe('weak citations', () => {
  const known: ReadonlySet<string> = new Set<RuleId>(Object.values(RULE_IDS).flat());

  it('are of rules and rows that there are', () => {
    for (const { rules, citations, reason } of WEAK_CITATIONS) {
      expect(rules === 'any' ? [] : rules.filter((rule) => !known.has(rule))).toEqual([]);
      for (const cited of citations) {
        expect(CONTROLS.map(({ citation }) => citation)).toContain(cited);
      }
      expect(reason.length).toBeGreaterThan(40);
    }
  });

  it.each([
    ['HIPAA.Security-S3BucketPublicReadProhibited', '164.308(a)(4)(ii)(A)'],
    ['HIPAA.Security-RDSAutomaticMinorVersionUpgradeEnabled', '164.308(a)(5)(ii)(A)'],
    ['HIPAA.Security-S3DefaultEncryptionKMS', '164.312(e)(2)(ii)'],
    ['HIPAA.Security-LambdaDLQ', '164.312(b)'],
    ['LandingZone-KeyDenials', '164.314(b)(1)'],
  ])('%s says nothing of %s', (rule, citation) => {
    expect(whyWeak(rule, citation)).toBeDefined();
  });

  it('are no others of the same rules', () => {
    expect(whyWeak('HIPAA.Security-S3DefaultEncryptionKMS', '164.312(a)(2)(iv)')).toBeUndefined();
    expect(whyWeak('HIPAA.Security-S3BucketSSLRequestsOnly', '164.312(e)(2)(ii)')).toBeUndefined();
  });
});

it('says what the proposal would change of rows that there are, and of no breach notification', () => {
  const citations = new Set(CONTROLS.map(({ citation }) => citation));
  expect(PROPOSED_CITATIONS.filter((cited) => !citations.has(cited))).toEqual([]);
  const untouched = CONTROLS.filter((control) => proposedChanges(control).length === 0);
  expect(untouched.filter(({ type }) => type === 'addressable')).toEqual([]);
  const breach = CONTROLS.filter(({ citation }) => citation.startsWith('164.4'));
  expect(breach.filter((control) => !untouched.includes(control))).toEqual([]);
});

it('docs/controls.md is current; UPDATE_DOCS=1 npx jest test/controls renews it', () => {
  const file = join(ROOT, 'docs/controls.md');
  if (process.env['UPDATE_DOCS'] === '1') writeFileSync(file, controlsPage());
  expect(readFileSync(file, 'utf8')).toBe(controlsPage());
});

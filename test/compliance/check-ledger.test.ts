import fc from 'fast-check';
import type { CheckRow } from '../../lib/compliance/check-ledger';
import { checkRows, settingsCsv, toCsv } from '../../lib/compliance/check-ledger';
import type { Acknowledgement } from '../../lib/compliance/acknowledge';
import type { Evaluation } from '../../lib/compliance/evaluation';

const OPEN: Evaluation = {
  pack: 'AwsSolutions',
  rule: 'AwsSolutions-IAM5',
  finding: 'Resource::*',
  stack: 'stack',
  logicalId: 'Policy',
  path: 'Stack/Role/Policy/Resource',
  type: 'AWS::IAM::ManagedPolicy',
  citations: ['164.312(a)(1)'],
  description: 'wildcard',
  outcome: 'non-compliant',
};

const ACKNOWLEDGEMENT: Acknowledgement = {
  path: 'Stack/Role',
  pack: 'AwsSolutions',
  rule: 'AwsSolutions-IAM5',
  finding: 'Resource::*',
  reason: 'because',
  citation: 'page',
  review: '2027-11-22',
  kind: 'inherent',
};

function verdict(evaluation: Evaluation, acknowledgements: readonly Acknowledgement[]): string {
  return checkRows([evaluation], acknowledgements)
    .map((row) => `${row.verdict}: ${row.reason}`)
    .join();
}

describe('checkRows', () => {
  it.each<[string, Partial<Evaluation>, Partial<Acknowledgement>, string]>([
    ['on the construct above', {}, {}, 'acknowledged: because (page)'],
    ['on the construct itself', {}, { path: OPEN.path }, 'acknowledged: because (page)'],
    ['on a namesake', {}, { path: 'Stack/Rol' }, 'non-compliant: wildcard'],
    ['on a construct beside it', {}, { path: 'Stack/Other' }, 'non-compliant: wildcard'],
    ['of another finding', {}, { finding: 'Resource::x' }, 'non-compliant: wildcard'],
    ['of another rule', {}, { rule: 'AwsSolutions-IAM4' }, 'non-compliant: wildcard'],
    ['of a rule that threw', { outcome: 'error' }, {}, 'error: wildcard'],
    ['of what is compliant', { outcome: 'compliant' }, {}, 'compliant: '],
  ])('judges an acknowledgement %s', (_what, evaluation, acknowledgement, expected) => {
    const entry = { ...ACKNOWLEDGEMENT, ...acknowledgement };
    expect(verdict({ ...OPEN, ...evaluation }, [entry])).toBe(expected);
  });

  it('takes the nearest acknowledgement', () => {
    const near = { ...ACKNOWLEDGEMENT, path: 'Stack/Role/Policy', reason: 'near' };
    expect(verdict(OPEN, [ACKNOWLEDGEMENT, near])).toBe('acknowledged: near (page)');
  });

  it('cites what the acknowledgement cites, behind what the rule does', () => {
    const cited = (citation: string, citations: readonly string[]): readonly string[] =>
      checkRows([{ ...OPEN, citations }], [{ ...ACKNOWLEDGEMENT, citation }]).flatMap(
        (row) => row.citations,
      );
    expect(cited('45 CFR 164.312(b)', [])).toEqual(['164.312(b)']);
    expect(cited('45 CFR 164.312(b)', ['164.312(a)(1)', '164.312(b)'])).toEqual([
      '164.312(a)(1)',
      '164.312(b)',
    ]);
    expect(cited('https://docs.aws.amazon.com/x', ['AC-6'])).toEqual([
      'AC-6',
      'https://docs.aws.amazon.com/x',
    ]);
  });

  it('leaves out what does not apply', () => {
    expect(checkRows([{ ...OPEN, outcome: 'not-applicable' }], [])).toEqual([]);
  });

  it('orders rows by their content alone', () => {
    const evaluations = fc.array(
      fc
        .record({
          stack: fc.constantFrom('a', 'b'),
          logicalId: fc.constantFrom('A', 'B', 'C'),
          rule: fc.constantFrom('P-1', 'P-2'),
          finding: fc.constantFrom('', 'x'),
        })
        .map((fields) => ({ ...OPEN, ...fields })),
    );
    fc.assert(
      fc.property(evaluations, fc.infiniteStream(fc.nat()), (list, random) => {
        const keyed = list.map((item) => ({ item, key: random.next().value as number }));
        const shuffled = keyed.toSorted((a, b) => a.key - b.key).map(({ item }) => item);
        expect(checkRows(shuffled, [])).toEqual(checkRows(list, []));
      }),
    );
  });
});

describe('toCsv', () => {
  const row = (reason: string): CheckRow => ({
    pack: 'P',
    rule: 'P-R',
    finding: '',
    citations: ['164.312(b)', '164.312(c)(1)'],
    stack: 's',
    path: 'S/B',
    logicalId: 'B',
    type: 'AWS::S3::Bucket',
    verdict: 'compliant',
    reason,
    review: '',
    kind: '',
  });

  it('has a line a row below the names of the columns', () => {
    expect(toCsv([row('')])).toBe(
      'pack,rule,finding,citations,stack,path,logicalId,type,verdict,reason,review,kind\r\n' +
        'P,P-R,,164.312(b) 164.312(c)(1),s,S/B,B,AWS::S3::Bucket,compliant,,,\r\n',
    );
  });

  it.each([
    ['a, b', '"a, b"'],
    ['say "no"', '"say ""no"""'],
    ['two\nlines', '"two\nlines"'],
    ['=HYPERLINK("http://x")', `"'=HYPERLINK(""http://x"")"`],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@x', "'@x"],
  ])('writes %j as %s', (reason, cell) => {
    expect(toCsv([row(reason)]).split('compliant,')[1]).toBe(`${cell},,\r\n`);
  });
});

it('writes settings as a CSV of their own', () => {
  const settings = [
    { setting: 'macie', mode: 'off', reason: 'Not in this Region, and "no" elsewhere.' },
    { setting: 'trail', mode: 'create', reason: '' },
  ];
  expect(settingsCsv(settings)).toBe(
    'setting,mode,reason\r\nmacie,off,"Not in this Region, and ""no"" elsewhere."\r\ntrail,create,\r\n',
  );
});

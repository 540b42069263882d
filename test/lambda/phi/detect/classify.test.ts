import { classify, findingsOfField } from '../../../../lambda/phi/detect/classify';
import type { Finding, Identifier } from '../../../../lambda/phi/detect/finding';
import { SENSITIVITY_OF } from '../../../../lambda/phi/detect/finding';
import { redact } from '../../../../lambda/phi/detect/redact';

const TEXT = 'some text of a made-up note';

function found(...identifiers: readonly Identifier[]): readonly Finding[] {
  return identifiers.map((identifier, at) => ({
    identifier,
    start: at * 2,
    end: at * 2 + 1,
    confidence: 0.9,
    label: 'made-up',
  }));
}

const HIGH = [
  'encrypt-at-rest',
  'encrypt-in-transit',
  'strict-access',
  'full-audit',
  'consider-de-identification',
];

test.each<[readonly Identifier[], string, readonly string[]]>([
  [[], 'low', []],
  [['name'], 'medium', []],
  [['date'], 'medium', ['year-only']],
  [['geographic', 'geographic'], 'medium', ['zip3-rule']],
  [['medical-record-number'], 'high', HIGH],
  [['ssn'], 'high', [...HIGH, 'last-four-at-most']],
  [
    ['name', 'ssn', 'date', 'geographic'],
    'high',
    [...HIGH, 'last-four-at-most', 'year-only', 'zip3-rule'],
  ],
])('of %j is %s', (identifiers, sensitivity, codes) => {
  const classification = classify(TEXT, {}, found(...identifiers));
  expect(classification.sensitivity).toBe(sensitivity);
  expect(classification.actions.map(({ code }) => code)).toEqual(codes);
  for (const { text } of classification.actions) expect(text).toMatch(/^[A-Z].{10,}\.$/);
  expect(classification.findings.map((finding) => finding.sensitivity)).toEqual(
    identifiers.map((identifier) => SENSITIVITY_OF[identifier]),
  );
});

test('says what the requirements say of each identifier', () => {
  const high = Object.entries(SENSITIVITY_OF).filter(([, sensitivity]) => sensitivity === 'high');
  expect(high.map(([identifier]) => identifier)).toEqual([
    'ssn',
    'medical-record-number',
    'health-plan-number',
    'account-number',
    'license-number',
    'biometric',
    'photograph',
  ]);
});

test('takes the value of a named field for what the name says', () => {
  const text = '  c2Nhbg==  ';
  expect(classify(text, { name: 'fingerprint_template' }, [])).toMatchObject({
    sensitivity: 'high',
    findings: [
      { identifier: 'biometric', start: 2, end: 10, label: 'field-name', sensitivity: 'high' },
    ],
  });
  expect(classify('12345678', { name: 'patientMrn' }, []).sensitivity).toBe('high');
});

test('leaves what was found more surely within a named field, and covers the rest', () => {
  const text = 'Roe, 219-09-9999';
  const ssn: Finding = {
    identifier: 'ssn',
    start: 5,
    end: 16,
    confidence: 0.9,
    label: 'separated',
  };
  expect(redact(text, findingsOfField(text, 'full_name', [ssn]))).toBe('[NAME], [SSN]');
});

test.each(['diagnosis', 'status', undefined])('adds nothing for a field named %s', (name) => {
  expect(classify(TEXT, name === undefined ? {} : { name }, [])).toEqual({
    sensitivity: 'low',
    findings: [],
    actions: [],
  });
});

test('finds nothing in an empty field', () => {
  expect(findingsOfField(' ', 'ssn', [])).toEqual([]);
});

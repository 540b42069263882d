import { PATTERNS_LIMIT } from '../../lib/config/check-phi';
import { EMULATOR, PRODUCTION, problemLines, SANDBOX } from './zone-texts';

const phi = (text: string, zone = SANDBOX): string => `${zone}phi: { ${text} }\n`;
const form = (text: string): string =>
  phi(`patterns: [{ identifier: medical-record-number, form: ${JSON.stringify(text)} }]`);
const FORM =
  'expected 4 to 32 printable ASCII characters, at least 4 of them 9 (a digit) or A (a capital letter), such as MH-999999.';
const MANY = Array.from(
  { length: 12 },
  (_, index) => `{ identifier: medical-record-number, form: "${String(index)}-9999-AAAA" }`,
).join(', ');

const rows: readonly (readonly [what: string, text: string, problems: readonly unknown[]])[] = [
  [
    'a good one',
    phi(
      'epochDays: 90, keyCacheMinutes: 5, detector: comprehend-medical, patterns: [{ identifier: other, form: "A 9-99" }]',
      PRODUCTION,
    ),
    [],
  ],
  [
    'keys that last too long',
    phi('epochDays: 91, keyCacheMinutes: 0'),
    [
      expect.stringMatching(/phi\.epochDays: found 91, expected at most 90\./),
      expect.stringMatching(/phi\.keyCacheMinutes: found 0, expected at least 5\./),
    ],
  ],
  [
    'a service that the Region does not have',
    phi('detector: comprehend-medical').replace('us-east-1', 'eu-central-1'),
    [
      'line 10  phi.detector: found comprehend-medical, which eu-central-1 does not have: texts of patients would have to leave it. Write `detector: local` under phi, or take one of ap-southeast-2, ca-central-1, eu-west-1, eu-west-2, us-east-1, us-east-2, us-gov-west-1, us-west-2.',
    ],
  ],
  [
    'a service that the emulator does not have',
    phi('detector: comprehend-medical', EMULATOR),
    [
      'line 10  phi.detector: found comprehend-medical, which the emulator does not have. Correct it, or leave it out.',
    ],
  ],
  ['a number itself', form('4711-0815'), [expect.stringContaining(FORM)]],
  ['a form with too little in it', form('MRN-999'), [expect.stringContaining(FORM)]],
  ['a form that ends in nothing', form('9999 '), [expect.stringContaining(FORM)]],
  ['a form beyond ASCII', form('9999–AA'), [expect.stringContaining(FORM)]],
  [
    'a form twice',
    phi(
      'patterns: [{ identifier: other, form: "AA-99" }, { identifier: account-number, form: "AA-99" }]',
    ),
    [
      'line 10  phi.patterns.1.form: "AA-99" is in the list twice, expected once. Remove one of them.',
    ],
  ],
  [
    'more than functions take',
    phi(`patterns: [${MANY}]`),
    [
      `line 10  phi.patterns: found 723 bytes as JSON, functions take ${PATTERNS_LIMIT}. Keep those that no recognizer knows by itself.`,
    ],
  ],
];

it.each(rows)('checks what encrypts fields: %s', (_, text, problems) => {
  expect(problemLines(text)).toEqual(problems);
});

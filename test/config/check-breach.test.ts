import { CONTACTS_LIMIT, EXCEPTIONS_LIMIT } from '../../lib/config/check-breach';
import { profileDefaults } from '../../lib/config/profiles';
import { DEFAULTS } from '../lambda/breach/support/acts';
import { EMULATOR, PRODUCTION, problemLines, SANDBOX } from './zone-texts';

const breach = (text: string, zone = SANDBOX): string => `${zone}breach: { ${text} }\n`;
const thresholds = (text: string): string => breach(`thresholds: { ${text} }`);
const contact = (text: string): string =>
  SANDBOX.replace('  name: Mercy\n', `  name: Mercy\n  contact: { ${text} }\n`);
const production = (text: string): string =>
  PRODUCTION.replace('contact: { tollFree: 1-800-555-0100 },', text === '' ? '' : `${text},`);
const onCall = (count: number): string =>
  Array.from(
    { length: count },
    (_, index) => `{ user: 3f0e1c52-7b1d-4c1e-9a55-0d7c6f1b2a${10 + index}, until: "2027-03-31" }`,
  ).join(', ');

const rows: readonly (readonly [what: string, text: string, problems: readonly unknown[]])[] = [
  [
    'a good one',
    breach(
      'timeZone: America/Chicago, targetDays: 59, secondApprover: false, mail: privacy@hospital.example, ' +
        'thresholds: { bulkExport: { records: 500, minutes: 1440 }, afterHours: { from: 20, to: 7, shiftRoles: [nurse] } }, ' +
        'tenants: [{ tenant: north-clinic, thresholds: { breakGlass: { times: 2, minutes: 60 } } }], ' +
        `onCall: [${onCall(1)}]`,
      PRODUCTION,
    ),
    [],
  ],
  [
    'no zone of the world',
    breach('timeZone: America/Springfield'),
    [
      'line 10  breach.timeZone: found "America/Springfield", expected an IANA time zone such as America/Chicago. Correct it, or leave it out for the sandbox default "Pacific/Honolulu".',
    ],
  ],
  [
    'a zone without summer time',
    breach('timeZone: "-06:00"'),
    [expect.stringMatching(/breach\.timeZone: found "-06:00", expected an IANA time zone/)],
  ],
  [
    'a target on the last lawful day',
    breach('targetDays: 60'),
    [expect.stringMatching(/breach\.targetDays: found 60, expected at most 59\./)],
  ],
  [
    'indicators that are looser than required',
    thresholds(
      'bulkExport: { records: 1001, minutes: 9 }, failedAccess: { times: 11, minutes: 4 }, failedSignIn: { times: 6, minutes: 29 }, afterHours: { from: 23, to: 5, shiftRoles: [billing, auditor] }',
    ),
    [
      expect.stringMatching(/bulkExport\.records: found 1001, expected at most 1000\./),
      expect.stringMatching(/bulkExport\.minutes: found 9, expected at least 10\./),
      expect.stringMatching(/failedAccess\.times: found 11, expected at most 10\./),
      expect.stringMatching(/failedAccess\.minutes: found 4, expected at least 5\./),
      expect.stringMatching(/failedSignIn\.times: found 6, expected at most 5\./),
      expect.stringMatching(/failedSignIn\.minutes: found 29, expected at least 30\./),
      expect.stringMatching(/afterHours\.from: found 23, expected at most 22\./),
      expect.stringMatching(/afterHours\.to: found 5, expected at least 6\./),
      expect.stringMatching(/afterHours\.shiftRoles\.0: found "billing", expected/),
      expect.stringMatching(/afterHours\.shiftRoles\.1: found "auditor", expected/),
    ],
  ],
  [
    'a tenant for whom they are looser',
    breach(
      'tenants: [{ tenant: north-clinic, thresholds: { bulkExport: { records: 5000, minutes: 10 } } }]',
    ),
    [
      expect.stringMatching(
        /breach\.tenants\.0\.thresholds\.bulkExport\.records: found 5000, expected at most 1000\./,
      ),
    ],
  ],
  [
    'half of an indicator, which is in no shipped config',
    breach('tenants: [{ tenant: north, thresholds: { breakGlass: { times: 1 } } }]'),
    [
      'line 10  breach.tenants.0.thresholds.breakGlass.minutes: missing, expected a whole number of minutes from 1 to 1440. Add it: config/schema.json says what it is.',
    ],
  ],
  [
    'tenants and people twice, a role twice, a tenant for whom nothing holds',
    breach(
      'tenants: [{ tenant: north-clinic, thresholds: {} }, { tenant: north-clinic, thresholds: { afterHours: { from: 22, to: 6, shiftRoles: [nurse, nurse] } } }], ' +
        `onCall: [${onCall(1)}, ${onCall(1)}]`,
    ),
    [
      'line 10  breach.tenants.1.tenant: "north-clinic" is in the list twice, expected once. Remove one of them.',
      'line 10  breach.tenants.0.thresholds: found none, expected what holds for this tenant and not for the others. Write it, or remove the tenant from the list.',
      'line 10  breach.tenants.1.thresholds.afterHours.shiftRoles.1: "nurse" is in the list twice, expected once. Remove one of them.',
      'line 10  breach.onCall.1.user: "3f0e1c52-7b1d-4c1e-9a55-0d7c6f1b2a10" is in the list twice, expected once. Remove one of them.',
    ],
  ],
  [
    'somebody on call who is no id, until no day',
    breach('onCall: [{ user: pat@hospital.example, until: next week }]'),
    [
      expect.stringMatching(/breach\.onCall\.0\.user: found .*expected the id of a person/),
      expect.stringMatching(/breach\.onCall\.0\.until: found .*expected a day such as 2027-03-31/),
    ],
  ],
  [
    'more on call than functions take',
    breach(`onCall: [${onCall(30)}]`),
    [
      `line 10  breach.onCall: found 2073 bytes as JSON in breach.tenants and breach.onCall, the detector takes ${EXCEPTIONS_LIMIT}. Remove who is no longer on call, or give who always works by night a shift in the directory.`,
    ],
  ],
  [
    'mail from nowhere',
    breach('mail: yes'),
    [expect.stringMatching(/breach\.mail: found .*, expected off, or an address such as/)],
  ],
  [
    'mail on an emulator',
    breach('mail: privacy@hospital.example', EMULATOR),
    [
      'line 10  breach.mail: found an address, an emulator zone mails nothing. Correct it, or leave it out.',
    ],
  ],
  ['contacts: good', contact('tollFree: 1-800-555-0100, website: "https://hospital.example"'), []],
  [
    'contacts that are none',
    contact('tollFree: 1-415-555-2671, email: privacy, website: hospital, entityType: hospital'),
    [
      expect.stringMatching(
        /organization\.contact\.tollFree: .*expected a toll-free number such as/,
      ),
      expect.stringMatching(/organization\.contact\.email: .*expected an e-mail address/),
      expect.stringMatching(/organization\.contact\.website: .*expected an address such as https/),
      expect.stringMatching(/organization\.contact\.entityType: .*expected Healthcare Provider, /),
    ],
  ],
  ...['18005550100', '"18005550100"', '+1 833 555 0100', '(844) 555-0100', '855.555.0100'].map(
    (tollFree) =>
      [
        `contacts: ${tollFree}`,
        contact(`tollFree: ${tollFree}`),
        tollFree === '18005550100'
          ? [
              expect.stringMatching(
                /tollFree: found 18005550100, .* Put it in quotes: "18005550100"\./,
              ),
            ]
          : [],
      ] as const,
  ),
  ...[
    '1-822-555-0100',
    '1-800-155-0100',
    '1-800-555-010',
    '1-800-555-0100 ext 2',
    '44 800 555 0100',
  ].map(
    (tollFree) =>
      [
        `contacts: ${tollFree}, which is free to nobody here`,
        contact(`tollFree: ${tollFree}`),
        [expect.stringMatching(/expected a toll-free number such as/)],
      ] as const,
  ),
  ...[
    'email: privacy@hospital.example',
    'website: "https://hospital.example"',
    'postalAddress: PO Box 1',
  ].map((way) => [`production, reached by ${way}`, production(`contact: { ${way} }`), []] as const),
  ...[
    '',
    'contact: {}',
    'contact: { entityType: Health Plan }',
    'contact: { postalAddress: "-" }',
  ].map(
    (text) =>
      [
        `production that nobody can reach: ${text}`,
        production(text),
        [
          'line 6  organization.contact: found no way to reach the organization, a letter about a breach has to name one (45 CFR 164.404(c)(1)(E)). Write tollFree, email, website or postalAddress, as in config/production.yaml.',
        ],
      ] as const,
  ),
  [
    'production whose contact is none, which is no second problem',
    production('contact: { email: privacy }'),
    [expect.stringMatching(/organization\.contact\.email: .*expected an e-mail address/)],
  ],
  ['a sandbox that nobody can reach', contact('entityType: Health Plan'), []],
  [
    'contacts longer than functions take',
    contact(
      `website: "https://hospital.example/${'x'.repeat(200)}", postalAddress: ${'x'.repeat(200)}`,
    ),
    [
      `line 6  organization: found 614 bytes as JSON, functions take ${CONTACTS_LIMIT}. Shorten names and addresses.`,
    ],
  ],
  [
    'an address that is there twice',
    `${SANDBOX}alerts: { privacy: [a@hospital.example, A@hospital.example] }\n`,
    [
      'line 10  alerts.privacy.1: "A@hospital.example" is in the list twice, expected once. Remove one of them.',
    ],
  ],
];

it.each(rows)('checks the breach desk: %s', (_, text, problems) => {
  expect(problemLines(text)).toEqual(problems);
});

it.each(['production', 'sandbox', 'emulator'] as const)(
  'looks by default for what false alarms were reckoned with, in %s',
  (profile) => {
    expect(profileDefaults(profile).breach.thresholds).toEqual(DEFAULTS);
  },
);

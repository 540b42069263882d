import { resolveZoneConfig } from '../../lib/config/load';
import { PRODUCTION, SANDBOX, problemLines } from './zone-texts';

const rows: readonly (readonly [what: string, text: string, problems: readonly string[]])[] = [
  [
    'a singleton',
    `${PRODUCTION}singletons: { macie: off }\n`,
    [
      'line 12  singletons.macie: found off, a production zone says why. Write the reason under singletons: `reasons: { macie: ... }`, or set it to create or existing.',
    ],
  ],
  [
    'a singleton that is a mapping',
    `${PRODUCTION}singletons: { trail: { mode: off } }\n`,
    [
      'line 12  singletons.trail: found off, a production zone says why. Write the reason under singletons: `reasons: { trail: ... }`, or set it to create or existing.',
    ],
  ],
  [
    'an account setting, with the reason of another one',
    `${PRODUCTION}accountSettings:\n  iamPasswordPolicy: off\n  reasons: { ebsDefaultEncryption: The organization encrypts by policy. }\n`,
    [
      'line 13  accountSettings.iamPasswordPolicy: found off, a production zone says why. Write the reason under accountSettings: `reasons: { iamPasswordPolicy: ... }`, or set it to enforce or existing.',
    ],
  ],
  [
    'one beside another that has not its shape',
    `${PRODUCTION}singletons: { macie: off, guardDuty: of }\n`,
    [
      'line 12  singletons.guardDuty: found "of", expected create, existing or off. Did you mean "off"?',
      'line 12  singletons.macie: found off, a production zone says why. Write the reason under singletons: `reasons: { macie: ... }`, or set it to create or existing.',
    ],
  ],
  [
    'no reason of one word',
    `${PRODUCTION}singletons: { macie: off, reasons: { macie: cost } }\n`,
    [
      'line 12  singletons.reasons.macie: found "cost", expected a sentence of 20 to 500 characters. Write it like `macie: The security account of the organization runs it for all accounts.`.',
    ],
  ],
  [
    'a reason for what is none',
    `${PRODUCTION}singletons: { macie: off, reasons: { maciee: We have no bucket to look into. } }\n`,
    ['line 12  singletons.reasons.maciee: unknown key. Did you mean "macie"?'],
  ],
  [
    'a reason: good',
    `${PRODUCTION}singletons: { macie: off, reasons: { macie: The security account scans our buckets. } }\n`,
    [],
  ],
  ['existing: good', `${PRODUCTION}singletons: { macie: existing }\n`, []],
  ['a sandbox: good', `${SANDBOX}singletons: { macie: off }\n`, []],
];

it.each(rows)('asks production for the reason of what is off: %s', (_, text, problems) => {
  expect(problemLines(text)).toEqual(problems);
});

it('keeps the reason of what is off by default', () => {
  const written =
    'accountSettings: { iamPasswordPolicy: off, reasons: { iamPasswordPolicy: Nobody here is an IAM user. } }';
  const { config } = resolveZoneConfig(`${PRODUCTION}${written}\n`, 'zone.yaml');
  expect(config.accountSettings.reasons).toEqual({
    otherDefaultSecurityGroups: 'Other VPCs of the account may need their default security groups.',
    iamPasswordPolicy: 'Nobody here is an IAM user.',
  });
});

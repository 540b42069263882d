import { SANDBOX, PRODUCTION, problemLines } from './zone-texts';

const rows: readonly (readonly [what: string, text: string, problems: readonly string[]])[] = [
  [
    'a production zone that says nothing',
    SANDBOX.replace('sandbox', 'production'),
    [
      'line 6  organization.contact: found no way to reach the organization, a letter about a breach has to name one (45 CFR 164.404(c)(1)(E)). Write tollFree, email, website or postalAddress, as in config/production.yaml.',
      '        archive.acceptIrreversibleLock: not accepted yet: a production zone locks what it archives in COMPLIANCE mode for retention.auditDays, at least 2192 days. Nobody, not even AWS, can delete a locked object before its time or shorten the time, and its storage is paid for until then. So are recovery points in the backup vault, once its backup.lockGraceDays are over. Set it to true when that is understood.',
      '        alerts.security: found no address, a production zone must be able to tell somebody of what security alarms find. Add at least one e-mail address: `security: [security@hospital.example]`.',
      '        alerts.operations: found no address, a production zone must be able to tell somebody that a backup, a delivery or the database fails. Add at least one e-mail address: `operations: [operations@hospital.example]`.',
    ],
  ],
  [
    'a production zone whose operations alarms reach nobody, beside an address that is none',
    PRODUCTION.replace(
      'security: [sam@hospital.example], operations: [pat@hospital.example]',
      'security: [sam], operations: []',
    ),
    [
      'line 10  alerts.security.0: found "sam", expected an e-mail address such as security@hospital.example. Correct it, or remove it from the list.',
      'line 10  alerts.operations: found no address, a production zone must be able to tell somebody that a backup, a delivery or the database fails. Add at least one e-mail address: `operations: [operations@hospital.example]`.',
    ],
  ],
  [
    'a production zone that keeps and locks too little',
    `${PRODUCTION}retention: { auditDays: 365 }\nbackup: { lockMode: governance, dailyRetentionDays: 7, monthlyRetentionDays: 100 }\n`,
    [
      'line 12  retention.auditDays: found 365, a production zone needs at least 2192: six years, 45 CFR 164.316(b)(2)(i). Correct it, or leave it out.',
      'line 13  backup.monthlyRetentionDays: found 100, a production zone needs at least 2192: six years, as long as records are kept. Correct it, or leave it out.',
      'line 13  backup.dailyRetentionDays: found 7, a production zone needs at least 35. Correct it, or leave it out.',
      'line 13  backup.lockMode: found governance, a production zone needs compliance: nobody may remove it. Correct it, or leave it out.',
    ],
  ],
  [
    'limits beside a field of the wrong shape',
    `${PRODUCTION}backup: { lockMode: governance, lockGraceDays: 1, monthlyRetentionDays: 30 }\n`,
    [
      'line 12  backup.lockGraceDays: found 1, expected at least 3 (AWS Backup minimum). Correct it, or leave it out for the production default 14.',
      'line 12  backup.monthlyRetentionDays: found 30, expected at least the 35 of backup.dailyRetentionDays. Keep the monthly recovery points at least as long as the daily ones.',
      'line 12  backup.monthlyRetentionDays: found 30, a production zone needs at least 2192: six years, as long as records are kept. Correct it, or leave it out.',
      'line 12  backup.lockMode: found governance, a production zone needs compliance: nobody may remove it. Correct it, or leave it out.',
    ],
  ],
  [
    'an owner that is no tag',
    PRODUCTION.replace(/owner: .*/, 'owner: "a<b>"'),
    [
      'line 5  owner: found "a<b>", expected letters, digits, spaces and _.:/=+-@ only. Write it like `owner: platform-engineering`.',
    ],
  ],
  [
    'a production zone with a lock that can be lifted',
    PRODUCTION.replace('acceptIrr', 'lockMode: GOVERNANCE, acceptIrr'),
    [
      'line 11  archive.lockMode: found GOVERNANCE, a production zone needs COMPLIANCE: nobody may shorten it. Correct it, or leave it out.',
    ],
  ],
  [
    'a sandbox that could not be torn down',
    `${SANDBOX}archive: { lockMode: COMPLIANCE }\nbackup: { lockMode: compliance }\nretention: { auditDays: 31 }\n`,
    [
      'line 10  archive.lockMode: found COMPLIANCE, a sandbox zone needs GOVERNANCE: a stronger lock would outlive the tear-down. Correct it, or leave it out.',
      'line 11  backup.lockMode: found compliance, a sandbox zone needs governance: a stronger lock would outlive the tear-down. Correct it, or leave it out.',
      'line 12  retention.auditDays: found 31, a sandbox zone needs at most 30: it is thrown away. Correct it, or leave it out.',
    ],
  ],
  [
    'a sandbox that reserves concurrency',
    `${SANDBOX}functions: { reservedConcurrency: { baseline: 1 } }\n`,
    [
      'line 10  functions.reservedConcurrency.baseline: reserved in a sandbox, which shares the quota of the account with others. Leave it out.',
    ],
  ],
  [
    'a production zone at its limits: good',
    `${PRODUCTION}retention: { auditDays: 2192 }\nbackup: { dailyRetentionDays: 35, monthlyRetentionDays: 2192 }\n`,
    [],
  ],
  ['a sandbox at its limit: good', `${SANDBOX}retention: { auditDays: 30 }\n`, []],
];

it.each(rows)('keeps the safeguards of a profile: %s', (_, text, problems) => {
  expect(problemLines(text)).toEqual(problems);
});

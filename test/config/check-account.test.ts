import { SANDBOX, PRODUCTION, problemLines } from './zone-texts';

const SIX_SHARDS = PRODUCTION.replace('Lock: true', 'Lock: true, streamShards: 6');

const rows: readonly (readonly [what: string, text: string, problems: readonly string[]])[] = [
  [
    'more concurrency reserved than there is',
    `${PRODUCTION}functions: { accountConcurrency: 300, reservedConcurrency: { baseline: 49 } }\n`,
    [
      'line 12  functions.reservedConcurrency: found 201 in all, expected at most 200: the account has 300, of which AWS keeps 100 unreserved. Reserve less, or have the quota raised and set functions.accountConcurrency to it.',
    ],
  ],
  [
    'concurrency reserved of a new account',
    `${PRODUCTION}functions: { accountConcurrency: 10, reservedConcurrency: { baseline: 1 } }\n`,
    [
      'line 12  functions.reservedConcurrency: found 153 in all, expected at most 0: the account has 10, of which AWS keeps 100 unreserved. Reserve less, or have the quota raised and set functions.accountConcurrency to it.',
    ],
  ],
  [
    'more shards than who reads them',
    SIX_SHARDS,
    [
      'functions.reservedConcurrency.ledger-sealer: found 3, expected at least 7: one for each of the 6 of archive.streamShards, and one for the spool. Write `ledger-sealer: 7`.',
      'functions.reservedConcurrency.breach-detector: found 3, expected at least 7: one for each of the 6 of archive.streamShards, and one for the spool and for what is to be looked through. Write `breach-detector: 7`.',
    ],
  ],
  [
    'a role that exists and is not named',
    `${SANDBOX}singletons: { apiGatewayLogRole: { mode: existing } }\n`,
    [
      'line 10  singletons.apiGatewayLogRole.roleArn: missing, expected the ARN of the role that exists. Write it like `roleArn: arn:aws:iam::444455556666:role/api-gateway-logs`.',
    ],
  ],
  [
    'a role of another account',
    `${SANDBOX}singletons: { apiGatewayLogRole: { mode: existing, roleArn: "arn:aws:iam::111122223333:role/x" } }\n`,
    [
      'line 10  singletons.apiGatewayLogRole.roleArn: found a role of account 111122223333, expected one of 444455556666. Name a role of the account of this zone.',
    ],
  ],
  [
    'a role that is not asked for',
    `${SANDBOX}singletons: { apiGatewayLogRole: { mode: create, roleArn: "arn:aws:iam::444455556666:role/x" } }\n`,
    [
      'line 10  singletons.apiGatewayLogRole.roleArn: found a role, expected none with mode create. Remove it, or set mode to existing.',
    ],
  ],
  [
    'a role that is none',
    `${SANDBOX}singletons: { apiGatewayLogRole: { mode: existing, roleArn: x } }\n`,
    [
      'line 10  singletons.apiGatewayLogRole.roleArn: found "x", expected the ARN of an IAM role. Write it like `roleArn: arn:aws:iam::111122223333:role/api-gateway-logs`.',
    ],
  ],
  [
    'monthly backups that go before the daily ones',
    `${SANDBOX}backup: { dailyRetentionDays: 90, monthlyRetentionDays: 60 }\n`,
    [
      'line 10  backup.monthlyRetentionDays: found 60, expected at least the 90 of backup.dailyRetentionDays. Keep the monthly recovery points at least as long as the daily ones.',
    ],
  ],
  [
    'Security Hub and a pack without a recorder',
    `${SANDBOX}singletons: { configRecorder: off }\n`,
    [
      'line 10  singletons.configRecorder: found off, needed by singletons.securityHub and governance.conformancePack. Set it to create or existing, or switch those off too.',
    ],
  ],
  [
    'a recorder without its role',
    `${SANDBOX}singletons: { configServiceLinkedRole: off }\n`,
    [
      'line 10  singletons.configServiceLinkedRole: found off, the recorder of AWS Config acts with this role. Set it to create or existing.',
    ],
  ],
  [
    'a log group of a trail of our own',
    `${SANDBOX}singletons: { trail: { mode: create, logGroupName: organization-trail } }\n`,
    [
      'line 10  singletons.trail.logGroupName: found a log group, expected none with mode create. Remove it, or set mode to existing.',
    ],
  ],
  [
    'a database without room to grow',
    `${SANDBOX}database: { storageGiB: 100, maxStorageGiB: 109 }\n`,
    [
      'line 10  database.maxStorageGiB: found 109, expected at least 110: a tenth more than database.storageGiB. Raise it.',
    ],
  ],
  [
    'a second Region that is the first',
    `${PRODUCTION}disasterRecovery: { secondRegion: us-east-1 }\n`,
    [
      'line 12  disasterRecovery.secondRegion: found us-east-1, expected another Region of the partition of us-east-1. Name another one, or none.',
    ],
  ],
  [
    'a second Region of another partition',
    `${PRODUCTION}disasterRecovery: { secondRegion: us-gov-west-1 }\n`,
    [
      'line 12  disasterRecovery.secondRegion: found us-gov-west-1, expected another Region of the partition of us-east-1. Name another one, or none.',
    ],
  ],
  [
    'a second Region of a sandbox',
    `${SANDBOX}disasterRecovery: { secondRegion: us-west-2 }\n`,
    [
      'line 10  disasterRecovery.secondRegion: found us-west-2, a sandbox zone needs none: the tear-down works in one Region. Correct it, or leave it out.',
    ],
  ],
  [
    'production with one Availability Zone for its database',
    `${PRODUCTION}database: { multiAz: false }\n`,
    [
      'line 12  database.multiAz: found false, a production zone needs true: a standby, with which it goes on in an emergency (45 CFR 164.308(a)(7)(ii)(C)). Correct it, or leave it out.',
    ],
  ],
  [
    'an existing trail, its log group, no recorder and nothing that needs it: good',
    `${SANDBOX}singletons: { trail: { mode: existing, logGroupName: organization-trail }, configRecorder: off, securityHub: off }\ngovernance: { conformancePack: false }\n`,
    [],
  ],
  [
    'a second Region: good',
    `${PRODUCTION}disasterRecovery: { secondRegion: us-west-2 }\ndatabase: { storageGiB: 100, maxStorageGiB: 110 }\n`,
    [],
  ],
  [
    'an address that is there twice',
    `${SANDBOX}alerts:\n  security: [a@hospital.example, A@hospital.example]\n  operations: [a@hospital.example]\n`,
    [
      'line 11  alerts.security.1: "A@hospital.example" is in the list twice, expected once. Remove one of them.',
    ],
  ],
  [
    'as much concurrency reserved as there is: good',
    `${PRODUCTION}functions: { accountConcurrency: 300, reservedConcurrency: { baseline: 48 } }\n`,
    [],
  ],
  [
    'a call for each shard and one more: good',
    `${SIX_SHARDS}functions: { reservedConcurrency: { ledger-sealer: 7, breach-detector: 7 } }\n`,
    [],
  ],
  ['many shards where nothing is reserved: good', `${SANDBOX}archive: { streamShards: 6 }\n`, []],
  [
    'a role of this account: good',
    `${SANDBOX}singletons: { apiGatewayLogRole: { mode: existing, roleArn: "arn:aws:iam::444455556666:role/x" } }\n`,
    [],
  ],
  [
    'monthly backups that go with the daily ones: good',
    `${SANDBOX}backup: { dailyRetentionDays: 60, monthlyRetentionDays: 60 }\n`,
    [],
  ],
];

it.each(rows)('checks the account: %s', (_, text, problems) => {
  expect(problemLines(text)).toEqual(problems);
});

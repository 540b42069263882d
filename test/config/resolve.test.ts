import { SANDBOX, PRODUCTION, problemLines } from './zone-texts';

const rows: readonly (readonly [what: string, text: string, problems: readonly string[]])[] = [
  [
    'a profile with a slip',
    SANDBOX.replace('profile: sandbox', 'profile: sandbx'),
    ['line 1  profile: found "sandbx", expected production or sandbox. Did you mean "sandbox"?'],
  ],
  [
    'a profile cut short',
    SANDBOX.replace('profile: sandbox', 'profile: prod'),
    ['line 1  profile: found "prod", expected production or sandbox. Did you mean "production"?'],
  ],
  [
    'no profile, and something else',
    `${SANDBOX.replace('profile: sandbox\n', '')}keys: { multiRegion: 1 }\nnetwork: { cidr: 10.0.0.0/33 }\n`,
    [
      'line 9   keys.multiRegion: found 1, expected true or false. Correct it.',
      'line 10  network.cidr: found "10.0.0.0/33", expected an IPv4 CIDR block such as 10.40.0.0/16. Correct it.',
      '         profile: missing, expected production or sandbox. Write it like `profile: sandbox`.',
    ],
  ],
  [
    'no profile: what depends on one is not checked',
    SANDBOX.replace('profile: sandbox', 'profile: test').concat('network: { cidr: 10.0.0.0/21 }\n'),
    [
      'line 1  profile: found "test", expected production or sandbox. Write it like `profile: sandbox`.',
    ],
  ],
  [
    'what to accept, beside what has not its shape',
    `${PRODUCTION.replace('true', 'false')}retention: { auditDays: x }\n`,
    [
      'line 11  archive.acceptIrreversibleLock: not accepted yet: a production zone locks what it archives in COMPLIANCE mode for retention.auditDays, at least 2192 days. Nobody, not even AWS, can delete a locked object before its time or shorten the time, and its storage is paid for until then. So are recovery points in the backup vault, once its backup.lockGraceDays are over. Set it to true when that is understood.',
      'line 12  retention.auditDays: found "x", expected a whole number of days. Correct it, or leave it out for the production default 2192.',
    ],
  ],
  [
    'nothing that is known',
    '{}',
    [
      'profile: missing, expected production or sandbox. Write it like `profile: sandbox`.',
      'name: missing, expected 3 to 16 lower-case letters, digits and hyphens, starting with a letter and not ending with a hyphen. Write it like `name: mercy`.',
      'account: missing, expected 12 digits in quotes. Write it like `account: "111122223333"`.',
      'region: missing, expected an AWS Region. Write it like `region: us-east-1`.',
      'owner: missing, expected a team or person, at most 256 characters. Write it like `owner: platform-engineering`.',
      'organization: missing, expected a mapping with name, securityOfficial, privacyOfficial, contact. Add it, as in config/sandbox.yaml.',
    ],
  ],
  [
    'shape and checks',
    SANDBOX.replace('demo', 'Demo').concat(
      'archive: { lockMode: COMPLIANCE }\nnetwork: { cidr: nonsense }\nkeys: { multiRegion: 1 }\nalerts: { security: [a@b.example, a@b.example] }\n',
    ),
    [
      'line 2   name: found "Demo", expected 3 to 16 lower-case letters, digits and hyphens, starting with a letter and not ending with a hyphen. Write it like `name: mercy`.',
      'line 10  archive.lockMode: found COMPLIANCE, a sandbox zone needs GOVERNANCE: a stronger lock would outlive the tear-down. Correct it, or leave it out.',
      'line 11  network.cidr: found "nonsense", expected an IPv4 CIDR block such as 10.40.0.0/16. Correct it, or leave it out for the sandbox default "10.41.0.0/16".',
      'line 12  keys.multiRegion: found 1, expected true or false. Correct it, or leave it out for the sandbox default false.',
      'line 13  alerts.security.1: "a@b.example" is in the list twice, expected once. Remove one of them.',
    ],
  ],
  [
    'a check only when what it reads is plain',
    `${SANDBOX}network: { cidr: *range, subnetPrefix: 18, availabilityZones: 3 }\n`,
    [
      'line 10  network.cidr: found the alias "*range", expected a plain value. Write the value itself.',
    ],
  ],
  [
    'a check only when what it reads has its shape',
    `${SANDBOX}network: { cidr: 10.0.0.0/24, subnetPrefix: 99 }\ndatabase: { storageGiB: 100, maxStorageGiB: x }\n`,
    [
      'line 10  network.subnetPrefix: found 99, expected a prefix length from 18 to 27. Correct it, or leave it out for the sandbox default 24.',
      'line 11  database.maxStorageGiB: found "x", expected a whole number of GiB. Correct it, or leave it out for the sandbox default 40.',
    ],
  ],
  [
    'a check beside a field of its section that has not its shape, or is not plain',
    `${SANDBOX}network: { cidr: 8.8.8.8/16, subnetPrefix: 99, availabilityZones: [us-west-2a, us-west-2a], interfaceEndpoints: [kms, kms] }\nalerts: { security: 7, operations: [a@b.example, a@b.example] }\nbackup: { lockMode: *mode, dailyRetentionDays: 90, monthlyRetentionDays: 60 }\n`,
    [
      'line 10  network.subnetPrefix: found 99, expected a prefix length from 18 to 27. Correct it, or leave it out for the sandbox default 24.',
      'line 10  network.cidr: 8.8.8.8/16 is an address in a network, expected the network. Write 8.8.0.0/16.',
      'line 10  network.cidr: 8.8.8.8/16 has addresses of the public Internet, expected a private range. Take a block of 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16, 100.64.0.0/10.',
      'line 10  network.interfaceEndpoints.1: "kms" is in the list twice, expected once. Remove one of them.',
      'line 10  network.availabilityZones.1: "us-west-2a" is in the list twice, expected once. Remove one of them.',
      'line 10  network.availabilityZones.0: "us-west-2a" is not a zone of us-east-1. Write us-east-1a.',
      'line 10  network.availabilityZones.1: "us-west-2a" is not a zone of us-east-1. Write us-east-1a.',
      'line 11  alerts.security: found 7, expected a list. Correct it, or leave it out for the sandbox default [].',
      'line 11  alerts.operations.1: "a@b.example" is in the list twice, expected once. Remove one of them.',
      'line 12  backup.lockMode: found the alias "*mode", expected a plain value. Write the value itself.',
      'line 12  backup.monthlyRetentionDays: found 60, expected at least the 90 of backup.dailyRetentionDays. Keep the monthly recovery points at least as long as the daily ones.',
    ],
  ],
  [
    'a check of a default only where no key is unknown: somebody may have meant it',
    `${SANDBOX}network: { cidr: 10.0.0.0/24, subnetPrefx: 26 }\n`,
    ['line 10  network.subnetPrefx: unknown key. Did you mean "subnetPrefix"?'],
  ],
  [
    'a check of what is written beside an unknown key',
    `${SANDBOX}network: { cidr: 8.8.0.0/16, subnetPrefx: 26 }\n`,
    [
      'line 10  network.subnetPrefx: unknown key. Did you mean "subnetPrefix"?',
      'line 10  network.cidr: 8.8.0.0/16 has addresses of the public Internet, expected a private range. Take a block of 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16, 100.64.0.0/10.',
    ],
  ],
];

it.each(rows)('names every problem at once: %s', (_, text, problems) => {
  expect(problemLines(text)).toEqual(problems);
});

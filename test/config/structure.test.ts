import { SANDBOX, problemLines } from './zone-texts';

const rows: readonly (readonly [what: string, text: string, problems: readonly string[]])[] = [
  [
    'an account that YAML reads as a number',
    SANDBOX.replace('"444455556666"', '444455556666'),
    [
      'line 3  account: found 444455556666, expected 12 digits in quotes. Put it in quotes: "444455556666".',
    ],
  ],
  [
    'an account whose leading zero YAML would drop',
    SANDBOX.replace('"444455556666"', '044455556666'),
    [
      'line 3  account: found 044455556666, expected 12 digits in quotes. Put it in quotes: "044455556666".',
    ],
  ],
  [
    'an account that is too short',
    SANDBOX.replace('"444455556666"', '"4444"'),
    [
      'line 3  account: found "4444", expected 12 digits in quotes. Write it like `account: "111122223333"`.',
    ],
  ],
  [
    'a region with a slip',
    SANDBOX.replace('us-east-1', 'us-est-1'),
    ['line 4  region: found "us-est-1", expected an AWS Region. Did you mean "us-east-1"?'],
  ],
  [
    'a region that is none',
    SANDBOX.replace('us-east-1', 'mars'),
    ['line 4  region: found "mars", expected an AWS Region. Write it like `region: us-east-1`.'],
  ],
  [
    'a name that AWS would refuse',
    SANDBOX.replace('demo', 'Demo_Zone'),
    [
      'line 2  name: found "Demo_Zone", expected 3 to 16 lower-case letters, digits and hyphens, starting with a letter and not ending with a hyphen. Write it like `name: mercy`.',
    ],
  ],
  [
    'an owner that YAML reads as a boolean',
    SANDBOX.replace('team', 'true'),
    [
      'line 5  owner: found true, expected a team or person, at most 256 characters. Put it in quotes: "true".',
    ],
  ],
  [
    'an owner that is empty',
    SANDBOX.replace('team', '""'),
    [
      'line 5  owner: found "", expected a team or person, at most 256 characters. Write it like `owner: platform-engineering`.',
    ],
  ],
  [
    'an owner that is longer than a tag',
    SANDBOX.replace('team', 'x'.repeat(300)),
    [
      'line 5  owner: found "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx...", expected a team or person, at most 256 characters. Write it like `owner: platform-engineering`.',
    ],
  ],
  [
    'a key that must have a value and has none',
    SANDBOX.replace(' team', ''),
    [
      'line 5  owner: missing, expected a team or person, at most 256 characters. Write it like `owner: platform-engineering`.',
    ],
  ],
  [
    'an official without an address',
    SANDBOX.replace(', email: pat@hospital.example', ''),
    [
      'line 9  organization.privacyOfficial.email: missing, expected an e-mail address such as security@hospital.example. Write it like `email: sam@hospital.example`.',
    ],
  ],
  [
    'an address that is none',
    SANDBOX.replace('sam@hospital.example', 'sam'),
    [
      'line 8  organization.securityOfficial.email: found "sam", expected an e-mail address such as security@hospital.example. Write it like `email: sam@hospital.example`.',
    ],
  ],
  [
    'a scalar for a section',
    `${SANDBOX}keys: 5\n`,
    [
      'line 10  keys: found 5, expected a mapping with multiRegion. Correct it, or leave it out for the sandbox defaults.',
    ],
  ],
  [
    'a list for a section',
    `${SANDBOX}keys: []\n`,
    [
      'line 10  keys: found an empty list, expected a mapping with multiRegion. Correct it, or leave it out for the sandbox defaults.',
    ],
  ],
  [
    'a scalar for a list',
    `${SANDBOX}alerts: { security: sam@hospital.example }\n`,
    [
      'line 10  alerts.security: found "sam@hospital.example", expected a list. Correct it, or leave it out for the sandbox default [].',
    ],
  ],
  [
    'an entry of a list',
    `${SANDBOX}alerts:\n  security:\n    - sam@hospital.example\n    - sam\n    -\n`,
    [
      'line 13  alerts.security.1: found "sam", expected an e-mail address such as security@hospital.example. Correct it, or remove it from the list.',
      'line 14  alerts.security.2: missing, expected an e-mail address such as security@hospital.example. Correct it, or remove it from the list.',
    ],
  ],
  [
    'a block that is none',
    `${SANDBOX}network: { cidr: 10.0.0.0/33 }\n`,
    [
      'line 10  network.cidr: found "10.0.0.0/33", expected an IPv4 CIDR block such as 10.40.0.0/16. Correct it, or leave it out for the sandbox default "10.41.0.0/16".',
    ],
  ],
  [
    'one Availability Zone',
    `${SANDBOX}network: { availabilityZones: 1 }\n`,
    [
      'line 10  network.availabilityZones: found 1, expected 2 or 3, or a list of 2 or 3 zone names such as [us-east-1a, us-east-1b]; one zone has no failover. Correct it, or leave it out for the sandbox default 2.',
    ],
  ],
  [
    'four Availability Zones',
    `${SANDBOX}network: { availabilityZones: 4 }\n`,
    [
      'line 10  network.availabilityZones: found 4, expected 2 or 3, or a list of 2 or 3 zone names such as [us-east-1a, us-east-1b]; one zone has no failover. Correct it, or leave it out for the sandbox default 2.',
    ],
  ],
  [
    'one named Availability Zone',
    `${SANDBOX}network: { availabilityZones: [us-east-1a] }\n`,
    [
      'line 10  network.availabilityZones: found a list, expected 2 or 3, or a list of 2 or 3 zone names such as [us-east-1a, us-east-1b]; one zone has no failover. Correct it, or leave it out for the sandbox default 2.',
    ],
  ],
  [
    'a named Availability Zone that is none',
    `${SANDBOX}network: { availabilityZones: [us-east-1a, b] }\n`,
    [
      'line 10  network.availabilityZones.1: found "b", expected a zone name such as us-east-1a. Correct it, or remove it from the list.',
    ],
  ],
  [
    'a number in quotes',
    `${SANDBOX}retention: { landingDays: "7" }\n`,
    [
      'line 10  retention.landingDays: found "7", expected a whole number of days. Take the quotes off: 7.',
    ],
  ],
  [
    'a number that is not whole',
    `${SANDBOX}retention: { landingDays: 7.5 }\n`,
    [
      'line 10  retention.landingDays: found 7.5, expected a whole number of days. Correct it, or leave it out for the sandbox default 7.',
    ],
  ],
  [
    'a number that is too low',
    `${SANDBOX}retention: { landingDays: 6 }\n`,
    [
      'line 10  retention.landingDays: found 6, expected at least 7. Correct it, or leave it out for the sandbox default 7.',
    ],
  ],
  [
    'a number that is too high',
    `${SANDBOX}retention: { landingDays: 40000 }\n`,
    [
      'line 10  retention.landingDays: found 40000, expected at most 36500 (100 years). Correct it, or leave it out for the sandbox default 7.',
    ],
  ],
  [
    'a number that is none',
    `${SANDBOX}retention: { landingDays: .nan }\n`,
    [
      'line 10  retention.landingDays: found .nan, expected a whole number of days. Correct it, or leave it out for the sandbox default 7.',
    ],
  ],
  [
    'a retention that CloudWatch Logs does not know',
    `${SANDBOX}retention: { operationalLogDays: 31 }\n`,
    [
      'line 10  retention.operationalLogDays: found 31, expected one of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653. Correct it, or leave it out for the sandbox default 30.',
    ],
  ],
  [
    'a word in the wrong case',
    `${SANDBOX}archive: { lockMode: governance }\n`,
    [
      'line 10  archive.lockMode: found "governance", expected COMPLIANCE or GOVERNANCE. Did you mean "GOVERNANCE"?',
    ],
  ],
  [
    'a boolean in quotes',
    `${SANDBOX}keys: { multiRegion: "true" }\n`,
    ['line 10  keys.multiRegion: found "true", expected true or false. Take the quotes off: true.'],
  ],
  [
    'a boolean of YAML 1.1',
    `${SANDBOX}keys: { multiRegion: yes }\n`,
    [
      'line 10  keys.multiRegion: found "yes", expected true or false. Correct it, or leave it out for the sandbox default false.',
    ],
  ],
  [
    'a word with a slip',
    `${SANDBOX}network: { interfaceEndpoints: [kms, secretmanager] }\n`,
    [
      'line 10  network.interfaceEndpoints.1: found "secretmanager", expected comprehendmedical, email, kms, kinesis-streams, logs, monitoring, secretsmanager, sns, sqs, sts, xray, lambda, rds, ecr.api or ecr.dkr. Did you mean "secretsmanager"?',
    ],
  ],
  [
    'an entry where the default has one too',
    `${SANDBOX}network: { interfaceEndpoints: [5] }\n`,
    [
      'line 10  network.interfaceEndpoints.0: found 5, expected comprehendmedical, email, kms, kinesis-streams, logs, monitoring, secretsmanager, sns, sqs, sts, xray, lambda, rds, ecr.api or ecr.dkr. Correct it, or remove it from the list.',
    ],
  ],
];

it.each(rows)('names what has the wrong shape: %s', (_, text, problems) => {
  expect(problemLines(text)).toEqual(problems);
});

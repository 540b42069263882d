import { namesASecret, secretsIn } from '../../../lib/compliance/reading/secret-like';

// Put together here, so that no scanner takes this file for a leak. All are made up.
const ACCESS_KEY = ['AKIA', 'IOSFODNN7EXAMPLE'].join('');
const RANDOM = ['wJalrXUtnFEMI/K7MDENG/', 'bPxRfiCYEXAMPLEKEY'].join('');

it.each([
  [ACCESS_KEY, 'an AWS access key id'],
  [`id=${ACCESS_KEY.replace('AKIA', 'ASIA')};`, 'an AWS access key id'],
  ['-----BEGIN RSA PRIVATE KEY-----\nMII', 'a private key'],
  ['-----BEGIN OPENSSH PRIVATE KEY-----', 'a private key'],
  ['postgres://app:hunter2@db.example:5432/x', 'a connection string with a password'],
  ['redis://:hunter2@cache.example', 'a connection string with a password'],
  ['Server=db;User Id=app;Password=hunter2;', 'a connection string with a password'],
  ['{{resolve:secretsmanager:x:SecretString:y}}', expect.stringContaining('a dynamic reference')],
  ['{{resolve:ssm:/hlz/x}}', expect.stringContaining('a dynamic reference')],
  [RANDOM, 'a long random text'],
  [`{"key":"${RANDOM}"}`, 'a long random text'],
])('sees in text %#', (text, kind) => {
  expect(secretsIn(text)).toEqual([kind]);
});

it.each([
  '',
  'us-east-1',
  'arn:aws:secretsmanager:us-east-1:111122223333:secret:hlz/mercy/Database-Aa1Bb2Cc3Dd4Ee5Ff6Gg7',
  'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_AbCdEfGh1/.well-known/jwks.json',
  'postgres://db.example:5432/records',
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '1234abcd-12ab-34cd-56ef-1234567890ab',
  'hlz-mercy-archive-ArchiveReplicationRolePolicy589ACE35-111122223333',
  '{"public_terminal":2,"clinical_workstation":10,"administration_console":5}',
  '-----BEGIN CERTIFICATE-----\nMIIDQTCCAimgAwIBAgITBmyfz5m/jAo54vB4ikPmljZbyjANBgkqhkiG9w0BAQsF',
  '-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=',
])('sees nothing in %j', (text) => {
  expect(secretsIn(text)).toEqual([]);
});

it.each(['DB_PASSWORD', 'dbPasswd', 'CLIENT_SECRET', 'apiKey', 'API_KEY', '/hlz/api-key', 'TOKEN'])(
  'takes %s for the name of a secret',
  (name) => {
    expect(namesASecret(name)).toBe(true);
  },
);

it.each(['TABLE_NAME', 'KEY_ARN', 'REGION', 'PASSENGER', 'MONKEY_API'])(
  'takes %s for the name of none',
  (name) => {
    expect(namesASecret(name)).toBe(false);
  },
);

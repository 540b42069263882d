import { functionEnvironment } from '../../../lib/compliance/rules/function-environment';
import { findIn } from '../../support/rule';

const SECRET_ARN = 'arn:aws:secretsmanager:us-east-1:111122223333:secret:hlz/db-AbCdEf';

const find = (variables: unknown) =>
  findIn(
    functionEnvironment,
    {
      Subject: {
        Type: 'AWS::Lambda::Function',
        Properties: { Environment: { Variables: variables } },
      },
      Secret: { Type: 'AWS::SecretsManager::Secret' },
      Client: { Type: 'AWS::Cognito::UserPoolClient' },
      Database: { Type: 'AWS::RDS::DBInstance' },
    },
    {
      elsewhere: { Table: { Type: 'AWS::DynamoDB::Table' } },
      exports: { 'There:Table': { Ref: 'Table' } },
    },
  );

it.each([
  {},
  { REGION: { Ref: 'AWS::Region' }, TABLE: { 'Fn::ImportValue': 'There:Table' } },
  { DB_SECRET_ARN: SECRET_ARN },
  { DB_SECRET_ARN: { Ref: 'Secret' } },
  { DB_PASSWORD_NAME: 'hlz/mercy/database' },
  { DB_TOKEN_ID: 'hlz-token' },
  {
    DB_SECRET_ARN: {
      'Fn::Join': ['', ['arn:aws:secretsmanager:', { Ref: 'AWS::Region' }, '::secret:hlz/db']],
    },
  },
  { DB_SECRET: { 'Fn::GetAtt': ['Database', 'MasterUserSecret.SecretArn'] } },
  {
    ACCESS_TOKEN_MINUTES: '15',
    TOKEN_ROTATION: 'true',
    API_KEY_NEEDED: 'false',
    CLIENT_SECRET: '',
  },
  { PORT: 5432, TRACE: false },
  { TOKEN_URL: 'https://login.example.org:8443/oauth2/token' },
  { tokenEndpoint: 'https://login.example.org/1234abcd-12ab-34cd-56ef-1234567890ab/token' },
  { TOKEN_URL: { 'Fn::Sub': 'https://auth.${AWS::Region}.example.org/oauth2/token' } },
  {
    TOKEN_ISSUER: {
      'Fn::Join': ['', ['https://cognito-idp.us-east-1.amazonaws.com/', { Ref: 'Client' }]],
    },
  },
  { API_KEY_HEADER: 'x-api-key', TOKEN_TABLE: 'hlz-tokens' },
  { OTHER: { 'Fn::Sub': 'arn:${AWS::Partition}:s3:::x' } },
  { CLIENT_ID: { Ref: 'Client' } },
])('takes %j', (variables) => {
  expect(find(variables)).toEqual([]);
});

it.each([
  [{ DB_PASSWORD: 'hunter2-hunter2' }, 'DB_PASSWORD is named as a secret'],
  [{ apiKey: 'hunter2-hunter2' }, 'apiKey is named as a secret'],
  [{ PRIVATE_KEY_ID: 'hunter2 hunter2' }, 'PRIVATE_KEY_ID is named as a secret'],
  [
    { SESSION_TOKEN: { 'Fn::Join': ['', ['hunter2', { Ref: 'AWS::Region' }]] } },
    'SESSION_TOKEN is named as a secret',
  ],
  [
    { OTHER: ['AKIA', 'IOSFODNN7EXAMPLE'].join('') },
    'OTHER holds what looks like an AWS access key',
  ],
  [{ OTHER: '-----BEGIN PRIVATE KEY-----' }, 'OTHER holds what looks like a private key'],
  [{ URL: 'postgres://app:hunter2@db/x' }, 'URL holds what looks like a connection string'],
  [
    { URL: { 'Fn::Join': ['', ['postgres://app:', { Ref: 'Secret' }, '@db/x']] } },
    'URL holds what looks like a connection string',
  ],
  [
    {
      OTHER: {
        'Fn::Join': ['', ['{{resolve:secretsmanager:', { Ref: 'Secret' }, ':SecretString:x}}']],
      },
    },
    'OTHER holds what looks like a dynamic reference',
  ],
  [{ OTHER: { 'Fn::GetAtt': ['Client', 'ClientSecret'] } }, 'an attribute that is a secret itself'],
  [{ OTHER: { 'Fn::GetAtt': 'Client.ClientSecret' } }, 'an attribute that is a secret itself'],
  [{ OTHER: { Ref: 'Parameter' } }, 'OTHER is known only at deploy'],
  [{ OTHER: { 'Fn::Join': ['', ['x', { Ref: 'Parameter' }]] } }, 'OTHER is known only at deploy'],
  [{ OTHER: { 'Fn::Sub': '${Parameter}' } }, 'OTHER is known only at deploy'],
  [{ OTHER: { 'Fn::Sub': '${Client.ClientSecret}' } }, 'an attribute that is a secret itself'],
  [{ SESSION_TOKEN: { 'Fn::Sub': 'hunter2${AWS::Region}' } }, 'SESSION_TOKEN is named as a secret'],
  [{ TOKEN_URL: 'hunter2-hunter2' }, 'TOKEN_URL is named as a secret'],
  [{ TOKEN_URL: 'https://x.example/?key=hunter2' }, 'TOKEN_URL is named as a secret'],
  [{ SECRET_HOOK_URL: `https://x.example/a/${'hunter2'.repeat(3)}` }, 'is named as a secret'],
  [{ OTHER: { 'Fn::Join': ['', { Ref: 'Parameter' }] } }, 'OTHER is known only at deploy'],
  [{ OTHER: { 'Fn::Join': [{ Ref: 'AWS::Region' }, ['x']] } }, 'OTHER is known only at deploy'],
  ['x', 'Environment.Variables cannot be read'],
])('refuses %j without repeating it', (variables, problem) => {
  const found = find(variables);
  expect(found).toEqual([expect.stringContaining(problem)]);
  expect(found?.join(' ')).not.toMatch(/hunter2|AKIA|BEGIN/);
});

it.each([
  [{ Name: '/hlz/api-key', Value: 'hunter2-hunter2' }, 1],
  [{ Name: '/hlz/x', Value: '{{resolve:ssm-secure:x}}' }, 1],
  [{ Value: { Ref: 'Parameter' } }, 1],
  [{ Name: '/hlz/table', Value: 'hlz-table' }, 0],
])('finds in the parameter %j %i', (properties, count) => {
  expect(
    findIn(functionEnvironment, {
      Subject: { Type: 'AWS::SSM::Parameter', Properties: { Type: 'String', ...properties } },
    }),
  ).toHaveLength(count);
});

import { Duration, Stack } from 'aws-cdk-lib';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { readFileSync } from 'node:fs';
import type { TableShape } from '../../../lambda/shared/table';
import { createApp } from '../../../lib/app';
import { tableStatements, tableStreamStatements } from '../../../lib/constructs/base/table-access';
import { ZoneTable } from '../../../lib/constructs/base/zone-table';
import { ZoneFunction } from '../../../lib/constructs/functions/zone-function';
import { resource, resources, statementsOf } from '../../support/statements';
import type { TemplateJson } from '../../support/templates';
import { shippedConfig } from '../../support/templates';
import { STUB_HANDLERS } from '../../support/zone';

const CONFIG = shippedConfig('production');
const SHAPE: TableShape = {
  partitionKey: 'tenant',
  sortKey: 'at',
  expires: 'expires',
  stream: true,
  indexes: { byUser: { partitionKey: 'user', sortKey: 'at' }, byState: { partitionKey: 'state' } },
};

const app = createApp();
const stack = new Stack(app, 'Stack');
const key = new Key(stack, 'Key');
const table = new ZoneTable(stack, 'Rows', { config: CONFIG, shape: SHAPE, key });
const plain = new ZoneTable(stack, 'Plain', {
  config: CONFIG,
  shape: { partitionKey: 'id' },
  key,
  onlyWriters: 'identity-keys',
});

/** What statements are in a template. */
const json = (statements: ReturnType<typeof tableStatements>): readonly unknown[] =>
  statements.map((statement) => stack.resolve(statement.toStatementJson()) as unknown);

new ZoneFunction(stack, 'Function', {
  config: CONFIG,
  name: 'access-api',
  handlers: STUB_HANDLERS,
  description: 'reads',
  network: 'outside',
  statements: [],
  tables: [{ table, uses: ['get'] }],
  logsKey: key,
  messagingKey: key,
  failureQueue: new Queue(stack, 'Queue'),
  timeout: Duration.seconds(10),
});
const { templateFullPath } = app.synth({ skipValidation: true }).getStackByName('Stack');
const template = JSON.parse(readFileSync(templateFullPath, 'utf8')) as TemplateJson;

it('has keys, indexes, life and stream of its shape', () => {
  expect(resource(template, 'AWS::DynamoDB::Table', 'Rows')).toMatchObject({
    KeySchema: [
      { AttributeName: 'tenant', KeyType: 'HASH' },
      { AttributeName: 'at', KeyType: 'RANGE' },
    ],
    GlobalSecondaryIndexes: [
      {
        IndexName: 'byUser',
        KeySchema: [
          { AttributeName: 'user', KeyType: 'HASH' },
          { AttributeName: 'at', KeyType: 'RANGE' },
        ],
        Projection: { ProjectionType: 'ALL' },
      },
      { IndexName: 'byState', KeySchema: [{ AttributeName: 'state', KeyType: 'HASH' }] },
    ],
    TimeToLiveSpecification: { AttributeName: 'expires', Enabled: true },
    StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
    Tags: expect.arrayContaining([{ Key: 'RetentionClass', Value: 'phi' }]) as unknown,
  });
  const other = resource(template, 'AWS::DynamoDB::Table', 'Plain');
  for (const property of ['TimeToLiveSpecification', 'StreamSpecification']) {
    expect(other).not.toHaveProperty(property);
  }
});

it('lets others write unless it has one writer', () => {
  expect(resource(template, 'AWS::DynamoDB::Table', 'Rows')).not.toHaveProperty('ResourcePolicy');
  expect(resource(template, 'AWS::DynamoDB::Table', 'Plain')).toHaveProperty('ResourcePolicy');
});

const arn = { 'Fn::GetAtt': [expect.stringMatching(/^Rows/), 'Arn'] };

it('is used by exactly the actions of its uses, and its key through DynamoDB', () => {
  const uses = ['get', 'put', 'update', 'delete', 'query', 'batch'] as const;
  expect(json(tableStatements(CONFIG, [{ table, uses }]))).toEqual([
    {
      Sid: 'UseRows',
      Effect: 'Allow',
      Action: ['Get', 'Put', 'Update', 'Delete']
        .map((verb) => `dynamodb:${verb}Item`)
        .concat('dynamodb:Query', 'dynamodb:BatchWriteItem'),
      Resource: arn,
    },
    {
      Sid: 'UseTheKeyOfTables',
      Effect: 'Allow',
      Action: 'kms:Decrypt',
      Resource: { 'Fn::GetAtt': [expect.stringMatching(/^Key/), 'Arn'] },
      Condition: { StringEquals: { 'kms:ViaService': 'dynamodb.us-east-1.amazonaws.com' } },
    },
  ]);
});

it('lets an index be searched, and not the table with it', () => {
  const [search, ...rest] = json(
    tableStatements(CONFIG, [{ table, uses: [], indexes: ['byUser'] }]),
  );
  expect(search).toEqual({
    Sid: 'SearchRows',
    Effect: 'Allow',
    Action: 'dynamodb:Query',
    Resource: { 'Fn::Join': ['', [arn, '/index/byUser']] },
  });
  expect(rest).toHaveLength(1);
  expect(tableStatements(CONFIG, [])).toEqual([]);
});

it('has a stream that can be read, or says that it has none', () => {
  const [read] = json(tableStreamStatements(CONFIG, table));
  expect(read).toMatchObject({
    Resource: { 'Fn::GetAtt': [expect.stringMatching(/^Rows/), 'StreamArn'] },
  });
  expect(() => tableStreamStatements(CONFIG, plain)).toThrow('a table without a stream');
});

it('is in a policy of its own of a function, which waits for it', () => {
  const policies = resources(template, 'AWS::IAM::ManagedPolicy', 'FunctionRole');
  expect(policies).toHaveLength(2);
  const [id, policy] = policies.find(([name]) => name.includes('Tables')) ?? ['', {}];
  expect(statementsOf(policy['PolicyDocument']).map(({ Sid }) => Sid)).toEqual([
    'UseRows',
    'UseTheKeyOfTables',
  ]);
  const fn = Object.values(template.Resources).find(
    ({ Type: type }) => type === 'AWS::Lambda::Function',
  );
  expect(fn?.['DependsOn']).toContain(id);
});

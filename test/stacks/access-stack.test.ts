import { ACCESS_TABLES } from '../../lambda/access/tables';
import { at } from '../../lib/compliance/reading/zone-view';
import {
  actionsByCaller,
  BY_LAMBDA,
  roleStatements,
  TABLE_STREAM,
  tableUses,
  THROUGH_QUEUES,
} from '../support/role-policies';
import { reviewable } from '../support/snapshot';
import { actionsOf, resource, resources } from '../support/statements';
import type { TemplateJson } from '../support/templates';
import { shippedConfig, templatesFor, templatesOf } from '../support/templates';

function access(templates = templatesOf('production')): TemplateJson {
  const template = templates.get('Access');
  if (template === undefined) throw new Error('no Access stack');
  return template;
}

const arnOf = (id: RegExp): unknown => ({ 'Fn::GetAtt': [expect.stringMatching(id), 'Arn'] });
const imported = (name: string): unknown => ({
  'Fn::ImportValue': expect.stringContaining(name) as unknown,
});
const variables = (template: TemplateJson, name: string): Readonly<Record<string, unknown>> =>
  at(resource(template, 'AWS::Lambda::Function', name)['Environment'], 'Variables') as Readonly<
    Record<string, unknown>
  >;

it.each(['production', 'sandbox'] as const)('looks as reviewed (%s)', (profile) => {
  expect(reviewable(access(templatesOf(profile)))).toMatchSnapshot();
});

describe('tables', () => {
  const tables = resources(access(), 'AWS::DynamoDB::Table');

  it('are those that the code takes them for', () => {
    expect(tables.map(([id]) => id.replace(/^Tables(.+)[0-9A-F]{8}$/, '$1')).toSorted()).toEqual([
      'Approvals',
      'BrokenGlass',
      'CareTeams',
      'Rates',
      'Restrictions',
    ]);
    expect(tables).toHaveLength(Object.keys(ACCESS_TABLES).length);
  });

  it.each(tables)('%s: under the key of PHI, back to any second, kept', (_, table) => {
    expect(table).toMatchObject({
      BillingMode: 'PAY_PER_REQUEST',
      SSESpecification: { SSEEnabled: true, SSEType: 'KMS', KMSMasterKeyId: imported('Phi') },
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      DeletionProtectionEnabled: true,
    });
  });

  it.each([
    ['CareTeams', ACCESS_TABLES.careTeams],
    ['Approvals', ACCESS_TABLES.approvals],
    ['Restrictions', ACCESS_TABLES.restrictions],
    ['Rates', ACCESS_TABLES.rates],
    ['BrokenGlass', ACCESS_TABLES.brokenGlass],
  ])('%s has the keys, indexes and life of its shape', (name, shape) => {
    const table = resource(access(), 'AWS::DynamoDB::Table', `Tables${name}`);
    const keys = (of: { readonly partitionKey: string; readonly sortKey?: string }): unknown => [
      { AttributeName: of.partitionKey, KeyType: 'HASH' },
      ...(of.sortKey === undefined ? [] : [{ AttributeName: of.sortKey, KeyType: 'RANGE' }]),
    ];
    expect(table['KeySchema']).toEqual(keys(shape));
    const indexes = [table['GlobalSecondaryIndexes'] ?? []].flat();
    const expected = Object.entries(
      ('indexes' in shape ? shape.indexes : {}) as Readonly<
        Record<string, { readonly partitionKey: string; readonly sortKey?: string }>
      >,
    );
    expect(indexes.map((index) => [at(index, 'IndexName'), at(index, 'KeySchema')])).toEqual(
      expected.map(([index, of]) => [index, keys(of)]),
    );
    expect(at(table['TimeToLiveSpecification'], 'AttributeName')).toBe(
      'expires' in shape ? shape.expires : undefined,
    );
    expect(table['StreamSpecification'] !== undefined).toBe('stream' in shape && shape.stream);
  });

  it('are all in the backup plan', () => {
    const selection = resource(access(), 'AWS::Backup::BackupSelection');
    const arns = tables.map(([id]) => ({ 'Fn::GetAtt': [id, 'Arn'] }));
    expect(at(selection['BackupSelection'], 'Resources')).toEqual(arns);
  });
});

describe('the functions', () => {
  it.each([
    ['Api', 29, 40, 1024],
    ['Alert', 30, 2, 256],
  ] as const)('%s stands in the VPC, in %i seconds, %i at a time', (...row) => {
    const [name, timeout, reserved, memory] = row;
    expect(resource(access(), 'AWS::Lambda::Function', name)).toMatchObject({
      Timeout: timeout,
      MemorySize: memory,
      ReservedConcurrentExecutions: reserved,
      VpcConfig: { SecurityGroupIds: [expect.anything()] },
      KmsKeyArn: imported('Logs'),
    });
    expect(resource(access(), 'AWS::IAM::Role', `${name}Role`)['Tags']).toContainEqual({
      Key: 'hlz-workload',
      Value: `access-${name.toLowerCase()}`,
    });
  });

  it.each([
    [
      'Api',
      {
        code: [
          'kinesis:PutRecords',
          'kms:Decrypt',
          'kms:Encrypt',
          'kms:GenerateMac',
          's3:PutObject',
        ],
        's3.us-east-1.amazonaws.com': ['kms:GenerateDataKey'],
        'kinesis.us-east-1.amazonaws.com': ['kms:GenerateDataKey'],
        'dynamodb.us-east-1.amazonaws.com': ['kms:Decrypt'],
        ...THROUGH_QUEUES,
        Lambda: BY_LAMBDA,
      },
      {
        Directory: 'GetItem PutItem',
        'Directory/byTenant': 'Query',
        Sessions: 'DeleteItem GetItem PutItem UpdateItem',
        PublicKeys: 'GetItem',
        CareTeams: 'DeleteItem PutItem Query',
        Approvals: 'GetItem PutItem UpdateItem',
        'Approvals/byState': 'Query',
        'Approvals/byRequester': 'Query',
        Restrictions: 'DeleteItem PutItem Query',
        Rates: 'UpdateItem',
        // A glass that was broken stays so: nobody takes it away.
        BrokenGlass: 'GetItem PutItem Query UpdateItem',
        'BrokenGlass/byGlass': 'Query',
        'BrokenGlass/byReview': 'Query',
      },
    ],
    [
      'Alert',
      {
        code: ['sns:Publish'],
        'sns.us-east-1.amazonaws.com': ['kms:Decrypt', 'kms:GenerateDataKey'],
        'dynamodb.us-east-1.amazonaws.com': ['kms:Decrypt', 'kms:Decrypt'],
        ...THROUGH_QUEUES,
        Lambda: [...TABLE_STREAM, ...BY_LAMBDA],
      },
      { 'BrokenGlass/byUnreviewed': 'Query' },
    ],
  ] as const)('%s may do this, and no more', (name, expected, tables) => {
    const statements = roleStatements(access(), name);
    expect(actionsByCaller(statements)).toEqual(expected);
    expect(tableUses(statements)).toEqual(tables);
    expect(JSON.stringify(statements.map(({ Resource }) => Resource))).not.toContain('*');
  });

  it('seal what is written into the register of broken glasses, and nothing else', () => {
    const seal = roleStatements(access(), 'Api').find((entry) =>
      actionsOf(entry).includes('kms:Encrypt'),
    );
    expect(seal).toMatchObject({
      Action: ['kms:Decrypt', 'kms:Encrypt'],
      Resource: imported('Phi'),
    });
    expect(seal?.Condition).toEqual({
      StringEquals: {
        'kms:EncryptionContext:purpose': 'break-glass',
        'aws:SourceVpc': imported('Vpc'),
      },
      'ForAllValues:StringEquals': { 'kms:EncryptionContextKeys': ['purpose', 'glass', 'tenant'] },
      Null: { 'kms:EncryptionContext:glass': 'false', 'kms:EncryptionContext:tenant': 'false' },
    });
  });

  it('make pseudonyms with one key and one kind of MAC', () => {
    const mac = roleStatements(access(), 'Api').find((entry) =>
      actionsOf(entry).includes('kms:GenerateMac'),
    );
    expect(mac).toMatchObject({
      Resource: imported('Pseudonym'),
      Condition: { StringEquals: { 'kms:MacAlgorithm': 'HMAC_SHA_256' } },
    });
  });

  it('know what config says of services, sessions and limits', () => {
    const config = shippedConfig('production');
    const services = [
      {
        name: 'scheduling',
        roleArn: 'arn:aws:iam::111122223333:role/scheduling',
        tenant: 'mercy',
        may: ['append-audit-events' as const],
      },
    ];
    const template = access(
      templatesFor({
        ...config,
        access: { ...config.access, services, callsPerMinute: 30, bulkExportsPerHour: 1 },
        identity: {
          ...config.identity,
          absoluteSessionHours: 8,
          idleSeconds: { ...config.identity.idleSeconds, workstation: 900 },
        },
      }),
    );
    const { SERVICES, ACCESS_LIMITS, SESSION_LIMITS } = variables(template, 'Api');
    expect(JSON.parse(String(SERVICES))).toEqual(services);
    expect(JSON.parse(String(ACCESS_LIMITS))).toEqual({ callsPerMinute: 30, bulkPerHour: 1 });
    expect(JSON.parse(String(SESSION_LIMITS))).toMatchObject({
      workstation: { idleSeconds: 900, absoluteSeconds: 28_800 },
      'public-terminal': { idleSeconds: 120, absoluteSeconds: 28_800 },
    });
  });

  it('know the app clients by the ids that they will have', () => {
    const { APP_CLIENTS: clients } = variables(access(), 'Api');
    const text = [at(clients, 'Fn::Join')]
      .flat(2)
      .map((part) => (typeof part === 'string' ? part : `id${JSON.stringify(part).length}`))
      .join('');
    expect(Object.values(JSON.parse(text) as Readonly<Record<string, string>>).toSorted()).toEqual([
      'console',
      'mobile',
      'public-terminal',
      'workstation',
    ]);
  });
});

describe('what calls the alert', () => {
  it('each glass that is broken, one after another until it is told of', () => {
    const mapping = resource(access(), 'AWS::Lambda::EventSourceMapping');
    expect(mapping).toMatchObject({
      EventSourceArn: { 'Fn::GetAtt': [expect.stringMatching(/^TablesBrokenGlass/), 'StreamArn'] },
      FunctionName: arnOf(/^AlertFunction/),
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      BisectBatchOnFunctionError: false,
      MaximumRetryAttempts: -1,
      MaximumRecordAgeInSeconds: -1,
      StartingPosition: 'TRIM_HORIZON',
      DestinationConfig: { OnFailure: { Destination: imported('FailureQueue') } },
    });
    // Also one that is changed, or taken away.
    expect(mapping).not.toHaveProperty('FilterCriteria');
    expect(mapping['Enabled']).not.toBe(false);
  });

  it('the clock, once a day, for those that wait for a review', () => {
    const schedule = resource(access(), 'AWS::Scheduler::Schedule');
    expect(schedule).toMatchObject({
      Name: 'hlz-mercy-access-reminder',
      ScheduleExpression: 'rate(1440 minutes)',
      Target: { Arn: arnOf(/^AlertFunction/), Input: '{"remind":true}' },
    });
    expect(schedule['State']).not.toBe('DISABLED');
  });
});

import { PHI_TABLES } from '../../lambda/phi/tables';
import { at } from '../../lib/compliance/reading/zone-view';
import { counts } from '../support/filter-pattern';
import {
  actionsByCaller,
  BY_LAMBDA,
  caller,
  roleStatements,
  tableUses,
  THROUGH_QUEUES,
} from '../support/role-policies';
import { reviewable } from '../support/snapshot';
import { resource, resources, statementsOf } from '../support/statements';
import type { Statement } from '../support/statements';
import type { TemplateJson } from '../support/templates';
import { shippedConfig, templatesFor, templatesOf } from '../support/templates';

const CONFIG = shippedConfig('production');
const ACCOUNT = CONFIG.account;

function phi(templates = templatesOf('production')): TemplateJson {
  const template = templates.get('Phi');
  if (template === undefined) throw new Error('no Phi stack');
  return template;
}

const imported = (name: string): unknown => ({
  'Fn::ImportValue': expect.stringContaining(name) as unknown,
});
const variables = (name: string, template = phi()): Readonly<Record<string, unknown>> =>
  at(resource(template, 'AWS::Lambda::Function', name)['Environment'], 'Variables') as Readonly<
    Record<string, unknown>
  >;
/** What all functions do with data keys. */
const shared = (template = phi()): readonly Statement[] =>
  statementsOf(resource(template, 'AWS::IAM::ManagedPolicy', 'DataKeyAccess')['PolicyDocument']);
const FUNCTIONS = ['Api', 'Backfill'] as const;

it.each(['production', 'sandbox'] as const)('looks as reviewed (%s)', (profile) => {
  expect(reviewable(phi(templatesOf(profile)))).toMatchSnapshot();
});

describe('the table of data keys', () => {
  const [[id, table] = ['', {}], ...more] = resources(phi(), 'AWS::DynamoDB::Table');

  it('is the one of the stack, as the code takes it for, and outlives it', () => {
    expect(more).toEqual([]);
    const { partitionKey, sortKey } = PHI_TABLES.dataKeys;
    expect(table).toMatchObject({
      KeySchema: [
        { AttributeName: partitionKey, KeyType: 'HASH' },
        { AttributeName: sortKey, KeyType: 'RANGE' },
      ],
      DeletionProtectionEnabled: true,
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      SSESpecification: { SSEEnabled: true, SSEType: 'KMS', KMSMasterKeyId: imported('Phi') },
    });
    // No key ends by itself: what it encrypted would be lost.
    expect(table).not.toHaveProperty('TimeToLiveSpecification');
    expect(phi().Resources[id]).toMatchObject({ DeletionPolicy: 'RetainExceptOnCreate' });
  });

  it('is backed up', () => {
    const selection = resource(phi(), 'AWS::Backup::BackupSelection');
    expect(at(selection['BackupSelection'], 'Resources')).toEqual([{ 'Fn::GetAtt': [id, 'Arn'] }]);
  });

  it('goes with a sandbox', () => {
    const sandbox = phi(templatesOf('sandbox'));
    const [[name] = ['']] = resources(sandbox, 'AWS::DynamoDB::Table');
    expect(sandbox.Resources[name]).toMatchObject({ DeletionPolicy: 'Delete' });
  });
});

describe('the functions', () => {
  it.each([
    ['Api', 'phi-api', 29, 40],
    ['Backfill', 'phi-backfill', 900, 1],
  ] as const)('%s stands in the VPC', (name, workload, timeout, reserved) => {
    expect(resource(phi(), 'AWS::Lambda::Function', name)).toMatchObject({
      Timeout: timeout,
      MemorySize: 1769,
      ReservedConcurrentExecutions: reserved,
      VpcConfig: { SecurityGroupIds: [imported('Workload')] },
      KmsKeyArn: imported('Logs'),
    });
    const role = resource(phi(), 'AWS::IAM::Role', `${name}Role`);
    expect(role['ManagedPolicyArns']).toEqual([
      imported('FunctionRuntime'),
      { Ref: expect.stringMatching(/^DataKeyAccess/) as unknown },
    ]);
    expect(role['Tags']).toContainEqual({ Key: 'hlz-workload', Value: workload });
  });

  it('reserve nothing in a sandbox', () => {
    const sandbox = resources(phi(templatesOf('sandbox')), 'AWS::Lambda::Function');
    expect(sandbox).toHaveLength(FUNCTIONS.length);
    for (const [, properties] of sandbox) {
      expect(properties).not.toHaveProperty('ReservedConcurrentExecutions');
    }
  });

  it.each(FUNCTIONS)('%s knows keys, table and what config says', (name) => {
    const patterns = [{ identifier: 'medical-record-number', form: 'MH-999999' }] as const;
    const own = { epochDays: 7, keyCacheMinutes: 5, detector: 'local', patterns } as const;
    const { PHI_SETTINGS: settings, ...others } = variables(
      name,
      phi(templatesFor({ ...CONFIG, phi: own })),
    );
    expect(JSON.parse(String(settings))).toEqual(own);
    expect(others).toMatchObject({
      DATA_KEYS_TABLE: { Ref: expect.stringMatching(/^TablesDataKeys/) as unknown },
      DATA_KEY: imported('Phi'),
      PSEUDONYM_KEY: imported('Pseudonym'),
      AUDIT_STREAM: imported('AuditStream'),
      LEDGER_BUCKET: imported('Ledger'),
    });
  });

  it('the one in the database knows where it is, who it is there, and whom to trust', () => {
    expect(variables('Backfill')).toMatchObject({
      DATABASE_HOST: imported('EndpointAddress'),
      DATABASE_PORT: imported('EndpointPort'),
      DATABASE_USER: 'hlz_backfill',
      NODE_EXTRA_CA_CERTS: '/var/runtime/ca-cert.pem',
    });
  });

  it('are one less where the zone has no database', () => {
    const config = { ...CONFIG, database: { ...CONFIG.database, enabled: false } };
    const without = phi(templatesFor(config));
    const functions = resources(without, 'AWS::Lambda::Function').map(([id]) => id);
    expect(functions).toEqual([expect.stringMatching(/^ApiFunction/)]);
    expect(JSON.stringify(without)).not.toContain('rds-db');
  });
});

describe('what they may do', () => {
  it.each([
    [
      'Api',
      { Lambda: BY_LAMBDA },
      {
        Directory: 'GetItem',
        Sessions: 'DeleteItem PutItem UpdateItem',
        PublicKeys: 'GetItem',
        CareTeams: 'Query',
        // What is shared, exported or de-identified is taken from an approval.
        Approvals: 'GetItem UpdateItem',
        Restrictions: 'Query',
        Rates: 'UpdateItem',
        BrokenGlass: 'Query',
      },
      { 'dynamodb.us-east-1.amazonaws.com': ['kms:Decrypt'] },
    ],
    ['Backfill', { Lambda: [...BY_LAMBDA, 'rds-db:connect'].toSorted() }, {}, {}],
  ] as const)('%s: of its own', (name, byLambda, tables, throughTables) => {
    const statements = roleStatements(phi(), name);
    expect(actionsByCaller(statements)).toEqual({
      code: ['kinesis:PutRecords', 'kms:GenerateMac', 's3:PutObject'],
      'kinesis.us-east-1.amazonaws.com': ['kms:GenerateDataKey'],
      's3.us-east-1.amazonaws.com': ['kms:GenerateDataKey'],
      ...throughTables,
      ...THROUGH_QUEUES,
      ...byLambda,
    });
    expect(tableUses(statements)).toEqual(tables);
    expect(JSON.stringify(statements.map(({ Resource }) => Resource))).not.toContain('*');
  });

  it('data keys, together: make, unwrap, keep and count them', () => {
    expect(actionsByCaller(shared())).toEqual({
      code: ['kms:Decrypt', 'kms:GenerateDataKey', 's3:PutObject'],
      'dynamodb.us-east-1.amazonaws.com': ['kms:Decrypt'],
    });
    expect(tableUses(shared())).toEqual({ DataKeys: 'GetItem PutItem UpdateItem' });
  });

  it('use the phi key for data keys of one tenant and one name, and for nothing else', () => {
    const [use] = shared();
    expect(use).toMatchObject({
      Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
      Resource: imported('Phi'),
    });
    expect(use?.Condition).toEqual({
      StringEquals: {
        'kms:EncryptionContext:purpose': 'phi-field',
        'aws:SourceVpc': imported('Vpc'),
      },
      'ForAllValues:StringEquals': { 'kms:EncryptionContextKeys': ['purpose', 'tenant', 'kid'] },
      Null: { 'kms:EncryptionContext:tenant': 'false', 'kms:EncryptionContext:kid': 'false' },
    });
  });

  it('name what they may use: no wildcard', () => {
    const text = JSON.stringify(shared().map(({ Resource, Action }) => [Resource, Action]));
    expect(text).not.toContain('*');
  });

  it('write copies of data keys, and read none', () => {
    const objects = shared().filter(({ Action }) => JSON.stringify(Action).includes('s3:'));
    expect(objects.map(({ Action, Resource: object }) => [Action, object])).toEqual([
      [
        's3:PutObject',
        { 'Fn::Join': ['', [imported('Ledger'), `/phi-keys/${'?'.repeat(22)}.json`]] },
      ],
    ]);
  });

  it('sign in to this database as one user, which no endpoint can vouch for', () => {
    const connect = roleStatements(phi(), 'Backfill').filter(({ Action }) =>
      JSON.stringify(Action).includes('rds-db'),
    );
    expect(connect).toEqual([
      {
        Sid: 'SignInToTheDatabase',
        Effect: 'Allow',
        Action: 'rds-db:connect',
        Resource: {
          'Fn::Join': [
            '',
            [
              `arn:aws:rds-db:us-east-1:${ACCOUNT}:dbuser:`,
              imported('DbiResourceId'),
              '/hlz_backfill',
            ],
          ],
        },
      },
    ]);
  });

  it('send texts to Amazon Comprehend Medical where config says so, and nobody else does', () => {
    const asking = templatesFor({
      ...CONFIG,
      phi: { ...CONFIG.phi, detector: 'comprehend-medical' },
    });
    const detect = roleStatements(phi(asking), 'Api').filter(({ Action }) =>
      JSON.stringify(Action).includes('comprehend'),
    );
    expect(detect.map((one) => [one.Action, one.Resource, caller(one)])).toEqual([
      ['comprehendmedical:DetectPHI', '*', 'code'],
    ]);
    expect(JSON.stringify(roleStatements(phi(asking), 'Backfill'))).not.toContain('comprehend');
    expect(JSON.stringify(phi())).not.toContain('comprehendmedical:');
  });
});

describe('the metrics', () => {
  /** A line as Lambda writes it with the JSON format. */
  const line = (event: string, fields: Readonly<Record<string, unknown>>): unknown => ({
    timestamp: '2026-11-26T12:00:00.000Z',
    level: 'WARN',
    requestId: '0a1b2c3d-0000-4000-8000-000000000000',
    message: { event, ...fields },
  });
  const LINES = [
    line('request-unavailable', { requestId: 'r', code: 'unavailable' }),
    line('request-failed', { requestId: 'r' }),
    line('fields-not-decryptable', { requestId: 'r', fields: 12 }),
  ];

  it.each([
    ['PhiUnavailable', '1', 0],
    ['PhiUndecryptable', '$.message.fields', 2],
  ] as const)('%s counts its line, and no other', (metric, value, counted) => {
    const found = resources(phi(), 'AWS::Logs::MetricFilter').flatMap(([, filter]) => {
      const [transformation]: readonly unknown[] = [filter['MetricTransformations']].flat();
      return at(transformation, 'MetricName') === metric ? [{ filter, transformation }] : [];
    });
    expect(found.map(({ transformation }) => transformation)).toMatchObject([
      { MetricNamespace: 'hlz/mercy', MetricValue: value },
    ]);
    const pattern = String(found[0]?.filter['FilterPattern']);
    expect(LINES.map((entry) => counts(pattern, entry, { absentDiffers: true }))).toEqual(
      LINES.map((_, index) => index === counted),
    );
  });
});

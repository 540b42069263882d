import { FINDING_PATTERNS } from '../../lambda/breach/findings/patterns';
import { BREACH_TABLES } from '../../lambda/breach/tables';
import { at } from '../../lib/compliance/reading/zone-view';
import { counts } from '../support/filter-pattern';
import {
  actionsByCaller,
  BY_LAMBDA,
  roleStatements,
  TABLE_STREAM,
  tableUses,
  THROUGH_QUEUES,
} from '../support/role-policies';
import { reviewable } from '../support/snapshot';
import { resource, resources } from '../support/statements';
import type { TemplateJson } from '../support/templates';
import { shippedConfig, templatesFor, templatesOf } from '../support/templates';

const CONFIG = shippedConfig('production');

function breach(templates = templatesOf('production')): TemplateJson {
  const template = templates.get('Breach');
  if (template === undefined) throw new Error('no Breach stack');
  return template;
}

const imported = (name: string): unknown => ({
  'Fn::ImportValue': expect.stringContaining(name) as unknown,
});
const ref = (id: string): unknown => ({
  Ref: expect.stringMatching(new RegExp(`^${id}`)) as unknown,
});
const variables = (name: string, template = breach()): Readonly<Record<string, unknown>> =>
  at(resource(template, 'AWS::Lambda::Function', name)['Environment'], 'Variables') as Readonly<
    Record<string, unknown>
  >;

/** A second zone in which everything is otherwise: made once. */
const OTHER = breach(
  templatesFor({
    ...CONFIG,
    alerts: {
      ...CONFIG.alerts,
      privacy: ['a@hospital.example', 'security-alerts@hospital.example'],
    },
    breach: { ...CONFIG.breach, mail: 'privacy@hospital.example' },
    singletons: { ...CONFIG.singletons, guardDuty: 'existing', macie: 'off', securityHub: 'off' },
  }),
);

it.each(['production', 'sandbox'] as const)('looks as reviewed (%s)', (profile) => {
  expect(reviewable(breach(templatesOf(profile)))).toMatchSnapshot();
});

describe('the tables', () => {
  const tables = resources(breach(), 'AWS::DynamoDB::Table');

  it.each([
    ['Register', BREACH_TABLES.register],
    ['Watches', BREACH_TABLES.watches],
  ])('%s: as the code takes it for, backed up, and outliving its stack', (name, shape) => {
    const [id, table] = tables.find(([found]) => found.startsWith(`Tables${name}`)) ?? ['', {}];
    const keys = [shape.partitionKey, ...('sortKey' in shape ? [shape.sortKey] : [])];
    expect(table).toMatchObject({
      KeySchema: keys.map((AttributeName, index) => ({
        AttributeName,
        KeyType: index === 0 ? 'HASH' : 'RANGE',
      })),
      DeletionProtectionEnabled: true,
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      SSESpecification: { SSEEnabled: true, SSEType: 'KMS', KMSMasterKeyId: imported('Phi') },
    });
    expect(breach().Resources[id]).toMatchObject({ DeletionPolicy: 'RetainExceptOnCreate' });
    const selection = resource(breach(), 'AWS::Backup::BackupSelection');
    expect(at(selection['BackupSelection'], 'Resources')).toContainEqual({
      'Fn::GetAtt': [id, 'Arn'],
    });
  });

  it.each([
    ['Register', ['breach-api', 'breach-clock', 'breach-detector', 'breach-findings']],
    ['Watches', ['breach-detector']],
  ])('%s takes writes of %j, and of nobody else', (name, writers) => {
    const [, table] = tables.find(([id]) => id.startsWith(`Tables${name}`)) ?? [];
    expect(at(at(table?.['ResourcePolicy'], 'PolicyDocument'), 'Statement')).toContainEqual(
      expect.objectContaining({
        Sid: 'DenyWritesByOthers',
        Effect: 'Deny',
        Condition: { StringNotEquals: { 'aws:PrincipalTag/hlz-workload': writers } },
      }),
    );
  });

  it('are two, and no incident ends by itself', () => {
    expect(tables).toHaveLength(2);
    const [, register] = tables.find(([id]) => id.startsWith('TablesRegister')) ?? [];
    expect(register).not.toHaveProperty('TimeToLiveSpecification');
    expect(register).toMatchObject({
      StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
    });
  });
});

describe('the topics', () => {
  const told = (template: TemplateJson): Readonly<Record<string, readonly unknown[]>> =>
    Object.fromEntries(
      ['Low', 'Medium', 'High'].map((name) => [
        name,
        resources(template, 'AWS::SNS::Subscription', `Topics${name}`).map(
          ([, { Endpoint: endpoint }]) => endpoint,
        ),
      ]),
    );

  it('reach the privacy official, and of what is grave security too', () => {
    expect(told(breach())).toEqual({
      Low: ['privacy-official@hospital.example'],
      Medium: ['privacy-official@hospital.example'],
      High: ['privacy-official@hospital.example', 'security-alerts@hospital.example'],
    });
  });

  it('reach whom config names, each once', () => {
    const named = ['a@hospital.example', 'security-alerts@hospital.example'];
    expect(told(OTHER)).toEqual({ Low: named, Medium: named, High: named });
  });

  it.each(['low', 'medium', 'high'])('%s is encrypted with our key, and takes TLS only', (name) => {
    const id = `Topics${name.charAt(0).toUpperCase()}${name.slice(1)}`;
    expect(resource(breach(), 'AWS::SNS::Topic', id)).toMatchObject({
      TopicName: `hlz-mercy-incidents-${name}`,
      KmsMasterKeyId: imported('Messaging'),
    });
    const policy = resource(breach(), 'AWS::SNS::TopicPolicy', id);
    expect(at(policy['PolicyDocument'], 'Statement')).toEqual([
      expect.objectContaining({
        Effect: 'Deny',
        Action: 'sns:Publish',
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      }),
    ]);
  });
});

describe('the functions', () => {
  it.each([
    ['Detector', 60, 3, 512],
    ['Findings', 60, 2, 256],
    ['Clock', 300, 1, 256],
    ['Alert', 30, 2, 256],
    ['Api', 29, 10, 1024],
  ] as const)('%s stands in the VPC, in %i seconds, %i at a time', (...row) => {
    const [name, timeout, reserved, memory] = row;
    expect(resource(breach(), 'AWS::Lambda::Function', name)).toMatchObject({
      Timeout: timeout,
      MemorySize: memory,
      ReservedConcurrentExecutions: reserved,
      VpcConfig: { SecurityGroupIds: [imported('Workload')] },
      KmsKeyArn: imported('Logs'),
    });
    expect(resource(breach(), 'AWS::IAM::Role', `${name}Role`)['Tags']).toContainEqual({
      Key: 'hlz-workload',
      Value: `breach-${name.toLowerCase()}`,
    });
  });

  const desk = { timeZone: 'America/New_York', targetDays: 30, secondApprover: true };

  it.each([
    ['Detector', ['DIRECTORY_TABLE', 'INDEX_TABLE', 'LEDGER_ORIGIN', 'WATCHES_TABLE']],
    ['Findings', []],
    ['Clock', []],
  ] as const)('%s knows the register, the stream and what config says', (name, more) => {
    const common = ['AUDIT_STREAM', 'BREACH_SETTINGS', 'LEDGER_BUCKET', 'REGISTER_TABLE'];
    const { BREACH_SETTINGS: settings, ...others } = variables(name);
    expect(['BREACH_SETTINGS', ...Object.keys(others)].toSorted()).toEqual(
      [...common, ...more].toSorted(),
    );
    expect(others).toMatchObject({
      AUDIT_STREAM: imported('AuditStream'),
      LEDGER_BUCKET: imported('Ledger'),
      REGISTER_TABLE: ref('TablesRegister'),
    });
    expect(JSON.parse(String(settings))).toEqual(
      name === 'Detector'
        ? { ...desk, thresholds: CONFIG.breach.thresholds, tenants: {}, onCall: {} }
        : desk,
    );
  });

  it('Alert knows its topics, Api who answers for the organization', () => {
    const { BREACH_SETTINGS: settings, ...topics } = variables('Alert');
    expect(JSON.parse(String(settings))).toEqual(desk);
    expect(topics).toEqual({
      LOW_TOPIC: ref('TopicsLow'),
      MEDIUM_TOPIC: ref('TopicsMedium'),
      HIGH_TOPIC: ref('TopicsHigh'),
    });
    const { BREACH_CONTACTS: contacts, ...rest } = variables('Api');
    expect(JSON.parse(String(contacts))).toMatchObject({
      organization: 'Mercy Example Hospital',
      tollFree: '1-800-555-0100',
    });
    expect(rest).toMatchObject({ REGISTER_TABLE: ref('TablesRegister') });
    expect(rest).not.toHaveProperty('MAIL_FROM');
    // It is told of no patient.
    expect(rest).not.toHaveProperty('PSEUDONYM_KEY');
  });
});

describe('what they may do', () => {
  const PRODUCER = {
    'kinesis.us-east-1.amazonaws.com': ['kms:GenerateDataKey'],
    's3.us-east-1.amazonaws.com': ['kms:GenerateDataKey'],
    'dynamodb.us-east-1.amazonaws.com': ['kms:Decrypt'],
    ...THROUGH_QUEUES,
    Lambda: BY_LAMBDA,
  };
  const REGISTER = 'GetItem PutItem';

  it.each([
    [
      'Detector',
      {
        ...PRODUCER,
        code: ['kinesis:PutRecords', 's3:GetObject', 's3:ListBucket', 's3:PutObject'],
        'kinesis.us-east-1.amazonaws.com': ['kms:Decrypt', 'kms:GenerateDataKey'],
        's3.us-east-1.amazonaws.com': ['kms:Decrypt', 'kms:GenerateDataKey'],
        Lambda: [
          ...BY_LAMBDA,
          'kinesis:DescribeStream',
          'kinesis:DescribeStreamSummary',
          'kinesis:GetRecords',
          'kinesis:GetShardIterator',
          'kinesis:ListShards',
        ].toSorted(),
      },
      {
        Register: REGISTER,
        Watches: 'GetItem PutItem UpdateItem',
        'Watches/bySweep': 'Query',
        Directory: 'GetItem',
        Index: 'GetItem Query',
      },
    ],
    [
      'Findings',
      { ...PRODUCER, code: ['kinesis:PutRecords', 's3:PutObject'] },
      { Register: REGISTER },
    ],
    [
      'Clock',
      { ...PRODUCER, code: ['kinesis:PutRecords', 's3:PutObject'] },
      { Register: REGISTER, 'Register/byOpen': 'Query' },
    ],
    [
      'Alert',
      {
        code: ['sns:Publish'],
        'sns.us-east-1.amazonaws.com': ['kms:Decrypt', 'kms:GenerateDataKey'],
        'dynamodb.us-east-1.amazonaws.com': ['kms:Decrypt'],
        ...THROUGH_QUEUES,
        Lambda: [...BY_LAMBDA, ...TABLE_STREAM].toSorted(),
      },
      {},
    ],
    [
      'Api',
      { ...PRODUCER, code: ['kinesis:PutRecords', 's3:PutObject'] },
      {
        Directory: 'GetItem',
        Sessions: 'DeleteItem PutItem UpdateItem',
        PublicKeys: 'GetItem',
        CareTeams: 'Query',
        Approvals: 'GetItem',
        Restrictions: 'Query',
        Rates: 'UpdateItem',
        BrokenGlass: 'Query',
        Register: `${REGISTER} Query`,
        'Register/byTenant': 'Query',
      },
    ],
  ] as const)('%s', (name, actions, tables) => {
    const statements = roleStatements(breach(), name);
    expect(actionsByCaller(statements)).toEqual(actions);
    expect(tableUses(statements)).toEqual(tables);
    expect(JSON.stringify(statements.map(({ Action }) => Action))).not.toContain('*');
  });

  it('mail notices from the one address that config names, and nobody without', () => {
    const mail = roleStatements(OTHER, 'Api').filter(({ Action }) => Action === 'ses:SendEmail');
    expect(mail).toEqual([
      {
        Sid: 'MailNotices',
        Effect: 'Allow',
        Action: 'ses:SendEmail',
        Resource: [
          'configuration-set/hlz-notices',
          'identity/hospital.example',
          'identity/privacy@hospital.example',
        ].map((resource) => `arn:aws:ses:us-east-1:${CONFIG.account}:${resource}`),
        Condition: {
          StringEquals: {
            'ses:FromAddress': 'privacy@hospital.example',
            'aws:SourceVpc': imported('Vpc'),
          },
        },
      },
    ]);
    expect(variables('Api', OTHER)).toMatchObject({ MAIL_FROM: 'privacy@hospital.example' });
    expect(JSON.stringify(breach())).not.toContain('ses:');
  });
});

describe('what calls them', () => {
  it('the audit stream the detector, in order, until all is looked at', () => {
    const mapping = resource(breach(), 'AWS::Lambda::EventSourceMapping', 'DetectorRecords');
    expect(mapping).toMatchObject({
      EventSourceArn: imported('AuditStream'),
      FunctionName: { 'Fn::GetAtt': [expect.stringMatching(/^DetectorFunction/), 'Arn'] },
      StartingPosition: 'TRIM_HORIZON',
      ParallelizationFactor: 1,
      BatchSize: 1000,
      MaximumBatchingWindowInSeconds: 1,
      BisectBatchOnFunctionError: false,
      MaximumRetryAttempts: -1,
      MaximumRecordAgeInSeconds: -1,
      DestinationConfig: { OnFailure: { Destination: imported('FailureQueue') } },
    });
    for (const property of ['FilterCriteria', 'FunctionResponseTypes', 'TumblingWindowInSeconds']) {
      expect(mapping).not.toHaveProperty(property);
    }
  });

  it('every change of the register the alert, also one that no code of ours makes', () => {
    const mapping = resource(breach(), 'AWS::Lambda::EventSourceMapping', 'AlertEntries');
    expect(mapping).toMatchObject({
      EventSourceArn: { 'Fn::GetAtt': [expect.stringMatching(/^TablesRegister/), 'StreamArn'] },
      FunctionName: { 'Fn::GetAtt': [expect.stringMatching(/^AlertFunction/), 'Arn'] },
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      MaximumRetryAttempts: -1,
    });
    expect(mapping).not.toHaveProperty('FilterCriteria');
  });

  const patterns = (template: TemplateJson): Readonly<Record<string, unknown>> =>
    Object.fromEntries(
      resources(template, 'AWS::Events::Rule').map(([, { Name: name, EventPattern: pattern }]) => [
        String(name),
        pattern,
      ]),
    );

  it('findings, of each service that is not off', () => {
    expect(patterns(breach())).toEqual({
      'hlz-mercy-findings-guardduty': FINDING_PATTERNS.guardduty,
      'hlz-mercy-findings-macie': FINDING_PATTERNS.macie,
      'hlz-mercy-findings-securityhub': FINDING_PATTERNS.securityhub,
    });
    expect(patterns(OTHER)).toEqual({ 'hlz-mercy-findings-guardduty': FINDING_PATTERNS.guardduty });
  });

  it('a finding is tried for hours, and ends in the failure queue', () => {
    expect(resource(breach(), 'AWS::Lambda::EventInvokeConfig', 'FindingsCalls')).toMatchObject({
      MaximumRetryAttempts: 2,
      MaximumEventAgeInSeconds: 21_600,
      DestinationConfig: { OnFailure: { Destination: imported('FailureQueue') } },
    });
  });

  it('the clock, each minute what is beside the stream, each hour what is due', () => {
    const schedules = resources(breach(), 'AWS::Scheduler::Schedule').map(
      ([, { Name: name, ScheduleExpression: rate, Target: target }]) => [
        name,
        rate,
        at(target, 'Input'),
      ],
    );
    expect(schedules).toEqual([
      ['hlz-mercy-breach-catchup', 'rate(1 minute)', '{"catchUp":true}'],
      ['hlz-mercy-breach-clock', 'rate(60 minutes)', '{"remind":true}'],
    ]);
  });
});

describe('the metrics', () => {
  /** A line as Lambda writes it with the JSON format. */
  const line = (event: string, fields: Readonly<Record<string, unknown>>): unknown => ({
    timestamp: '2026-11-26T12:00:00.000Z',
    level: 'INFO',
    requestId: '0a1b2c3d-0000-4000-8000-000000000000',
    message: { event, ...fields },
  });
  const LINES = [
    line('records-watched', { source: 'shardId-000000000000', records: 12, hits: 1 }),
    line('event-unreadable', { source: 'shardId-000000000000', records: 2 }),
    line('sweep-not-covered', { days: 3 }),
    line('clock-run', { incidents: 1, reminded: 0, failed: 0, unfinished: false }),
    line('incident-unreadable', { incident: 'i' }),
    line('people-not-watched', { people: 1 }),
    line('act-too-late', { source: 'spool', acts: 4 }),
  ];

  it.each([
    ['BreachRecordsWatched', '$.message.records', 0],
    ['BreachHits', '$.message.hits', 0],
    ['BreachEventsUnreadable', '$.message.records', 1],
    ['BreachSweepsNotCovered', '1', 2],
    ['BreachClockRuns', '1', 3],
    ['BreachIncidentsUnreadable', '1', 4],
    ['BreachActsTooLate', '$.message.acts', 6],
  ] as const)('%s counts its line, and no other', (metric, value, counted) => {
    const found = resources(breach(), 'AWS::Logs::MetricFilter').flatMap(([, filter]) => {
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

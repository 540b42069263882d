import { at } from '../../lib/compliance/reading/zone-view';
import { counts } from '../support/filter-pattern';
import {
  actionsByCaller,
  BY_LAMBDA,
  roleStatements,
  tableUses,
  THROUGH_QUEUES,
} from '../support/role-policies';
import { reviewable } from '../support/snapshot';
import type { Statement } from '../support/statements';
import { actionsOf, resource, resources, statementsOf } from '../support/statements';
import type { TemplateJson } from '../support/templates';
import { shippedConfig, templatesFor, templatesOf } from '../support/templates';

type Profile = 'production' | 'sandbox';
type FunctionOf = 'Sealer' | 'Checkpointer' | 'Indexer' | 'Api';

function ledger(profile: Profile = 'production'): TemplateJson {
  const template = templatesOf(profile).get('Ledger');
  if (template === undefined) throw new Error('no Ledger stack');
  return template;
}

function statements(name: FunctionOf): readonly Statement[] {
  return roleStatements(ledger(), name);
}

it.each(['production', 'sandbox'] as const)('looks as reviewed (%s)', (profile) => {
  expect(reviewable(ledger(profile))).toMatchSnapshot();
});

describe('the way of a record from the stream into the ledger', () => {
  const mapping = resource(ledger(), 'AWS::Lambda::EventSourceMapping');

  it('loses nothing, skips nothing, and keeps the order of the shard', () => {
    expect(mapping).toMatchObject({
      EventSourceArn: { 'Fn::ImportValue': expect.stringContaining('AuditStream') as unknown },
      FunctionName: { 'Fn::GetAtt': [expect.stringMatching(/^SealerFunction/), 'Arn'] },
      StartingPosition: 'TRIM_HORIZON',
      ParallelizationFactor: 1,
      BatchSize: 10_000,
      MaximumBatchingWindowInSeconds: 5,
      BisectBatchOnFunctionError: false,
      MaximumRetryAttempts: -1,
      MaximumRecordAgeInSeconds: -1,
    });
  });

  it('has no setting that would', () => {
    for (const property of ['FilterCriteria', 'FunctionResponseTypes', 'TumblingWindowInSeconds']) {
      expect(mapping).not.toHaveProperty(property);
    }
    expect(mapping['Enabled']).not.toBe(false);
  });

  it('tells the failure queue what the stream has dropped', () => {
    expect(mapping['DestinationConfig']).toEqual({
      OnFailure: {
        Destination: { 'Fn::ImportValue': expect.stringContaining('FailureQueue') as unknown },
      },
    });
    expect(statements('Sealer').find(({ Sid }) => Sid === 'SendFailures')?.Resource).toEqual({
      'Fn::ImportValue': expect.stringContaining('FailureQueue') as unknown,
    });
  });
});

describe('the functions', () => {
  it.each([
    ['Sealer', 120, 3],
    ['Checkpointer', 60, 1],
    ['Indexer', 60, 1],
    ['Api', 29, 20, 1024],
  ] as const)('%s stands in the VPC, in %i seconds, %i at a time', (...row) => {
    const [name, timeout, reserved, memory = 512] = row;
    const properties = resource(ledger(), 'AWS::Lambda::Function', name);
    expect(properties).toMatchObject({
      Timeout: timeout,
      MemorySize: memory,
      ReservedConcurrentExecutions: reserved,
      VpcConfig: { SecurityGroupIds: [expect.anything()] },
      KmsKeyArn: { 'Fn::ImportValue': expect.stringContaining('Logs') as unknown },
    });
    const role = resource(ledger(), 'AWS::IAM::Role', `${name}Role`);
    expect(role['ManagedPolicyArns']).toEqual([
      { 'Fn::ImportValue': expect.stringContaining('FunctionRuntime') as unknown },
    ]);
    expect(role['Tags']).toContainEqual({
      Key: 'hlz-workload',
      Value: `ledger-${name.toLowerCase()}`,
    });
  });

  it('reserve nothing in a sandbox', () => {
    for (const [, properties] of resources(ledger('sandbox'), 'AWS::Lambda::Function')) {
      expect(properties).not.toHaveProperty('ReservedConcurrentExecutions');
    }
  });

  const variables = (name: FunctionOf): unknown =>
    at(resource(ledger(), 'AWS::Lambda::Function', name)['Environment'], 'Variables');
  const both = {
    LEDGER_BUCKET: { 'Fn::ImportValue': expect.stringContaining('RefLedger') as unknown },
    LEDGER_ORIGIN: 'mercy.hlz/111122223333/us-east-1',
  };

  it('know where the ledger is and under which name, and the checkpointer its key', () => {
    expect(variables('Sealer')).toEqual(both);
    expect(variables('Checkpointer')).toEqual({
      ...both,
      CHECKPOINT_KEY_ARN: { 'Fn::ImportValue': expect.stringContaining('Checkpoint') as unknown },
    });
  });

  it('know how long what is indexed is kept', () => {
    const days = { INDEX_DAYS: '90', AUDIT_DAYS: '2192' };
    expect(variables('Indexer')).toEqual({
      ...both,
      ...days,
      INDEX_TABLE: { Ref: expect.stringMatching(/^TablesIndex/) as unknown },
    });
    expect(variables('Api')).toMatchObject({
      ...both,
      ...days,
      CHECKPOINT_KEY_ARN: { 'Fn::ImportValue': expect.stringContaining('Checkpoint') as unknown },
    });
  });
});

describe('what they may do', () => {
  // Every action, by who calls. No statement has another condition than the prefixes of a listing and the kind of a MAC.
  it.each([
    [
      'Sealer',
      {
        code: ['s3:ListBucket', 's3:GetObject', 's3:PutObject'],
        's3.us-east-1.amazonaws.com': ['kms:GenerateDataKey', 'kms:Decrypt'],
        'kinesis.us-east-1.amazonaws.com': ['kms:Decrypt'],
        'sqs.us-east-1.amazonaws.com': ['kms:GenerateDataKey', 'kms:Decrypt'],
        Lambda: [
          'kinesis:DescribeStream',
          'kinesis:DescribeStreamSummary',
          'kinesis:GetRecords',
          'kinesis:GetShardIterator',
          'kinesis:ListShards',
          'logs:CreateLogStream',
          'logs:PutLogEvents',
          'sqs:SendMessage',
        ],
      },
    ],
    [
      'Checkpointer',
      {
        code: ['s3:ListBucket', 's3:GetObject', 's3:PutObject', 'kms:Sign', 'kms:GetPublicKey'],
        's3.us-east-1.amazonaws.com': ['kms:GenerateDataKey', 'kms:Decrypt'],
        'sqs.us-east-1.amazonaws.com': ['kms:GenerateDataKey', 'kms:Decrypt'],
        Lambda: BY_LAMBDA,
      },
    ],
    [
      'Indexer',
      {
        code: ['s3:ListBucket', 's3:GetObject'],
        's3.us-east-1.amazonaws.com': ['kms:Decrypt'],
        'dynamodb.us-east-1.amazonaws.com': ['kms:Decrypt'],
        ...THROUGH_QUEUES,
        Lambda: BY_LAMBDA,
      },
    ],
    [
      'Api',
      {
        code: [
          's3:ListBucket',
          's3:GetObject',
          's3:PutObject',
          'kinesis:PutRecords',
          'kms:GenerateMac',
          'kms:GetPublicKey',
        ],
        's3.us-east-1.amazonaws.com': ['kms:GenerateDataKey', 'kms:Decrypt'],
        'kinesis.us-east-1.amazonaws.com': ['kms:GenerateDataKey'],
        'dynamodb.us-east-1.amazonaws.com': ['kms:Decrypt'],
        ...THROUGH_QUEUES,
        Lambda: BY_LAMBDA,
      },
    ],
  ] as const)('%s, by who calls', (name, expected) => {
    const sorted = Object.entries(expected).map(([who, list]) => [who, list.toSorted()]);
    expect(actionsByCaller(statements(name))).toEqual(Object.fromEntries(sorted));
  });

  it.each([
    ['Sealer', {}],
    ['Checkpointer', {}],
    ['Indexer', { Index: 'BatchWriteItem GetItem PutItem UpdateItem' }],
    [
      'Api',
      {
        Directory: 'GetItem',
        Sessions: 'DeleteItem PutItem UpdateItem',
        PublicKeys: 'GetItem',
        CareTeams: 'Query',
        Approvals: 'GetItem',
        Restrictions: 'Query',
        Rates: 'UpdateItem',
        BrokenGlass: 'Query',
        Index: 'GetItem Query',
        Idempotency: 'PutItem UpdateItem',
      },
    ],
  ] as const)('%s, with tables', (name, expected) => {
    expect(tableUses(statements(name))).toEqual(expected);
  });

  it.each([
    ['Sealer', ['ledger/segments/*', 'ledger/spool/*']],
    ['Checkpointer', ['ledger/*']],
    ['Indexer', ['ledger/segments/*']],
    ['Api', ['ledger/segments/*', 'ledger/checkpoints/*', 'ledger/zone/*']],
  ] as const)('%s lists no more than it must', (name, prefixes) => {
    const list = statements(name).find(({ Sid }) => Sid === 'ListTheLedger');
    expect(list?.Condition?.['StringLike']).toEqual({ 's3:prefix': prefixes });
  });

  const ALL = ['Sealer', 'Checkpointer', 'Indexer', 'Api'] as const;

  it.each(ALL)('%s names what it may use: no wildcard', (name) => {
    const text = JSON.stringify(statements(name).map(({ Resource, Action }) => [Resource, Action]));
    expect(text).not.toContain('*');
  });

  it('the checkpointer signs with the checkpoint key, and nobody else here', () => {
    const sign = statements('Checkpointer').find((entry) => actionsOf(entry).includes('kms:Sign'));
    expect(sign?.Resource).toEqual({
      'Fn::ImportValue': expect.stringContaining('Checkpoint') as unknown,
    });
    for (const name of ALL.filter((other) => other !== 'Checkpointer')) {
      expect(JSON.stringify(statements(name))).not.toContain('kms:Sign');
    }
  });

  it('the API adds to the spool, and to nothing else of the ledger', () => {
    const put = statements('Api').filter((entry) => actionsOf(entry).includes('s3:PutObject'));
    const objects = put.flatMap(({ Resource: objects }) => [objects].flat());
    expect(objects.length).toBeGreaterThan(0);
    for (const object of objects) {
      expect(at(object, 'Fn::Join')).toEqual([
        '',
        [expect.anything(), expect.stringMatching(/^\/ledger\/spool\/[?]+-[?]+$/)],
      ]);
    }
    for (const name of ['Indexer'] as const) {
      expect(JSON.stringify(statements(name))).not.toContain('s3:PutObject');
    }
  });

  it('the API reads the public key that signs the ledger', () => {
    const read = statements('Api').find((entry) => actionsOf(entry).includes('kms:GetPublicKey'));
    expect(read).toMatchObject({
      Action: 'kms:GetPublicKey',
      Resource: { 'Fn::ImportValue': expect.stringContaining('Checkpoint') as unknown },
    });
  });

  it('the API makes pseudonyms with the pseudonym key', () => {
    const mac = statements('Api').find((entry) => actionsOf(entry).includes('kms:GenerateMac'));
    expect(mac).toMatchObject({
      Resource: { 'Fn::ImportValue': expect.stringContaining('Pseudonym') as unknown },
      Condition: { StringEquals: { 'kms:MacAlgorithm': 'HMAC_SHA_256' } },
    });
  });
});

describe('the tables', () => {
  it.each(['Index', 'Idempotency'])('%s: under the key of PHI, back to any second', (name) => {
    expect(resource(ledger(), 'AWS::DynamoDB::Table', `Tables${name}`)).toMatchObject({
      BillingMode: 'PAY_PER_REQUEST',
      SSESpecification: {
        SSEEnabled: true,
        SSEType: 'KMS',
        KMSMasterKeyId: { 'Fn::ImportValue': expect.stringContaining('Phi') as unknown },
      },
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      DeletionProtectionEnabled: true,
      TimeToLiveSpecification: { AttributeName: 'expires', Enabled: true },
    });
  });

  it('are backed up, but for the one that is made again from the ledger', () => {
    const selection = resource(ledger(), 'AWS::Backup::BackupSelection');
    expect(at(selection['BackupSelection'], 'Resources')).toEqual([
      { 'Fn::GetAtt': [expect.stringMatching(/^TablesIdempotency/), 'Arn'] },
    ]);
  });
});

describe('the metrics', () => {
  /** A line as Lambda writes it with the JSON format. */
  const line = (event: string, fields: Readonly<Record<string, unknown>>): unknown => ({
    timestamp: '2026-11-25T12:00:00.000Z',
    level: 'INFO',
    requestId: '0a1b2c3d-0000-4000-8000-000000000000',
    message: { event, ...fields },
  });
  const LINES: readonly (readonly [log: FunctionOf, line: unknown])[] = [
    ['Sealer', line('segment-sealed', { log: 'spool', seq: 1, records: 7 })],
    ['Sealer', line('seal-retried', { log: 'spool', attempt: 2 })],
    ['Sealer', line('seal-refused', { log: 'spool', fault: 'order' })],
    ['Checkpointer', line('checkpoint-signed', { log: 'spool', size: 7, segments: 1 })],
    ['Checkpointer', line('checkpoint-failed', { log: 'spool' })],
    ['Checkpointer', line('checkpoint-refused', { log: 'spool', fault: 'changed' })],
    ['Checkpointer', line('checkpoint-run', { unsealedSpool: 3, unsignedSegments: 2 })],
    ['Indexer', line('index-run', { segments: 4, unfinished: 0, failed: 0 })],
    ['Indexer', line('index-run', { segments: 4, unfinished: 1, failed: 0 })],
    ['Indexer', line('index-run', { segments: 4, unfinished: 0, failed: 1 })],
    ['Indexer', line('index-refused', { fault: 'order' })],
    ['Checkpointer', { time: '2026-11-25T12:00:00.000Z', type: 'platform.start', record: {} }],
  ];

  it.each([
    ['LedgerRecordsSealed', [7], 0],
    ['LedgerSealRefused', [1], undefined],
    ['LedgerCheckpointRefused', [1], undefined],
    ['LedgerUnsignedSegments', [2], undefined],
    ['LedgerUnsealedSpool', [3], undefined],
    ['LedgerIndexCaughtUp', [1], undefined],
  ] as const)('%s counts its lines, and no other', (metric, values, defaultValue) => {
    const filters = resources(ledger(), 'AWS::Logs::MetricFilter').map(([, filter]) => filter);
    const found = filters.flatMap((filter) => {
      const { FilterPattern: pattern, LogGroupName: group } = filter;
      const [transformation] = filter['MetricTransformations'] as readonly {
        readonly MetricName: string;
        readonly MetricNamespace: string;
        readonly MetricValue: string;
        readonly DefaultValue?: number;
      }[];
      if (transformation?.MetricName !== metric) return [];
      expect(transformation).toMatchObject({ MetricNamespace: 'hlz/mercy' });
      expect(transformation.DefaultValue).toBe(defaultValue);
      const { MetricValue: value } = transformation;
      return LINES.filter(([log]) => JSON.stringify(group).includes(`${log}Logs`))
        .map(([, entry]) => entry)
        .filter((entry) => counts(String(pattern), entry, { absentDiffers: true }))
        .map((entry) =>
          value.startsWith('$.message.')
            ? at(at(entry, 'message'), value.slice('$.message.'.length))
            : Number(value),
        );
    });
    expect(found).toEqual(values);
  });
});

describe('the schedules', () => {
  const schedule = (name: string): Readonly<Record<string, unknown>> =>
    resource(ledger(), 'AWS::Scheduler::Schedule', `Schedules${name}`);

  it.each([
    ['Spool', 'rate(5 minutes)', 'SealerFunction', '{"spool":true}'],
    ['Checkpoint', 'rate(1 minute)', 'CheckpointerFunction', '{}'],
    ['Index', 'rate(1 minute)', 'IndexerFunction', '{}'],
  ])('%s: %s calls %s with %s', (name, rate, target, input) => {
    expect(schedule(name)).toMatchObject({
      Name: `hlz-mercy-ledger-${name.toLowerCase()}`,
      GroupName: 'hlz-mercy-ledger',
      ScheduleExpression: rate,
      FlexibleTimeWindow: { Mode: 'OFF' },
      Target: {
        Arn: { 'Fn::GetAtt': [expect.stringContaining(target), 'Arn'] },
        Input: input,
        DeadLetterConfig: { Arn: expect.anything() as unknown },
        RetryPolicy: { MaximumEventAgeInSeconds: 60, MaximumRetryAttempts: 2 },
      },
    });
    expect(schedule(name)['State']).not.toBe('DISABLED');
  });

  it.each([
    ['Spool', 'SealerFunction'],
    ['Checkpoint', 'CheckpointerFunction'],
    ['Index', 'IndexerFunction'],
  ])('%s: a call that failed is not tried again beside the next one', (name, target) => {
    expect(resource(ledger(), 'AWS::Lambda::EventInvokeConfig', `Schedules${name}Calls`)).toEqual({
      FunctionName: { Ref: expect.stringContaining(target) as unknown },
      // Scheduler calls the function itself, no version of it.
      Qualifier: '$LATEST',
      MaximumRetryAttempts: 0,
      MaximumEventAgeInSeconds: 60,
      DestinationConfig: { OnFailure: { Destination: expect.anything() as unknown } },
    });
  });

  it('act with a role that only they can assume, and that calls these functions only', () => {
    const role = resource(ledger(), 'AWS::IAM::Role', 'SchedulesRole');
    expect(statementsOf(role['AssumeRolePolicyDocument'])).toEqual([
      {
        Effect: 'Allow',
        Action: 'sts:AssumeRole',
        Principal: { Service: 'scheduler.amazonaws.com' },
        Condition: {
          StringEquals: {
            'aws:SourceAccount': '111122223333',
            'aws:SourceArn':
              'arn:aws:scheduler:us-east-1:111122223333:schedule-group/hlz-mercy-ledger',
          },
        },
      },
    ]);
    const policy = resource(ledger(), 'AWS::IAM::ManagedPolicy', 'SchedulesRole');
    const [call] = statementsOf(policy['PolicyDocument']);
    expect(call).toMatchObject({
      Action: 'lambda:InvokeFunction',
      Resource: [
        { 'Fn::GetAtt': [expect.stringMatching(/^CheckpointerFunction/), 'Arn'] },
        { 'Fn::GetAtt': [expect.stringMatching(/^IndexerFunction/), 'Arn'] },
        { 'Fn::GetAtt': [expect.stringMatching(/^SealerFunction/), 'Arn'] },
      ],
    });
  });
});

it('names schedules after the zone, so that two zones fit into an account', () => {
  const template = templatesFor({ ...shippedConfig('sandbox'), name: 'other' }).get('Ledger');
  const names = resources(template ?? { Resources: {} }, 'AWS::Scheduler::Schedule').map(
    ([, { Name: name }]) => name,
  );
  expect(names).toEqual([
    'hlz-other-ledger-spool',
    'hlz-other-ledger-checkpoint',
    'hlz-other-ledger-index',
  ]);
});

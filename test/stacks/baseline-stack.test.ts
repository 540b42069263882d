import type { ZoneConfig } from '../../lib/config/schema';
import { firstTemplate, shippedConfig, templatesOf } from '../support/templates';
import { reviewable } from '../support/snapshot';
import { actionsOf, resource, resources, statementsOf } from '../support/statements';
import type { TemplateJson } from '../support/templates';

const ACCOUNT = '111122223333';

function baseline(profile: 'production' | 'sandbox' = 'production'): TemplateJson {
  const template = templatesOf(profile).get('Baseline');
  if (template === undefined) throw new Error('no Baseline stack');
  return template;
}

function baselineOf(change: Partial<ZoneConfig>): TemplateJson {
  return firstTemplate({ ...shippedConfig('production'), ...change }, 'Baseline');
}

it.each(['production', 'sandbox'] as const)('looks as reviewed (%s)', (profile) => {
  expect(reviewable(baseline(profile))).toMatchSnapshot();
});

describe('topics', () => {
  it.each(['SecurityTopic', 'OperationsTopic'])(
    '%s is encrypted with a key of the zone',
    (name) => {
      expect(resource(baseline(), 'AWS::SNS::Topic', name)['KmsMasterKeyId']).toBeDefined();
    },
  );

  it.each(['SecurityTopic', 'OperationsTopic'])(
    '%s takes messages over TLS, and of alarms of this account',
    (name) => {
      const policy = resource(baseline(), 'AWS::SNS::TopicPolicy', name);
      expect(statementsOf(policy['PolicyDocument'])).toMatchObject([
        {
          Effect: 'Deny',
          Action: 'sns:Publish',
          Condition: { Bool: { 'aws:SecureTransport': 'false' } },
        },
        {
          Effect: 'Allow',
          Principal: { Service: 'cloudwatch.amazonaws.com' },
          Condition: {
            StringEquals: { 'aws:SourceAccount': ACCOUNT },
            ArnLike: { 'aws:SourceArn': `arn:aws:cloudwatch:us-east-1:${ACCOUNT}:alarm:*` },
          },
        },
      ]);
    },
  );

  it('sends mail to whom config names, and keeps what it cannot deliver', () => {
    const subscriptions = resources(baseline(), 'AWS::SNS::Subscription').map(
      ([, properties]) => properties,
    );
    expect(subscriptions.map(({ Endpoint: endpoint }) => endpoint)).toEqual([
      'security-alerts@hospital.example',
      'platform-alerts@hospital.example',
    ]);
    for (const { RedrivePolicy: policy } of subscriptions) {
      expect(policy).toEqual({ deadLetterTargetArn: expect.anything() as unknown });
    }
  });
});

describe('the function', () => {
  const properties = resource(baseline(), 'AWS::Lambda::Function');

  it('runs the newest Node on arm64, traced, with a queue for failures', () => {
    expect(properties).toMatchObject({
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      Handler: 'index.handler',
      TracingConfig: { Mode: 'Active' },
      DeadLetterConfig: { TargetArn: expect.anything() as unknown },
      LoggingConfig: { LogFormat: 'JSON', LogGroup: expect.anything() as unknown },
      ReservedConcurrentExecutions: 5,
    });
  });

  it('has a log group with a key and a retention', () => {
    expect(resource(baseline(), 'AWS::Logs::LogGroup')).toMatchObject({
      KmsKeyId: expect.anything() as unknown,
      RetentionInDays: 365,
    });
  });

  it('has no reserved concurrency in a sandbox', () => {
    const sandbox = resource(baseline('sandbox'), 'AWS::Lambda::Function');
    expect(sandbox['ReservedConcurrentExecutions']).toBeUndefined();
  });

  it('may do what it lists and nothing else', () => {
    const policy = resource(baseline(), 'AWS::IAM::ManagedPolicy', 'Baseline');
    const statements = statementsOf(policy['PolicyDocument']);
    const actions = statements.flatMap(actionsOf);
    expect(actions.filter((action) => action.includes('*'))).toEqual([]);
    expect(actions.toSorted()).toEqual([
      'ec2:DescribeSecurityGroups',
      'ec2:EnableEbsEncryptionByDefault',
      'ec2:GetEbsDefaultKmsKeyId',
      'ec2:GetEbsEncryptionByDefault',
      'ec2:ModifyEbsDefaultKmsKeyId',
      'ec2:RevokeSecurityGroupEgress',
      'ec2:RevokeSecurityGroupIngress',
      'iam:GetAccountPasswordPolicy',
      'iam:UpdateAccountPasswordPolicy',
      'kms:Decrypt',
      'kms:DescribeKey',
      'kms:GenerateDataKey',
      'logs:CreateLogStream',
      'logs:PutLogEvents',
      's3:GetAccountPublicAccessBlock',
      's3:PutAccountPublicAccessBlock',
      'sqs:SendMessage',
      'xray:PutTelemetryRecords',
      'xray:PutTraceSegments',
    ]);
  });

  it('is a tagged workload role under the workload path', () => {
    expect(resource(baseline(), 'AWS::IAM::Role', 'BaselineRole')).toMatchObject({
      Path: '/hlz/',
      Tags: expect.arrayContaining([{ Key: 'hlz-workload', Value: 'baseline' }]) as unknown,
    });
  });
});

it('has no inline policy, and policies of AWS on the role of AWS Backup only', () => {
  for (const template of templatesOf('production').values()) {
    expect(resources(template, 'AWS::IAM::Policy')).toEqual([]);
    for (const [id, role] of resources(template, 'AWS::IAM::Role')) {
      expect(role['Policies']).toBeUndefined();
      if (id.startsWith('BackupRole')) continue;
      expect(JSON.stringify(role['ManagedPolicyArns'] ?? [])).not.toContain(':aws:policy/');
    }
  }
});

describe('account settings', () => {
  const TYPES = {
    s3PublicAccessBlock: 'Custom::S3AccountPublicAccessBlock',
    ebsDefaultEncryption: 'Custom::EbsDefaultEncryption',
    iamPasswordPolicy: 'Custom::IamPasswordPolicy',
    otherDefaultSecurityGroups: 'Custom::OtherDefaultSecurityGroups',
  } as const;
  const settings = Object.entries(TYPES) as [keyof typeof TYPES, string][];

  it.each(settings)('%s passes its mode on, and off makes nothing', (setting, type) => {
    const { accountSettings } = shippedConfig('production');
    const modes = (['enforce', 'existing', 'off'] as const).map((mode) =>
      resources(baselineOf({ accountSettings: { ...accountSettings, [setting]: mode } }), type).map(
        ([, properties]) => properties['Mode'],
      ),
    );
    expect(modes).toEqual([['enforce'], ['existing'], []]);
  });

  it.each(settings.slice(0, 3))('%s is kept when the stack is deleted', (_setting, type) => {
    const found = Object.values(baseline().Resources).filter(({ Type }) => Type === type);
    expect(found.map((setting) => setting['DeletionPolicy'])).toEqual(['Retain']);
  });

  it('tells in an output what it changed', () => {
    expect(Object.keys(baseline().Outputs ?? {})).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/S3PublicAccessBlockChanged/),
        expect.stringMatching(/EbsDefaultEncryptionChanged/),
        expect.stringMatching(/IamPasswordPolicyChanged/),
      ]),
    );
  });

  it('asks for passwords at least as strong as the requirement', () => {
    expect(resource(baseline(), 'Custom::IamPasswordPolicy')).toMatchObject({
      MinimumPasswordLength: '14',
      MaxPasswordAge: '90',
      PasswordReusePrevention: '24',
    });
  });
});

describe('singletons', () => {
  const { singletons } = shippedConfig('production');

  it.each([
    ['create', 1],
    ['existing', 0],
    ['off', 0],
  ] as const)('the service-linked role of Config: %s', (configServiceLinkedRole, count) => {
    const template = baselineOf({ singletons: { ...singletons, configServiceLinkedRole } });
    expect(resources(template, 'AWS::IAM::ServiceLinkedRole')).toHaveLength(count);
  });

  it.each([
    ['create', 1],
    ['existing', 0],
  ] as const)('the log role of API Gateway: %s', (mode, count) => {
    const template = baselineOf({ singletons: { ...singletons, apiGatewayLogRole: { mode } } });
    expect(resources(template, 'AWS::ApiGateway::Account')).toHaveLength(count);
  });
});

it('has an encrypted failure queue that answers to TLS only', () => {
  expect(resource(baseline(), 'AWS::SQS::Queue')).toMatchObject({
    KmsMasterKeyId: expect.anything() as unknown,
    MessageRetentionPeriod: 1_209_600,
  });
  const policy = resource(baseline(), 'AWS::SQS::QueuePolicy');
  expect(statementsOf(policy['PolicyDocument'])[0]).toMatchObject({
    Effect: 'Deny',
    Condition: { Bool: { 'aws:SecureTransport': 'false' } },
  });
});

import type { Profile, ZoneConfig } from '../../lib/config/schema';
import { governanceOf } from '../support/governance';
import { reviewable } from '../support/snapshot';
import type { Statement } from '../support/statements';
import { resource, resources, statementsOf } from '../support/statements';
import type { TemplateJson, TemplateResource } from '../support/templates';
import { shippedConfig, templatesOf } from '../support/templates';

const { stack: STACK, template: TEMPLATE } = governanceOf(shippedConfig('production'));
const TEMPLATES = { production: governance('production'), sandbox: governance('sandbox') } as const;

function governance(profile: Profile): TemplateJson {
  const template = templatesOf(profile).get('Governance');
  if (template === undefined) throw new Error('no Governance stack');
  return template;
}

/** A production zone with other singletons. */
function withSingletons(singletons: Partial<ZoneConfig['singletons']>): ZoneConfig {
  const config = shippedConfig('production');
  return { ...config, singletons: { ...config.singletons, ...singletons } };
}

function ofType(
  template: TemplateJson,
  type: string,
): readonly (TemplateResource & { id: string })[] {
  return Object.entries(template.Resources)
    .filter(([, { Type: found }]) => found === type)
    .map(([id, found]) => ({ id, ...found }));
}

function idOf(type: string): string {
  const [found] = ofType(TEMPLATE, type);
  if (found === undefined) throw new Error(`no ${type}`);
  return found.id;
}

it.each(['production', 'sandbox'] as const)('looks as reviewed (%s)', (profile) => {
  // What the pack holds is reviewed where it is made.
  const text = JSON.stringify(TEMPLATES[profile], (key, value: unknown) =>
    key === 'TemplateBody' ? '<conformance pack>' : value,
  );
  expect(reviewable(JSON.parse(text) as TemplateJson)).toMatchSnapshot();
});

it('has the same resources alone, as tests of other configs make it', () => {
  expect(TEMPLATE.Resources).toEqual(TEMPLATES.production.Resources);
});

describe('the trail', () => {
  const trail = resource(TEMPLATE, 'AWS::CloudTrail::Trail');

  it('records every Region, validated and encrypted, into its folder of the archive', () => {
    expect(trail).toMatchObject({
      // The policies of archive and key know this name.
      TrailName: 'hlz-mercy',
      IsLogging: true,
      IsMultiRegionTrail: true,
      IncludeGlobalServiceEvents: true,
      EnableLogFileValidation: true,
      S3BucketName: { 'Fn::ImportValue': expect.stringMatching(/:.*RefArchive/) as unknown },
      S3KeyPrefix: 'cloudtrail',
      KMSKeyId: { 'Fn::ImportValue': expect.stringMatching(/GetAttAudit.*Arn/) as unknown },
    });
  });

  it('looks for unusual rates of calls and of errors', () => {
    expect(trail['InsightSelectors']).toEqual([
      { InsightType: 'ApiCallRateInsight' },
      { InsightType: 'ApiErrorRateInsight' },
    ]);
  });

  it('writes into an encrypted log group, with a role that can do nothing else', () => {
    const [logGroup, role] = ['AWS::Logs::LogGroup', 'AWS::IAM::Role'].map(idOf);
    expect(trail).toMatchObject({
      CloudWatchLogsLogGroupArn: { 'Fn::GetAtt': [logGroup, 'Arn'] },
      CloudWatchLogsRoleArn: { 'Fn::GetAtt': [role, 'Arn'] },
    });
    expect(resource(TEMPLATE, 'AWS::Logs::LogGroup')).toMatchObject({
      KmsKeyId: { 'Fn::ImportValue': expect.stringMatching(/GetAttLogs.*Arn/) as unknown },
      RetentionInDays: 365,
    });
    expect(resource(TEMPLATE, 'AWS::IAM::Role')['Path']).toBe('/hlz-service/');
    const { PolicyDocument: document } = resource(TEMPLATE, 'AWS::IAM::ManagedPolicy');
    expect(statementsOf(document)).toEqual<Statement[]>([
      {
        Sid: 'WriteTheLog',
        Effect: 'Allow',
        Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        Resource: { 'Fn::GetAtt': [logGroup, 'Arn'] },
      },
    ]);
  });

  it('comes after the rights of its role', () => {
    const [made] = ofType(TEMPLATE, 'AWS::CloudTrail::Trail');
    expect(made?.['DependsOn']).toContain(idOf('AWS::IAM::ManagedPolicy'));
  });
});

describe('AWS Config', () => {
  it('records everything, continuously, with the service-linked role', () => {
    expect(resource(TEMPLATE, 'AWS::Config::ConfigurationRecorder')).toEqual({
      Name: 'hlz-mercy',
      RecordingGroup: { AllSupported: true, IncludeGlobalResourceTypes: true },
      RecordingMode: { RecordingFrequency: 'CONTINUOUS' },
      RoleARN:
        'arn:aws:iam::111122223333:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig',
    });
  });

  it('delivers daily, encrypted, into its folder of the landing bucket', () => {
    expect(resource(TEMPLATE, 'AWS::Config::DeliveryChannel')).toEqual({
      Name: 'hlz-mercy',
      ConfigSnapshotDeliveryProperties: { DeliveryFrequency: 'TwentyFour_Hours' },
      S3BucketName: { 'Fn::ImportValue': expect.stringMatching(/RefLanding/) as unknown },
      S3KeyPrefix: 'config',
      S3KmsKeyArn: { 'Fn::ImportValue': expect.stringMatching(/GetAttLogs.*Arn/) as unknown },
    });
  });

  it('lets recorder and channel start together: each waits for the other', () => {
    for (const type of ['AWS::Config::ConfigurationRecorder', 'AWS::Config::DeliveryChannel']) {
      expect(ofType(TEMPLATE, type)[0]?.['DependsOn']).toBeUndefined();
    }
  });

  it('comes after the stack that makes its role, also when nothing else refers to it', () => {
    const { stack } = governanceOf(withSingletons({ trail: { mode: 'off' } }));
    expect(stack.dependencies.map(({ node }) => node.id)).toContain('Baseline');
  });

  it('has rules, unless config says no', () => {
    const config = shippedConfig('production');
    const { template } = governanceOf({
      ...config,
      governance: { ...config.governance, conformancePack: false },
    });
    expect(ofType(TEMPLATE, 'AWS::Config::ConformancePack')).toHaveLength(1);
    expect(ofType(template, 'AWS::Config::ConformancePack')).toEqual([]);
  });
});

describe('what needs the recorder', () => {
  const needing = ['AWS::Config::ConformancePack', 'AWS::SecurityHub::Standard'];

  it.each(needing)('%s comes after recorder and channel', (type) => {
    for (const { DependsOn: before } of ofType(TEMPLATE, type)) {
      expect(before).toEqual(
        expect.arrayContaining([
          idOf('AWS::Config::ConfigurationRecorder'),
          idOf('AWS::Config::DeliveryChannel'),
        ]),
      );
    }
  });

  it.each(needing)('%s is there too when somebody else has made the recorder', (type) => {
    const { template } = governanceOf(withSingletons({ configRecorder: 'existing' }));
    expect(ofType(template, type).length).toBeGreaterThan(0);
  });
});

describe('GuardDuty', () => {
  const detector = resource(TEMPLATE, 'AWS::GuardDuty::Detector');

  it('tells of findings every fifteen minutes', () => {
    expect(detector).toMatchObject({
      Enable: true,
      FindingPublishingFrequency: 'FIFTEEN_MINUTES',
    });
  });

  // https://docs.aws.amazon.com/guardduty/latest/APIReference/API_DetectorFeatureConfiguration.html
  it('watches everything that its API accepts together', () => {
    const enabled = (name: string): object => ({ Name: name, Status: 'ENABLED' });
    expect(detector['Features']).toEqual([
      enabled('S3_DATA_EVENTS'),
      enabled('EKS_AUDIT_LOGS'),
      enabled('EBS_MALWARE_PROTECTION'),
      enabled('RDS_LOGIN_EVENTS'),
      enabled('LAMBDA_NETWORK_LOGS'),
      {
        ...enabled('RUNTIME_MONITORING'),
        AdditionalConfiguration: [
          enabled('EKS_ADDON_MANAGEMENT'),
          enabled('ECS_FARGATE_AGENT_MANAGEMENT'),
          enabled('EC2_AGENT_MANAGEMENT'),
        ],
      },
    ]);
  });
});

describe('Security Hub', () => {
  const arns = (template: TemplateJson): readonly unknown[] =>
    resources(template, 'AWS::SecurityHub::Standard').map(
      ([, standard]) => standard['StandardsArn'],
    );

  it('holds the account to two standards of our choice, one finding a control', () => {
    expect(resource(TEMPLATE, 'AWS::SecurityHub::Hub')).toMatchObject({
      AutoEnableControls: true,
      ControlFindingGenerator: 'SECURITY_CONTROL',
      EnableDefaultStandards: false,
    });
    expect(arns(TEMPLATE)).toEqual([
      'arn:aws:securityhub:us-east-1::standards/aws-foundational-security-best-practices/v/1.0.0',
      'arn:aws:securityhub:us-east-1::standards/nist-800-53/v/5.0.0',
    ]);
  });

  it('names them in the partition of the Region', () => {
    const { template } = governanceOf({ ...shippedConfig('production'), region: 'us-gov-west-1' });
    for (const arn of arns(template)) {
      expect(arn).toMatch(/^arn:aws-us-gov:securityhub:us-gov-west-1::standards\//);
    }
  });

  it('has them after the hub', () => {
    for (const { DependsOn: before } of ofType(TEMPLATE, 'AWS::SecurityHub::Standard')) {
      expect(before).toContain(idOf('AWS::SecurityHub::Hub'));
    }
  });
});

describe('Access Analyzer and Macie', () => {
  it('look at access from outside, and at what nobody used for as long as config says', () => {
    const config = shippedConfig('production');
    const { template } = governanceOf({
      ...config,
      governance: { ...config.governance, unusedAccessDays: 30 },
    });
    expect(
      resources(template, 'AWS::AccessAnalyzer::Analyzer').map(([, analyzer]) => analyzer),
    ).toMatchObject([
      { AnalyzerName: 'hlz-mercy-external', Type: 'ACCOUNT' },
      {
        AnalyzerName: 'hlz-mercy-unused',
        Type: 'ACCOUNT_UNUSED_ACCESS',
        AnalyzerConfiguration: { UnusedAccessConfiguration: { UnusedAccessAge: 30 } },
      },
    ]);
  });

  it('look for sensitive data, and tell every fifteen minutes', () => {
    expect(resource(TEMPLATE, 'AWS::Macie::Session')).toEqual({
      Status: 'ENABLED',
      FindingPublishingFrequency: 'FIFTEEN_MINUTES',
    });
  });
});

describe('what an account can have one of', () => {
  type Made = (resource: TemplateResource) => boolean;
  const types =
    (...found: readonly string[]): Made =>
    ({ Type: type }) =>
      found.includes(type);
  const analyzer =
    (kind: string): Made =>
    ({ Type: type, Properties: properties }) =>
      type === 'AWS::AccessAnalyzer::Analyzer' && properties?.['Type'] === kind;
  const SINGLETONS: readonly (readonly [string, keyof ZoneConfig['singletons'], Made])[] = [
    [
      'the trail',
      'trail',
      types('AWS::CloudTrail::Trail', 'AWS::Logs::LogGroup', 'AWS::IAM::Role'),
    ],
    [
      'the recorder',
      'configRecorder',
      types('AWS::Config::ConfigurationRecorder', 'AWS::Config::DeliveryChannel'),
    ],
    ['GuardDuty', 'guardDuty', types('AWS::GuardDuty::Detector')],
    ['Security Hub', 'securityHub', types('AWS::SecurityHub::Hub', 'AWS::SecurityHub::Standard')],
    ['the analyzer of external access', 'externalAccessAnalyzer', analyzer('ACCOUNT')],
    ['the analyzer of unused access', 'unusedAccessAnalyzer', analyzer('ACCOUNT_UNUSED_ACCESS')],
    ['Macie', 'macie', types('AWS::Macie::Session')],
  ];
  const made = (template: TemplateJson, is: Made): number =>
    Object.values(template.Resources).filter(is).length;
  const CASES = SINGLETONS.flatMap(([what, setting, is]) =>
    (['existing', 'off'] as const).map((mode) => [what, mode, setting, is] as const),
  );

  it.each(CASES)('%s is not made when it is %s, and everything else is', (_, mode, setting, is) => {
    const value = setting === 'trail' ? { mode } : mode;
    const { template } = governanceOf(withSingletons({ [setting]: value }));
    expect(made(TEMPLATE, is)).toBeGreaterThan(0);
    expect(made(template, is)).toBe(0);
    const others = SINGLETONS.filter(([, other]) => other !== setting);
    expect(others.map(([, , isOther]) => made(template, isOther))).toEqual(
      others.map(([, , isOther]) => made(TEMPLATE, isOther)),
    );
  });
});

describe('alarms', () => {
  const alarms = (template: TemplateJson): readonly number[] =>
    ['AWS::CloudWatch::Alarm', 'AWS::Logs::MetricFilter'].map(
      (type) => ofType(template, type).length,
    );

  it('read the log group of the trail that is there', () => {
    const { stack, template } = governanceOf(
      withSingletons({ trail: { mode: 'existing', logGroupName: 'organization-trail' } }),
    );
    expect(alarms(template)).toEqual(alarms(TEMPLATE));
    for (const [, filter] of resources(template, 'AWS::Logs::MetricFilter')) {
      expect(filter['LogGroupName']).toBe('organization-trail');
    }
    expect(stack.trailLogGroup?.logGroupName).toBe('organization-trail');
  });

  it.each(['existing', 'off'] as const)(
    'are left out when the trail is %s without a log group',
    (mode) => {
      const { stack, template } = governanceOf(withSingletons({ trail: { mode } }));
      expect(alarms(template)).toEqual([0, 0]);
      expect(stack.trailLogGroup).toBeUndefined();
    },
  );
});

describe('when the stack is deleted', () => {
  const WATCHING = [
    'AWS::AccessAnalyzer::Analyzer',
    'AWS::CloudTrail::Trail',
    'AWS::Config::ConfigurationRecorder',
    'AWS::Config::DeliveryChannel',
    'AWS::GuardDuty::Detector',
    // With which the trail that stays goes on writing.
    'AWS::IAM::ManagedPolicy',
    'AWS::IAM::Role',
    'AWS::Logs::LogGroup',
    'AWS::Macie::Session',
    'AWS::SecurityHub::Hub',
    'AWS::SecurityHub::Standard',
  ];

  it.each(WATCHING)('%s goes on watching a production account', (type) => {
    const found = ofType(TEMPLATES.production, type);
    expect(found.length).toBeGreaterThan(0);
    for (const { DeletionPolicy: deletion, UpdateReplacePolicy: replacement } of found) {
      expect([deletion, replacement]).toEqual(['RetainExceptOnCreate', 'Retain']);
    }
  });

  it.each(WATCHING)('%s goes with a sandbox', (type) => {
    const found = ofType(TEMPLATES.sandbox, type);
    expect(found.length).toBeGreaterThan(0);
    for (const { DeletionPolicy: deletion = 'Delete' } of found) expect(deletion).toBe('Delete');
  });

  it('is protected from it', () => {
    expect(STACK.terminationProtection).toBe(true);
  });
});

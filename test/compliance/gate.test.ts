import { CfnCondition, CfnResource, Fn, NestedStack, Stack, Validations } from 'aws-cdk-lib';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import type { AcknowledgementKind, AcknowledgementProps } from '../../lib/compliance/acknowledge';
import { acknowledge } from '../../lib/compliance/acknowledge';
import type { CheckRow } from '../../lib/compliance/check-ledger';
import type { RuleId } from '../../lib/compliance/rule-ids';
import { distinctAcknowledgements, openRows } from '../../lib/compliance/summary';
import { createApp } from '../../lib/app';
import type { ZoneConfig } from '../../lib/config/schema';
import type { GateRun } from '../support/gate';
import { runGate } from '../support/gate';
import { made } from '../support/outside';
import { withoutSingletons } from '../support/singletons';
import { shippedConfig } from '../support/templates';

const REPLICATION: AcknowledgementProps = {
  rules: ['HIPAA.Security-S3BucketReplicationEnabled', 'NIST.800.53.R5-S3BucketReplicationEnabled'],
  reason: 'The bucket of this test has nothing in it that would have to be replicated.',
  citation: '45 CFR 164.308(a)(7)(ii)(A)',
  review: '2099-12-31',
};

// What could be mended was: each of these says why it cannot (docs/findings.md).
const PRODUCTION_ACKNOWLEDGEMENTS = [
  'APIG2 Api/Api/RestApi',
  'APIGWCacheEnabledAndEncrypted Api/Api/Stage',
  'BackupCopy Archive/Backup/Vault/Resource',
  'CloudWatchLogGroupEncrypted Identity/SignInLog/Logs/Resource',
  'DynamoDBInBackupPlan Ledger/Tables/Index/Resource',
  'IAM4 Archive/Backup/Role/Resource',
  'IAM5 Baseline/ApiGatewayLogRole/Role/Policy/Resource',
  'IAM5 Baseline/Baseline/Role/Policy/Resource',
  'IAM5 Data/MalwareProtection/Role/Policy/Resource',
  'IAM5 Network/FunctionRuntime/Resource',
  'KDS3 Archive/AuditStream/Resource',
  'LambdaInsideVPC Baseline/Baseline/Function/Resource',
  'LambdaInsideVPC Identity/Keys/Function/Resource',
  'S1 Archive/Archive/Resource',
  'S3BucketReplicationEnabled Archive/Archive/Resource',
  'S3BucketReplicationEnabled Data/PhiBucket/Resource',
  'S3DefaultEncryptionKMS Archive/AccessLogs/Resource',
  'SQSRedrivePolicy Baseline/FailureQueue/Resource',
];

/** An app with one bucket that most rules find something in. */
function appWithBucket(): { stack: Stack; bucket: CfnBucket; app: ReturnType<typeof createApp> } {
  const app = createApp();
  const stack = new Stack(app, 'Stack');
  const bucket = new CfnBucket(stack, 'Bucket');
  return { app, stack, bucket };
}

function verdicts(rows: readonly CheckRow[], rule: string): readonly string[] {
  return rows.filter((row) => row.rule === rule).map(({ verdict }) => verdict);
}

function zoneRun(config: ZoneConfig): GateRun {
  return made('gate', { config, validate: true });
}

// The one with the most types first: CloudFormation Validate starts its engine again for a new one.
const PRODUCTION_CONFIG = shippedConfig('production');
const MOST_TYPES = zoneRun({
  ...PRODUCTION_CONFIG,
  disasterRecovery: { secondRegion: 'us-west-2' },
  network: { ...PRODUCTION_CONFIG.network, egress: 'nat' },
});
const RUNS = {
  production: zoneRun(shippedConfig('production')),
  sandbox: zoneRun(shippedConfig('sandbox')),
};

it.each([
  ['a second Region and a way to the internet', MOST_TYPES],
  // An empty stack is what CloudFormation Validate would refuse.
  ['all singletons off', zoneRun(withoutSingletons('off'))],
])('passes every pack with %s', (_what, { ledger, refusal, problems }) => {
  expect(openRows(ledger.rows)).toEqual([]);
  expect(refusal).toBe('');
  expect(problems).toEqual([]);
});

it('leaves at most 18 distinct acknowledgements in production', () => {
  const left = [...distinctAcknowledgements(RUNS.production.ledger.rows)];
  expect(left.toSorted()).toEqual(PRODUCTION_ACKNOWLEDGEMENTS);
  expect(left.length).toBeLessThanOrEqual(18);
});

describe.each(['production', 'sandbox'] as const)('the %s zone', (profile) => {
  const run = RUNS[profile];

  it('has no open finding in any pack', () => {
    expect(openRows(run.ledger.rows).map(({ rule, path }) => `${rule} ${path}`)).toEqual([]);
    expect(run.refusal).toBe('');
  });

  it('says which packs ran, with their versions', () => {
    expect(run.ledger.packs.map(({ name, version }) => `${name} ${version}`)).toEqual([
      'HIPAA.Security 3.0.2',
      'NIST.800.53.R5 3.0.2',
      'AwsSolutions 3.0.2',
      'Serverless 3.0.2',
      'LandingZone 0.1.0',
      'CloudFormation Validate 1.14.0',
    ]);
  });

  it('accounts for every rule on every resource', () => {
    const resources = new Set(run.ledger.rows.map(({ stack, logicalId }) => stack + logicalId));
    for (const pack of run.ledger.packs.filter(({ name }) => name !== 'CloudFormation Validate')) {
      const rows = run.ledger.rows.filter((row) => row.pack === pack.name);
      const answered = new Set(rows.map((row) => `${row.rule} ${row.stack} ${row.logicalId}`)).size;
      const notApplicable = Object.values(pack.notApplicable).reduce((sum, n) => sum + n, 0);
      expect(pack.resources).toBe(resources.size);
      expect(answered + notApplicable).toBe(pack.rules * resources.size);
    }
  });

  it('gives every acknowledgement a reason, a citation and a review date', () => {
    const acknowledged = run.ledger.rows.filter(({ verdict }) => verdict === 'acknowledged');
    expect(acknowledged.length).toBeGreaterThan(0);
    for (const row of acknowledged) {
      expect(row.reason).toMatch(/^.{40,} \(.+\)$/);
      const citation = /\((?:45 CFR )?(\S+)\)$/.exec(row.reason)?.[1];
      expect(row.citations).toContain(citation);
      expect(row.review).toMatch(/^\d{4}-\d\d-\d\d$/);
    }
  });

  it('tells how each account setting and singleton is treated', () => {
    expect(run.ledger.settings.map(({ setting }) => setting)).toEqual([
      's3PublicAccessBlock',
      'ebsDefaultEncryption',
      'iamPasswordPolicy',
      'otherDefaultSecurityGroups',
      'apiGatewayLogRole',
      'configServiceLinkedRole',
      'trail',
      'configRecorder',
      'guardDuty',
      'securityHub',
      'externalAccessAnalyzer',
      'unusedAccessAnalyzer',
      'macie',
      'databaseMetricsLogGroup',
    ]);
  });

  it('uses acknowledgements of the sandbox kind in sandboxes only', () => {
    const kinds = new Set(run.ledger.rows.map(({ kind }) => kind));
    expect(kinds.has('sandbox')).toBe(profile === 'sandbox');
  });
});

describe('what the construct tree hides', () => {
  const RULE = 'HIPAA.Security-S3BucketVersioningEnabled';

  it('finds a weakening behind a property override', () => {
    const { app, bucket } = appWithBucket();
    bucket.versioningConfiguration = { status: 'Enabled' };
    bucket.addPropertyOverride('VersioningConfiguration.Status', 'Suspended');
    const { ledger, refusal } = runGate(app);
    expect(verdicts(ledger.rows, RULE)).toEqual(['non-compliant']);
    expect(refusal).toContain(RULE);
  });

  it('finds a weakening in a raw resource', () => {
    const app = createApp();
    new CfnResource(new Stack(app, 'Stack'), 'Raw', { type: 'AWS::S3::Bucket' });
    const { ledger, refusal } = runGate(app);
    expect(verdicts(ledger.rows, RULE)).toEqual(['non-compliant']);
    expect(refusal).toContain('Stack/Raw');
  });

  it('finds a weakening that deletes a property', () => {
    const { app, bucket } = appWithBucket();
    bucket.versioningConfiguration = { status: 'Enabled' };
    bucket.addPropertyDeletionOverride('VersioningConfiguration');
    expect(verdicts(runGate(app).ledger.rows, RULE)).toEqual(['non-compliant']);
  });
});

describe('what no rule sees through', () => {
  it.each<[string, (stack: Stack, bucket: CfnBucket) => unknown]>([
    [
      'Fn::If',
      (stack, bucket) => {
        const never = new CfnCondition(stack, 'Never', {
          expression: Fn.conditionEquals('a', 'b'),
        });
        bucket.versioningConfiguration = {
          status: Fn.conditionIf(never.logicalId, 'Suspended', 'Enabled').toString(),
        };
      },
    ],
    [
      'Condition',
      (stack, bucket) => {
        bucket.cfnOptions.condition = new CfnCondition(stack, 'Never', {
          expression: Fn.conditionEquals('a', 'b'),
        });
      },
    ],
    [
      'AWS::CloudFormation::Stack',
      (stack) =>
        new CfnResource(new NestedStack(stack, 'Nested'), 'Raw', { type: 'AWS::S3::Bucket' }),
    ],
    ['Transform', (stack) => stack.addTransform('AWS::LanguageExtensions')],
  ])('does not pass: %s', (part, weaken) => {
    const { app, stack, bucket } = appWithBucket();
    weaken(stack, bucket);
    const { refusal, problems } = runGate(app);
    expect(refusal).toContain(`no rule sees through ${part}.`);
    expect(problems.join()).toContain(`no rule sees through ${part}.`);
  });
});

const rest = { reason: REPLICATION.reason, citation: 'x', review: '2099-12-31' };

describe('what is printed', () => {
  const RULE = 'HIPAA.Security-S3BucketVersioningEnabled';

  it('names one cause once, with every resource, and no way to acknowledge past the register', () => {
    const { app, stack } = appWithBucket();
    new CfnBucket(stack, 'Other');
    new CfnBucket(stack, 'Third');
    const { ledger, refusal } = runGate(app, { validate: true });
    expect(verdicts(ledger.rows, RULE)).toEqual(Array(3).fill('non-compliant'));
    expect(refusal.split(`Rule HIPAA.Security::${RULE}`)).toHaveLength(2);
    expect(refusal).toContain('(also Stack/Other, Stack/Third)');
    expect(refusal).not.toContain('Acknowledge with');
  });
});

describe('acknowledgements', () => {
  const RULE = 'HIPAA.Security-S3BucketReplicationEnabled';
  const misspelt = 'HIPAA.Security-S3BucketReplicationEnable' as RuleId;

  it('turns a finding into an acknowledged row with its reason', () => {
    const { app, bucket } = appWithBucket();
    acknowledge(bucket, REPLICATION);
    const { ledger, refusal } = runGate(app);
    const row = ledger.rows.find(({ rule }) => rule === RULE);
    expect(row).toMatchObject({ verdict: 'acknowledged', review: '2099-12-31', kind: 'inherent' });
    expect(row?.reason).toContain(REPLICATION.reason);
    expect(refusal).not.toContain(RULE);
    expect(refusal).toContain('HIPAA.Security-S3BucketVersioningEnabled');
  });

  it('does not reach the bucket beside it', () => {
    const { app, stack, bucket } = appWithBucket();
    new CfnBucket(stack, 'Other');
    acknowledge(bucket, REPLICATION);
    expect(verdicts(runGate(app).ledger.rows, RULE)).toEqual(['acknowledged', 'non-compliant']);
  });

  it.each<[string, AcknowledgementProps, string]>([
    [
      'stale',
      { ...rest, rules: ['HIPAA.Security-SNSEncryptedKMS'] },
      'HIPAA.Security-SNSEncryptedKMS matches no finding on this construct. Remove it, or move it to the construct that has the finding.',
    ],
    [
      'misspelt',
      { ...rest, rules: [misspelt] },
      'HIPAA.Security-S3BucketReplicationEnable is no rule. Did you mean "HIPAA.Security-S3BucketReplicationEnabled"?',
    ],
    [
      'reasonless',
      { ...rest, rules: [RULE], reason: ' '.repeat(50) },
      'has no proper reason. Say in at least 40 characters why it cannot be mended.',
    ],
    [
      'without a citation',
      { ...rest, rules: [RULE], citation: '' },
      'has no citation. Name the HIPAA citation (45 CFR ...) or the AWS page (https://...) that allows it.',
    ],
    [
      'without a review date',
      { ...rest, rules: [RULE], review: 'soon' },
      'has the review date "soon". Expected a day such as 2027-11-22.',
    ],
    [
      'of the sandbox kind in production',
      { ...rest, rules: [RULE], kind: 'sandbox' },
      'is for sandboxes only, and this zone is "production". Mend the finding instead.',
    ],
    [
      'with a finding that is not there',
      { ...rest, rules: [RULE], finding: 'Resource::*' },
      'matches no finding on this construct.',
    ],
  ])('fails one that is %s', (_what, props, message) => {
    const { app, bucket } = appWithBucket();
    acknowledge(bucket, props);
    const { refusal } = runGate(app);
    expect(refusal.replaceAll(/\s+/g, ' ')).toContain(message);
  });

  it.each<[kind: AcknowledgementKind, profile: string, fails: boolean]>([
    ['sandbox', 'production', true],
    ['sandbox', 'sandbox', false],
    ['sandbox', 'emulator', false],
    ['emulator', 'production', true],
    ['emulator', 'sandbox', true],
    ['emulator', 'emulator', false],
  ])('lets one of the kind %s stand in %s zones (%s: refused)', (kind, profile, fails) => {
    const { app, bucket } = appWithBucket();
    acknowledge(bucket, { ...REPLICATION, kind });
    const { problems } = runGate(app, { profile });
    expect(problems.some((problem) => problem.includes('only, and this zone is'))).toBe(fails);
  });

  it('fails one that covers more than one resource', () => {
    const { app, stack } = appWithBucket();
    new CfnBucket(stack, 'Other');
    acknowledge(stack, REPLICATION);
    expect(runGate(app).refusal.replaceAll(/\s+/g, ' ')).toContain(
      'covers 2 resources. Acknowledge each on its own construct.',
    );
  });

  it('fails one made past the register', () => {
    const { app, bucket } = appWithBucket();
    Validations.of(bucket).acknowledge({ id: `HIPAA.Security::${RULE}`, reason: 'quietly' });
    const { ledger, refusal } = runGate(app);
    expect(refusal).toContain('is past the register');
    expect(verdicts(ledger.rows, RULE)).toEqual(['non-compliant']);
  });

  it('fails one past its review date only when asked with a date', () => {
    const zone = (asOf?: string): string => {
      const { app, bucket } = appWithBucket();
      acknowledge(bucket, { ...REPLICATION, review: '2027-01-31' });
      return runGate(app, asOf === undefined ? {} : { asOf }).refusal;
    };
    expect(zone()).not.toContain('was to be reviewed');
    expect(zone('2027-01-31')).not.toContain('was to be reviewed');
    expect(zone('2027-02-01')).toContain('was to be reviewed by 2027-01-31');
  });
});

describe('CloudFormation Validate', () => {
  it('cannot be switched off by the environment', () => {
    const before = process.env['CDK_VALIDATION'];
    process.env['CDK_VALIDATION'] = 'false';
    try {
      const app = createApp();
      new CfnResource(new Stack(app, 'Stack'), 'Typo', {
        type: 'AWS::SQS::Queue',
        properties: { KmsMasterKey: 'x' },
      });
      const { ledger, refusal } = runGate(app, { validate: true });
      expect(refusal).toContain('KmsMasterKey');
      expect(openRows(ledger.rows).some(({ pack }) => pack === 'CloudFormation Validate')).toBe(
        true,
      );
    } finally {
      if (before === undefined) delete process.env['CDK_VALIDATION'];
      else process.env['CDK_VALIDATION'] = before;
    }
  });

  it('passes with Availability Zones by name, each acknowledged on its subnet', () => {
    const { network, ...config } = shippedConfig('production');
    const named = {
      ...config,
      network: { ...network, availabilityZones: ['us-east-1a', 'us-east-1c'], egress: 'nat' },
    } as const;
    const { ledger, refusal } = made('gate', {
      config: named,
      validate: true,
      packs: ['CloudFormation Validate'],
    });
    expect(refusal).toBe('');
    const acknowledged = ledger.rows.filter(({ verdict }) => verdict === 'acknowledged');
    expect(acknowledged.map(({ rule, path }) => `${rule} ${path}`)).toEqual(
      ['Data', 'Public', 'Workload'].flatMap((tier) =>
        [1, 2].map(
          (index) => `CloudFormation Validate-W3010 Network/Vpc/${tier}Subnet${index}/Subnet`,
        ),
      ),
    );
  });

  it('finds an acknowledgement of a zone that is no literal stale, and takes none of another rule', () => {
    const { app, stack } = appWithBucket();
    const subnet = new CfnResource(stack, 'Subnet', {
      type: 'AWS::EC2::Subnet',
      properties: { VpcId: 'vpc-1', CidrBlock: '10.0.0.0/24' },
    });
    const citation = 'https://docs.aws.amazon.com/x';
    acknowledge(subnet, { ...rest, citation, rules: ['CloudFormation Validate-W3010'] });
    acknowledge(subnet, { ...rest, citation, rules: ['CloudFormation Validate-E3002' as RuleId] });
    const { problems } = runGate(app, { validate: true });
    expect(problems).toEqual([
      'Stack/Subnet: CloudFormation Validate-W3010 matches no finding on this construct. Remove it, or move it to the construct that has the finding.',
      expect.stringContaining('CloudFormation Validate-E3002 is no rule.'),
    ]);
  });

  it('fails on a warning', () => {
    const app = createApp();
    new CfnResource(new Stack(app, 'Stack'), 'Logs', {
      type: 'AWS::Logs::LogGroup',
      properties: { RetentionInDays: 401, KmsKeyId: 'arn:aws:kms:us-east-1:111122223333:key/x' },
    });
    const { refusal } = runGate(app, { validate: true });
    expect(refusal).toContain('401');
  });
});

it('says which packs did not run, and does not call their acknowledgements stale', () => {
  const { app, stack, bucket } = appWithBucket();
  acknowledge(bucket, REPLICATION);
  // CfnInclude cannot read it, and with it no pack.
  new CfnResource(stack, 'Loop', { type: 'AWS::S3::Bucket' }).addOverride('Fn::ForEach::x', []);
  new CfnResource(stack, 'Strange', {
    type: 'AWS::S3::Bucket',
    properties: { BucketName: { 'Fn::NoSuchFunction': 'x' } },
  });
  const { problems } = runGate(app);
  expect(problems).toEqual(expect.arrayContaining(['HIPAA.Security did not run']));
  expect(problems.join()).not.toContain('matches no finding');
});

it('takes no word of the command line for switching the gate off', () => {
  process.env['CDK_CONTEXT_JSON'] = JSON.stringify({
    '@aws-cdk/core:failSynthOnValidationErrors': false,
    '@aws-cdk/core:strictCfnValidateErrors': false,
  });
  try {
    expect(runGate(appWithBucket().app).refusal).toContain('HIPAA.Security');
  } finally {
    delete process.env['CDK_CONTEXT_JSON'];
  }
});

import type { Profile, ZoneConfig } from '../../lib/config/schema';
import { inSecondRegion } from '../../lib/constructs/base/second-region';
import type { TemplateJson } from '../support/templates';
import { shippedConfig, templatesFor, withFederation } from '../support/templates';
import { callsFor } from './calls';
import type { Call, Policy, Statement } from './policy';
import { judge, loadPolicy, policyText } from './policy';

const NAMES = ['identity', 'stores', 'services', 'people', 'api', 'guard-rails'].map(
  (part) => `execution-policy-${part}`,
);
const EGRESS = 'execution-policy-egress';
const EXECUTION = NAMES.map(loadPolicy);
const WITH_EGRESS = [...EXECUTION, loadPolicy(EGRESS)];
const BOUNDARY = [loadPolicy('permissions-boundary')];
const SCP = [loadPolicy('scp-protect-workload-roles')];
/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html, white space not counted. */
const MANAGED_POLICY_LIMIT = 6144;
/** Managed policies of one role: same page. */
const POLICIES_OF_A_ROLE = 10;

const ACCOUNT = '111122223333';
function executionRole({ account, region }: Pick<ZoneConfig, 'account' | 'region'>): string {
  return `arn:aws:iam::${account}:role/cdk-hlz-cfn-exec-role-${account}-${region}`;
}

/** What the execution role may do: both its policies and its boundary must say yes. */
function mayExecute(policies: readonly Policy[], call: Call): boolean {
  const principal = executionRole({ account: ACCOUNT, region: 'us-east-1' });
  const context = { 'aws:PrincipalArn': principal, ...call.context };
  return [policies, BOUNDARY].every((side) => judge(side, { ...call, context }) === 'allow');
}

/** What CloudFormation calls, as the execution role of the Region, tagged as docs/bootstrap.md says. */
function callsOf(zone: ZoneConfig): readonly Call[] {
  // A stack of which config leaves nothing has no resources.
  const templates: ReadonlyMap<string, Partial<TemplateJson>> = templatesFor(zone);
  const calls = [...templates].flatMap(([stackId, { Resources = {} }]) => {
    const config = stackId === 'SecondRegion' ? inSecondRegion(zone) : zone;
    const principal = {
      'aws:PrincipalArn': executionRole(config),
      ...(zone.profile === 'sandbox' ? { 'aws:PrincipalTag/hlz-profile': 'sandbox' } : {}),
    };
    return Object.entries(Resources)
      .flatMap(([logicalId, resource]) => callsFor({ config, stackId, logicalId, resource }))
      .map((call) => ({ ...call, context: { ...principal, ...call.context } }));
  });
  return [...new Map(calls.map((call) => [JSON.stringify(call), call])).values()];
}

function refused(policies: readonly Policy[], calls: readonly Call[]): readonly string[] {
  const lines = calls
    .filter((call) => !mayExecute(policies, call))
    .map(({ action, resource }) => `${action} on ${resource}`);
  return [...new Set(lines)].toSorted();
}

/** With everything that config can turn on beside egress. */
function everythingOn(profile: Profile): ZoneConfig {
  const config = shippedConfig(profile);
  return {
    ...config,
    accountSettings: { ...config.accountSettings, otherDefaultSecurityGroups: 'enforce' },
    alerts: {
      security: ['a@hospital.example'],
      operations: ['b@hospital.example'],
      privacy: ['c@hospital.example'],
    },
    identity: withFederation(config).identity,
    // A sandbox has none: lib/config/check-safeguards.ts.
    disasterRecovery: { secondRegion: profile === 'production' ? 'us-west-2' : 'none' },
  };
}

function withEgress(config: ZoneConfig): ZoneConfig {
  return { ...config, network: { ...config.network, egress: 'nat' } };
}

/** With what an account can have once made by somebody else, or by nobody, and no database. */
function withSingletons(mode: 'existing' | 'off'): ZoneConfig {
  const config = shippedConfig('production');
  const all = <T extends object>(section: T): T =>
    Object.fromEntries(Object.keys(section).map((key) => [key, mode])) as T;
  const existing = mode === 'existing';
  return {
    ...config,
    accountSettings: all(config.accountSettings),
    singletons: {
      ...all(config.singletons),
      apiGatewayLogRole: { mode: existing ? 'existing' : 'create' },
      trail: { mode, ...(existing ? { logGroupName: 'organization-trail' } : {}) },
      databaseMetricsLogGroup: 'existing',
    },
    governance: { ...config.governance, conformancePack: existing },
    database: { ...config.database, enabled: existing },
    phiBucket: { ...config.phiBucket, malwareProtection: existing },
  };
}

const CALLS = {
  production: callsOf(everythingOn('production')),
  sandbox: callsOf(everythingOn('sandbox')),
  egress: callsOf(withEgress(everythingOn('production'))),
  existing: callsOf(withSingletons('existing')),
  off: callsOf(withSingletons('off')),
};

/** What the boundary keeps in production, on purpose: docs/bootstrap.md says what becomes of a first deploy that fails. */
const KEPT = [
  'access-analyzer:DeleteAnalyzer on arn:aws:access-analyzer:us-east-1:111122223333:analyzer/hlz-mercy-external',
  'access-analyzer:DeleteAnalyzer on arn:aws:access-analyzer:us-east-1:111122223333:analyzer/hlz-mercy-unused',
  'cloudtrail:DeleteTrail on arn:aws:cloudtrail:us-east-1:111122223333:trail/hlz-mercy',
  'config:DeleteConfigurationRecorder on *',
  'config:DeleteDeliveryChannel on *',
  'config:StopConfigurationRecorder on *',
  'guardduty:DeleteDetector on *',
  'macie2:DisableMacie on *',
  'securityhub:DisableSecurityHub on *',
];

test('CloudFormation may make, change and delete every resource of a sandbox', () => {
  expect(CALLS.sandbox.length).toBeGreaterThan(300);
  expect(refused(EXECUTION, CALLS.sandbox)).toEqual([]);
});

test('and of a production zone, except delete what watches the account', () => {
  expect(CALLS.production.length).toBeGreaterThan(CALLS.sandbox.length);
  expect(refused(EXECUTION, CALLS.production)).toEqual(KEPT);
});

test.each(['existing', 'off'] as const)('singletons that are %s need nothing else', (mode) => {
  expect(CALLS[mode].length).toBeGreaterThan(200);
  expect(refused(EXECUTION, CALLS[mode])).toEqual([]);
});

test('a second Region is deployed by its own execution role', () => {
  const there = executionRole({ account: ACCOUNT, region: 'us-west-2' });
  const calls = CALLS.production.filter((call) => call.context?.['aws:PrincipalArn'] === there);
  expect(calls.map(({ resource }) => resource)).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/^arn:aws:kms:us-west-2:/),
      'arn:aws:backup:us-west-2:111122223333:backup-vault:hlz-mercy-replica',
      'arn:aws:s3:::hlz-mercy-phi-replica-111122223333',
    ]),
  );
  expect(refused(EXECUTION, calls)).toEqual([]);
});

test('a way to the internet needs a policy of its own', () => {
  expect(refused(EXECUTION, CALLS.egress)).toEqual(
    expect.arrayContaining([
      'ec2:CreateInternetGateway on *',
      'ec2:CreateNatGateway on *',
      'ec2:CreateRoute on *',
    ]),
  );
  expect(refused(WITH_EGRESS, CALLS.egress)).toEqual(KEPT);
});

test('the service control policy denies nothing of it', () => {
  const denied = Object.values(CALLS)
    .flat()
    .filter((call) => judge(SCP, call) === 'deny');
  expect(denied).toEqual([]);
});

test('one role takes all parts', () => {
  expect(WITH_EGRESS.length).toBeLessThanOrEqual(POLICIES_OF_A_ROLE);
});

test('a resource of a type without a row fails, saying what to add', () => {
  const resource = { Type: 'AWS::EC2::Instance' };
  const deployed = { config: shippedConfig('sandbox'), stackId: 'Data', logicalId: 'I', resource };
  expect(() => callsFor(deployed)).toThrow(
    'AWS::EC2::Instance has no row in test/bootstrap/calls.ts. Add the calls',
  );
});

const STATEMENTS = WITH_EGRESS.flatMap(({ Statement }) => Statement);

function allows(statement: Statement, call: Call): boolean {
  return judge([{ Version: '2012-10-17', Statement: [statement] }], call) === 'allow';
}

test('nothing is allowed that no resource of a zone needs', () => {
  const calls: readonly Call[] = [
    ...Object.values(CALLS).flat(),
    // CDK's own: which version the bootstrap has.
    {
      action: 'ssm:GetParameters',
      resource: `arn:aws:ssm:us-east-1:${ACCOUNT}:parameter/cdk-bootstrap/hlz/version`,
    },
  ];
  const idle = STATEMENTS.flatMap((statement) => {
    const others = STATEMENTS.filter((other) => other !== statement);
    const alone = calls.filter(
      (call) => allows(statement, call) && !others.some((other) => allows(other, call)),
    );
    return lessOnePart(statement)
      .filter(([, less]) => alone.every((call) => allows(less, call)))
      .map(([part]) => `${statement.Sid}: ${part}`);
  });
  expect(idle).toEqual([]);
});

type Less = readonly [part: string, less: Statement];

/** A statement without one of its actions, resources or values of a condition. */
function lessOnePart(statement: Statement): readonly Less[] {
  const { Action, Resource, Condition } = statement;
  return [
    ...each(Action, (rest) => ({ ...statement, Action: rest })),
    ...each(Resource, (rest) => ({ ...statement, Resource: rest })),
    ...Object.entries(Condition).flatMap(([operator, keys]) =>
      Object.entries(keys).flatMap(([key, values]) =>
        each(values, (rest) => ({
          ...statement,
          Condition: { ...Condition, [operator]: { ...keys, [key]: rest } },
        })),
      ),
    ),
  ];
}

function each(
  parts: readonly string[],
  less: (rest: readonly string[]) => Statement,
): readonly Less[] {
  return parts.map((part) => [part, less(parts.filter((other) => other !== part))]);
}

describe.each([...NAMES, EGRESS])('%s', (name) => {
  const statements = loadPolicy(name).Statement;

  it('fits a managed policy, with a quarter left to grow', () => {
    expect(policyText(name).replaceAll(/\s/g, '').length).toBeLessThan(MANAGED_POLICY_LIMIT * 0.75);
  });

  it('has wildcards in what reads settings only', () => {
    const wild = statements
      .flatMap(({ Action }) => Action)
      .filter((action) => action.includes('*'))
      .filter((action) => !/^[a-z0-9-]+:(Describe|Get|List)[A-Za-z]*\*[A-Za-z]*$/.test(action));
    expect(wild).toEqual([]);
  });

  it('only allows: what must never be is in the boundary', () => {
    expect(new Set(statements.map(({ Effect }) => Effect))).toEqual(new Set(['Allow']));
  });

  it('names a service of AWS where it has a wildcard for the resource', () => {
    const actions = statements
      .filter(({ Resource }) => Resource.includes('*'))
      .flatMap(({ Action }) => Action);
    expect(
      actions.filter((action) => action.startsWith('iam:') || action.startsWith('s3:')),
    ).toEqual([]);
  });
});

const role = (path: string): string => `arn:aws:iam::${ACCOUNT}:role/${path}`;
const policy = (path: string): string => `arn:aws:iam::${ACCOUNT}:policy/${path}`;
const USER = `arn:aws:iam::${ACCOUNT}:user/u`;
/** Something of this account in us-east-1. */
const at = (service: string, resource: string): string =>
  `arn:aws:${service}:us-east-1:${ACCOUNT}:${resource}`;
const passing = (path: string, service: string): Call => ({
  action: 'iam:PassRole',
  resource: role(path),
  context: { 'iam:PassedToService': service },
});
const attaching = (path: string, policyArn: string): Call => ({
  action: 'iam:AttachRolePolicy',
  resource: role(path),
  context: { 'iam:PolicyARN': policyArn },
});
const linking = (path: string, service: string): Call => ({
  action: 'iam:CreateServiceLinkedRole',
  resource: role(path),
  context: { 'iam:AWSServiceName': service },
});
const OF_BACKUP = 'arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup';

const FORBIDDEN: readonly Call[] = [
  { action: 'iam:CreateUser', resource: USER },
  { action: 'iam:CreateAccessKey', resource: USER },
  { action: 'iam:CreateLoginProfile', resource: USER },
  { action: 'iam:CreateRole', resource: role('app') },
  { action: 'iam:CreateRole', resource: role('hlz-other/app') },
  { action: 'iam:PutRolePolicy', resource: role('hlz/app') },
  { action: 'iam:UpdateAssumeRolePolicy', resource: role('cdk-hlz-deploy-role-1') },
  { action: 'iam:CreatePolicyVersion', resource: policy('hlz-bootstrap/permissions-boundary') },
  attaching('app', policy('hlz/app')),
  attaching('hlz/app', 'arn:aws:iam::aws:policy/AdministratorAccess'),
  attaching('hlz/app', OF_BACKUP),
  attaching('hlz-operations/sandbox-teardown', OF_BACKUP),
  attaching('hlz-service/backup', 'arn:aws:iam::aws:policy/AWSBackupFullAccess'),
  attaching('hlz-service/backup', policy('service-role/AWSBackupServiceRolePolicyForBackup')),
  passing('hlz/app', 'ec2.amazonaws.com'),
  passing('hlz/app', 'backup.amazonaws.com'),
  passing('hlz-operations/sandbox-teardown', 'lambda.amazonaws.com'),
  passing('hlz-service/backup', 'lambda.amazonaws.com'),
  passing('hlz-service/backup', 'ec2.amazonaws.com'),
  passing('OrganizationAccountAccessRole', 'lambda.amazonaws.com'),
  passing('OrganizationAccountAccessRole', 'backup.amazonaws.com'),
  passing('OrganizationAccountAccessRole', 'config.amazonaws.com'),
  passing('aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig', 'ssm.amazonaws.com'),
  linking('aws-service-role/organizations.amazonaws.com/x', 'organizations.amazonaws.com'),
  linking('app', 'config.amazonaws.com'),
  {
    action: 'iam:DeleteServiceLinkedRole',
    resource: role('aws-service-role/guardduty.amazonaws.com/AWSServiceRoleForAmazonGuardDuty'),
  },
  { action: 'iam:GetRole', resource: role('OrganizationAccountAccessRole') },
  { action: 'organizations:LeaveOrganization', resource: '*' },
  { action: 'access-analyzer:UpdateAnalyzer', resource: at('access-analyzer', 'analyzer/other') },
  // Ids of APIs are chosen by AWS: which of them it changes, nothing but the template says.
  { action: 'apigateway:PATCH', resource: 'arn:aws:apigateway:us-east-1::/domainnames/other' },
  { action: 'apigateway:SetWebACL', resource: 'arn:aws:apigateway:us-east-1::/restapis/other' },
  { action: 'cognito-idp:DeleteUserPool', resource: at('cognito-identity', 'identitypool/other') },
  { action: 'cloudtrail:UpdateTrail', resource: at('cloudtrail', 'trail/organization-trail') },
  { action: 'cloudtrail:StopLogging', resource: at('cloudtrail', 'trail/hlz-mercy') },
  { action: 'cloudwatch:DeleteAlarms', resource: at('cloudwatch', 'alarm:other') },
  {
    action: 'cloudwatch:DeleteDashboards',
    resource: `arn:aws:cloudwatch::${ACCOUNT}:dashboard/other`,
  },
  {
    action: 'config:DeleteConformancePack',
    resource: at('config', 'conformance-pack/other/conformance-pack-1'),
  },
  { action: 'dynamodb:DeleteTable', resource: at('dynamodb', 'table/other') },
  { action: 'dynamodb:GetItem', resource: at('dynamodb', 'table/hlz-mercy-identity-Directory') },
  { action: 'events:RemoveTargets', resource: at('events', 'rule/other') },
  { action: 'guardduty:DisassociateFromAdministratorAccount', resource: '*' },
  { action: 'kinesis:DeleteStream', resource: at('kinesis', 'stream/other') },
  { action: 'kms:CreateAlias', resource: at('kms', 'alias/other') },
  { action: 'kms:Decrypt', resource: at('kms', 'key/k') },
  {
    action: 'kms:Decrypt',
    resource: at('kms', 'key/k'),
    context: { 'kms:ViaService': 'ec2.us-east-1.amazonaws.com' },
  },
  { action: 'kms:DisableKeyRotation', resource: at('kms', 'key/k') },
  { action: 'lambda:UpdateFunctionCode', resource: at('lambda', 'function:other') },
  { action: 'lambda:TagResource', resource: at('lambda', 'function:other') },
  { action: 'lambda:AddPermission', resource: at('lambda', 'function:other') },
  {
    action: 'lambda:UpdateEventSourceMapping',
    resource: '*',
    context: { 'lambda:FunctionArn': at('lambda', 'function:other') },
  },
  { action: 'logs:DeleteLogGroup', resource: at('logs', 'log-group:other') },
  { action: 'logs:PutSubscriptionFilter', resource: at('logs', 'log-group:other') },
  {
    action: 'logs:DeleteLogGroup',
    resource: at('logs', 'log-group:/aws/rds/instance/other/postgresql'),
  },
  { action: 'rds:DeleteDBInstance', resource: at('rds', 'db:other') },
  { action: 'rds:ModifyDBParameterGroup', resource: at('rds', 'pg:other') },
  { action: 'rds:ModifyDBSnapshotAttribute', resource: at('rds', 'snapshot:hlz-mercy-phi') },
  { action: 's3:PutBucketPolicy', resource: 'arn:aws:s3:::other' },
  { action: 's3:GetObject', resource: 'arn:aws:s3:::other/object' },
  { action: 's3:GetObject', resource: 'arn:aws:s3:::hlz-mercy-archive-ledger-1/segment' },
  { action: 's3:DeleteObjectVersion', resource: 'arn:aws:s3:::hlz-mercy-archive-ledger-1/segment' },
  { action: 'secretsmanager:CreateSecret', resource: at('secretsmanager', 'secret:other') },
  {
    action: 'secretsmanager:GetSecretValue',
    resource: at('secretsmanager', 'secret:rds!db-1'),
  },
  {
    action: 'secretsmanager:GetSecretValue',
    resource: at('secretsmanager', 'secret:other'),
  },
  { action: 'scheduler:DeleteSchedule', resource: at('scheduler', 'schedule/default/other') },
  { action: 'sns:DeleteTopic', resource: at('sns', 'other') },
  { action: 'sqs:DeleteQueue', resource: at('sqs', 'other') },
  { action: 'ssm:GetParameters', resource: at('ssm', 'parameter/other') },
  { action: 'wafv2:UpdateWebACL', resource: at('wafv2', 'regional/webacl/other/1') },
  { action: 'wafv2:UpdateWebACL', resource: at('wafv2', 'regional/rulegroup/other/1') },
  {
    action: 'wafv2:DisassociateWebACL',
    resource: at('elasticloadbalancing', 'loadbalancer/app/other/1'),
  },
];

test.each(FORBIDDEN)('the execution role may not $action on $resource', (call) => {
  expect(mayExecute(WITH_EGRESS, call)).toBe(false);
});

test('every limit of a statement refuses one of these calls', () => {
  const loose = STATEMENTS.flatMap((statement) => {
    const { Sid, Resource, Condition } = statement;
    const wider: readonly Less[] = [
      ...(Resource.includes('*') ? [] : [['Resource', { ...statement, Resource: ['*'] }] as const]),
      ...(Object.keys(Condition).length === 0
        ? []
        : [['Condition', { ...statement, Condition: {} }] as const]),
    ];
    return wider
      .filter(([, wide]) => !FORBIDDEN.some((call) => allows(wide, call)))
      .map(([part]) => `${Sid}: ${part}`);
  });
  expect(loose).toEqual([]);
});

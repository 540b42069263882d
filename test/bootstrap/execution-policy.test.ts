import type { Profile, ZoneConfig } from '../../lib/config/schema';
import { shippedConfig, templatesFor } from '../support/zone';
import { callsFor } from './calls';
import type { Call, Policy } from './policy';
import { judge, loadPolicy, policyText } from './policy';

const NAMES = ['identity', 'stores', 'services'].map((part) => `execution-policy-${part}`);
const EGRESS = 'execution-policy-egress';
const EXECUTION = NAMES.map(loadPolicy);
const WITH_EGRESS = [...EXECUTION, loadPolicy(EGRESS)];
const BOUNDARY = [loadPolicy('permissions-boundary')];
/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html, white space not counted. */
const MANAGED_POLICY_LIMIT = 6144;

const ACCOUNT = '111122223333';
const EXECUTION_ROLE = `arn:aws:iam::${ACCOUNT}:role/cdk-hlz-cfn-exec-role-${ACCOUNT}-us-east-1`;

/** What the execution role may do: both its policies and its boundary must say yes. */
function mayExecute(policies: readonly Policy[], call: Call): boolean {
  const context = { 'aws:PrincipalArn': EXECUTION_ROLE, ...call.context };
  return [policies, BOUNDARY].every((side) => judge(side, { ...call, context }) === 'allow');
}

function callsOf(config: ZoneConfig): readonly Call[] {
  return [...templatesFor(config)].flatMap(([stackId, { Resources }]) =>
    Object.entries(Resources).flatMap(([logicalId, resource]) =>
      callsFor({ config, stackId, logicalId, resource }),
    ),
  );
}

function refused(policies: readonly Policy[], calls: readonly Call[]): readonly string[] {
  const lines = calls
    .filter((call) => !mayExecute(policies, call))
    .map(({ action, resource }) => `${action} on ${resource}`);
  return [...new Set(lines)];
}

/** With everything that config can turn on beside egress. */
function everythingOn(profile: Profile): ZoneConfig {
  const config = shippedConfig(profile);
  return {
    ...config,
    singletons: { ...config.singletons, apiGatewayLogRole: { mode: 'create' } },
    accountSettings: { ...config.accountSettings, otherDefaultSecurityGroups: 'enforce' },
    alerts: { security: ['a@hospital.example'], operations: ['b@hospital.example'] },
  };
}

function withEgress(config: ZoneConfig): ZoneConfig {
  return { ...config, network: { ...config.network, egress: 'nat' } };
}

const CALLS = {
  production: callsOf(everythingOn('production')),
  sandbox: callsOf(everythingOn('sandbox')),
  egress: callsOf(withEgress(everythingOn('production'))),
};

test.each(['production', 'sandbox'] as const)(
  'CloudFormation may make, change and delete every resource of the %s zone, and nothing is denied',
  (profile) => {
    expect(CALLS[profile].length).toBeGreaterThan(100);
    expect(refused(EXECUTION, CALLS[profile])).toEqual([]);
  },
);

test('a way to the internet needs a policy of its own', () => {
  expect(refused(EXECUTION, CALLS.egress)).toEqual(
    expect.arrayContaining([
      'ec2:CreateInternetGateway on *',
      'ec2:CreateNatGateway on *',
      'ec2:CreateRoute on *',
    ]),
  );
  expect(refused(WITH_EGRESS, CALLS.egress)).toEqual([]);
});

test('a resource of a type without a row fails, saying what to add', () => {
  const resource = { Type: 'AWS::EC2::Instance' };
  const deployed = { config: shippedConfig('sandbox'), stackId: 'Data', logicalId: 'I', resource };
  expect(() => callsFor(deployed)).toThrow(
    'AWS::EC2::Instance has no row in test/bootstrap/calls.ts. Add the calls',
  );
});

test('nothing is allowed that no resource of a zone needs', () => {
  const needed = new Set(
    Object.values(CALLS).flatMap((calls) => calls.map(({ action }) => action)),
  );
  needed.add('ssm:GetParameters'); // CDK's own: which version the bootstrap has
  const idle = WITH_EGRESS.flatMap(({ Statement }) => Statement)
    .flatMap(({ Action }) => Action)
    .filter((pattern) => !matchesOne(pattern, needed));
  expect(idle).toEqual([]);
});

function matchesOne(pattern: string, actions: ReadonlySet<string>): boolean {
  const [start = '', end = ''] = pattern.split('*');
  return [...actions].some((action) =>
    pattern.includes('*') ? action.startsWith(start) && action.endsWith(end) : action === pattern,
  );
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
      .filter((action) => !/^[a-z0-9]+:(Describe|Get|List)[A-Za-z]*\*[A-Za-z]*$/.test(action));
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

test.each<Call>([
  { action: 'iam:CreateUser', resource: `arn:aws:iam::${ACCOUNT}:user/u` },
  { action: 'iam:CreateAccessKey', resource: `arn:aws:iam::${ACCOUNT}:user/u` },
  { action: 'iam:CreateLoginProfile', resource: `arn:aws:iam::${ACCOUNT}:user/u` },
  { action: 'iam:CreateRole', resource: role('app') },
  { action: 'iam:CreateRole', resource: role('hlz-other/app') },
  { action: 'iam:PutRolePolicy', resource: role('hlz/app') },
  { action: 'iam:UpdateAssumeRolePolicy', resource: role('cdk-hlz-deploy-role-1') },
  { action: 'iam:CreatePolicyVersion', resource: policy('hlz-bootstrap/permissions-boundary') },
  {
    action: 'iam:AttachRolePolicy',
    resource: role('hlz/app'),
    context: { 'iam:PolicyARN': 'arn:aws:iam::aws:policy/AdministratorAccess' },
  },
  {
    action: 'iam:PassRole',
    resource: role('hlz/app'),
    context: { 'iam:PassedToService': 'ec2.amazonaws.com' },
  },
  {
    action: 'iam:PassRole',
    resource: role('hlz-operations/sandbox-teardown'),
    context: { 'iam:PassedToService': 'lambda.amazonaws.com' },
  },
  {
    action: 'iam:PassRole',
    resource: role('OrganizationAccountAccessRole'),
    context: { 'iam:PassedToService': 'lambda.amazonaws.com' },
  },
  {
    action: 'iam:CreateServiceLinkedRole',
    resource: role('aws-service-role/organizations.amazonaws.com/x'),
    context: { 'iam:AWSServiceName': 'organizations.amazonaws.com' },
  },
  { action: 'organizations:LeaveOrganization', resource: '*' },
  {
    action: 'kinesis:DeleteStream',
    resource: 'arn:aws:kinesis:us-east-1:111122223333:stream/other',
  },
  { action: 's3:PutBucketPolicy', resource: 'arn:aws:s3:::other' },
  { action: 's3:GetObject', resource: 'arn:aws:s3:::hlz-mercy-archive-ledger-1/segment' },
  { action: 's3:DeleteObjectVersion', resource: 'arn:aws:s3:::hlz-mercy-archive-ledger-1/segment' },
  { action: 'kms:Decrypt', resource: `arn:aws:kms:us-east-1:${ACCOUNT}:key/k` },
  { action: 'kms:DisableKeyRotation', resource: `arn:aws:kms:us-east-1:${ACCOUNT}:key/k` },
])('the execution role may not $action on $resource', (call) => {
  expect(mayExecute(WITH_EGRESS, call)).toBe(false);
});

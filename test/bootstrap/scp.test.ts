import type { Call, Verdict } from './policy';
import { judge, loadPolicy, policyText } from './policy';

const NAME = 'scp-protect-workload-roles';
const SCP = [loadPolicy(NAME)];
const ACCOUNT = '111122223333';
const iam = (resource: string): string => `arn:aws:iam::${ACCOUNT}:${resource}`;
const DEPLOYER = iam(`role/cdk-hlz-cfn-exec-role-${ACCOUNT}-us-east-1`);
const DEPLOY_ROLE = iam(`role/cdk-hlz-deploy-role-${ACCOUNT}-us-east-1`);
const ADMINISTRATOR = iam('role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Admin_0a1b');
/** A bootstrap of somebody else in the same account, with AdministratorAccess. */
const OTHER_DEPLOYER = iam(`role/cdk-hnb659fds-cfn-exec-role-${ACCOUNT}-us-east-1`);
const FUNCTION = `arn:aws:lambda:us-east-1:${ACCOUNT}:function:hlz-mercy-baseline-Function-1`;
const STACK = `arn:aws:cloudformation:us-east-1:${ACCOUNT}:stack/hlz-mercy-keys/1`;

function verdict(principal: string, call: Call): Verdict {
  return judge(SCP, { ...call, context: { 'aws:PrincipalArn': principal, ...call.context } });
}

test('fits a service control policy as it is written, white space included', () => {
  // https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html
  expect(policyText(NAME).length).toBeLessThanOrEqual(5120);
});

test('it only denies: the account keeps the policy that allows', () => {
  expect(new Set(SCP.flatMap(({ Statement }) => Statement).map(({ Effect }) => Effect))).toEqual(
    new Set(['Deny']),
  );
});

const GROWS = [
  ...[
    'AttachRolePolicy',
    'CreateRole',
    'DeleteRolePermissionsBoundary',
    'PassRole',
    'PutRolePolicy',
    'TagRole',
    'UpdateAssumeRolePolicy',
  ].map((name): Call => ({ action: `iam:${name}`, resource: iam('role/hlz/app') })),
  ...['CreatePolicyVersion', 'SetDefaultPolicyVersion'].map((name): Call => ({
    action: `iam:${name}`,
    resource: iam('policy/hlz/app'),
  })),
  { action: 'lambda:UpdateFunctionCode', resource: FUNCTION },
  { action: 'lambda:UpdateFunctionConfiguration', resource: FUNCTION },
] as const;

test.each(GROWS)('$action of a workload is for the deployer alone', (call) => {
  expect(verdict(ADMINISTRATOR, call)).toBe('deny');
  expect(verdict(OTHER_DEPLOYER, call)).toBe('deny');
  expect(verdict(DEPLOYER, call)).toBe('implicit deny');
});

test.each(['DetachRolePolicy', 'DeleteRole', 'UntagRole'])(
  'in an incident anybody who may can still take rights away: %s',
  (name) => {
    const call = { action: `iam:${name}`, resource: iam('role/hlz/app') };
    expect(verdict(ADMINISTRATOR, call)).toBe('implicit deny');
  },
);

test.each(['hlz-workload', 'HLZ-Workload'])(
  'nobody else gives the tag %s, whose name IAM compares without case',
  (tag) => {
    const context = { 'aws:TagKeys': ['Owner', tag] };
    for (const action of ['iam:CreateRole', 'iam:TagRole', 'sts:TagSession']) {
      const call = { action, resource: iam('role/app'), context };
      expect(verdict(ADMINISTRATOR, call)).toBe('deny');
      expect(verdict(DEPLOYER, call)).toBe('implicit deny');
    }
  },
);

test('roles of others are not touched', () => {
  const call = { action: 'iam:CreateRole', resource: iam('role/app') };
  expect(verdict(ADMINISTRATOR, call)).toBe('implicit deny');
  const context = { 'aws:TagKeys': ['Owner'] };
  expect(verdict(ADMINISTRATOR, { ...call, context })).toBe('implicit deny');
});

test('the deployer is reached through the deploy role alone', () => {
  for (const call of [
    { action: 'iam:PassRole', resource: DEPLOYER },
    { action: 'cloudformation:UpdateStack', resource: STACK },
    { action: 'cloudformation:ExecuteChangeSet', resource: STACK },
  ]) {
    expect(verdict(ADMINISTRATOR, call)).toBe('deny');
    expect(verdict(DEPLOY_ROLE, call)).toBe('implicit deny');
  }
});

test('a person can still delete a stack, for the teardown of a sandbox', () => {
  const call = { action: 'cloudformation:DeleteStack', resource: STACK };
  expect(verdict(ADMINISTRATOR, call)).toBe('implicit deny');
});

test('nobody changes the deployer, not even itself', () => {
  for (const principal of [ADMINISTRATOR, DEPLOYER, DEPLOY_ROLE]) {
    // A tag says that a deployer may delete what watches the account.
    for (const name of ['CreateRole', 'AttachRolePolicy', 'UpdateAssumeRolePolicy', 'TagRole']) {
      expect(verdict(principal, { action: `iam:${name}`, resource: DEPLOYER })).toBe('deny');
    }
  }
});

import type { Call } from './policy';
import { judge, loadPolicy, policyText } from './policy';

const BOUNDARY = [loadPolicy('permissions-boundary')];
const ACCOUNT = '111122223333';
function bootstrapRole(kind: string): string {
  return `arn:aws:iam::${ACCOUNT}:role/cdk-hlz-${kind}-role-${ACCOUNT}-us-east-1`;
}

const EXECUTION_ROLE = bootstrapRole('cfn-exec');
const KEY = `arn:aws:kms:us-east-1:${ACCOUNT}:key/k`;
const WORKLOAD_ROLE = `arn:aws:iam::${ACCOUNT}:role/hlz/app`;
const OWN_POLICY = `arn:aws:iam::${ACCOUNT}:policy/hlz-bootstrap/permissions-boundary`;

/** The boundary beneath an execution policy that allows everything. */
function verdict(call: Call, principal = EXECUTION_ROLE): string {
  return judge(BOUNDARY, { ...call, context: { 'aws:PrincipalArn': principal, ...call.context } });
}

test('fits a managed policy', () => {
  expect(policyText('permissions-boundary').replaceAll(/\s/g, '').length).toBeLessThanOrEqual(6144);
});

test.each([
  'access-analyzer:DeleteAnalyzer',
  'account:CloseAccount',
  'account:PutAlternateContact',
  'backup:DeleteBackupVaultLockConfiguration',
  'backup:DeleteRecoveryPoint',
  'backup:UpdateRecoveryPointLifecycle',
  'cloudtrail:DeleteTrail',
  'cloudtrail:StopLogging',
  'config:DeleteConfigurationRecorder',
  'config:StopConfigurationRecorder',
  'ec2:DisableEbsEncryptionByDefault',
  'guardduty:DeleteDetector',
  'guardduty:DisassociateFromAdministratorAccount',
  'iam:AddUserToGroup',
  'iam:AttachUserPolicy',
  'iam:CreateAccessKey',
  'iam:CreateLoginProfile',
  'iam:CreateOpenIDConnectProvider',
  'iam:CreateSAMLProvider',
  'iam:CreateServiceSpecificCredential',
  'iam:CreateUser',
  'iam:CreateVirtualMFADevice',
  'iam:DeleteAccountPasswordPolicy',
  'iam:DeleteRolePermissionsBoundary',
  'iam:PutUserPolicy',
  'iam:UpdateAccessKey',
  'iam:UpdateLoginProfile',
  'iam:UploadSSHPublicKey',
  'iam:UploadSigningCertificate',
  'kms:DisableKeyRotation',
  'macie2:DisableMacie',
  'organizations:LeaveOrganization',
  'rds:DeleteDBInstanceAutomatedBackup',
  'rds:DeleteDBSnapshot',
  's3:BypassGovernanceRetention',
  's3:PutAccountPublicAccessBlock',
  's3:PutObjectRetention',
  'securityhub:DisableSecurityHub',
])('denies %s, whatever the execution policy allows', (action) => {
  expect(verdict({ action, resource: '*' })).toBe('deny');
});

test('what watches the account goes with a sandbox, and with nothing else', () => {
  const tag = 'aws:PrincipalTag/hlz-profile';
  for (const action of ['cloudtrail:DeleteTrail', 'guardduty:DeleteDetector']) {
    const remove = (context: Call['context']): string =>
      verdict({ action, resource: '*', context });
    expect(remove({ [tag]: 'sandbox' })).toBe('allow');
    expect(remove({ [tag]: 'production' })).toBe('deny');
    expect(remove({})).toBe('deny');
  }
});

test.each<Call>([
  { action: 'iam:CreatePolicyVersion', resource: OWN_POLICY },
  { action: 'iam:DeletePolicy', resource: OWN_POLICY },
  { action: 'iam:SetDefaultPolicyVersion', resource: OWN_POLICY },
  { action: 'iam:AttachRolePolicy', resource: EXECUTION_ROLE },
  { action: 'iam:PutRolePolicy', resource: bootstrapRole('deploy') },
  { action: 'iam:UpdateAssumeRolePolicy', resource: EXECUTION_ROLE },
  { action: 'iam:TagRole', resource: EXECUTION_ROLE, context: { 'aws:TagKeys': ['hlz-profile'] } },
  { action: 'iam:PassRole', resource: EXECUTION_ROLE },
  {
    action: 'iam:PutRolePermissionsBoundary',
    resource: WORKLOAD_ROLE,
    context: { 'iam:PermissionsBoundary': 'arn:aws:iam::aws:policy/AdministratorAccess' },
  },
])('the execution role cannot free itself: $action on $resource', (call) => {
  expect(verdict(call)).toBe('deny');
});

test('a role can be put within the boundary', () => {
  const context = { 'iam:PermissionsBoundary': OWN_POLICY };
  const action = 'iam:PutRolePermissionsBoundary';
  expect(verdict({ action, resource: WORKLOAD_ROLE, context })).toBe('allow');
});

function deletion(context: Call['context']): string {
  return verdict({ action: 'kms:ScheduleKeyDeletion', resource: KEY, context });
}

test('a key can be deleted, with 30 days to regret it', () => {
  const days = 'kms:ScheduleKeyDeletionPendingWindowInDays';
  expect(deletion({ [days]: '7' })).toBe('deny');
  expect(deletion({ [days]: '29' })).toBe('deny');
  expect(deletion({ [days]: '30' })).toBe('allow');
  expect(deletion({})).toBe('allow'); // KMS then waits 30 days
});

test('a key policy cannot lock out the account', () => {
  const put = { action: 'kms:PutKeyPolicy', resource: KEY };
  const bypass = 'kms:BypassPolicyLockoutSafetyCheck';
  expect(verdict({ ...put, context: { [bypass]: 'true' } })).toBe('deny');
  expect(verdict({ ...put, context: { [bypass]: 'false' } })).toBe('allow');
});

test('a key is used through a service only', () => {
  const context = { 'kms:ViaService': 's3.us-east-1.amazonaws.com' };
  for (const action of ['kms:Decrypt', 'kms:GenerateDataKeyWithoutPlaintext', 'kms:Sign']) {
    expect(verdict({ action, resource: KEY })).toBe('deny');
    expect(verdict({ action, resource: KEY, context })).toBe('allow');
  }
});

test.each<Call>([
  { action: 's3:GetObject', resource: 'arn:aws:s3:::hlz-mercy-archive-landing-1/flow-logs/x' },
  { action: 's3:PutObject', resource: 'arn:aws:s3:::hlz-mercy-archive-ledger-1/x' },
  { action: 'kinesis:GetRecords', resource: `arn:aws:kinesis:us-east-1:${ACCOUNT}:stream/hlz-m-1` },
  { action: 'kinesis:PutRecord', resource: `arn:aws:kinesis:us-east-1:${ACCOUNT}:stream/hlz-m-1` },
  { action: 'sqs:ReceiveMessage', resource: `arn:aws:sqs:us-east-1:${ACCOUNT}:hlz-m-1` },
  { action: 'dynamodb:GetItem', resource: `arn:aws:dynamodb:us-east-1:${ACCOUNT}:table/hlz-m-1` },
  { action: 'rds-db:connect', resource: `arn:aws:rds-db:us-east-1:${ACCOUNT}:dbuser:db-1/app` },
])('no bootstrap role touches data of a zone: $action', (call) => {
  expect(verdict(call)).toBe('deny');
  expect(verdict(call, bootstrapRole('lookup'))).toBe('deny');
});

test('only the execution role makes workload roles, also when others have the boundary', () => {
  for (const action of ['iam:CreateRole', 'iam:TagRole', 'iam:PutRolePolicy', 'iam:PassRole']) {
    expect(verdict({ action, resource: WORKLOAD_ROLE })).toBe('allow');
    expect(verdict({ action, resource: WORKLOAD_ROLE }, bootstrapRole('deploy'))).toBe('deny');
  }
});

test('the other bootstrap roles can do their work within the boundary', () => {
  const assets = `arn:aws:s3:::cdk-hlz-assets-${ACCOUNT}-us-east-1/code.zip`;
  expect(
    verdict({ action: 's3:PutObject', resource: assets }, bootstrapRole('file-publishing')),
  ).toBe('allow');
  const pass = { action: 'iam:PassRole', resource: EXECUTION_ROLE };
  expect(verdict(pass, bootstrapRole('deploy'))).toBe('allow');
  expect(verdict(pass, bootstrapRole('lookup'))).toBe('deny');
});

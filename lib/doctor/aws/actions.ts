/**
 * IAM action of each operation that is called, and nothing else is. `docs/doctor.md` has them as a
 * policy, and a test compares both with what is sent.
 */
export const ACTIONS = {
  GetCallerIdentity: 'sts:GetCallerIdentity',
  DescribeRegions: 'ec2:DescribeRegions',

  DescribeTrails: 'cloudtrail:DescribeTrails',
  GetTrailStatus: 'cloudtrail:GetTrailStatus',
  GetEventSelectors: 'cloudtrail:GetEventSelectors',
  DescribeConfigurationRecorders: 'config:DescribeConfigurationRecorders',
  DescribeConfigurationRecorderStatus: 'config:DescribeConfigurationRecorderStatus',
  DescribeDeliveryChannels: 'config:DescribeDeliveryChannels',
  ListDetectors: 'guardduty:ListDetectors',
  GetDetector: 'guardduty:GetDetector',
  'GuardDuty GetAdministratorAccount': 'guardduty:GetAdministratorAccount',
  DescribeHub: 'securityhub:DescribeHub',
  GetEnabledStandards: 'securityhub:GetEnabledStandards',
  'SecurityHub GetAdministratorAccount': 'securityhub:GetAdministratorAccount',
  GetMacieSession: 'macie2:GetMacieSession',
  'Macie2 GetAdministratorAccount': 'macie2:GetAdministratorAccount',
  ListAnalyzers: 'access-analyzer:ListAnalyzers',
  GetAnalyzer: 'access-analyzer:GetAnalyzer',
  // Of API Gateway, whose actions are those of HTTP; on arn:aws:apigateway:<region>::/account.
  GetAccount: 'apigateway:GET',

  GetPublicAccessBlock: 's3:GetAccountPublicAccessBlock',
  GetEbsEncryptionByDefault: 'ec2:GetEbsEncryptionByDefault',
  GetEbsDefaultKmsKeyId: 'ec2:GetEbsDefaultKmsKeyId',
  GetAccountPasswordPolicy: 'iam:GetAccountPasswordPolicy',
  GetAccountSummary: 'iam:GetAccountSummary',
  DescribeSecurityGroups: 'ec2:DescribeSecurityGroups',
  DescribeNetworkInterfaces: 'ec2:DescribeNetworkInterfaces',

  GetAccountSettings: 'lambda:GetAccountSettings',
  GetFunctionConcurrency: 'lambda:GetFunctionConcurrency',
  DescribeLimits: 'kinesis:DescribeLimits',
  GetServiceQuota: 'servicequotas:GetServiceQuota',
  GetAWSDefaultServiceQuota: 'servicequotas:GetAWSDefaultServiceQuota',
  DescribeResourcePolicies: 'logs:DescribeResourcePolicies',
  DescribeAddresses: 'ec2:DescribeAddresses',
  DescribeVpcEndpoints: 'ec2:DescribeVpcEndpoints',

  DescribeVpcs: 'ec2:DescribeVpcs',
  DescribeAvailabilityZones: 'ec2:DescribeAvailabilityZones',
  DescribeSubnets: 'ec2:DescribeSubnets',
  DescribeVpcEndpointServices: 'ec2:DescribeVpcEndpointServices',

  DescribeStacks: 'cloudformation:DescribeStacks',
  ListStackResources: 'cloudformation:ListStackResources',
  ListBackupVaults: 'backup:ListBackupVaults',
  DescribeLogGroups: 'logs:DescribeLogGroups',
  ListAliases: 'kms:ListAliases',
  ListKeys: 'kms:ListKeys',
  DescribeKey: 'kms:DescribeKey',
  ListBuckets: 's3:ListAllMyBuckets',
  ListTables: 'dynamodb:ListTables',
  GetRole: 'iam:GetRole',
  ListRoles: 'iam:ListRoles',
  ListAttachedRolePolicies: 'iam:ListAttachedRolePolicies',
  GetPolicy: 'iam:GetPolicy',
  GetPolicyVersion: 'iam:GetPolicyVersion',
} as const;

/** Operations of one name in more than one service have its name before theirs. */
export function operationName(client: string, command: string): string {
  const operation = command.replace(/Command$/, '');
  const full = `${client.replace(/Client$/, '')} ${operation}`;
  return Object.hasOwn(ACTIONS, full) ? full : operation;
}

/** The IAM action of an operation. */
export function actionOf(operation: string): string {
  return Object.hasOwn(ACTIONS, operation) ? ACTIONS[operation as keyof typeof ACTIONS] : operation;
}

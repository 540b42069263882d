import type { ResourceStatus, Stack } from '@aws-sdk/client-cloudformation';
import type { AdvancedEventSelector } from '@aws-sdk/client-cloudtrail';
import type { ServiceDetail } from '@aws-sdk/client-ec2';
import type { PasswordPolicy, Role } from '@aws-sdk/client-iam';
import type { Answers, SeenTrail } from '../../lib/doctor/answers';
import type { Verdict } from '../../lib/doctor/finding';
import { seen } from '../../lib/doctor/look';
import { TOOLKIT } from './accounts/empty';

type Change = (base: Answers) => Partial<Answers>;

/** [what is special, how the account is otherwise, about what, verdict, in the sentence] */
export const CASES: readonly (readonly [string, Change, string, Verdict, string])[] = [
  [
    'no bootstrap but that of others',
    toolkits({ StackName: 'CDKToolkit' }),
    'CDKToolkit-hlz',
    'breaks',
    'another bootstrap',
  ],
  [
    'a bootstrap in the making',
    toolkits({ StackStatus: 'CREATE_IN_PROGRESS' }),
    'CDKToolkit-hlz',
    'breaks',
    'CREATE_IN_PROGRESS',
  ],
  [
    'an old bootstrap',
    toolkits({ Outputs: [{ OutputKey: 'BootstrapVersion', OutputValue: '5' }] }),
    'CDKToolkit-hlz',
    'breaks',
    'Its version is 5',
  ],
  [
    'a bootstrap that tells no version',
    toolkits({ Outputs: [] }),
    'CDKToolkit-hlz',
    'breaks',
    'not told',
  ],
  [
    'a role that is gone',
    () => ({ executionRole: seen(undefined) }),
    'Execution role',
    'breaks',
    'is gone',
  ],
  [
    'a role without its boundary',
    role({ PermissionsBoundary: undefined }),
    'Execution role',
    'look',
    'no permissions boundary',
  ],
  [
    'a role with another boundary',
    role({ PermissionsBoundary: { PermissionsBoundaryArn: 'arn:aws:iam::1:policy/x' } }),
    'Execution role',
    'look',
    'Its boundary is arn:aws:iam::1:policy/x',
  ],
  [
    'a role of a sandbox',
    role({ Tags: [{ Key: 'hlz-profile', Value: 'sandbox' }] }),
    'Execution role',
    'look',
    'hlz-profile=sandbox',
  ],
  [
    'a part that is not attached',
    () => ({ executionPolicies: seen([{ PolicyName: 'execution-policy-identity' }]) }),
    'Execution policies',
    'breaks',
    'execution-policy-stores, execution-policy-services',
  ],
  [
    'policies of an older version',
    () => ({ bootstrapPolicies: seen({ 'execution-policy-identity': '{}' }) }),
    'Their text',
    'look',
    'execution-policy-identity',
  ],

  [
    'a trail of that name',
    trails({ Name: 'hlz-mercy' }),
    'singletons.trail',
    'breaks',
    'no stack of this zone made',
  ],
  [
    'five trails',
    () => ({ trails: seen([1, 2, 3, 4, 5].map((n) => trail({ Name: `t${n}` }))) }),
    'singletons.trail',
    'breaks',
    'a Region takes 5',
  ],
  ['a complete trail', trails({}), 'singletons.trail', 'look', 'paid for twice'],
  [
    'a channel without a recorder',
    () => ({ channels: seen([{ name: 'left' }]) }),
    'singletons.configRecorder',
    'breaks',
    'the delivery channel left',
  ],
  [
    'a recorder that a service made for itself',
    () => ({ recorders: seen([{ name: 's', servicePrincipal: 'x.amazonaws.com' }]) }),
    'singletons.configRecorder',
    'fine',
    'The deploy makes it',
  ],
  [
    'a role that API Gateway lost',
    () => ({ apiGateway: seen({ cloudwatchRoleArn: 'arn:aws:iam::1:role/x' }) }),
    'singletons.apiGatewayLogRole',
    'fine',
    'which is gone',
  ],
  [
    'an analyzer of another kind',
    () => ({
      analyzers: seen([
        {
          summary: { name: 'o', type: 'ORGANIZATION', status: 'ACTIVE' },
          configuration: seen(undefined),
        },
      ]),
    }),
    'singletons.externalAccessAnalyzer',
    'fine',
    'The deploy makes it',
  ],

  [
    'a Region without a service',
    (base) => ({ endpointServices: seen(services(base).slice(1)) }),
    'network.availabilityZones',
    'breaks',
    'has no endpoint service',
  ],
  [
    'a zone without a service',
    (base) => ({
      endpointServices: seen(
        services(base).map((one) => ({
          ...one,
          AvailabilityZones: ['us-east-1b', 'us-east-1c', 'us-east-1d'],
        })),
      ),
    }),
    'network.availabilityZones',
    'breaks',
    'in us-east-1a',
  ],
  [
    'an empty default VPC',
    () => ({ vpcs: seen([{ VpcId: 'vpc-1', IsDefault: true, CidrBlock: '172.31.0.0/16' }]) }),
    'Default VPC',
    'look',
    'is empty',
  ],
  [
    'a range that a second block of a VPC overlaps',
    () => ({
      vpcs: seen([
        {
          VpcId: 'vpc-1',
          CidrBlock: '10.1.0.0/16',
          CidrBlockAssociationSet: [{ CidrBlock: '10.40.8.0/24' }],
        },
      ]),
    }),
    'network.cidr',
    'look',
    'vpc-1',
  ],
  [
    'nine policies of logs',
    () => ({ logPolicies: seen(Array.from({ length: 9 }, () => ({ policyName: 'x' }))) }),
    'Resource policies of CloudWatch Logs',
    'breaks',
    '9 are there',
  ],
  [
    'nine policies of logs, two of them of the zone',
    () => ({
      logPolicies: seen([
        ...Array.from({ length: 7 }, () => ({ policyName: 'x' })),
        { policyName: 'hlz-mercy-waf' },
        { policyName: 'hlz-mercy-sign-ins' },
      ]),
    }),
    'Resource policies of CloudWatch Logs',
    'fine',
    'adds 0',
  ],
  [
    'few shards',
    () => ({ shards: seen({ ShardLimit: 2, OpenShardCount: 1 }) }),
    'Shards of Kinesis',
    'breaks',
    'adds 2',
  ],

  [
    'a key alias of an earlier zone',
    () => ({
      aliases: seen([
        { AliasName: 'alias/hlz/mercy/audit' },
        { AliasName: 'alias/hlz/mercy-2/audit' },
      ]),
    }),
    'Key aliases',
    'breaks',
    'alias/hlz/mercy/audit',
  ],
  [
    'aliases of another zone',
    () => ({ aliases: seen([{ AliasName: 'alias/hlz/mercy-2/audit' }]) }),
    'Key aliases',
    'fine',
    'None',
  ],
  [
    'a role of an earlier zone',
    () => ({ zoneRoles: seen([iamRole('hlz-mercy-backup'), iamRole('hlz-other-backup')]) }),
    'Roles',
    'breaks',
    'hlz-mercy-backup',
  ],
  [
    'a stack that this version does not make',
    (base) => ({
      stacks: seen([
        ...stacksIn(base),
        {
          StackName: 'hlz-mercy-portal',
          StackStatus: 'CREATE_COMPLETE',
          CreationTime: new Date(0),
        },
      ]),
    }),
    'Stack hlz-mercy-portal',
    'look',
    'makes no such stack',
  ],
  [
    'the root user with a key',
    (base) => ({
      accountSummary: base.accountSummary.seen
        ? seen({ ...base.accountSummary.value, AccountAccessKeysPresent: 1 })
        : base.accountSummary,
    }),
    'Root user',
    'look',
    'has access keys',
  ],
  [
    'the default groups open, and unused',
    () => ({ defaultGroups: seen([{ GroupId: 'sg-1', IpPermissions: [{ IpProtocol: '-1' }] }]) }),
    'accountSettings.otherDefaultSecurityGroups',
    'look',
    'Nothing uses them',
  ],
  [
    'two of four blocks',
    () => ({ publicAccessBlock: seen({ BlockPublicAcls: true, IgnorePublicAcls: true }) }),
    'accountSettings.s3PublicAccessBlock',
    'fine',
    'BlockPublicPolicy, RestrictPublicBuckets: off',
  ],
  [
    'passwords that never expire',
    () => ({ passwordPolicy: seen({ ...STRICT, MaxPasswordAge: 0 }) }),
    'accountSettings.iamPasswordPolicy',
    'fine',
    'than it must be: age endless, not 90 days.',
  ],
  [
    'a strict policy of passwords',
    () => ({ passwordPolicy: seen(STRICT) }),
    'accountSettings.iamPasswordPolicy',
    'fine',
    'As strict as it must be',
  ],
  [
    'a network that stands, in a full Region',
    (base) => ({
      stacks: seen([...stacksIn(base), standing('hlz-mercy-network')]),
      vpcs: seen(Array.from({ length: 5 }, (_, n) => ({ VpcId: `vpc-${n}` }))),
    }),
    'VPCs per Region',
    'fine',
    'adds none',
  ],
  [
    'the VPC of the zone',
    () => ({
      vpcs: seen([{ VpcId: 'vpc-1', CidrBlock: '10.40.0.0/16' }]),
      resources: made('AWS::EC2::VPC', 'vpc-1'),
    }),
    'network.cidr',
    'fine',
    'overlaps no VPC',
  ],
  [
    'a bucket of the zone',
    () => ({
      buckets: seen([{ Name: 'hlz-mercy-archive-a1b2' }]),
      resources: made('AWS::S3::Bucket', 'hlz-mercy-archive-a1b2'),
    }),
    'Buckets',
    'fine',
    'None',
  ],
  [
    'an alias that its stack let go of',
    () => ({
      aliases: seen([{ AliasName: 'alias/hlz/mercy/phi' }]),
      resources: made('AWS::KMS::Alias', 'alias/hlz/mercy/phi', 'DELETE_SKIPPED'),
    }),
    'Key aliases',
    'breaks',
    'alias/hlz/mercy/phi',
  ],
  [
    'another alias than that of the stack',
    () => ({
      aliases: seen([{ AliasName: 'alias/hlz/mercy/phi' }]),
      resources: made('AWS::KMS::Alias', 'alias/hlz/mercy/audit'),
    }),
    'Key aliases',
    'breaks',
    'alias/hlz/mercy/phi',
  ],
  [
    'a trail that reads only',
    () => ({
      trails: seen([
        { ...trail({}), selectors: seen({ basic: [], advanced: [readOnly('true')] }) },
      ]),
    }),
    'singletons.trail',
    'fine',
    'not all management events',
  ],
  [
    'a suspended detector',
    () => ({
      detectors: seen([{ id: 'd', settings: seen({ Status: 'DISABLED', Features: [] }) }]),
    }),
    'singletons.guardDuty',
    'breaks',
    'not running (suspended).',
  ],
  [
    'keys of which not all could be read',
    () => ({ dyingKeys: seen({ keys: [], looked: 500, denied: 3, beyond: 12 }) }),
    'Keys',
    'unknown',
    'not looked at: 3 that who asks may not read (kms:DescribeKey), and 12 after the first 500.',
  ],
  [
    'a dying key among keys of which one could not be read',
    () => ({
      dyingKeys: seen({ keys: [{ KeyId: 'dying' }], looked: 2, denied: 1, beyond: 0 }),
    }),
    'Keys',
    'unknown',
    'not looked at: 1 that who asks may not read',
  ],
  [
    'metrics of databases without a key',
    () => ({ logGroups: seen([{ logGroupName: 'RDSOSMetrics', retentionInDays: 30 }]) }),
    'singletons.databaseMetricsLogGroup',
    'breaks',
    'would make: no customer-managed key.',
  ],
];

function toolkits(change: Partial<Stack>): Change {
  return () => ({ stacks: seen([{ ...TOOLKIT, ...change }]) });
}

function role(change: Partial<Role>): Change {
  return ({ executionRole }) =>
    executionRole.seen && executionRole.value !== undefined
      ? { executionRole: seen({ ...executionRole.value, ...change }) }
      : {};
}

function trail(change: Partial<SeenTrail['trail']>): SeenTrail {
  return {
    trail: {
      Name: 'own',
      HomeRegion: 'us-east-1',
      IsMultiRegionTrail: true,
      IncludeGlobalServiceEvents: true,
      LogFileValidationEnabled: true,
      KmsKeyId: 'key',
      ...change,
    },
    status: seen({ IsLogging: true }),
    selectors: seen({
      basic: [{ DataResources: EVERY_RESOURCE }],
      advanced: [],
    }),
  };
}

const EVERY_RESOURCE = [
  { Type: 'AWS::S3::Object', Values: ['arn:aws:s3'] },
  { Type: 'AWS::Lambda::Function', Values: ['arn:aws:lambda'] },
  { Type: 'AWS::DynamoDB::Table', Values: ['arn:aws:dynamodb'] },
];

function trails(change: Partial<SeenTrail['trail']>): Change {
  return () => ({ trails: seen([trail(change)]) });
}

function iamRole(RoleName: string): Role {
  return { RoleName, Path: '/hlz-service/', RoleId: 'x', Arn: RoleName, CreateDate: new Date(0) };
}

function services({ endpointServices }: Answers): readonly ServiceDetail[] {
  return endpointServices.seen ? endpointServices.value : [];
}

function stacksIn({ stacks }: Answers): readonly Stack[] {
  return stacks.seen ? stacks.value : [];
}

/** As strict as the zone makes it. */
const STRICT: PasswordPolicy = {
  MinimumPasswordLength: 14,
  MaxPasswordAge: 90,
  PasswordReusePrevention: 24,
  RequireSymbols: true,
  RequireNumbers: true,
  RequireUppercaseCharacters: true,
  RequireLowercaseCharacters: true,
  AllowUsersToChangePassword: true,
  ExpirePasswords: true,
};

function standing(StackName: string): Stack {
  return { StackName, StackStatus: 'UPDATE_COMPLETE', CreationTime: new Date(0) };
}

function made(
  ResourceType: string,
  PhysicalResourceId: string,
  ResourceStatus: ResourceStatus = 'CREATE_COMPLETE',
): Answers['resources'] {
  const LastUpdatedTimestamp = new Date(0);
  const LogicalResourceId = 'Made';
  return seen([
    { LogicalResourceId, ResourceType, PhysicalResourceId, ResourceStatus, LastUpdatedTimestamp },
  ]);
}

function readOnly(value: string): AdvancedEventSelector {
  return {
    FieldSelectors: [
      { Field: 'eventCategory', Equals: ['Management'] },
      { Field: 'readOnly', Equals: [value] },
    ],
  };
}

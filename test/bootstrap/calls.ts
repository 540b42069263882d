import * as arn from './deployed';
import type { Deployed } from './deployed';
import type { Call } from './policy';

/** The calls that CloudFormation makes with its execution role for one resource type. */
interface Row {
  /** The resource as IAM names it. `*` where a call knows no resource, or AWS chooses the id. */
  readonly arn: arn.ArnOf;
  /** Prefix of the service in IAM. */
  readonly service: string;
  /** Its calls on that resource, from creation to deletion. */
  readonly calls: string;
  /** Calls on other things. */
  readonly more?: (deployed: Deployed) => readonly Call[];
}

/** SNS knows no resource for them. */
const SUBSCRIPTION_CALLS = 'Unsubscribe GetSubscriptionAttributes SetSubscriptionAttributes';

/** EC2 chooses the ids of what it makes. */
const inEc2 = (calls: string): Row => ({ arn: arn.anything, service: 'ec2', calls });
const inTopics = (calls: string): Row => ({ arn: arn.topic, service: 'sns', calls });

/**
 * From `handlers.*.permissions` of the CloudFormation schemas (August 2026), for the properties that
 * the zone sets. Two are left out, since they only take protection away:
 * `kinesis:DecreaseStreamRetentionPeriod` and `backup:DeleteBackupVaultAccessPolicy`.
 */
const ROWS: Readonly<Record<string, Row>> = {
  'AWS::ApiGateway::Account': {
    arn: arn.apiGatewayAccount,
    service: 'apigateway',
    calls: 'GET PATCH',
  },
  'AWS::Backup::BackupPlan': {
    arn: arn.backupPlan,
    service: 'backup',
    calls:
      'CreateBackupPlan GetBackupPlan UpdateBackupPlan DeleteBackupPlan TagResource UntagResource ListTags',
  },
  'AWS::Backup::BackupVault': {
    arn: arn.backupVault,
    service: 'backup',
    calls:
      'CreateBackupVault PutBackupVaultAccessPolicy PutBackupVaultLockConfiguration DescribeBackupVault GetBackupVaultAccessPolicy GetBackupVaultNotifications DeleteBackupVault TagResource UntagResource ListTags',
    more: (it) => [
      ...arn.on('backup-storage', 'Mount MountCapsule', { resource: '*' }),
      ...arn.on('kms', 'DescribeKey', { resource: arn.key(it) }),
      ...arn.usesItsKey('backup', 'CreateGrant GenerateDataKey Decrypt RetireGrant')(it),
    ],
  },
  'AWS::EC2::EIP': inEc2(
    'AllocateAddress AssociateAddress DisassociateAddress ReleaseAddress DescribeAddresses CreateTags DeleteTags',
  ),
  'AWS::EC2::FlowLog': {
    ...inEc2('CreateFlowLogs DeleteFlowLogs DescribeFlowLogs CreateTags DeleteTags'),
    more: () => arn.on('logs', 'CreateLogDelivery DeleteLogDelivery', { resource: '*' }),
  },
  'AWS::EC2::InternetGateway': inEc2(
    'CreateInternetGateway DeleteInternetGateway DescribeInternetGateways CreateTags DeleteTags',
  ),
  'AWS::EC2::NatGateway': inEc2(
    'CreateNatGateway DeleteNatGateway DescribeNatGateways CreateTags DeleteTags',
  ),
  'AWS::EC2::Route': inEc2(
    'CreateRoute ReplaceRoute DeleteRoute DescribeRouteTables DescribeNetworkInterfaces',
  ),
  'AWS::EC2::RouteTable': inEc2(
    'CreateRouteTable DeleteRouteTable DescribeRouteTables CreateTags DeleteTags',
  ),
  'AWS::EC2::SecurityGroup': inEc2(
    'CreateSecurityGroup DeleteSecurityGroup DescribeSecurityGroups DescribeInstances AuthorizeSecurityGroupIngress AuthorizeSecurityGroupEgress RevokeSecurityGroupIngress RevokeSecurityGroupEgress UpdateSecurityGroupRuleDescriptionsIngress UpdateSecurityGroupRuleDescriptionsEgress CreateTags DeleteTags',
  ),
  'AWS::EC2::Subnet': inEc2(
    'CreateSubnet DeleteSubnet ModifySubnetAttribute DescribeSubnets DescribeNetworkAcls DescribeAvailabilityZones CreateTags DeleteTags',
  ),
  'AWS::EC2::SubnetRouteTableAssociation': inEc2(
    'AssociateRouteTable DisassociateRouteTable ReplaceRouteTableAssociation DescribeRouteTables DescribeSubnets',
  ),
  'AWS::EC2::VPC': inEc2(
    'CreateVpc DeleteVpc ModifyVpcAttribute DescribeVpcs DescribeVpcAttribute DescribeVpcEncryptionControls CreateTags DeleteTags',
  ),
  'AWS::EC2::VPCEndpoint': {
    ...inEc2(
      'CreateVpcEndpoint ModifyVpcEndpoint DeleteVpcEndpoints DescribeVpcEndpoints CreateTags DeleteTags',
    ),
    // Dependent actions of CreateVpcEndpoint with private names, which the schema does not list:
    // https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html
    more: () =>
      arn.on('route53', 'AssociateVPCWithHostedZone DisassociateVPCFromHostedZone', {
        resource: '*',
      }),
  },
  'AWS::EC2::VPCGatewayAttachment': inEc2(
    'AttachInternetGateway DetachInternetGateway DescribeInternetGateways DescribeVpnGateways',
  ),
  'AWS::IAM::ManagedPolicy': {
    arn: arn.managedPolicy,
    service: 'iam',
    calls:
      'CreatePolicy CreatePolicyVersion DeletePolicyVersion DeletePolicy GetPolicy GetPolicyVersion ListPolicyVersions ListEntitiesForPolicy',
    more: arn.attachesThePolicy,
  },
  'AWS::IAM::Role': {
    arn: arn.role,
    service: 'iam',
    calls:
      'CreateRole DeleteRole UpdateRole UpdateRoleDescription UpdateAssumeRolePolicy TagRole UntagRole GetRole GetRolePolicy ListRolePolicies ListAttachedRolePolicies ListRoleTags',
    more: arn.passesTheRole,
  },
  'AWS::IAM::ServiceLinkedRole': {
    arn: arn.linkedRole,
    service: 'iam',
    calls: 'DeleteServiceLinkedRole GetServiceLinkedRoleDeletionStatus GetRole',
    more: (it) => arn.linksARole(arn.text(it, 'AWSServiceName'))(it),
  },
  'AWS::KMS::Alias': {
    arn: arn.keyAlias,
    service: 'kms',
    calls: 'CreateAlias UpdateAlias DeleteAlias ListAliases',
    more: (it) => arn.on('kms', 'CreateAlias UpdateAlias DeleteAlias', { resource: arn.key(it) }),
  },
  'AWS::KMS::Key': {
    arn: arn.key,
    service: 'kms',
    calls:
      'CreateKey PutKeyPolicy EnableKeyRotation UpdateKeyDescription TagResource UntagResource DescribeKey GetKeyPolicy GetKeyRotationStatus ListResourceTags',
    // https://docs.aws.amazon.com/kms/latest/developerguide/multi-region-auth-slr.html
    more: (it) => [
      ...arn.deletesTheKey(it),
      ...(it.resource.Properties?.['MultiRegion'] === true
        ? arn.linksARole('mrk.kms.amazonaws.com')(it)
        : []),
    ],
  },
  'AWS::Kinesis::Stream': {
    arn: arn.stream,
    service: 'kinesis',
    calls:
      'CreateStream DeleteStream UpdateShardCount IncreaseStreamRetentionPeriod StartStreamEncryption AddTagsToStream RemoveTagsFromStream TagResource UntagResource DescribeStreamSummary ListTagsForStream ListTagsForResource',
    // https://docs.aws.amazon.com/streams/latest/dev/permissions-user-key-KMS.html
    more: (it) => arn.on('kms', 'DescribeKey ListAliases', { resource: arn.key(it) }),
  },
  'AWS::Lambda::Function': {
    arn: arn.lambda,
    service: 'lambda',
    calls:
      'CreateFunction DeleteFunction UpdateFunctionCode UpdateFunctionConfiguration PutFunctionConcurrency DeleteFunctionConcurrency GetFunction GetFunctionCodeSigningConfig GetFunctionRecursionConfig GetFunctionScalingConfig GetRuntimeManagementConfig TagResource UntagResource ListTags',
    more: arn.readsAnAsset,
  },
  'AWS::Logs::LogGroup': {
    arn: arn.logGroup,
    service: 'logs',
    calls:
      'CreateLogGroup DeleteLogGroup PutRetentionPolicy AssociateKmsKey TagResource UntagResource ListTagsForResource GetDataProtectionPolicy',
    more: () =>
      arn.on('logs', 'DescribeLogGroups DescribeIndexPolicies DescribeResourcePolicies', {
        resource: '*',
      }),
  },
  'AWS::S3::Bucket': {
    arn: arn.bucket,
    service: 's3',
    calls:
      'CreateBucket DeleteBucket ListBucket TagResource UntagResource ListTagsForResource PutBucketTagging PutEncryptionConfiguration PutLifecycleConfiguration PutBucketPublicAccessBlock PutReplicationConfiguration PutBucketObjectLockConfiguration PutBucketLogging PutBucketVersioning PutBucketOwnershipControls GetBucketAcl GetBucketCORS GetBucketLogging GetBucketNotification GetBucketObjectLockConfiguration GetBucketOwnershipControls GetBucketPublicAccessBlock GetBucketTagging GetBucketVersioning GetBucketWebsite GetAccelerateConfiguration GetAnalyticsConfiguration GetEncryptionConfiguration GetIntelligentTieringConfiguration GetInventoryConfiguration GetLifecycleConfiguration GetMetricsConfiguration GetReplicationConfiguration',
  },
  'AWS::S3::BucketPolicy': {
    arn: arn.bucket,
    service: 's3',
    calls: 'PutBucketPolicy GetBucketPolicy DeleteBucketPolicy',
  },
  'AWS::SNS::Subscription': {
    ...inTopics('Subscribe'),
    more: () => arn.on('sns', SUBSCRIPTION_CALLS, { resource: '*' }),
  },
  'AWS::SNS::Topic': inTopics(
    'CreateTopic DeleteTopic SetTopicAttributes GetTopicAttributes GetDataProtectionPolicy Subscribe ListSubscriptionsByTopic TagResource UntagResource ListTagsForResource',
  ),
  'AWS::SNS::TopicPolicy': inTopics('SetTopicAttributes GetTopicAttributes'),
  'AWS::SQS::Queue': {
    arn: arn.queue,
    service: 'sqs',
    calls:
      'CreateQueue DeleteQueue SetQueueAttributes GetQueueAttributes GetQueueUrl TagQueue UntagQueue ListQueueTags',
  },
  'AWS::SQS::QueuePolicy': {
    arn: arn.queue,
    service: 'sqs',
    calls: 'SetQueueAttributes GetQueueAttributes GetQueueUrl',
  },
};

/** Every custom resource of the zone is answered by a function of the zone. */
const CUSTOM: Row = { arn: arn.baselineFunction, service: 'lambda', calls: 'InvokeFunction' };

/** @throws Error when the type has no row */
export function callsFor(deployed: Deployed): readonly Call[] {
  const { Type: type } = deployed.resource;
  const row = type.startsWith('Custom::') ? CUSTOM : ROWS[type];
  if (row === undefined) {
    throw new Error(
      `${type} has no row in test/bootstrap/calls.ts. Add the calls that CloudFormation makes for it (handlers.*.permissions of its schema), and allow them in a bootstrap/execution-policy-*.json.`,
    );
  }
  const { service, calls, more = () => [] } = row;
  return [...arn.on(service, calls, { resource: row.arn(deployed) }), ...more(deployed)];
}

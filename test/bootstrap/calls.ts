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

/**
 * What RDS does with our keys in the name of who makes a database.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonrds.html
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-secrets-manager.html#rds-secrets-manager-permissions
 * https://docs.aws.amazon.com/kms/latest/developerguide/services-secrets-manager.html
 */
const encryptsTheDatabase = (it: Deployed): readonly Call[] => [
  ...arn.on('kms', 'DescribeKey', { resource: arn.key(it) }),
  ...arn.usesItsKey('rds', 'CreateGrant Decrypt GenerateDataKey')(it),
  ...arn.usesItsKey('secretsmanager', 'Decrypt GenerateDataKey')(it),
  ...arn.on('secretsmanager', 'CreateSecret TagResource', { resource: arn.masterPassword(it) }),
];

/** IAM writes a log group with `:*` behind it in some of them, and without in others. */
const LOG_GROUP_CALLS =
  'CreateLogGroup DeleteLogGroup PutRetentionPolicy AssociateKmsKey TagResource UntagResource ListTagsForResource GetDataProtectionPolicy';

/** Service-linked roles of GuardDuty, by service. */
const GUARDDUTY_ROLES = ['guardduty.amazonaws.com', 'malware-protection.guardduty.amazonaws.com'];

/** EC2 chooses the ids of what it makes. */
const inEc2 = (calls: string): Row => ({ arn: arn.anything, service: 'ec2', calls });
/** Cognito chooses the id of a pool, and knows no other resource below it. */
const onUserPool = (calls: string): Row => ({ arn: arn.userPool, service: 'cognito-idp', calls });
const inTopics = (calls: string): Row => ({ arn: arn.topic, service: 'sns', calls });
/** What an account has one of in each Region: recorder, channel, detector, hub, Macie session. */
const onTheOne = (service: string, calls: string): Row => ({ arn: arn.anything, service, calls });

/**
 * From `handlers.*.permissions` of the CloudFormation schemas (August 2026), for the properties that
 * the zone sets: no trail or analyzer of an organization, no snapshot before a deletion. Some are left
 * out, since they only take protection away: `kinesis:DecreaseStreamRetentionPeriod`,
 * `backup:DeleteBackupVaultAccessPolicy`, `cloudtrail:StopLogging`.
 */
const ROWS: Readonly<Record<string, Row>> = {
  'AWS::AccessAnalyzer::Analyzer': {
    arn: arn.analyzer,
    service: 'access-analyzer',
    calls:
      'CreateAnalyzer UpdateAnalyzer DeleteAnalyzer GetAnalyzer ListArchiveRules TagResource UntagResource ListTagsForResource',
    more: (it) => [
      ...arn.on('access-analyzer', 'ListAnalyzers', { resource: '*' }),
      ...arn.linksARole('access-analyzer.amazonaws.com')(it),
    ],
  },
  'AWS::ApiGateway::Account': {
    arn: arn.apiGatewayAccount,
    service: 'apigateway',
    calls: 'GET PATCH',
  },
  'AWS::ApiGateway::ClientCertificate': {
    arn: arn.clientCertificate,
    service: 'apigateway',
    calls: 'GET PATCH PUT DELETE',
    more: (it) => [
      ...arn.on('apigateway', 'POST', { resource: arn.clientCertificates(it) }),
      ...arn.tagsIn(arn.clientCertificate)(it),
    ],
  },
  'AWS::ApiGateway::Deployment': {
    arn: arn.deployment,
    service: 'apigateway',
    calls: 'GET PATCH DELETE',
    more: (it) => arn.on('apigateway', 'POST', { resource: arn.deployments(it) }),
  },
  'AWS::ApiGateway::RestApi': {
    arn: arn.restApi,
    service: 'apigateway',
    calls: 'GET PATCH PUT DELETE UpdateRestApiPolicy',
    more: (it) => [
      ...arn.on('apigateway', 'POST UpdateRestApiPolicy', { resource: arn.restApis(it) }),
      ...arn.tagsIn(arn.restApi)(it),
      // https://docs.aws.amazon.com/apigateway/latest/developerguide/using-service-linked-roles.html
      ...arn.linksARole('ops.apigateway.amazonaws.com')(it),
    ],
  },
  'AWS::ApiGateway::Stage': {
    arn: arn.stage,
    service: 'apigateway',
    calls: 'GET PATCH PUT DELETE',
    more: (it) => [
      ...arn.on('apigateway', 'POST', { resource: arn.stages(it) }),
      ...arn.tagsIn(arn.stage)(it),
    ],
  },
  'AWS::Backup::BackupPlan': {
    arn: arn.backupPlan,
    service: 'backup',
    calls:
      'CreateBackupPlan GetBackupPlan UpdateBackupPlan DeleteBackupPlan TagResource UntagResource ListTags',
  },
  'AWS::Backup::BackupSelection': {
    arn: arn.backupPlan,
    service: 'backup',
    calls: 'CreateBackupSelection GetBackupSelection DeleteBackupSelection',
    more: (it) => [
      ...arn.on('iam', 'GetRole', { resource: arn.serviceRole(it.config, 'Archive') }),
      ...arn.passes('Archive', 'backup.amazonaws.com')(it),
      ...arn.linksARole('backup.amazonaws.com')(it),
    ],
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
  'AWS::Backup::RestoreTestingPlan': {
    arn: arn.restoreTestingPlan,
    service: 'backup',
    calls:
      'CreateRestoreTestingPlan GetRestoreTestingPlan UpdateRestoreTestingPlan DeleteRestoreTestingPlan TagResource UntagResource ListTags',
    more: arn.linksARole('restore-testing.backup.amazonaws.com'),
  },
  'AWS::Backup::RestoreTestingSelection': {
    arn: arn.restoreTestingPlan,
    service: 'backup',
    calls:
      'CreateRestoreTestingSelection GetRestoreTestingSelection UpdateRestoreTestingSelection DeleteRestoreTestingSelection',
    // Another service than the role trusts:
    // https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsbackup.html
    more: arn.passes('Archive', 'restore-testing.backup.amazonaws.com'),
  },
  'AWS::CloudTrail::Trail': {
    arn: arn.trail,
    service: 'cloudtrail',
    calls:
      'CreateTrail UpdateTrail DeleteTrail StartLogging PutEventSelectors PutInsightSelectors AddTags RemoveTags ListTags GetTrail GetTrailStatus GetEventSelectors GetInsightSelectors GetEventConfiguration',
    more: () => arn.on('cloudtrail', 'DescribeTrails', { resource: '*' }),
  },
  'AWS::CloudWatch::Alarm': {
    arn: arn.alarm,
    service: 'cloudwatch',
    calls: 'PutMetricAlarm DeleteAlarms TagResource UntagResource ListTagsForResource',
    // https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html
    more: () => arn.on('cloudwatch', 'DescribeAlarms', { resource: '*' }),
  },
  'AWS::CloudWatch::Dashboard': {
    arn: arn.dashboard,
    service: 'cloudwatch',
    calls:
      'PutDashboard GetDashboard DeleteDashboards TagResource UntagResource ListTagsForResource',
  },
  'AWS::Cognito::LogDeliveryConfiguration': {
    ...onUserPool('SetLogDeliveryConfiguration GetLogDeliveryConfiguration'),
    more: () =>
      arn.on(
        'logs',
        'CreateLogDelivery GetLogDelivery UpdateLogDelivery DeleteLogDelivery ListLogDeliveries PutResourcePolicy DescribeResourcePolicies DescribeLogGroups',
        { resource: '*' },
      ),
  },
  'AWS::Cognito::ManagedLoginBranding': onUserPool(
    'CreateManagedLoginBranding DescribeManagedLoginBranding DescribeManagedLoginBrandingByClient UpdateManagedLoginBranding DeleteManagedLoginBranding',
  ),
  'AWS::Cognito::UserPool': {
    ...onUserPool(
      'DescribeUserPool UpdateUserPool DeleteUserPool SetUserPoolMfaConfig GetUserPoolMfaConfig TagResource UntagResource ListTagsForResource',
    ),
    more: () => arn.on('cognito-idp', 'CreateUserPool', { resource: '*' }),
  },
  'AWS::Cognito::UserPoolClient': onUserPool(
    'CreateUserPoolClient DescribeUserPoolClient UpdateUserPoolClient DeleteUserPoolClient',
  ),
  'AWS::Cognito::UserPoolDomain': {
    ...onUserPool('CreateUserPoolDomain UpdateUserPoolDomain DeleteUserPoolDomain'),
    more: () => arn.on('cognito-idp', 'DescribeUserPoolDomain', { resource: '*' }),
  },
  'AWS::Cognito::UserPoolGroup': onUserPool('CreateGroup GetGroup UpdateGroup DeleteGroup'),
  // Its secret is read at deploy, where the template refers to it.
  'AWS::Cognito::UserPoolIdentityProvider': {
    ...onUserPool(
      'CreateIdentityProvider DescribeIdentityProvider UpdateIdentityProvider DeleteIdentityProvider',
    ),
    more: arn.readsItsSecret,
  },
  'AWS::Cognito::UserPoolRiskConfigurationAttachment': onUserPool(
    'SetRiskConfiguration DescribeRiskConfiguration',
  ),
  // The schemas of the next two name no permissions: these are the calls of their API, and
  // https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsconfig.html
  'AWS::Config::ConfigurationRecorder': {
    ...onTheOne(
      'config',
      'PutConfigurationRecorder StartConfigurationRecorder StopConfigurationRecorder DeleteConfigurationRecorder DescribeConfigurationRecorders DescribeConfigurationRecorderStatus',
    ),
    more: (it) =>
      arn.on('iam', 'PassRole', {
        resource: arn.text(it, 'RoleARN'),
        context: { 'iam:PassedToService': 'config.amazonaws.com' },
      }),
  },
  'AWS::Config::DeliveryChannel': onTheOne(
    'config',
    'PutDeliveryChannel DeleteDeliveryChannel DescribeDeliveryChannels DescribeDeliveryChannelStatus',
  ),
  'AWS::Config::ConformancePack': {
    arn: arn.conformancePack,
    service: 'config',
    calls: 'PutConformancePack DeleteConformancePack TagResource UntagResource ListTagsForResource',
    more: (it) => [
      ...arn.on('config', 'DescribeConformancePacks DescribeConformancePackStatus', {
        resource: '*',
      }),
      ...arn.linksARole('config-conforms.amazonaws.com')(it),
    ],
  },
  // No import, no contributor insights, no stream of Kinesis.
  'AWS::DynamoDB::Table': {
    arn: arn.table,
    service: 'dynamodb',
    calls:
      'CreateTable DescribeTable UpdateTable DeleteTable DescribeTimeToLive UpdateTimeToLive DescribeContinuousBackups UpdateContinuousBackups DescribeContributorInsights DescribeKinesisStreamingDestination GetResourcePolicy PutResourcePolicy DeleteResourcePolicy TagResource UntagResource ListTagsOfResource',
    // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html
    more: (it) => [
      ...arn.on('kms', 'DescribeKey', { resource: arn.key(it) }),
      ...arn.usesItsKey('dynamodb', 'CreateGrant Decrypt Encrypt GenerateDataKey')(it),
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
  'AWS::EC2::SecurityGroupEgress': inEc2(
    'AuthorizeSecurityGroupEgress RevokeSecurityGroupEgress UpdateSecurityGroupRuleDescriptionsEgress DescribeSecurityGroupRules',
  ),
  'AWS::EC2::SecurityGroupIngress': inEc2(
    'AuthorizeSecurityGroupIngress RevokeSecurityGroupIngress UpdateSecurityGroupRuleDescriptionsIngress DescribeSecurityGroups DescribeSecurityGroupRules',
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
  'AWS::Events::Rule': {
    arn: arn.rule,
    service: 'events',
    calls:
      'PutRule DescribeRule PutTargets RemoveTargets ListTargetsByRule DeleteRule TagResource UntagResource ListTagsForResource',
  },
  'AWS::GuardDuty::Detector': {
    ...onTheOne(
      'guardduty',
      'CreateDetector GetDetector UpdateDetector DeleteDetector ListDetectors TagResource UntagResource ListTagsForResource',
    ),
    // The second is that of the scans of volumes, a feature of the detector:
    // https://docs.aws.amazon.com/guardduty/latest/ug/slr-permissions-malware-protection.html
    more: (it) => [
      ...arn.linksARole(...GUARDDUTY_ROLES)(it),
      ...arn.seesItsRole(...GUARDDUTY_ROLES)(it),
    ],
  },
  // GuardDuty chooses its id.
  'AWS::GuardDuty::MalwareProtectionPlan': {
    arn: arn.anything,
    service: 'guardduty',
    calls:
      'CreateMalwareProtectionPlan GetMalwareProtectionPlan UpdateMalwareProtectionPlan DeleteMalwareProtectionPlan TagResource UntagResource ListTagsForResource',
  },
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
    more: (it) => [...arn.passesTheRole(it), ...arn.attachesManagedPolicies(it)],
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
    more: (it) => [...arn.readsAnAsset(it), ...arn.encryptsAnEnvironment(it)],
  },
  'AWS::Lambda::EventInvokeConfig': {
    arn: arn.lambdaOfCalls,
    service: 'lambda',
    calls:
      'PutFunctionEventInvokeConfig UpdateFunctionEventInvokeConfig DeleteFunctionEventInvokeConfig GetFunctionEventInvokeConfig',
  },
  // Its id is AWS's; the function that it calls is a condition:
  // https://docs.aws.amazon.com/service-authorization/latest/reference/list_awslambda.html
  'AWS::Lambda::EventSourceMapping': {
    arn: arn.eventSourceMapping,
    service: 'lambda',
    calls: 'GetEventSourceMapping TagResource UntagResource ListTags',
    more: arn.mapsToItsFunction,
  },
  'AWS::Lambda::Permission': {
    arn: arn.lambdaOfCalls,
    service: 'lambda',
    calls: 'AddPermission GetPolicy RemovePermission',
  },
  'AWS::Logs::LogGroup': {
    arn: arn.logGroup,
    service: 'logs',
    calls: LOG_GROUP_CALLS,
    more: (it) => [
      ...arn.on('logs', LOG_GROUP_CALLS, { resource: `${arn.logGroup(it)}:*` }),
      ...arn.on('logs', 'DescribeLogGroups DescribeIndexPolicies DescribeResourcePolicies', {
        resource: '*',
      }),
    ],
  },
  'AWS::Logs::MetricFilter': {
    arn: arn.filteredLogGroup,
    service: 'logs',
    calls: 'PutMetricFilter DeleteMetricFilter DescribeMetricFilters',
  },
  'AWS::Logs::ResourcePolicy': {
    arn: arn.anything,
    service: 'logs',
    calls: 'PutResourcePolicy DescribeResourcePolicies DeleteResourcePolicy',
  },
  'AWS::Logs::SubscriptionFilter': {
    arn: arn.filteredLogGroup,
    service: 'logs',
    calls: 'PutSubscriptionFilter DescribeSubscriptionFilters DeleteSubscriptionFilter',
  },
  'AWS::Macie::Session': {
    ...onTheOne(
      'macie2',
      'EnableMacie GetMacieSession UpdateMacieSession DisableMacie ListAutomatedDiscoveryAccounts',
    ),
    // https://docs.aws.amazon.com/macie/latest/user/service-linked-roles.html
    more: arn.linksARole('macie.amazonaws.com'),
  },
  'AWS::RDS::DBInstance': {
    arn: arn.database,
    service: 'rds',
    calls:
      'CreateDBInstance ModifyDBInstance RebootDBInstance DeleteDBInstance AddTagsToResource RemoveTagsFromResource',
    // Without `iam:GetRole` and `iam:ListRoles`: neither does the handler call IAM, nor has
    // AmazonRDSFullAccess them.
    more: (it) => [
      ...arn
        .underTheDatabase(it)
        .flatMap((resource) => arn.on('rds', 'CreateDBInstance ModifyDBInstance', { resource })),
      ...arn.on(
        'rds',
        'DescribeDBInstances DescribeDBClusters DescribeDBSnapshots DescribeDBInstanceAutomatedBackups DescribeDBEngineVersions DescribeDBParameterGroups DescribeEvents',
        { resource: '*' },
      ),
      ...arn.on(
        'ec2',
        'DescribeAccountAttributes DescribeAvailabilityZones DescribeInternetGateways DescribeSecurityGroups DescribeSubnets DescribeVpcAttribute DescribeVpcs',
        { resource: '*' },
      ),
      ...encryptsTheDatabase(it),
      // The role trusts `monitoring.rds.amazonaws.com`, and AWS says that it is passed to another:
      // https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonrds.html
      ...arn.passes(it.stackId, 'rds.amazonaws.com')(it),
      ...arn.linksARole('rds.amazonaws.com')(it),
    ],
  },
  'AWS::RDS::DBParameterGroup': {
    arn: arn.parameterGroup,
    service: 'rds',
    calls:
      'CreateDBParameterGroup ModifyDBParameterGroup ResetDBParameterGroup DeleteDBParameterGroup AddTagsToResource RemoveTagsFromResource ListTagsForResource',
    more: () =>
      arn.on(
        'rds',
        'DescribeDBParameterGroups DescribeDBParameters DescribeEngineDefaultParameters',
        { resource: '*' },
      ),
  },
  'AWS::RDS::DBSubnetGroup': {
    arn: arn.subnetGroup,
    service: 'rds',
    calls:
      'CreateDBSubnetGroup ModifyDBSubnetGroup DeleteDBSubnetGroup AddTagsToResource RemoveTagsFromResource ListTagsForResource',
    more: () => arn.on('rds', 'DescribeDBSubnetGroups', { resource: '*' }),
  },
  'AWS::S3::Bucket': {
    arn: arn.bucket,
    service: 's3',
    calls:
      'CreateBucket DeleteBucket ListBucket TagResource UntagResource ListTagsForResource PutBucketTagging PutEncryptionConfiguration PutLifecycleConfiguration PutBucketPublicAccessBlock PutReplicationConfiguration PutBucketObjectLockConfiguration PutBucketNotification PutBucketLogging PutBucketVersioning PutBucketOwnershipControls GetBucketAcl GetBucketCORS GetBucketLogging GetBucketNotification GetBucketObjectLockConfiguration GetBucketOwnershipControls GetBucketPublicAccessBlock GetBucketTagging GetBucketVersioning GetBucketWebsite GetAccelerateConfiguration GetAnalyticsConfiguration GetEncryptionConfiguration GetIntelligentTieringConfiguration GetInventoryConfiguration GetLifecycleConfiguration GetMetricsConfiguration GetReplicationConfiguration',
  },
  'AWS::S3::BucketPolicy': {
    arn: arn.bucket,
    service: 's3',
    calls: 'PutBucketPolicy GetBucketPolicy DeleteBucketPolicy',
  },
  'AWS::Scheduler::Schedule': {
    arn: arn.schedule,
    service: 'scheduler',
    calls: 'CreateSchedule GetSchedule UpdateSchedule DeleteSchedule',
  },
  'AWS::Scheduler::ScheduleGroup': {
    arn: arn.scheduleGroup,
    service: 'scheduler',
    calls:
      'CreateScheduleGroup GetScheduleGroup DeleteScheduleGroup DeleteSchedule TagResource UntagResource ListTagsForResource',
  },
  'AWS::SecurityHub::Hub': {
    ...onTheOne(
      'securityhub',
      'EnableSecurityHub UpdateSecurityHubConfiguration DisableSecurityHub DescribeHub TagResource UntagResource ListTagsForResource',
    ),
    // https://docs.aws.amazon.com/securityhub/latest/userguide/using-service-linked-roles.html
    more: arn.linksARole('securityhub.amazonaws.com'),
  },
  'AWS::SecurityHub::Standard': onTheOne(
    'securityhub',
    'BatchEnableStandards BatchDisableStandards GetEnabledStandards DescribeStandardsControls',
  ),
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
  'AWS::WAFv2::LoggingConfiguration': {
    arn: arn.webAcl,
    service: 'wafv2',
    calls: 'PutLoggingConfiguration GetLoggingConfiguration DeleteLoggingConfiguration',
    more: () => [
      ...arn.on('wafv2', 'ListLoggingConfigurations', { resource: '*' }),
      ...arn.on(
        'logs',
        'CreateLogDelivery DeleteLogDelivery PutResourcePolicy DescribeResourcePolicies DescribeLogGroups',
        { resource: '*' },
      ),
    ],
  },
  'AWS::WAFv2::WebACL': {
    arn: arn.webAcl,
    service: 'wafv2',
    calls:
      'CreateWebACL UpdateWebACL DeleteWebACL GetWebACL TagResource UntagResource ListTagsForResource',
    more: (it) => [
      ...arn.on('wafv2', 'ListWebACLs', { resource: '*' }),
      // Of the groups of AWS that it names:
      // https://docs.aws.amazon.com/service-authorization/latest/reference/list_awswafv2.html
      ...arn.on('wafv2', 'CreateWebACL UpdateWebACL', { resource: arn.managedRules(it) }),
    ],
  },
  'AWS::WAFv2::WebACLAssociation': {
    arn: arn.stage,
    service: 'wafv2',
    calls: 'AssociateWebACL DisassociateWebACL GetWebACLForResource',
    more: (it) => [
      ...arn.on('wafv2', 'AssociateWebACL GetWebACLForResource', { resource: arn.webAcl(it) }),
      ...arn.on('apigateway', 'SetWebACL', { resource: arn.stage(it) }),
    ],
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

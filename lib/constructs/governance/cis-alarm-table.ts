import type { IFilterPattern } from 'aws-cdk-lib/aws-logs';
import { FilterPattern } from 'aws-cdk-lib/aws-logs';
import type { TrailAlarm } from './trail-alarm';

/**
 * Monitoring section of the CIS AWS Foundations Benchmark v1.4.0. Security Hub compares patterns to
 * the letter, so they are those of its page, order and spaces included; 4.15, which that page lacks,
 * is the benchmark's own. https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html
 */
export const CIS_ALARMS: readonly TrailAlarm[] = [
  {
    id: 'UnauthorizedCalls',
    meaning: 'Five or more calls were denied within five minutes.',
    citation: cis('4.1'),
    pattern: FilterPattern.literal(
      '{($.errorCode="*UnauthorizedOperation") || ($.errorCode="AccessDenied*")}',
    ),
    // Consoles and scanners try what they may not: one denial says nothing.
    threshold: 5,
  },
  {
    id: 'SignInWithoutMfa',
    meaning: 'Somebody signed in to the console without a second factor.',
    citation: cis('4.2'),
    pattern: FilterPattern.literal(
      '{ ($.eventName = "ConsoleLogin") && ($.additionalEventData.MFAUsed != "Yes") && ($.userIdentity.type = "IAMUser") && ($.responseElements.ConsoleLogin = "Success") }',
    ),
  },
  {
    id: 'RootUsed',
    meaning: 'The root user was used.',
    citation: cis('4.3'),
    pattern: FilterPattern.literal(
      '{$.userIdentity.type="Root" && $.userIdentity.invokedBy NOT EXISTS && $.eventType !="AwsServiceEvent"}',
    ),
  },
  {
    id: 'IamPolicyChanged',
    meaning: 'A policy of IAM was changed.',
    citation: cis('4.4'),
    pattern: named('iam.amazonaws.com', [
      'DeleteGroupPolicy',
      'DeleteRolePolicy',
      'DeleteUserPolicy',
      'PutGroupPolicy',
      'PutRolePolicy',
      'PutUserPolicy',
      'CreatePolicy',
      'DeletePolicy',
      'CreatePolicyVersion',
      'DeletePolicyVersion',
      'AttachRolePolicy',
      'DetachRolePolicy',
      'AttachUserPolicy',
      'DetachUserPolicy',
      'AttachGroupPolicy',
      'DetachGroupPolicy',
    ]),
  },
  {
    id: 'TrailChanged',
    meaning: 'A trail was made, changed, started, stopped or deleted.',
    citation: cis('4.5'),
    pattern: named(undefined, [
      'CreateTrail',
      'UpdateTrail',
      'DeleteTrail',
      'StartLogging',
      'StopLogging',
    ]),
  },
  {
    id: 'SignInFailed',
    meaning: 'Three or more attempts to sign in to the console failed within five minutes.',
    citation: cis('4.6'),
    pattern: FilterPattern.literal(
      '{($.eventName=ConsoleLogin) && ($.errorMessage="Failed authentication")}',
    ),
    // https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudwatch-alarms-for-cloudtrail.html
    threshold: 3,
  },
  {
    id: 'KeyDisabled',
    meaning: 'A KMS key was disabled or is to be deleted: what it encrypted goes with it.',
    citation: cis('4.7'),
    pattern: named('kms.amazonaws.com', ['DisableKey', 'ScheduleKeyDeletion']),
  },
  {
    id: 'BucketPolicyChanged',
    meaning: 'The policy, ACL, CORS, life cycle or replication of a bucket was changed.',
    citation: cis('4.8'),
    pattern: named('s3.amazonaws.com', [
      'PutBucketAcl',
      'PutBucketPolicy',
      'PutBucketCors',
      'PutBucketLifecycle',
      'PutBucketReplication',
      'DeleteBucketPolicy',
      'DeleteBucketCors',
      'DeleteBucketLifecycle',
      'DeleteBucketReplication',
    ]),
  },
  {
    id: 'RecorderChanged',
    meaning: 'The recorder or the delivery channel of AWS Config was changed or stopped.',
    citation: cis('4.9'),
    pattern: named('config.amazonaws.com', [
      'StopConfigurationRecorder',
      'DeleteDeliveryChannel',
      'PutDeliveryChannel',
      'PutConfigurationRecorder',
    ]),
  },
  {
    id: 'SecurityGroupChanged',
    meaning: 'A security group was changed.',
    citation: cis('4.10'),
    pattern: named(undefined, [
      'AuthorizeSecurityGroupIngress',
      'AuthorizeSecurityGroupEgress',
      'RevokeSecurityGroupIngress',
      'RevokeSecurityGroupEgress',
      'CreateSecurityGroup',
      'DeleteSecurityGroup',
    ]),
  },
  {
    id: 'NetworkAclChanged',
    meaning: 'A network ACL was changed.',
    citation: cis('4.11'),
    pattern: named(undefined, [
      'CreateNetworkAcl',
      'CreateNetworkAclEntry',
      'DeleteNetworkAcl',
      'DeleteNetworkAclEntry',
      'ReplaceNetworkAclEntry',
      'ReplaceNetworkAclAssociation',
    ]),
  },
  {
    id: 'GatewayChanged',
    meaning: 'An internet or customer gateway was changed: a VPC may have got a way out.',
    citation: cis('4.12'),
    pattern: named(undefined, [
      'CreateCustomerGateway',
      'DeleteCustomerGateway',
      'AttachInternetGateway',
      'CreateInternetGateway',
      'DeleteInternetGateway',
      'DetachInternetGateway',
    ]),
  },
  {
    id: 'RouteTableChanged',
    meaning: 'A route table was changed.',
    citation: cis('4.13'),
    pattern: named('ec2.amazonaws.com', [
      'CreateRoute',
      'CreateRouteTable',
      'ReplaceRoute',
      'ReplaceRouteTableAssociation',
      'DeleteRouteTable',
      'DeleteRoute',
      'DisassociateRouteTable',
    ]),
  },
  {
    id: 'VpcChanged',
    meaning: 'A VPC or a peering of VPCs was changed.',
    citation: cis('4.14'),
    pattern: named(undefined, [
      'CreateVpc',
      'DeleteVpc',
      'ModifyVpcAttribute',
      'AcceptVpcPeeringConnection',
      'CreateVpcPeeringConnection',
      'DeleteVpcPeeringConnection',
      'RejectVpcPeeringConnection',
      'AttachClassicLinkVpc',
      'DetachClassicLinkVpc',
      'DisableVpcClassicLink',
      'EnableVpcClassicLink',
    ]),
  },
  {
    id: 'OrganizationChanged',
    meaning: 'The organization of the account, or its place in it, was changed.',
    citation: cis('4.15'),
    pattern: FilterPattern.literal(
      `{ ($.eventSource = organizations.amazonaws.com) && (${[
        'AcceptHandshake',
        'AttachPolicy',
        'CreateAccount',
        'CreateOrganizationalUnit',
        'CreatePolicy',
        'DeclineHandshake',
        'DeleteOrganization',
        'DeleteOrganizationalUnit',
        'DeletePolicy',
        'DetachPolicy',
        'DisablePolicyType',
        'EnablePolicyType',
        'InviteAccountToOrganization',
        'LeaveOrganization',
        'MoveAccount',
        'RemoveAccountFromOrganization',
        'UpdatePolicy',
        'UpdateOrganizationalUnit',
      ]
        .map((name) => `($.eventName = "${name}")`)
        .join(' || ')}) }`,
    ),
  },
];

function cis(control: string): string {
  return `CIS AWS Foundations Benchmark v1.4.0, ${control}`;
}

/** Events by name, in the letters of Security Hub's page. */
function named(source: string | undefined, names: readonly string[]): IFilterPattern {
  const any = names.map((name) => `($.eventName=${name})`).join(' || ');
  return FilterPattern.literal(
    source === undefined ? `{${any}}` : `{($.eventSource=${source}) && (${any})}`,
  );
}

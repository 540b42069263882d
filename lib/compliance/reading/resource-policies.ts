import type { JsonObject, ResourceView, ZoneView } from './zone-view';
import { at, isObject } from './zone-view';
import { listOf } from './policy';
import { isSame } from './value-text';

/** Where types keep the documents that say who may use a resource. Undefined entries are absent ones. */
export const RESOURCE_POLICIES: Readonly<
  Record<string, (properties: JsonObject) => readonly unknown[]>
> = {
  'AWS::KMS::Key': ({ KeyPolicy: policy }) => [policy],
  'AWS::KMS::ReplicaKey': ({ KeyPolicy: policy }) => [policy],
  'AWS::S3::BucketPolicy': ({ PolicyDocument: policy }) => [policy],
  'AWS::S3::AccessPoint': ({ Policy: policy }) => [policy],
  'AWS::SQS::QueuePolicy': ({ PolicyDocument: policy }) => [policy],
  'AWS::SQS::QueueInlinePolicy': ({ PolicyDocument: policy }) => [policy],
  'AWS::SNS::TopicPolicy': ({ PolicyDocument: policy }) => [policy],
  'AWS::SNS::TopicInlinePolicy': ({ PolicyDocument: policy }) => [policy],
  'AWS::Backup::BackupVault': ({ AccessPolicy: policy }) => [policy],
  'AWS::SecretsManager::ResourcePolicy': ({ ResourcePolicy: policy }) => [policy],
  'AWS::Kinesis::ResourcePolicy': ({ ResourcePolicy: policy }) => [policy],
  'AWS::Logs::ResourcePolicy': ({ PolicyDocument: policy }) => [policy],
  'AWS::EFS::FileSystem': ({ FileSystemPolicy: policy }) => [policy],
  'AWS::ECR::Repository': ({ RepositoryPolicyText: policy }) => [policy],
  'AWS::IAM::Role': ({ AssumeRolePolicyDocument: policy }) => [policy],
  'AWS::DynamoDB::Table': (properties) => [
    at(properties, 'ResourcePolicy', 'PolicyDocument'),
    at(properties, 'StreamSpecification', 'ResourcePolicy', 'PolicyDocument'),
  ],
  'AWS::DynamoDB::GlobalTable': ({ Replicas: replicas }) =>
    listOf(replicas).flatMap((replica) => [
      at(replica, 'ResourcePolicy', 'PolicyDocument'),
      at(replica, 'ReplicaStreamSpecification', 'ResourcePolicy', 'PolicyDocument'),
    ]),
  'AWS::Lambda::Permission': (properties) => [{ Statement: functionStatement(properties) }],
  'AWS::Events::EventBusPolicy': ({ Statement: statement, ...properties }) => [
    { Statement: statement ?? busStatement(properties) },
  ],
};

/** Documents of a resource that is a policy or has one. */
export function policyDocuments({ type, properties }: ResourceView): readonly unknown[] {
  const documents = RESOURCE_POLICIES[type]?.(properties) ?? [];
  return documents.filter((document) => document !== undefined);
}

/** Policies that stand in a resource of their own, and the property that names what they are for. */
const ATTACHED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'AWS::S3::Bucket': { 'AWS::S3::BucketPolicy': 'Bucket' },
  'AWS::SQS::Queue': {
    'AWS::SQS::QueuePolicy': 'Queues',
    'AWS::SQS::QueueInlinePolicy': 'Queue',
  },
  'AWS::SNS::Topic': {
    'AWS::SNS::TopicPolicy': 'Topics',
    'AWS::SNS::TopicInlinePolicy': 'TopicArn',
  },
};

/** Every policy that is put on a resource. Where there are several, the last one deployed stands alone. */
export function attachedPolicies(zone: ZoneView, resource: ResourceView): readonly ResourceView[] {
  const { BucketName: name } = resource.properties;
  return Object.entries(ATTACHED[resource.type] ?? {}).flatMap(([type, property]) =>
    zone.ofType(type).filter((policy) => {
      const target = policy.properties[property];
      return (
        zone.mentioned(policy, target).some((mentioned) => isSame(mentioned, resource)) ||
        (typeof name === 'string' && target === name)
      );
    }),
  );
}

/** What Lambda makes of a permission: https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html */
function functionStatement(properties: JsonObject): JsonObject {
  const {
    Principal: principal,
    PrincipalOrgID: organization,
    SourceAccount: account,
    SourceArn: source,
  } = properties;
  const equals = {
    ...(organization === undefined ? {} : { 'aws:PrincipalOrgID': organization }),
    ...(account === undefined ? {} : { 'aws:SourceAccount': account }),
  };
  return {
    Effect: 'Allow',
    Principal: principal === '*' ? '*' : { [isService(principal) ? 'Service' : 'AWS']: principal },
    Action: properties['Action'],
    Condition: {
      StringEquals: equals,
      ...(source === undefined ? {} : { ArnLike: { 'aws:SourceArn': source } }),
    },
  };
}

function isService(principal: unknown): boolean {
  return typeof principal === 'string' && principal.endsWith('.amazonaws.com');
}

/** The older form, without a statement. */
function busStatement(properties: JsonObject): JsonObject {
  const { Action: action, Principal: principal, Condition: condition } = properties;
  return {
    Effect: 'Allow',
    Principal: principal === '*' ? '*' : { AWS: principal },
    Action: action,
    ...(isObject(condition)
      ? {
          Condition: {
            [String(condition['Type'])]: { [String(condition['Key'])]: condition['Value'] },
          },
        }
      : {}),
  };
}

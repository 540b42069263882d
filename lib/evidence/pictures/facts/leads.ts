import { at, isObject } from '../../../compliance/reading/json';
import { listOf } from '../../../compliance/reading/policy';
import type { ResourceView } from '../../../compliance/reading/zone-view';

/** What a property of a type leads to, or comes from. */
export interface Lead {
  readonly type: string;
  /** What goes there, said of the resource: `is copied`. */
  readonly does: string;
  /** Values that name the other end: references, ARNs, names. */
  readonly ends: (resource: ResourceView) => readonly unknown[];
  /**
   * Whether pictures have a line of their own for an end within the zone. Ends outside of it are told
   * in every case.
   *
   * @default true
   */
  readonly drawn?: boolean;
}

const lead = (
  type: string,
  does: string,
  path: readonly string[],
  ...more: readonly string[]
): Lead => ({ type, does, ends: ({ properties }) => endsAt(properties, path, more) });

/** Ends that no picture has a line for, wherever they are. */
const undrawn = (...args: Parameters<typeof lead>): Lead => ({ ...lead(...args), drawn: false });

const BUCKET = 'AWS::S3::Bucket';
const NOTICES = 'NotificationConfiguration';

/** Every property by which data or calls leave a resource, or come to it, beside policies. */
export const LEADS: readonly Lead[] = [
  lead(BUCKET, 'is copied', ['ReplicationConfiguration', 'Rules'], 'Destination', 'Bucket'),
  lead(BUCKET, 'writes its access logs', ['LoggingConfiguration', 'DestinationBucketName']),
  undrawn(BUCKET, 'tells of its objects', [NOTICES, 'LambdaConfigurations'], 'Function'),
  undrawn(BUCKET, 'tells of its objects', [NOTICES, 'QueueConfigurations'], 'Queue'),
  undrawn(BUCKET, 'tells of its objects', [NOTICES, 'TopicConfigurations'], 'Topic'),
  undrawn(BUCKET, 'lists its objects', ['InventoryConfigurations'], 'Destination', 'BucketArn'),
  lead('AWS::Logs::SubscriptionFilter', 'hands on a log', ['DestinationArn']),
  undrawn('AWS::DynamoDB::Table', 'streams its changes', [
    'KinesisStreamSpecification',
    'StreamArn',
  ]),
  undrawn(
    'AWS::DynamoDB::GlobalTable',
    'streams its changes',
    ['Replicas'],
    'KinesisStreamSpecification',
    'StreamArn',
  ),
  lead('AWS::Events::Rule', 'hands on events', ['Targets'], 'Arn'),
  // Queues say themselves that failed calls come to them.
  lead('AWS::Events::Rule', 'hands on what failed', ['Targets'], 'DeadLetterConfig', 'Arn'),
  lead('AWS::Scheduler::Schedule', 'calls', ['Target', 'Arn']),
  lead('AWS::Scheduler::Schedule', 'hands on what failed', ['Target', 'DeadLetterConfig', 'Arn']),
  lead('AWS::Lambda::EventInvokeConfig', 'hands on answers', [
    'DestinationConfig',
    'OnSuccess',
    'Destination',
  ]),
  lead('AWS::Lambda::EventInvokeConfig', 'hands on failed calls', [
    'DestinationConfig',
    'OnFailure',
    'Destination',
  ]),
  lead('AWS::Lambda::Function', 'hands on failed calls', ['DeadLetterConfig', 'TargetArn']),
  lead('AWS::Lambda::EventSourceMapping', 'takes records from', ['EventSourceArn']),
  lead('AWS::Lambda::EventSourceMapping', 'hands records', ['FunctionName']),
  lead('AWS::Lambda::EventSourceMapping', 'hands on failed records', [
    'DestinationConfig',
    'OnFailure',
    'Destination',
  ]),
  {
    type: 'AWS::Backup::BackupPlan',
    does: 'copies recovery points',
    ends: ({ properties }) =>
      listOf(at(properties, 'BackupPlan', 'BackupPlanRule')).flatMap((rule) =>
        endsAt(rule, ['CopyActions'], ['DestinationBackupVaultArn']),
      ),
  },
  lead('AWS::SNS::Subscription', 'hears of', ['TopicArn']),
  lead('AWS::CloudWatch::Alarm', 'tells', ['AlarmActions']),
  lead('AWS::CloudWatch::CompositeAlarm', 'tells', ['AlarmActions']),
  lead('AWS::CloudTrail::Trail', 'delivers', ['S3BucketName']),
  lead('AWS::CloudTrail::Trail', 'delivers', ['CloudWatchLogsLogGroupArn']),
  lead('AWS::Config::DeliveryChannel', 'delivers', ['S3BucketName']),
  lead('AWS::EC2::FlowLog', 'delivers', ['LogDestination']),
  lead('AWS::ApiGateway::Stage', 'writes its access log', ['AccessLogSetting', 'DestinationArn']),
  lead('AWS::WAFv2::LoggingConfiguration', 'delivers', ['LogDestinationConfigs']),
  {
    type: 'AWS::Cognito::UserPool',
    does: 'asks',
    ends: ({ properties: { LambdaConfig: config } }) =>
      isObject(config)
        ? Object.entries(config).flatMap(([moment, value]) =>
            moment === 'KMSKeyID' ? [] : [at(value, 'LambdaArn') ?? value],
          )
        : [],
  },
];

/** Values at a path, of which each part may be a list: then those of every entry, further on. */
function endsAt(
  value: unknown,
  path: readonly string[],
  more: readonly string[] = [],
): readonly unknown[] {
  return listOf(at(value, ...path))
    .map((entry) => (more.length === 0 ? entry : at(entry, ...more)))
    .filter((end) => end !== undefined && end !== '');
}

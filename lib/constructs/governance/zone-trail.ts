import { CfnTrail } from 'aws-cdk-lib/aws-cloudtrail';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { ZoneConfig } from '../../config/schema';
import { SERVICE_ROLE_PATH, trailName } from '../../names';
import { deliveryPrefix } from '../base/log-delivery';
import { removalPolicy } from '../base/removal-policy';
import { ZoneLogGroup } from '../base/zone-log-group';
import { ZoneRole } from '../base/zone-role';

export interface ZoneTrailProps {
  readonly config: ZoneConfig;
  /** Takes the log files; its policy knows the trail by name. */
  readonly archive: IBucket;
  /** Key of the log files, whose policy knows the trail by name too. */
  readonly key: IKey;
  /** Key of the log group. */
  readonly logsKey: IKey;
}

/** Who did what in this account, in every Region: into the archive, and into a log group for alarms. */
export class ZoneTrail extends Construct {
  readonly logGroup: ILogGroup;

  constructor(scope: Construct, id: string, props: ZoneTrailProps) {
    super(scope, id);
    const { config, archive, key, logsKey } = props;
    // The archive keeps the trail for six years; the log group is what the alarms read.
    const logGroup = new ZoneLogGroup(this, 'Logs', {
      config,
      key: logsKey,
      retentionClass: 'operational',
    });
    this.logGroup = logGroup;
    const role = new ZoneRole(this, 'Role', {
      path: SERVICE_ROLE_PATH,
      // Without a condition on the source: CloudTrail does not support one here.
      // https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-required-policy-for-cloudwatch-logs.html
      assumedBy: new iam.ServicePrincipal('cloudtrail.amazonaws.com'),
      description: 'Writes the trail into its log group',
      statements: [
        new iam.PolicyStatement({
          sid: 'WriteTheLog',
          actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
          resources: [logGroup.logGroupArn],
        }),
      ],
    });
    const trail = new CfnTrail(this, 'Trail', {
      trailName: trailName(config),
      s3BucketName: archive.bucketName,
      s3KeyPrefix: deliveryPrefix('cloudtrail.amazonaws.com'),
      kmsKeyId: key.keyArn,
      cloudWatchLogsLogGroupArn: logGroup.logGroupArn,
      cloudWatchLogsRoleArn: role.roleArn,
      isLogging: true,
      isMultiRegionTrail: true,
      includeGlobalServiceEvents: true,
      enableLogFileValidation: true,
      insightSelectors: [
        { insightType: 'ApiCallRateInsight' },
        { insightType: 'ApiErrorRateInsight' },
      ],
      advancedEventSelectors: eventSelectors(archive),
    });
    // CloudTrail tries the role when the trail is made.
    trail.node.addDependency(role.policy);
    // The trail outlives its stack in production, and can write into its log group only with its role.
    for (const kept of [trail, role, role.policy]) kept.applyRemovalPolicy(removalPolicy(config));
  }
}

/**
 * Everything but one: the PutObject with which CloudTrail delivers into the archive. Recorded, each
 * delivery would be the cause of the next. What else happens to an object of the archive is recorded.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-data-events-with-cloudtrail.html
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/filtering-data-events.html
 */
function eventSelectors(archive: IBucket): CfnTrail.AdvancedEventSelectorProperty[] {
  // With the slash, as that page asks: without it a bucket whose name begins alike would be meant too.
  const inArchive = [archive.arnForObjects('')];
  return [
    { name: 'Management', fieldSelectors: [category('Management')] },
    dataEvents('Objects', 'AWS::S3::Object', [
      { field: 'resources.ARN', notStartsWith: inArchive },
    ]),
    dataEvents('ArchivedObjects', 'AWS::S3::Object', [
      { field: 'resources.ARN', startsWith: inArchive },
      { field: 'eventName', notEquals: ['PutObject'] },
    ]),
    dataEvents('Functions', 'AWS::Lambda::Function'),
    dataEvents('Tables', 'AWS::DynamoDB::Table'),
  ];
}

function dataEvents(
  name: string,
  resourceType: string,
  only: readonly CfnTrail.AdvancedFieldSelectorProperty[] = [],
): CfnTrail.AdvancedEventSelectorProperty {
  return {
    name,
    fieldSelectors: [
      category('Data'),
      { field: 'resources.type', equalTo: [resourceType] },
      ...only,
    ],
  };
}

function category(name: 'Management' | 'Data'): CfnTrail.AdvancedFieldSelectorProperty {
  return { field: 'eventCategory', equalTo: [name] };
}

import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, Metric, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { ZoneConfig } from '../../config/schema';
import { ZoneAlarm } from '../base/zone-alarm';

export interface ReplicationAlarmsProps {
  readonly config: ZoneConfig;
  readonly topic: ITopic;
  /** What is replicated, by the name of its alarms. */
  readonly routes: Readonly<Record<string, ReplicationRoute>>;
}

/** One replication rule of a bucket. */
export interface ReplicationRoute {
  readonly source: IBucket;
  /** Name of the bucket that gets the replicas. */
  readonly destination: string;
  readonly ruleId: string;
  /** Whether the destination is in this Region, which alone is told how far behind it is. */
  readonly sameRegion: boolean;
}

/** An hour behind is a fault, not a queue: S3 replicates most objects within fifteen minutes. */
const LAG = Duration.hours(1);

/** What is not replicated is not locked, and ends with its source. */
export class ReplicationAlarms extends Construct {
  constructor(scope: Construct, id: string, { config, topic, routes }: ReplicationAlarmsProps) {
    super(scope, id);
    for (const [name, { source, destination, ruleId, sameRegion }] of Object.entries(routes)) {
      const metric = (metricName: string, statistic: string): Metric =>
        new Metric({
          namespace: 'AWS/S3',
          metricName,
          // https://docs.aws.amazon.com/AmazonS3/latest/userguide/metrics-dimensions.html
          dimensionsMap: {
            SourceBucket: source.bucketName,
            DestinationBucket: destination,
            RuleId: ruleId,
          },
          statistic,
          period: Duration.minutes(5),
        });
      const told = {
        config,
        topic,
        comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
        treatMissingData: TreatMissingData.NOT_BREACHING,
      };
      new ZoneAlarm(this, `${name}Failed`, {
        ...told,
        name: `replication-${name.toLowerCase()}-failed`,
        meaning: `An object of ${source.node.id} could not be replicated. S3 does not try again.`,
        runbook: 'replication.md#failed',
        metric: metric('OperationsFailedReplication', Stats.SUM),
        threshold: 0,
        evaluationPeriods: 1,
      });
      if (!sameRegion) continue;
      new ZoneAlarm(this, `${name}Late`, {
        ...told,
        name: `replication-${name.toLowerCase()}-late`,
        meaning: `Replication of ${source.node.id} is more than an hour behind.`,
        runbook: 'replication.md#late',
        metric: metric('ReplicationLatency', Stats.MAXIMUM),
        threshold: LAG.toSeconds(),
        evaluationPeriods: 3,
      });
    }
  }
}

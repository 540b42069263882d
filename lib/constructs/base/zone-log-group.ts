import { Tags } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { RetentionClass } from '../../compliance/reading/tags';
import { RETENTION_CLASS_TAG } from '../../compliance/reading/tags';
import { LOG_RETENTION_DAYS } from '../../config/aws-values';
import type { ZoneConfig } from '../../config/schema';
import { removalPolicy } from './removal-policy';

export interface ZoneLogGroupProps {
  readonly config: ZoneConfig;
  readonly key: IKey;
  /** `audit` keeps its events for `retention.auditDays`, `operational` for `operationalLogDays`. */
  readonly retentionClass: Exclude<RetentionClass, 'phi'>;
  /** @default - CloudFormation makes one */
  readonly logGroupName?: string;
}

/** A log group with our key, a retention, and the class that says why that long. */
export class ZoneLogGroup extends LogGroup {
  constructor(scope: Construct, id: string, props: ZoneLogGroupProps) {
    const { config, key, retentionClass, logGroupName } = props;
    super(scope, id, {
      encryptionKey: key,
      retention:
        retentionClass === 'audit'
          ? retentionOfAtLeast(config.retention.auditDays)
          : config.retention.operationalLogDays,
      removalPolicy: removalPolicy(config),
      ...(logGroupName === undefined ? {} : { logGroupName }),
    });
    Tags.of(this).add(RETENTION_CLASS_TAG, retentionClass);
  }
}

/** CloudWatch Logs takes some numbers of days only: the next one; the longest, ten years, at most. */
function retentionOfAtLeast(days: number): RetentionDays {
  const found = LOG_RETENTION_DAYS.toSorted((a, b) => a - b).find((known: number) => known >= days);
  if (found === undefined) throw new Error(`CloudWatch Logs keeps nothing for ${days} days`);
  return found;
}

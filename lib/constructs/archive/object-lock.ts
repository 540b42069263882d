import { Duration } from 'aws-cdk-lib';
import { ObjectLockRetention } from 'aws-cdk-lib/aws-s3';
import type { ZoneConfig } from '../../config/schema';

/** Default retention of every write-once bucket, from config. */
export function objectLock({ archive, retention }: ZoneConfig): ObjectLockRetention {
  const period = Duration.days(retention.auditDays);
  return archive.lockMode === 'COMPLIANCE'
    ? ObjectLockRetention.compliance(period)
    : ObjectLockRetention.governance(period);
}

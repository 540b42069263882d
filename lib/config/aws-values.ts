import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { RegionInfo } from 'aws-cdk-lib/region-info';

/** What AWS knows by name. */

/** Retentions that CloudWatch Logs accepts, in days (AWS::Logs::LogGroup RetentionInDays). */
export const LOG_RETENTION_DAYS: readonly RetentionDays[] = Object.values(RetentionDays).filter(
  (days): days is RetentionDays => typeof days === 'number' && days !== RetentionDays.INFINITE,
);

/**
 * Every Region of the partitions `aws` and `aws-us-gov` that the pinned aws-cdk-lib knows. In other
 * partitions service principals and endpoints have other names.
 */
export const KNOWN_REGIONS: readonly string[] = RegionInfo.regions
  .filter(({ partition }) => partition === 'aws' || partition === 'aws-us-gov')
  .map(({ name }) => name);

/** Services for which a workload may ask an interface endpoint (AWS PrivateLink service names without prefix). */
export const INTERFACE_ENDPOINT_SERVICES = [
  'comprehendmedical',
  'email',
  'kms',
  'kinesis-streams',
  'logs',
  'monitoring',
  'secretsmanager',
  'sns',
  'sqs',
  'sts',
  'xray',
  'lambda',
  'rds',
  'ecr.api',
  'ecr.dkr',
] as const;

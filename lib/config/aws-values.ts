import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { RegionInfo } from 'aws-cdk-lib/region-info';

/** What AWS knows by name. */

/** Retentions that CloudWatch Logs accepts, in days (AWS::Logs::LogGroup RetentionInDays). */
export const LOG_RETENTION_DAYS: readonly RetentionDays[] = Object.values(RetentionDays).filter(
  (days): days is RetentionDays => typeof days === 'number' && days !== RetentionDays.INFINITE,
);

/** Every AWS Region that the pinned aws-cdk-lib knows. */
export const KNOWN_REGIONS: readonly string[] = RegionInfo.regions.map((region) => region.name);

/** Services for which a workload may ask an interface endpoint (AWS PrivateLink service names without prefix). */
export const INTERFACE_ENDPOINT_SERVICES = [
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
  'cognito-idp',
  'execute-api',
  'ecr.api',
  'ecr.dkr',
] as const;

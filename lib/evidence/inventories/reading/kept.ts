import type { JsonObject, ResourceView } from '../../../compliance/reading/zone-view';
import { at } from '../../../compliance/reading/zone-view';
import { bucketKept } from './kept-bucket';
import { shown } from './shown';
import { daysText, FOR_EVER } from './times';
import type { EvidenceZone } from '../../zone/evidence-zone';

/** What a store says of how long it keeps things. */
export interface Kept {
  readonly kept: string;
  /** What nobody can shorten. */
  readonly lock?: string;
  readonly life?: string;
  readonly recovery?: string;
  /** Whether a call that deletes the store is refused. */
  readonly guard?: string;
}

type Look = (zone: EvidenceZone, store: ResourceView) => Kept;

const NO_POINT = 'no point in time';

const LOOKS: Readonly<Record<string, Look>> = {
  'AWS::S3::Bucket': bucketKept,
  'AWS::DynamoDB::Table': (_zone, { properties }) => tableKept(properties),
  'AWS::RDS::DBInstance': (_zone, { properties }) => databaseKept(properties),
  'AWS::RDS::DBCluster': (_zone, { properties }) => databaseKept(properties),
  'AWS::Kinesis::Stream': (_zone, { properties: { RetentionPeriodHours: hours = 24 } }) => ({
    kept: daysText(hours, 24),
  }),
  'AWS::SQS::Queue': (_zone, { properties: { MessageRetentionPeriod: seconds = 345_600 } }) => ({
    kept: daysText(seconds, 86_400),
  }),
  'AWS::SNS::Topic': () => ({ kept: 'nothing: it hands on' }),
  'AWS::ApiGateway::RestApi': () => ({ kept: 'nothing: it hands on' }),
  'AWS::CloudTrail::Trail': (zone, trail) => ({
    kept: 'as where it writes',
    life: `writes to ${shown(zone, trail, [
      trail.properties['S3BucketName'],
      trail.properties['CloudWatchLogsLogGroupArn'],
    ])}`,
  }),
  'AWS::Logs::LogGroup': (_zone, { properties: { RetentionInDays: days } }) => ({
    kept: days === undefined ? FOR_EVER : daysText(days),
  }),
  'AWS::Backup::BackupVault': (_zone, { properties }) => ({
    kept: 'each recovery point as its plan says',
    ...vaultLock(properties['LockConfiguration']),
  }),
  'AWS::AccessAnalyzer::Analyzer': byService,
  'AWS::Backup::LogicallyAirGappedBackupVault': (_zone, { properties }) => ({
    kept: 'each recovery point as its plan says',
    lock: `compliance: recovery points at least ${daysText(properties['MinRetentionDays'])}, at most ${daysText(properties['MaxRetentionDays'])}`,
  }),
  'AWS::CloudTrail::EventDataStore': (_zone, { properties: { RetentionPeriod: days = 366 } }) => ({
    kept: daysText(days),
  }),
  'AWS::Config::ConfigurationRecorder': byService,
  'AWS::DynamoDB::GlobalTable': () => ({
    kept: FOR_EVER,
    recovery: 'as each of its replicas says',
  }),
  'AWS::EFS::FileSystem': () => ({ kept: FOR_EVER }),
  'AWS::GuardDuty::Detector': byService,
  'AWS::KinesisFirehose::DeliveryStream': () => ({ kept: 'nothing: it hands on' }),
  'AWS::Lambda::Function': () => ({ kept: 'as long as the function' }),
  'AWS::Macie::Session': byService,
  'AWS::SSM::Parameter': () => ({ kept: FOR_EVER }),
  'AWS::SecurityHub::Hub': byService,
  'AWS::SecretsManager::Secret': () => ({ kept: FOR_EVER }),
  'AWS::Cognito::UserPool': (_zone, { properties }) => ({
    kept: FOR_EVER,
    guard: yesNo(properties['DeletionProtection'] === 'ACTIVE'),
  }),
};

/** How long a store keeps what is in it, by its template. */
export function keptOf(zone: EvidenceZone, store: ResourceView): Kept {
  return LOOKS[store.type]?.(zone, store) ?? { kept: 'not known to this table: look at it' };
}

function byService(): Kept {
  return { kept: 'the service decides' };
}

function yesNo(is: boolean): string {
  return is ? 'yes' : 'no';
}

function tableKept(properties: JsonObject): Kept {
  const { TimeToLiveSpecification: life, PointInTimeRecoverySpecification: point } = properties;
  const attribute = at(life, 'Enabled') === true ? at(life, 'AttributeName') : undefined;
  const days = at(point, 'RecoveryPeriodInDays') ?? 35;
  return {
    kept: FOR_EVER,
    ...(typeof attribute === 'string'
      ? { life: `entries that have ${attribute} go when it is past` }
      : {}),
    recovery:
      at(point, 'PointInTimeRecoveryEnabled') === true
        ? `to any second of the last ${daysText(days)}`
        : NO_POINT,
    guard: yesNo(properties['DeletionProtectionEnabled'] === true),
  };
}

function databaseKept({
  BackupRetentionPeriod: days = 1,
  DeletionProtection: guard,
}: JsonObject): Kept {
  return {
    kept: FOR_EVER,
    recovery: Number(days) === 0 ? NO_POINT : `to any second of the last ${daysText(days)}`,
    guard: yesNo(guard === true),
  };
}

/** https://docs.aws.amazon.com/aws-backup/latest/devguide/vault-lock.html */
function vaultLock(lock: unknown): Pick<Kept, 'lock'> {
  if (lock === undefined) return {};
  const [least, most, changeable] = [
    'MinRetentionDays',
    'MaxRetentionDays',
    'ChangeableForDays',
  ].map((name) => at(lock, name));
  return {
    lock: [
      changeable === undefined
        ? 'governance: who has the right takes it off'
        : `compliance: nobody takes it off once it is ${daysText(changeable)} old`,
      ...(least === undefined ? [] : [`recovery points at least ${daysText(least)}`]),
      ...(most === undefined ? [] : [`at most ${daysText(most)}`]),
    ].join(', '),
  };
}

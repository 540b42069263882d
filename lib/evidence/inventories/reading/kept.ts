import type { JsonObject, ResourceView } from '../../../compliance/reading/zone-view';
import { at } from '../../../compliance/reading/zone-view';
import { bucketKept } from './kept-bucket';
import { shown } from './shown';
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

/** For as long as nobody deletes it. */
export const FOR_EVER = 'until somebody deletes it';

const LOOKS: Readonly<Record<string, Look>> = {
  'AWS::S3::Bucket': bucketKept,
  'AWS::DynamoDB::Table': (_zone, { properties }) => tableKept(properties),
  'AWS::RDS::DBInstance': (_zone, { properties }) => databaseKept(properties),
  'AWS::RDS::DBCluster': (_zone, { properties }) => databaseKept(properties),
  'AWS::Kinesis::Stream': (_zone, { properties: { RetentionPeriodHours: hours = 24 } }) => ({
    kept: daysText(Number(hours) / 24),
  }),
  'AWS::SQS::Queue': (_zone, { properties: { MessageRetentionPeriod: seconds = 345_600 } }) => ({
    kept: daysText(Number(seconds) / 86_400),
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
    kept: days === undefined ? FOR_EVER : daysText(Number(days)),
  }),
  'AWS::Backup::BackupVault': (_zone, { properties }) => ({
    kept: 'each recovery point as its plan says',
    ...vaultLock(properties['LockConfiguration']),
  }),
  'AWS::Lambda::Function': () => ({ kept: 'as long as the function' }),
  'AWS::SecretsManager::Secret': () => ({ kept: FOR_EVER }),
  'AWS::Cognito::UserPool': (_zone, { properties }) => ({
    kept: FOR_EVER,
    guard: yesNo(properties['DeletionProtection'] === 'ACTIVE'),
  }),
};

/** How long a store keeps what is in it, by its template. */
export function keptOf(zone: EvidenceZone, store: ResourceView): Kept {
  return LOOKS[store.type]?.(zone, store) ?? { kept: 'the service decides' };
}

/** A number of days in words. */
export function daysText(days: number): string {
  return `${days} ${days === 1 ? 'day' : 'days'}`;
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
        ? `to any second of the last ${daysText(Number(days))}`
        : 'no point in time',
    guard: yesNo(properties['DeletionProtectionEnabled'] === true),
  };
}

function databaseKept({
  BackupRetentionPeriod: days = 1,
  DeletionProtection: guard,
}: JsonObject): Kept {
  return {
    kept: FOR_EVER,
    recovery: `to any second of the last ${daysText(Number(days))}`,
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
        : `compliance: nobody takes it off once it is ${daysText(Number(changeable))} old`,
      ...(least === undefined ? [] : [`recovery points at least ${daysText(Number(least))}`]),
      ...(most === undefined ? [] : [`at most ${daysText(Number(most))}`]),
    ].join(', '),
  };
}

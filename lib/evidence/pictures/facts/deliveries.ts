import { at } from '../../../compliance/reading/json';
import { listOf } from '../../../compliance/reading/policy';
import type { ResourceView } from '../../../compliance/reading/zone-view';
import type { EvidenceZone } from '../../zone/evidence-zone';
import { endOf } from './elsewhere';
import type { Flow } from './flow';
import { between } from './flow';

/** What AWS services put into stores, copy between them, or look at in them. */
export function deliveries(zone: EvidenceZone): readonly Flow[] {
  return [
    ...toBuckets(zone),
    ...toLogGroups(zone),
    ...accessLogs(zone),
    ...replicas(zone),
    ...backups(zone),
    ...scans(zone),
  ];
}

function toBuckets(zone: EvidenceZone): readonly Flow[] {
  return [
    ...deliveredTo(zone, 'AWS::CloudTrail::Trail', 'S3BucketName', 'S3KeyPrefix'),
    ...deliveredTo(zone, 'AWS::Config::DeliveryChannel', 'S3BucketName', 'S3KeyPrefix'),
    ...deliveredTo(zone, 'AWS::EC2::FlowLog', 'LogDestination'),
  ];
}

function toLogGroups(zone: EvidenceZone): readonly Flow[] {
  return [
    ...deliveredTo(zone, 'AWS::CloudTrail::Trail', 'CloudWatchLogsLogGroupArn'),
    ...deliveredTo(zone, 'AWS::Cognito::LogDeliveryConfiguration', 'LogConfigurations'),
    ...deliveredTo(zone, 'AWS::ApiGateway::Stage', 'AccessLogSetting'),
    ...deliveredTo(zone, 'AWS::WAFv2::LoggingConfiguration', 'LogDestinationConfigs'),
    ...databaseLogs(zone),
  ];
}

/** https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_LogAccess.Procedural.UploadtoCloudWatch.html */
function databaseLogs(zone: EvidenceZone): readonly Flow[] {
  return zone.ofType('AWS::RDS::DBInstance').flatMap((database) => {
    const { DBInstanceIdentifier: id, EnableCloudwatchLogsExports: exported } = database.properties;
    const names = new Set<unknown>(
      listOf(exported).map((log) => `/aws/rds/instance/${String(id)}/${String(log)}`),
    );
    return zone
      .ofType('AWS::Logs::LogGroup')
      .filter(({ properties }) => names.has(properties['LogGroupName']))
      .map((group) => between(database, group, 'delivers'));
  });
}

function deliveredTo(
  zone: EvidenceZone,
  type: string,
  property: string,
  prefix?: string,
): readonly Flow[] {
  return zone.ofType(type).flatMap((sender) => {
    const folder = prefix === undefined ? undefined : sender.properties[prefix];
    return listOf(sender.properties[property])
      .flatMap((value) => named(zone, sender, value))
      .filter((store) => store.type === 'AWS::S3::Bucket' || store.type === 'AWS::Logs::LogGroup')
      .map((store) => between(sender, store, 'delivers', typeof folder === 'string' ? folder : ''));
  });
}

function accessLogs(zone: EvidenceZone): readonly Flow[] {
  return zone.ofType('AWS::S3::Bucket').flatMap((bucket) => {
    const to = at(bucket.properties, 'LoggingConfiguration', 'DestinationBucketName');
    return zone.mentioned(bucket, to).map((log) => between(bucket, log, 'delivers', 'access logs'));
  });
}

/** Replication rules that are on, each by the prefix that it takes; also into a bucket that only has a name. */
function replicas(zone: EvidenceZone): readonly Flow[] {
  return zone.ofType('AWS::S3::Bucket').flatMap((bucket) =>
    listOf(at(bucket.properties, 'ReplicationConfiguration', 'Rules'))
      .filter((rule) => at(rule, 'Status') === 'Enabled')
      .flatMap((rule) => {
        const prefix = at(rule, 'Filter', 'Prefix') ?? at(rule, 'Prefix');
        const to = at(rule, 'Destination', 'Bucket');
        return named(zone, bucket, to).map((copy) =>
          between(
            bucket,
            copy,
            'copies',
            typeof prefix === 'string' ? prefix.replace(/\/$/, '') : '',
          ),
        );
      }),
  );
}

/** The bucket or log group that a value refers to or names. */
function named(zone: EvidenceZone, from: ResourceView, value: unknown): readonly ResourceView[] {
  const mentioned = zone.mentioned(from, value);
  if (mentioned.length > 0) return mentioned;
  const end = endOf(zone, from, value);
  return end === undefined ? [] : [end];
}

/** What a backup plan takes, into the vaults of the plan and those that it copies into. */
function backups(zone: EvidenceZone): readonly Flow[] {
  return zone.ofType('AWS::Backup::BackupSelection').flatMap((selection) => {
    const plan = zone.follow(selection, selection.properties['BackupPlanId']);
    if (plan === undefined) return [];
    const rules = listOf(at(plan.properties, 'BackupPlan', 'BackupPlanRule'));
    const vaults = rules.flatMap((rule) => zone.mentioned(plan, at(rule, 'TargetBackupVault')));
    return zone
      .mentioned(selection, at(selection.properties, 'BackupSelection', 'Resources'))
      .flatMap((store) =>
        vaults.map((vault) => between(store, vault, 'copies', 'recovery points')),
      );
  });
}

/** Vaults that recovery points are copied into, by the name in an ARN or by reference. */
export function vaultCopies(zone: EvidenceZone): readonly Flow[] {
  return zone.ofType('AWS::Backup::BackupPlan').flatMap((plan) =>
    listOf(at(plan.properties, 'BackupPlan', 'BackupPlanRule')).flatMap((rule) => {
      const from = zone.mentioned(plan, at(rule, 'TargetBackupVault'));
      return listOf(at(rule, 'CopyActions')).flatMap((copy) => {
        const arn = at(copy, 'DestinationBackupVaultArn');
        const end = endOf(zone, plan, arn);
        const to = end?.type !== 'AWS::Backup::BackupVault' || from.includes(end) ? [] : [end];
        return from.flatMap((vault) =>
          to.map((other) => between(vault, other, 'copies', 'recovery points')),
        );
      });
    }),
  );
}

function scans(zone: EvidenceZone): readonly Flow[] {
  return zone
    .ofType('AWS::GuardDuty::MalwareProtectionPlan')
    .flatMap((plan) =>
      zone
        .mentioned(plan, plan.properties['ProtectedResource'])
        .map((bucket) => between(plan, bucket, 'scans')),
    );
}

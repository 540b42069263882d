import { Duration, Tags } from 'aws-cdk-lib';
import type { ISecurityGroup, IVpc } from 'aws-cdk-lib/aws-ec2';
import { InstanceType } from 'aws-cdk-lib/aws-ec2';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import {
  CaCertificate,
  Credentials,
  DatabaseInsightsMode,
  DatabaseInstance,
  DatabaseInstanceEngine,
  ParameterGroup,
  PerformanceInsightRetention,
  PostgresEngineVersion,
  StorageType,
  SubnetGroup,
} from 'aws-cdk-lib/aws-rds';
import { Construct } from 'constructs';
import { acknowledge } from '../../compliance/acknowledge';
import { RETENTION_CLASS_TAG } from '../../compliance/reading/tags';
import type { ZoneConfig } from '../../config/schema';
import { DATABASE_PARAMETERS } from './database-parameters';
import { DatabaseMonitoring } from './database-monitoring';
import { removalPolicy } from '../base/removal-policy';
import { ZoneLogGroup } from '../base/zone-log-group';
import { DATABASE_PORT } from '../network/zone-security-groups';
import { LONGEST_CONTINUOUS_DAYS } from '../base/zone-vault';
import { SUBNET_NAMES } from '../network/zone-vpc';

/**
 * The major version alone: RDS takes its newest default of it, and then raises the minor one in the
 * maintenance window. A minor version written here would be untrue after the first window, and one
 * day refused for new zones.
 * https://docs.aws.amazon.com/AmazonRDS/latest/PostgreSQLReleaseNotes/postgresql-versions.html
 */
const ENGINE = DatabaseInstanceEngine.postgres({ version: PostgresEngineVersion.VER_18 });
/** All logs that RDS exports of PostgreSQL. https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html */
const LOGS = {
  PostgresqlLogs: 'postgresql',
  UpgradeLogs: 'upgrade',
  SignInErrorLogs: 'iam-db-auth-error',
} as const;

export interface ZoneDatabaseProps {
  readonly config: ZoneConfig;
  /** Key of storage, snapshots, Performance Insights and the master password. */
  readonly key: IKey;
  readonly logsKey: IKey;
  readonly vpc: IVpc;
  readonly securityGroup: ISecurityGroup;
}

/**
 * PostgreSQL for PHI. People and functions sign in with IAM; the master password is made and rotated
 * by RDS, and nobody writes it down.
 */
export class ZoneDatabase extends Construct {
  readonly instance: DatabaseInstance;
  readonly subnetGroup: SubnetGroup;
  readonly parameterGroup: ParameterGroup;

  constructor(scope: Construct, id: string, props: ZoneDatabaseProps) {
    super(scope, id);
    const { config, key, logsKey, vpc, securityGroup } = props;
    const { database, backup, profile } = config;
    const instanceIdentifier = `hlz-${config.name}-phi`;
    const removal = { removalPolicy: removalPolicy(config) };
    const permanent = profile === 'production';
    this.subnetGroup = new SubnetGroup(this, 'Subnets', {
      ...removal,
      vpc,
      vpcSubnets: { subnetGroupName: SUBNET_NAMES.data },
      description: `Data subnets (zone ${config.name})`,
    });
    this.parameterGroup = new ParameterGroup(this, 'Parameters', {
      ...removal,
      engine: ENGINE,
      description: `TLS only, no values in logs (zone ${config.name})`,
      parameters: DATABASE_PARAMETERS,
    });
    const monitoring = new DatabaseMonitoring(this, 'Monitoring', {
      config,
      key: logsKey,
      instanceIdentifier,
    });
    // Made beforehand under the names that RDS would give them, without key, class and end.
    const logGroups = Object.entries(LOGS).map(
      ([logsId, log]) =>
        new ZoneLogGroup(this, logsId, {
          config,
          key: logsKey,
          retentionClass: 'audit',
          logGroupName: `/aws/rds/instance/${instanceIdentifier}/${log}`,
        }),
    );
    this.instance = new DatabaseInstance(this, 'Instance', {
      ...removal,
      engine: ENGINE,
      instanceIdentifier,
      instanceType: new InstanceType(database.instanceClass),
      autoMinorVersionUpgrade: true,
      allocatedStorage: database.storageGiB,
      maxAllocatedStorage: database.maxStorageGiB,
      storageType: StorageType.GP3,
      storageEncryptionKey: key,
      multiAz: database.multiAz,
      vpc,
      subnetGroup: this.subnetGroup,
      securityGroups: [securityGroup],
      publiclyAccessible: false,
      port: DATABASE_PORT,
      caCertificate: CaCertificate.RDS_CA_ECC384_G1,
      parameterGroup: this.parameterGroup,
      iamAuthentication: true,
      credentials: Credentials.fromUsername('zone_master', { encryptionKey: key }),
      manageMasterUserPassword: true,
      cloudwatchLogsExports: Object.values(LOGS),
      monitoringInterval: Duration.seconds(60),
      monitoringRole: monitoring.role,
      databaseInsightsMode: DatabaseInsightsMode.STANDARD,
      performanceInsightRetention: PerformanceInsightRetention.DEFAULT,
      performanceInsightEncryptionKey: key,
      backupRetention: Duration.days(Math.min(backup.dailyRetentionDays, LONGEST_CONTINUOUS_DAYS)),
      copyTagsToSnapshot: true,
      deleteAutomatedBackups: !permanent,
      deletionProtection: permanent,
      // UTC. AWS Backup begins between 05:00 and 08:00, and starts nothing in these windows nor in the
      // hour before. https://docs.aws.amazon.com/aws-backup/latest/devguide/plan-options-and-configuration.html
      preferredBackupWindow: '02:00-03:00',
      preferredMaintenanceWindow: 'sun:10:00-sun:11:00',
    });
    this.instance.node.addDependency(monitoring, ...logGroups);
    Tags.of(this.instance).add(RETENTION_CLASS_TAG, 'phi');
    if (!database.multiAz) this.acknowledgeOneZone();
    if (!permanent) this.acknowledgeTearDown();
  }

  private acknowledgeOneZone(): void {
    acknowledge(this.instance, {
      rules: [
        'HIPAA.Security-RDSMultiAZSupport',
        'NIST.800.53.R5-RDSMultiAZSupport',
        'AwsSolutions-RDS3',
      ],
      kind: 'sandbox',
      reason: 'A sandbox has no standby, which would double the price of its database.',
      citation: '45 CFR 164.308(a)(7)(ii)(C)',
      review: '2027-11-22',
    });
  }

  private acknowledgeTearDown(): void {
    acknowledge(this.instance, {
      rules: [
        'HIPAA.Security-RDSInstanceDeletionProtectionEnabled',
        'NIST.800.53.R5-RDSInstanceDeletionProtectionEnabled',
        'AwsSolutions-RDS10',
      ],
      kind: 'sandbox',
      reason: 'A sandbox can be torn down, and its database holds made-up data only.',
      citation: '45 CFR 164.310(d)(2)(i)',
      review: '2027-11-22',
    });
  }
}

import { BackupResource } from 'aws-cdk-lib/aws-backup';
import type { DatabaseInstance } from 'aws-cdk-lib/aws-rds';
import type { Construct } from 'constructs';
import { ZoneBackupSelection } from '../constructs/archive/backup-selection';
import { MalwareProtection } from '../constructs/data/malware-protection';
import { PhiBucket } from '../constructs/data/phi-bucket';
import { PhiReplication } from '../constructs/data/phi-replication';
import type { ReplicationRoute } from '../constructs/operations/replication-alarms';
import { RestoreTesting } from '../constructs/data/restore-testing';
import { needsSecondRegion } from '../constructs/base/second-region';
import { ZoneDatabase } from '../constructs/data/zone-database';
import type { ArchiveStack } from './archive-stack';
import type { KeysStack } from './keys-stack';
import type { NetworkStack } from './network-stack';
import type { ZoneStackProps } from './zone-stack';
import { ZoneStack } from './zone-stack';

export interface DataStackProps extends ZoneStackProps {
  readonly keys: KeysStack;
  readonly archive: ArchiveStack;
  readonly network: NetworkStack;
}

/** The stores of PHI, and what brings them back. */
export class DataStack extends ZoneStack {
  readonly phiBucket: PhiBucket;
  /** Undefined where config says that you bring your own. */
  readonly database?: DatabaseInstance;
  /** Replications of this stack, by the name of their alarms. */
  readonly routes: Readonly<Record<string, ReplicationRoute>>;

  constructor(scope: Construct, id: string, props: DataStackProps) {
    super(scope, id, props, { description: 'PostgreSQL and the PHI bucket', stateful: true });
    const { config, keys, archive, network } = props;
    const { backup, accessLogs } = archive;
    const replication = needsSecondRegion(config)
      ? new PhiReplication(this, 'Replication', { config, key: keys.phi })
      : undefined;
    this.phiBucket = new PhiBucket(this, 'PhiBucket', {
      config,
      key: keys.phi,
      accessLogs,
      ...(replication === undefined ? {} : { replication }),
    });
    this.routes = replication === undefined ? {} : { Phi: replication.route(this.phiBucket) };
    if (config.phiBucket.malwareProtection) {
      new MalwareProtection(this, 'MalwareProtection', {
        config,
        bucket: this.phiBucket,
        key: keys.phi,
        backupRole: backup.role,
      });
    }
    new ZoneBackupSelection(this, 'BucketBackup', {
      plan: backup.bucketPlan,
      role: backup.role,
      resources: [BackupResource.fromArn(this.phiBucket.bucketArn)],
    });
    if (!config.database.enabled) return;
    const securityGroup = network.securityGroups.database;
    const database = new ZoneDatabase(this, 'Database', {
      config,
      key: keys.phi,
      logsKey: keys.logs,
      vpc: network.vpc,
      securityGroup,
    });
    this.database = database.instance;
    new ZoneBackupSelection(this, 'DatabaseBackup', {
      plan: backup.plan,
      role: backup.role,
      resources: [BackupResource.fromRdsDatabaseInstance(database.instance)],
    });
    if (config.backup.restoreTesting) {
      new RestoreTesting(this, 'RestoreTesting', { config, backup, database, securityGroup });
    }
  }
}

import type { Construct } from 'constructs';
import { AccessLogBucket } from '../constructs/archive/access-log-bucket';
import { ArchiveBucket } from '../constructs/archive/archive-bucket';
import { ArchiveReplication } from '../constructs/archive/archive-replication';
import { AuditStream } from '../constructs/archive/audit-stream';
import { LandingBucket } from '../constructs/archive/landing-bucket';
import { LedgerBucket } from '../constructs/archive/ledger-bucket';
import { ZoneBackup } from '../constructs/archive/zone-backup';
import type { KeysStack } from './keys-stack';
import type { ZoneStackProps } from './zone-stack';
import { ZoneStack } from './zone-stack';

export interface ArchiveStackProps extends ZoneStackProps {
  readonly keys: KeysStack;
}

/** The stores that outlive everything. */
export class ArchiveStack extends ZoneStack {
  readonly stream: AuditStream;
  readonly archive: ArchiveBucket;
  readonly ledger: LedgerBucket;
  readonly landing: LandingBucket;
  readonly accessLogs: AccessLogBucket;
  readonly backup: ZoneBackup;

  constructor(scope: Construct, id: string, props: ArchiveStackProps) {
    super(scope, id, props, { description: 'Audit stream, archives and backups', stateful: true });
    const { config, keys } = props;
    this.stream = new AuditStream(this, 'AuditStream', { config, key: keys.audit });
    this.archive = new ArchiveBucket(this, 'Archive', { config, key: keys.audit });
    const replication = new ArchiveReplication(this, 'Replication', {
      config,
      destination: this.archive,
      destinationKey: keys.audit,
      sourceKeys: [keys.audit, keys.logs],
    });
    this.accessLogs = new AccessLogBucket(this, 'AccessLogs', { config, replication });
    const { accessLogs } = this;
    this.ledger = new LedgerBucket(this, 'Ledger', {
      config,
      key: keys.audit,
      accessLogs,
      replication,
    });
    this.landing = new LandingBucket(this, 'Landing', {
      config,
      key: keys.logs,
      accessLogs,
      replication,
    });
    this.backup = new ZoneBackup(this, 'Backup', { config, key: keys.phi });
  }
}

import { Construct } from 'constructs';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { IDENTITY_TABLES } from '../../../lambda/identity/tables';
import type { ZoneConfig } from '../../config/schema';
import { ZoneTable } from '../base/zone-table';

export interface IdentityTablesProps {
  readonly config: ZoneConfig;
  /** They tell who is whose patient, and whose record is whose: the key of PHI. */
  readonly key: IKey;
}

/** What the zone knows of people beside what the user pool does. */
export class IdentityTables extends Construct {
  readonly directory: ZoneTable;
  readonly sessions: ZoneTable;
  /** The public keys of the user pool. Whoever writes here could make tokens: one function does. */
  readonly publicKeys: ZoneTable;

  constructor(scope: Construct, id: string, props: IdentityTablesProps) {
    super(scope, id);
    const { directory, sessions, publicKeys } = IDENTITY_TABLES;
    this.directory = new ZoneTable(this, 'Directory', { ...props, shape: directory });
    this.sessions = new ZoneTable(this, 'Sessions', { ...props, shape: sessions });
    this.publicKeys = new ZoneTable(this, 'PublicKeys', {
      ...props,
      shape: publicKeys,
      onlyWriters: 'identity-keys',
    });
  }

  get all(): readonly ZoneTable[] {
    return [this.directory, this.sessions, this.publicKeys];
  }
}

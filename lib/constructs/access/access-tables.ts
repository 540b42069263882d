import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { ACCESS_TABLES } from '../../../lambda/access/tables';
import type { ZoneConfig } from '../../config/schema';
import { ZoneTable } from '../base/zone-table';

export interface AccessTablesProps {
  readonly config: ZoneConfig;
  /** They tell who is whose patient: the key of PHI. */
  readonly key: IKey;
}

/** Who cares for whom, what was approved, what is forbidden, which glasses are broken, how often somebody called. */
export class AccessTables extends Construct {
  readonly careTeams: ZoneTable;
  readonly approvals: ZoneTable;
  readonly restrictions: ZoneTable;
  readonly rates: ZoneTable;
  readonly brokenGlass: ZoneTable;

  constructor(scope: Construct, id: string, props: AccessTablesProps) {
    super(scope, id);
    const shapes = ACCESS_TABLES;
    this.careTeams = new ZoneTable(this, 'CareTeams', { ...props, shape: shapes.careTeams });
    this.approvals = new ZoneTable(this, 'Approvals', { ...props, shape: shapes.approvals });
    this.restrictions = new ZoneTable(this, 'Restrictions', {
      ...props,
      shape: shapes.restrictions,
    });
    this.rates = new ZoneTable(this, 'Rates', { ...props, shape: shapes.rates });
    this.brokenGlass = new ZoneTable(this, 'BrokenGlass', { ...props, shape: shapes.brokenGlass });
  }

  get all(): readonly ZoneTable[] {
    return [this.careTeams, this.approvals, this.restrictions, this.rates, this.brokenGlass];
  }
}

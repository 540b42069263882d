import { CfnRestoreTestingPlan, CfnRestoreTestingSelection } from 'aws-cdk-lib/aws-backup';
import type { ISecurityGroup } from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import type { ZoneConfig } from '../../config/schema';
import type { ZoneBackup } from '../archive/zone-backup';
import type { ZoneDatabase } from './zone-database';

export interface RestoreTestingProps {
  readonly config: ZoneConfig;
  readonly backup: ZoneBackup;
  readonly database: ZoneDatabase;
  readonly securityGroup: ISecurityGroup;
}

/**
 * Restores the database every month from its newest recovery point, keeps it for a working day in
 * which somebody can look into it, and deletes it (45 CFR 164.308(a)(7)(ii)(D)).
 *
 * Not the bucket: AWS Backup would restore all of it into a new bucket, which has none of the denials
 * of the first. Restoring some of its objects is for people to practise (docs/runbooks/backup.md).
 */
export class RestoreTesting extends Construct {
  constructor(scope: Construct, id: string, props: RestoreTestingProps) {
    super(scope, id);
    const { config, backup, database, securityGroup } = props;
    // Letters, digits and underscores only.
    const restoreTestingPlanName = `hlz_${config.name.replaceAll('-', '_')}`;
    const plan = new CfnRestoreTestingPlan(this, 'Plan', {
      restoreTestingPlanName,
      // The day after the monthly recovery point.
      scheduleExpression: 'cron(0 12 2 * ? *)',
      startWindowHours: 1,
      recoveryPointSelection: {
        algorithm: 'LATEST_WITHIN_WINDOW',
        includeVaults: [backup.vault.backupVaultArn],
        recoveryPointTypes: ['SNAPSHOT'],
        selectionWindowDays: 7,
      },
    });
    const selection = new CfnRestoreTestingSelection(this, 'Database', {
      restoreTestingPlanName,
      restoreTestingSelectionName: 'database',
      protectedResourceType: 'RDS',
      protectedResourceArns: [database.instance.instanceArn],
      iamRoleArn: backup.role.roleArn,
      validationWindowHours: 8,
      // AWS Backup would take the default VPC. What is restored is PHI and stands where PHI stands.
      // https://docs.aws.amazon.com/aws-backup/latest/devguide/restore-testing-inferred-metadata.html
      restoreMetadataOverrides: {
        dbSubnetGroupName: database.subnetGroup.subnetGroupName,
        dbParameterGroupName: database.parameterGroup.bindToInstance({}).parameterGroupName,
        vpcSecurityGroupIds: `["${securityGroup.securityGroupId}"]`,
        publiclyAccessible: 'false',
        multiAz: 'false',
      },
    });
    selection.addResourceDependency(plan);
  }
}

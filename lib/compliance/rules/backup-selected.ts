import { clusterOf, sourceOf } from '../reading/database';
import type { Rule } from '../rule';
import { retentionClassOf } from '../reading/tags';
import { isSame } from '../reading/value-text';
import type { ResourceView, ZoneView } from '../reading/zone-view';
import { at } from '../reading/zone-view';

export const backupSelected: Rule = {
  name: 'BackupSelected',
  asks: 'A store of patients’ data is in the selection of a backup plan of the zone, of whichever stack.',
  citations: ['164.308(a)(7)(ii)(A)'],
  types: [
    'AWS::RDS::DBInstance',
    'AWS::RDS::DBCluster',
    'AWS::DynamoDB::Table',
    'AWS::DynamoDB::GlobalTable',
    'AWS::EFS::FileSystem',
    'AWS::S3::Bucket',
  ],
  reads: ['AWS::Backup::BackupSelection', 'AWS::Backup::BackupPlan'],
  find: (resource, zone) => {
    if (resource.type === 'AWS::S3::Bucket' && retentionClassOf(resource) !== 'phi') {
      return undefined;
    }
    // It is the cluster that is backed up, or the source of a read replica.
    if (clusterOf(zone, resource) !== undefined || sourceOf(zone, resource) !== undefined) {
      return undefined;
    }
    return zone
      .ofType('AWS::Backup::BackupSelection')
      .some((selection) => selects(zone, selection, resource))
      ? []
      : [
          'No backup selection of a plan of the zone names it among its Resources, without conditions. Add it to the selection of its stack.',
        ];
  },
};

/** Whether a selection names a resource for a plan of the zone, without conditions. */
export function selects(zone: ZoneView, selection: ResourceView, resource: ResourceView): boolean {
  const names = (list: string): boolean =>
    zone
      .mentioned(selection, at(selection.properties, 'BackupSelection', list))
      .some((mentioned) => isSame(mentioned, resource));
  // Tags and conditions narrow what Resources name:
  // https://docs.aws.amazon.com/aws-backup/latest/devguide/API_BackupSelection.html
  const narrowed = ['ListOfTags', 'Conditions'].some(
    (part) => at(selection.properties, 'BackupSelection', part) !== undefined,
  );
  // Of another plan no rule sees how often it runs, and into which vault.
  const plan = zone.follow(selection, at(selection.properties, 'BackupPlanId'));
  return (
    plan?.type === 'AWS::Backup::BackupPlan' &&
    !narrowed &&
    names('Resources') &&
    !names('NotResources')
  );
}

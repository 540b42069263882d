import { clusterOf, sourceOf } from '../reading/database';
import type { Rule } from '../rule';
import { retentionClassOf } from '../reading/tags';
import { isSame } from '../reading/value-text';
import type { ResourceView, ZoneView } from '../reading/zone-view';
import { at } from '../reading/zone-view';

export const backupSelected: Rule = {
  name: 'BackupSelected',
  asks: 'A store of patients’ data is in the selection of a backup plan, of whichever stack.',
  citations: ['164.308(a)(7)(ii)(A)'],
  types: [
    'AWS::RDS::DBInstance',
    'AWS::RDS::DBCluster',
    'AWS::DynamoDB::Table',
    'AWS::DynamoDB::GlobalTable',
    'AWS::EFS::FileSystem',
    'AWS::S3::Bucket',
  ],
  reads: ['AWS::Backup::BackupSelection'],
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
          'No backup selection without conditions names it among its Resources. Add it to the selection of its stack.',
        ];
  },
};

function selects(zone: ZoneView, selection: ResourceView, resource: ResourceView): boolean {
  const names = (list: string): boolean =>
    zone
      .mentioned(selection, at(selection.properties, 'BackupSelection', list))
      .some((mentioned) => isSame(mentioned, resource));
  // Tags and conditions narrow what Resources name:
  // https://docs.aws.amazon.com/aws-backup/latest/devguide/API_BackupSelection.html
  const narrowed = ['ListOfTags', 'Conditions'].some(
    (part) => at(selection.properties, 'BackupSelection', part) !== undefined,
  );
  return !narrowed && names('Resources') && !names('NotResources');
}

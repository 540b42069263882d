import { retentionClassOf } from './tags';
import type { ResourceView } from './zone-view';

/** What holds patients' data unless its tag says otherwise: databases, tables, files, and backups of them. */
const PHI_STORES: ReadonlySet<string> = new Set([
  'AWS::Backup::BackupVault',
  'AWS::Backup::LogicallyAirGappedBackupVault',
  'AWS::DynamoDB::GlobalTable',
  'AWS::DynamoDB::Table',
  'AWS::EFS::FileSystem',
  'AWS::RDS::DBCluster',
  'AWS::RDS::DBInstance',
]);

/** Whether a resource holds patients' data, by its tag or, without one, by its type. */
export function holdsPhi(resource: ResourceView): boolean {
  const kept = retentionClassOf(resource);
  return kept === 'phi' || (kept === undefined && PHI_STORES.has(resource.type));
}

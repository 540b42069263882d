import type { ResourceView, ZoneView } from './zone-view';

/** Types of the relational databases that our rules know. */
export const DATABASE_TYPES = ['AWS::RDS::DBInstance', 'AWS::RDS::DBCluster'] as const;

/**
 * The cluster of the zone that an instance belongs to. Storage, backups, accounts and parameters of
 * such an instance are the cluster's.
 * https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html
 */
export function clusterOf(zone: ZoneView, instance: ResourceView): ResourceView | undefined {
  const cluster = zone.follow(instance, instance.properties['DBClusterIdentifier']);
  return cluster?.type === 'AWS::RDS::DBCluster' ? cluster : undefined;
}

/**
 * The instance of the zone that an instance is a read replica of. In the same Region, since a
 * reference does not leave it, such a replica has the key of its source, its records, its accounts
 * and, unless it names another, its parameter group.
 * https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstanceReadReplica.html
 */
export function sourceOf(zone: ZoneView, instance: ResourceView): ResourceView | undefined {
  const source = zone.follow(instance, instance.properties['SourceDBInstanceIdentifier']);
  return source?.type === 'AWS::RDS::DBInstance' ? source : undefined;
}

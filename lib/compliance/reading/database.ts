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

import type { ZoneConfig } from '../../config/schema';
import { iamArn, keyAlias, partitionOf, SERVICE_ROLE_PATH, zoneArn } from '../../names';

/**
 * What the stack of the second Region and the stacks of the first agree on by name: CloudFormation
 * has no reference from one Region to another.
 */

type Zone = Pick<ZoneConfig, 'name' | 'account' | 'region' | 'disasterRecovery'>;

/** Whether config asks for a second Region. */
export function needsSecondRegion({ disasterRecovery }: Pick<Zone, 'disasterRecovery'>): boolean {
  return disasterRecovery.secondRegion !== 'none';
}

/** The config as the second Region sees it: service principals and ARNs of that Region. */
export function inSecondRegion<Z extends Zone>(config: Z): Z {
  return { ...config, region: config.disasterRecovery.secondRegion };
}

/** Name of the bucket that takes replicas of PHI. Bucket names are one space for all of AWS. */
export function replicaBucketName({ name, account }: Zone): string {
  return `hlz-${name}-phi-replica-${account}`;
}

/** ARN of that bucket. */
export function replicaBucketArn(config: Zone): string {
  return `arn:${partitionOf(config.region)}:s3:::${replicaBucketName(config)}`;
}

/** Alias of the key of replicas and copies. Its Region tells it from the phi key of the zone. */
export function replicaKeyAliasArn(config: Zone): string {
  return zoneArn(inSecondRegion(config), 'kms', keyAlias(config, 'phi'));
}

/** Name of the vault that takes copies of recovery points. */
export function replicaVaultName({ name }: Pick<Zone, 'name'>): string {
  return `hlz-${name}-replica`;
}

/** ARN of that vault. */
export function replicaVaultArn(config: Zone): string {
  return zoneArn(inSecondRegion(config), 'backup', `backup-vault:${replicaVaultName(config)}`);
}

/** Name of the role that replicates PHI. */
export function replicationRoleName({ name }: Pick<Zone, 'name'>): string {
  return `hlz-${name}-phi-replication`;
}

/** ARN of that role. */
export function replicationRoleArn(config: Zone): string {
  return iamArn(config, `role${SERVICE_ROLE_PATH}${replicationRoleName(config)}`);
}

import * as iam from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IBucket, ReplicationRule } from 'aws-cdk-lib/aws-s3';
import { ReplicationTimeValue } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { ZoneConfig } from '../../config/schema';
import { SERVICE_ROLE_PATH } from '../../names';
import { allowReplicationFrom } from '../base/replication-source';
import { ZoneRole } from '../base/zone-role';

export interface ArchiveReplicationProps {
  readonly config: ZoneConfig;
  /** The archive. */
  readonly destination: IBucket;
  /** Key of the archive. */
  readonly destinationKey: IKey;
  /** Keys of the sources that have one. */
  readonly sourceKeys: readonly IKey[];
}

/**
 * Copies what lands elsewhere into the archive.
 *
 * The role's rights on objects stand in the policies of the buckets, so that each bucket says who
 * reads and who writes it, and no identity policy needs a wildcard.
 */
export class ArchiveReplication extends Construct {
  readonly role: iam.IRole;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: ArchiveReplicationProps,
  ) {
    super(scope, id);
    const { config, destination, destinationKey, sourceKeys } = props;
    const viaS3 = { StringEquals: { 'kms:ViaService': `s3.${config.region}.amazonaws.com` } };
    const role = new ZoneRole(this, 'Role', {
      path: SERVICE_ROLE_PATH,
      // Without a condition on the source: S3 is not documented to send one when it assumes the
      // role, and what it cannot assume it never replicates, nor tries again.
      // https://docs.aws.amazon.com/AmazonS3/latest/userguide/setting-repl-config-perm-overview.html
      assumedBy: new iam.ServicePrincipal('s3.amazonaws.com'),
      description: 'Replicates landing, access-log and ledger objects into the archive',
      statements: [
        new iam.PolicyStatement({
          sid: 'DecryptSources',
          actions: ['kms:Decrypt'],
          resources: sourceKeys.map(({ keyArn }) => keyArn),
          conditions: viaS3,
        }),
        new iam.PolicyStatement({
          sid: 'EncryptReplicas',
          actions: ['kms:Encrypt', 'kms:GenerateDataKey'],
          resources: [destinationKey.keyArn],
          conditions: viaS3,
        }),
      ],
    });
    this.role = role.fixed;
    destination.addToResourcePolicy(
      new iam.PolicyStatement({
        sid: 'ReplicationWrites',
        principals: [role],
        actions: ['s3:ReplicateObject', 's3:ReplicateTags'],
        resources: [destination.arnForObjects('*')],
      }),
    );
  }

  /**
   * Rules of a source: one for each of its folders, so that no source can lay an object over what
   * another writer has in the archive.
   *
   * @param encrypted whether the source is encrypted with a key: a replica keeps the encryption of
   * its source, and only one with a key can be given another key
   */
  rules(
    folders: readonly string[],
    { encrypted }: { readonly encrypted: boolean },
  ): ReplicationRule[] {
    return folders.map((folder, index) => ({
      id: replicationRuleId(folder),
      priority: index + 1,
      filter: { prefix: `${folder}/` },
      destination: this.props.destination,
      deleteMarkerReplication: false,
      metrics: ReplicationTimeValue.FIFTEEN_MINUTES,
      ...(encrypted ? { kmsKey: this.props.destinationKey, sseKmsEncryptedObjects: true } : {}),
    }));
  }

  /** Lets the role read a bucket that names it in its replication. */
  allowSource(bucket: IBucket): void {
    allowReplicationFrom(bucket, this.role);
  }
}

/** Id of the rule that replicates a folder into the archive; its metrics carry it. */
export function replicationRuleId(folder: string): string {
  return `ToArchive-${folder}`;
}

import * as iam from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IBucket, ReplicationRule } from 'aws-cdk-lib/aws-s3';
import { ReplicationTimeValue } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { ZoneConfig } from '../config/schema';
import { SERVICE_ROLE_PATH } from '../names';
import { ZoneRole } from './zone-role';

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
  readonly rules: ReplicationRule[];

  constructor(scope: Construct, id: string, props: ArchiveReplicationProps) {
    super(scope, id);
    const { config, destination, destinationKey, sourceKeys } = props;
    const viaS3 = { StringEquals: { 'kms:ViaService': `s3.${config.region}.amazonaws.com` } };
    const role = new ZoneRole(this, 'Role', {
      path: SERVICE_ROLE_PATH,
      assumedBy: new iam.ServicePrincipal('s3.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': config.account } },
      }),
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
    this.rules = [
      {
        id: 'ToArchive',
        destination,
        kmsKey: destinationKey,
        sseKmsEncryptedObjects: true,
        deleteMarkerReplication: false,
        metrics: ReplicationTimeValue.FIFTEEN_MINUTES,
        priority: 1,
      },
    ];
  }

  /** Lets the role read a bucket that names it in its replication. */
  allowSource(bucket: IBucket): void {
    bucket.addToResourcePolicy(
      new iam.PolicyStatement({
        sid: 'ReplicationReadsItsRules',
        principals: [this.role],
        actions: ['s3:GetReplicationConfiguration', 's3:ListBucket'],
        resources: [bucket.bucketArn],
      }),
    );
    bucket.addToResourcePolicy(
      new iam.PolicyStatement({
        sid: 'ReplicationReads',
        principals: [this.role],
        actions: [
          's3:GetObjectVersionForReplication',
          's3:GetObjectVersionAcl',
          's3:GetObjectVersionTagging',
          's3:GetObjectRetention',
          's3:GetObjectLegalHold',
        ],
        resources: [bucket.arnForObjects('*')],
      }),
    );
  }
}

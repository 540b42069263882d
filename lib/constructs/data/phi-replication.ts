import * as iam from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Key } from 'aws-cdk-lib/aws-kms';
import type { IBucket, ReplicationRule } from 'aws-cdk-lib/aws-s3';
import { Bucket, ReplicationTimeValue } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { ZoneConfig } from '../../config/schema';
import { SERVICE_ROLE_PATH } from '../../names';
import type { ReplicationRoute } from '../operations/replication-alarms';
import { allowReplicationFrom } from '../base/replication-source';
import {
  replicaBucketArn,
  replicaBucketName,
  replicaKeyAliasArn,
  replicationRoleArn,
} from '../base/second-region';

const RULE_ID = 'ToSecondRegion';

export interface PhiReplicationProps {
  readonly config: ZoneConfig;
  /** Key of the source. */
  readonly key: IKey;
}

/**
 * This end of the replication of PHI into the second Region. The role stands at the other end, whose
 * bucket and key name it; here it gets the right to decrypt.
 */
export class PhiReplication extends Construct {
  readonly role: iam.IRole;

  private readonly config: ZoneConfig;
  private readonly policy: iam.ManagedPolicy;

  constructor(scope: Construct, id: string, { config, key }: PhiReplicationProps) {
    super(scope, id);
    this.config = config;
    this.role = iam.Role.fromRoleArn(this, 'Role', replicationRoleArn(config), { mutable: false });
    this.policy = new iam.ManagedPolicy(this, 'Policy', {
      path: SERVICE_ROLE_PATH,
      description: 'Decrypts PHI that is replicated',
      statements: [
        new iam.PolicyStatement({
          sid: 'DecryptSource',
          actions: ['kms:Decrypt'],
          resources: [key.keyArn],
          conditions: { StringEquals: { 'kms:ViaService': `s3.${config.region}.amazonaws.com` } },
        }),
      ],
      roles: [this.role],
    });
  }

  /** The one rule of the source: all objects, without delete markers. */
  rules(): ReplicationRule[] {
    return [
      {
        id: RULE_ID,
        priority: 1,
        filter: { prefix: '' },
        destination: Bucket.fromBucketArn(this, 'Replica', replicaBucketArn(this.config)),
        // By its alias, which S3 takes: the ARN of a key in another Region cannot be known here.
        // https://docs.aws.amazon.com/AmazonS3/latest/API/API_EncryptionConfiguration.html
        kmsKey: Key.fromKeyArn(this, 'ReplicaKey', replicaKeyAliasArn(this.config)),
        sseKmsEncryptedObjects: true,
        deleteMarkerReplication: false,
        metrics: ReplicationTimeValue.FIFTEEN_MINUTES,
      },
    ];
  }

  /** Lets the role read the source. */
  allowSource(bucket: Bucket): void {
    allowReplicationFrom(bucket, this.role);
    // S3 does not try again what the role could not do.
    bucket.node.addDependency(this.policy);
  }

  /** What the alarms of replication watch. */
  route(source: IBucket): ReplicationRoute {
    return {
      source,
      destination: replicaBucketName(this.config),
      ruleId: RULE_ID,
      sameRegion: false,
    };
  }
}

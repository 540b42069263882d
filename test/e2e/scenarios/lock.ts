import assert from 'node:assert/strict';
import {
  CreateAccessKeyCommand,
  CreateUserCommand,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam';
import type { S3Client } from '@aws-sdk/client-s3';
import {
  DeleteObjectCommand,
  ListObjectVersionsCommand,
  PutBucketLifecycleConfigurationCommand,
  PutObjectCommand,
  PutObjectLockConfigurationCommand,
} from '@aws-sdk/client-s3';
import { segmentKey, SEGMENTS } from '../../../lambda/ledger/format/layout';
import type { Aws } from '../zone/aws';
import { awsAt } from '../zone/aws';
import type { Scene } from './scene';
import { SHARDS } from './scene';

const BY_POLICY = /explicit deny in a resource-based policy/;
const BY_LOCK = /protected by object lock/;

/**
 * What is sealed stays, and stays to be seen. The root user of the account, whom the emulator lets
 * past every policy, meets Object Lock; an administrator, who may do everything, the bucket policy.
 */
export async function locked(scene: Scene): Promise<void> {
  const { aws, emulator, zone, report } = scene;
  const Bucket = zone.ledgerBucket;
  const { Versions = [] } = await aws.s3.send(
    new ListObjectVersionsCommand({ Bucket, Prefix: SEGMENTS, MaxKeys: 5 }),
  );
  assert.ok(Versions.length > 0);
  const { s3 } = awsAt(emulator.wire.url, await administrator(aws));
  for (const { Key, VersionId } of Versions) {
    await assert.rejects(aws.s3.send(new DeleteObjectCommand({ Bucket, Key, VersionId })), BY_LOCK);
    await assert.rejects(
      aws.s3.send(new PutObjectCommand({ Bucket, Key, Body: 'other', IfNoneMatch: '*' })),
      { name: 'PreconditionFailed' },
    );
    await assert.rejects(s3.send(new DeleteObjectCommand({ Bucket, Key, VersionId })), BY_POLICY);
    // Which would lay a marker over it.
    await assert.rejects(s3.send(new DeleteObjectCommand({ Bucket, Key })), BY_POLICY);
  }
  // Nor does an administrator add to the ledger: only the role with the tag of the sealer does.
  const next = segmentKey(SHARDS[0], 1_000_000);
  await assert.rejects(
    s3.send(new PutObjectCommand({ Bucket, Key: next, Body: 'forged', IfNoneMatch: '*' })),
    BY_POLICY,
  );
  await configurationStays(s3, Bucket);
  report.fact(
    `${String(Versions.length)} segments are deleted by nobody, hidden by nobody, written over by nobody, and none is added by an administrator; life cycle and lock of the bucket stay`,
  );
}

async function configurationStays(s3: S3Client, Bucket: string): Promise<void> {
  const rule = { ID: 'soon', Status: 'Enabled', Filter: {}, Expiration: { Days: 1 } } as const;
  await assert.rejects(
    s3.send(
      new PutBucketLifecycleConfigurationCommand({
        Bucket,
        LifecycleConfiguration: { Rules: [rule] },
      }),
    ),
    BY_POLICY,
  );
  await assert.rejects(
    s3.send(
      new PutObjectLockConfigurationCommand({
        Bucket,
        ObjectLockConfiguration: { ObjectLockEnabled: 'Enabled' },
      }),
    ),
    BY_POLICY,
  );
}

/** Credentials of a user who may do everything. */
async function administrator({
  iam,
}: Pick<Aws, 'iam'>): Promise<{ readonly accessKeyId: string; readonly secretAccessKey: string }> {
  const UserName = 'administrator';
  await iam.send(new CreateUserCommand({ UserName }));
  const everything = { Effect: 'Allow', Action: '*', Resource: '*' };
  await iam.send(
    new PutUserPolicyCommand({
      UserName,
      PolicyName: 'everything',
      PolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: [everything] }),
    }),
  );
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
  assert.ok(AccessKey?.AccessKeyId);
  assert.ok(AccessKey.SecretAccessKey);
  return { accessKeyId: AccessKey.AccessKeyId, secretAccessKey: AccessKey.SecretAccessKey };
}

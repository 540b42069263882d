import assert from 'node:assert/strict';
import {
  DescribeStreamSummaryCommand,
  StartStreamEncryptionCommand,
} from '@aws-sdk/client-kinesis';
import type {
  ObjectLockConfiguration,
  ServerSideEncryption,
  ServerSideEncryptionRule,
} from '@aws-sdk/client-s3';
import {
  GetBucketEncryptionCommand,
  GetObjectLockConfigurationCommand,
  PutBucketEncryptionCommand,
  PutObjectLockConfigurationCommand,
} from '@aws-sdk/client-s3';
import type { Aws } from './aws';
import type { Deployed } from './resources';

/** Properties that are dropped, and set again. */
export const DROPPED = ['BucketEncryption', 'ObjectLockConfiguration', 'StreamEncryption'] as const;

/**
 * What CloudFormation of the emulator says it has made and has dropped (MiniStack 1.5.33): it is set
 * here, from the same template, by the calls that CloudFormation of AWS would make. Nothing else that
 * is dropped matters to what this test shows; `docs/what-e2e-does-not-prove.md` lists it.
 *
 * @param imports values of cross-stack references
 */
export async function setWhatIsDropped(
  aws: Pick<Aws, 's3' | 'kinesis'>,
  resources: readonly Deployed[],
  imports: ReadonlyMap<string, string>,
): Promise<void> {
  for (const resource of resources) {
    if (resource.Type === 'AWS::S3::Bucket') await setBucket(aws, resource, imports);
    if (resource.Type === 'AWS::Kinesis::Stream') await setStream(aws, resource, imports);
  }
}

async function setBucket(
  { s3 }: Pick<Aws, 's3'>,
  { physicalId: Bucket, Properties = {} }: Deployed,
  imports: ReadonlyMap<string, string>,
): Promise<void> {
  const encryption = dropped(Properties, 'BucketEncryption') as BucketEncryption;
  const Rules = encryption.ServerSideEncryptionConfiguration.map(
    ({ BucketKeyEnabled = false, ServerSideEncryptionByDefault }): ServerSideEncryptionRule => {
      const { SSEAlgorithm, KMSMasterKeyID } = ServerSideEncryptionByDefault;
      const key =
        KMSMasterKeyID === undefined ? {} : { KMSMasterKeyID: valueOf(KMSMasterKeyID, imports) };
      return { BucketKeyEnabled, ApplyServerSideEncryptionByDefault: { SSEAlgorithm, ...key } };
    },
  );
  await s3.send(
    new PutBucketEncryptionCommand({ Bucket, ServerSideEncryptionConfiguration: { Rules } }),
  );
  const read = await s3.send(new GetBucketEncryptionCommand({ Bucket }));
  assert.deepEqual(read.ServerSideEncryptionConfiguration?.Rules, Rules);

  const lock = dropped(Properties, 'ObjectLockConfiguration') as
    | ObjectLockConfiguration
    | undefined;
  if (lock === undefined) return;
  await s3.send(new PutObjectLockConfigurationCommand({ Bucket, ObjectLockConfiguration: lock }));
  const locked = await s3.send(new GetObjectLockConfigurationCommand({ Bucket }));
  assert.deepEqual(locked.ObjectLockConfiguration, lock);
}

async function setStream(
  { kinesis }: Pick<Aws, 'kinesis'>,
  { physicalId: StreamName, Properties = {} }: Deployed,
  imports: ReadonlyMap<string, string>,
): Promise<void> {
  const { KeyId } = dropped(Properties, 'StreamEncryption') as { readonly KeyId: Reference };
  const key = valueOf(KeyId, imports);
  await kinesis.send(
    new StartStreamEncryptionCommand({ StreamName, EncryptionType: 'KMS', KeyId: key }),
  );
  const { StreamDescriptionSummary: read } = await kinesis.send(
    new DescribeStreamSummaryCommand({ StreamName }),
  );
  assert.deepEqual([read?.EncryptionType, read?.KeyId], ['KMS', key]);
}

function dropped(
  properties: NonNullable<Deployed['Properties']>,
  name: (typeof DROPPED)[number],
): unknown {
  return properties[name];
}

interface BucketEncryption {
  readonly ServerSideEncryptionConfiguration: readonly {
    readonly BucketKeyEnabled?: boolean;
    readonly ServerSideEncryptionByDefault: {
      readonly SSEAlgorithm: ServerSideEncryption;
      readonly KMSMasterKeyID?: Reference;
    };
  }[];
}

type Reference = string | { readonly 'Fn::ImportValue': string };

function valueOf(reference: Reference, imports: ReadonlyMap<string, string>): string {
  if (typeof reference === 'string') return reference;
  const value = imports.get(reference['Fn::ImportValue']);
  if (value === undefined) throw new Error(`no export ${reference['Fn::ImportValue']}`);
  return value;
}

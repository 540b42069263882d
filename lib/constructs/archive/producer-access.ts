import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IStream } from 'aws-cdk-lib/aws-kinesis';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { ZoneConfig } from '../../config/schema';
import { LEDGER_KEYS } from './ledger-access';

/** Where audit events go. */
export interface AuditIntake {
  readonly stream: IStream;
  /** The ledger bucket, in which the spool is. */
  readonly bucket: IBucket;
  /** Key of stream and bucket. */
  readonly key: IKey;
}

/** Environment of a function that writes audit events. */
export function producerEnvironment({
  stream,
  bucket,
}: AuditIntake): Readonly<Record<'AUDIT_STREAM' | 'LEDGER_BUCKET', string>> {
  return { AUDIT_STREAM: stream.streamName, LEDGER_BUCKET: bucket.bucketName };
}

/**
 * What a role may do whose function writes audit events (`lambda/shared/audit`): put them into the
 * stream, and, while that is down, into the spool. It reads neither.
 */
export function producerStatements(
  { region }: Pick<ZoneConfig, 'region'>,
  { stream, bucket, key }: AuditIntake,
): readonly PolicyStatement[] {
  const encrypt = (sid: string, service: string): PolicyStatement =>
    new PolicyStatement({
      sid,
      actions: ['kms:GenerateDataKey'],
      resources: [key.keyArn],
      conditions: { StringEquals: { 'kms:ViaService': `${service}.${region}.amazonaws.com` } },
    });
  return [
    new PolicyStatement({
      sid: 'WriteAuditEvents',
      actions: ['kinesis:PutRecords'],
      resources: [stream.streamArn],
    }),
    // https://docs.aws.amazon.com/streams/latest/dev/permissions-user-key-KMS.html#example-producer-permissions
    encrypt('EncryptAuditEvents', 'kinesis'),
    new PolicyStatement({
      sid: 'SpoolAuditEvents',
      actions: ['s3:PutObject'],
      resources: LEDGER_KEYS.spool.map((pattern) => bucket.arnForObjects(pattern)),
    }),
    encrypt('EncryptTheSpool', 's3'),
  ];
}

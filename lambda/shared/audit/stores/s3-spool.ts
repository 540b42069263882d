import type { S3Client } from '@aws-sdk/client-s3';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { awsClientDefaults } from '../../aws-clients';
import { describeError } from '../../errors';
import type { AuditSpool } from '../create-audit-trail';

/** How the S3 client of a producer behaves: care waits for it. */
export const spoolClientDefaults = {
  ...awsClientDefaults,
  maxAttempts: 3,
  requestHandler: {
    connectionTimeout: 1000,
    requestTimeout: 2000,
    throwOnRequestTimeout: true,
  },
} as const;

const ATTEMPTS = 3;

/** The spool in the ledger bucket, whose default retention locks each object. */
export function s3Spool(client: S3Client, bucket: string): AuditSpool {
  return {
    async put(key, bytes) {
      for (let attempt = 1; ; attempt += 1) {
        try {
          await client.send(
            new PutObjectCommand({
              Bucket: bucket,
              Key: key,
              Body: bytes,
              IfNoneMatch: '*',
              ChecksumAlgorithm: 'SHA256',
              ContentType: 'application/json',
            }),
          );
          return;
        } catch (error) {
          const { name } = describeError(error);
          if (name === 'PreconditionFailed') return;
          // Another write of the same key is under way: ours, which timed out.
          if (name !== 'ConditionalRequestConflict' || attempt === ATTEMPTS) throw error;
        }
      }
    },
  };
}

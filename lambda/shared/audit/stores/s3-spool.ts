import type { S3Client } from '@aws-sdk/client-s3';
import { awsClientDefaults } from '../../aws-clients';
import { describeError } from '../../errors';
import { putOnce } from '../../stores/put-once';
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
          await putOnce(client, {
            Bucket: bucket,
            Key: key,
            Body: bytes,
            ContentType: 'application/json',
          });
          return;
        } catch (error) {
          const { name } = describeError(error);
          // Another write of the same key is under way: ours, which timed out.
          if (name !== 'ConditionalRequestConflict' || attempt === ATTEMPTS) throw error;
        }
      }
    },
  };
}

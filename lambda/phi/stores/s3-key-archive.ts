import type { S3Client } from '@aws-sdk/client-s3';
import { putOnce } from '../../shared/stores/put-once';
import { copyName, copyText } from '../keys/copy';
import type { KeyArchive } from '../keys/data-keys';

/**
 * Copies in the ledger bucket, which locks what is written and lets nobody write it twice. The kid is
 * random: what is there already is what an attempt before has written.
 */
export function s3KeyArchive(client: S3Client, bucket: string): KeyArchive {
  return {
    async keep(key) {
      await putOnce(client, {
        Bucket: bucket,
        Key: copyName(key),
        Body: copyText(key),
        ContentType: 'application/json',
      });
    },
  };
}

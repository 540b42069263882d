import type { PutObjectCommandInput, S3Client } from '@aws-sdk/client-s3';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { describeError } from '../errors';

/**
 * Writes an object unless there is one. Encryption and lock are the defaults of the bucket. When it
 * throws, nobody knows whether the object is there.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
 *
 * @throws the error of the client
 */
export async function putOnce(
  client: S3Client,
  object: Pick<PutObjectCommandInput, 'Bucket' | 'Key' | 'Body' | 'ContentType'>,
): Promise<'created' | 'exists'> {
  try {
    await client.send(
      new PutObjectCommand({ ...object, IfNoneMatch: '*', ChecksumAlgorithm: 'SHA256' }),
    );
    return 'created';
  } catch (error) {
    if (describeError(error).name === 'PreconditionFailed') return 'exists';
    throw error;
  }
}

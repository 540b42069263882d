import { Readable } from 'node:stream';
import type { ListObjectsV2CommandOutput, S3Client } from '@aws-sdk/client-s3';
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3';
import { describeError } from '../../shared/errors';
import {
  LedgerCallError,
  NoSuchObjectError,
  ObjectTooLargeError,
  WriteConflictError,
} from '../errors';
import type { LedgerStore } from '../store';

/** Most keys that S3 gives at once. */
const PAGE = 1000;

/**
 * The ledger bucket. Encryption and Object Lock are the defaults of the bucket: a request that named
 * them could be weaker than these.
 *
 * Reads and lists are strongly consistent:
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/Welcome.html#ConsistencyModel
 */
export function s3LedgerStore(client: S3Client, bucket: string): LedgerStore {
  const list = (
    prefix: string,
    input: Readonly<Record<string, string | number | undefined>>,
  ): Promise<ListObjectsV2CommandOutput> =>
    calling('s3:ListBucket', prefix, () =>
      client.send(
        new ListObjectsV2Command({
          Bucket: bucket,
          Prefix: prefix,
          EncodingType: 'url',
          ...input,
        }),
      ),
    );
  return {
    async *keys(prefix, { after, limit = Infinity } = {}) {
      let left = limit;
      let token: string | undefined;
      do {
        const page = await list(prefix, {
          StartAfter: after,
          MaxKeys: Math.min(left, PAGE),
          ContinuationToken: token,
        });
        for (const { Key } of page.Contents ?? []) {
          if (left <= 0) return;
          left -= 1;
          yield plain(page, Key);
        }
        token = nextOf(page);
      } while (token !== undefined && left > 0);
    },
    async folders(prefix) {
      const names: string[] = [];
      let token: string | undefined;
      do {
        const page = await list(prefix, { Delimiter: '/', ContinuationToken: token });
        for (const { Prefix } of page.CommonPrefixes ?? []) {
          names.push(plain(page, Prefix).slice(prefix.length, -1));
        }
        token = nextOf(page);
      } while (token !== undefined);
      return names;
    },
    async read(key, { most = Infinity } = {}) {
      const bytes = await calling('s3:GetObject', key, async () => {
        const { Body, ContentLength = Infinity } = await client.send(
          new GetObjectCommand({ Bucket: bucket, Key: key }),
        );
        if (ContentLength <= most) return Buffer.from((await Body?.transformToByteArray()) ?? []);
        if (Body instanceof Readable) Body.destroy();
        return undefined;
      });
      if (bytes === undefined) throw new ObjectTooLargeError(key, most);
      return bytes;
    },
    async create(key, bytes) {
      try {
        await calling('s3:PutObject', key, () =>
          client.send(
            new PutObjectCommand({
              Bucket: bucket,
              Key: key,
              Body: bytes,
              IfNoneMatch: '*',
              ChecksumAlgorithm: 'SHA256',
            }),
          ),
        );
        return 'created';
      } catch (error) {
        if (error instanceof LedgerCallError && error.code === 'PreconditionFailed') {
          return 'exists';
        }
        throw error;
      }
    },
  };
}

async function calling<T>(action: string, subject: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    switch (describeError(error).name) {
      case 'NoSuchKey':
        throw new NoSuchObjectError(action, subject, error);
      case 'ConditionalRequestConflict':
        throw new WriteConflictError(action, subject, error);
      default:
        throw new LedgerCallError(action, subject, error);
    }
  }
}

/** S3 writes keys as in a form, where a space is a plus sign. */
function plain({ EncodingType }: ListObjectsV2CommandOutput, text = ''): string {
  return EncodingType === 'url' ? decodeURIComponent(text.replaceAll('+', ' ')) : text;
}

function nextOf({ IsTruncated, NextContinuationToken }: ListObjectsV2CommandOutput) {
  return IsTruncated === true ? NextContinuationToken : undefined;
}

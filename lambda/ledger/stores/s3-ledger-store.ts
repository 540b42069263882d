import { Readable } from 'node:stream';
import type { ListObjectsV2CommandOutput, S3Client } from '@aws-sdk/client-s3';
import { GetObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import { putOnce } from '../../shared/stores/put-once';
import { LedgerCallError, NoSuchObjectError, ObjectTooLargeError } from '../errors';
import type { LedgerStore } from '../store';
import { calling } from './calling';

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
  /**
   * S3 says of a key under which nothing is that it is denied, to everybody who may not list the whole
   * bucket; roles of the ledger list below a prefix. https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
   */
  const isThere = async (key: string): Promise<boolean> => {
    try {
      const page = await list(key, { MaxKeys: 1 });
      return page.Contents?.some(({ Key }) => plain(page, Key) === key) ?? false;
    } catch {
      return true;
    }
  };
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
      }).catch(async (error: unknown) => {
        if (isDenied(error) && !(await isThere(key))) {
          throw new NoSuchObjectError('s3:GetObject', key, error);
        }
        throw error;
      });
      if (bytes === undefined) throw new ObjectTooLargeError(key, most);
      return bytes;
    },
    create: (key, bytes) =>
      calling('s3:PutObject', key, () =>
        putOnce(client, { Bucket: bucket, Key: key, Body: bytes }),
      ),
  };
}

function isDenied(error: unknown): boolean {
  return error instanceof LedgerCallError && error.code === 'AccessDenied';
}

/** S3 writes keys as in a form, where a space is a plus sign. */
function plain({ EncodingType }: ListObjectsV2CommandOutput, text = ''): string {
  return EncodingType === 'url' ? decodeURIComponent(text.replaceAll('+', ' ')) : text;
}

function nextOf({ IsTruncated, NextContinuationToken }: ListObjectsV2CommandOutput) {
  return IsTruncated === true ? NextContinuationToken : undefined;
}

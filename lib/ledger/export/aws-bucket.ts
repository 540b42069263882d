import {
  GetObjectCommand,
  GetObjectRetentionCommand,
  HeadObjectCommand,
  ListObjectVersionsCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { PortError, calling, codeOf } from '../../aws/calling';
import { isLoopback } from '../../config/loopback';
import { LedgerCommandError } from '../errors';
import type { LedgerBucket, ListedVersion, ObjectDescription, VersionName } from './port';

export interface AwsBucketOptions {
  readonly bucket: string;
  /** @default - that of the environment */
  readonly region?: string;
  /** Refuses a bucket of another account. @default - not checked */
  readonly account?: string;
  /** @default - the one that the SDK finds */
  readonly endpoint?: string;
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/** What of the answer to GetObject and HeadObject is used. */
interface Answer {
  readonly ChecksumSHA256?: string | undefined;
  readonly ChecksumType?: string | undefined;
  readonly ObjectLockMode?: string | undefined;
  readonly ObjectLockRetainUntilDate?: Date | undefined;
}

/** The bucket itself. Calls ListObjectVersions, GetObject, HeadObject and GetObjectRetention. */
export function awsBucket(options: AwsBucketOptions): LedgerBucket {
  const { bucket, region, account, endpoint, credentials } = options;
  const client = new S3Client({
    maxAttempts: 8,
    requestHandler: {
      connectionTimeout: 10_000,
      requestTimeout: 120_000,
      throwOnRequestTimeout: true,
    },
    // An emulator on the loopback interface has no names of buckets.
    forcePathStyle: isLoopback(endpoint),
    ...(region === undefined ? {} : { region }),
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(credentials === undefined ? {} : { credentials }),
  });
  const at = { Bucket: bucket, ExpectedBucketOwner: account };
  const version = ({ key, versionId }: VersionName) => ({ ...at, Key: key, VersionId: versionId });

  const describe = async (name: VersionName, answer: Answer): Promise<ObjectDescription> => {
    const { ChecksumSHA256, ChecksumType, ObjectLockMode, ObjectLockRetainUntilDate } = answer;
    // That of an upload in parts is a hash of hashes.
    const whole = ChecksumType !== 'COMPOSITE' && ChecksumSHA256?.includes('-') !== true;
    const lock =
      ObjectLockMode === undefined || ObjectLockRetainUntilDate === undefined
        ? await askForLock(client, version(name))
        : { lockMode: ObjectLockMode, retainUntil: ObjectLockRetainUntilDate };
    return { sha256: whole ? ChecksumSHA256 : undefined, ...lock };
  };

  return {
    listVersions: (prefix, cursor) =>
      asked('ListObjectVersions', bucket, async () => {
        const page = await client.send(
          new ListObjectVersionsCommand({
            ...at,
            Prefix: prefix,
            EncodingType: 'url',
            KeyMarker: cursor?.key,
            VersionIdMarker: cursor?.versionId,
          }),
        );
        const versions = [
          ...(page.Versions ?? []).map((entry) => listed(entry, 'version', entry.Size)),
          ...(page.DeleteMarkers ?? []).map((entry) => listed(entry, 'delete-marker', 0)),
        ].toSorted(newestFirst);
        const { IsTruncated, NextKeyMarker, NextVersionIdMarker } = page;
        return {
          versions,
          next:
            IsTruncated === true && NextKeyMarker !== undefined
              ? { key: decode(NextKeyMarker), versionId: NextVersionIdMarker }
              : undefined,
        };
      }),
    fetch: (name) =>
      asked('GetObject', bucket, async () => {
        const answer = await client.send(
          new GetObjectCommand({ ...version(name), ChecksumMode: 'ENABLED' }),
        );
        const bytes = Buffer.from((await answer.Body?.transformToByteArray()) ?? []);
        return { bytes, ...(await describe(name, answer)) };
      }),
    describe: (name) =>
      asked('HeadObject', bucket, async () =>
        describe(
          name,
          await client.send(new HeadObjectCommand({ ...version(name), ChecksumMode: 'ENABLED' })),
        ),
      ),
  };
}

/**
 * The lock of a version whose answer had none. S3 leaves it out of an answer also when the caller
 * may not read it, and then says so here.
 */
async function askForLock(
  client: S3Client,
  version: { readonly Bucket: string; readonly Key: string; readonly VersionId: string },
): Promise<Pick<ObjectDescription, 'lockMode' | 'retainUntil'>> {
  try {
    const { Retention } = await client.send(new GetObjectRetentionCommand(version));
    return { lockMode: Retention?.Mode, retainUntil: Retention?.RetainUntilDate };
  } catch (error) {
    if (NO_LOCK.has(codeOf(error))) return { lockMode: undefined, retainUntil: undefined };
    throw error;
  }
}

/** An object without a lock, in a bucket with and without locks. */
const NO_LOCK = new Set([
  'NoSuchObjectLockConfiguration',
  'InvalidRequest',
  'ObjectLockConfigurationNotFoundError',
]);

/** Turns what goes wrong into words for the person who called. */
async function asked<R>(operation: string, bucket: string, call: () => Promise<R>): Promise<R> {
  try {
    return await calling(operation, 'code-only', call);
  } catch (error) {
    if (!(error instanceof PortError)) throw error;
    const what = error.code === 'Unknown' ? `${operation} could not be called` : error.message;
    throw new LedgerCommandError(`${what} (bucket ${bucket}). ${mend(error.code)}`, {
      cause: error,
    });
  }
}

function mend(code: string): string {
  if (/Credential|ExpiredToken|TokenExpired|InvalidAccessKey|SignatureDoesNotMatch/.test(code)) {
    return 'Log in first, such as with `aws sso login`, then run the same command again.';
  }
  if (code === 'NoSuchBucket') return 'Check the name of the bucket and the Region.';
  if (code === 'PermanentRedirect' || code === 'AuthorizationHeaderMalformed') {
    return 'The bucket is in another Region: set AWS_REGION.';
  }
  if (/AccessDenied|Forbidden|403/.test(code)) {
    return 'You need s3:ListBucketVersions on the bucket, s3:GetObjectVersion and s3:GetObjectRetention on its objects, and kms:Decrypt on its key.';
  }
  if (code === 'Unknown') {
    return 'Check that a Region and credentials are set, such as with AWS_REGION and AWS_PROFILE.';
  }
  return 'Run the same command again: it goes on where it stopped.';
}

function listed(
  entry: {
    readonly Key?: string | undefined;
    readonly VersionId?: string | undefined;
    readonly IsLatest?: boolean | undefined;
    readonly LastModified?: Date | undefined;
  },
  kind: ListedVersion['kind'],
  size: number | undefined,
): ListedVersion {
  return {
    key: decode(entry.Key ?? ''),
    versionId: entry.VersionId ?? 'null',
    kind,
    latest: entry.IsLatest === true,
    bytes: size ?? 0,
    lastModified: entry.LastModified ?? new Date(0),
  };
}

/** S3 lists versions and markers apart, each in the order of the keys and the newest first. */
function newestFirst(a: ListedVersion, b: ListedVersion): number {
  return (
    Buffer.compare(Buffer.from(a.key), Buffer.from(b.key)) ||
    Number(b.latest) - Number(a.latest) ||
    b.lastModified.getTime() - a.lastModified.getTime()
  );
}

/** S3 writes keys as in a form: a space is a plus sign. */
function decode(encoded: string): string {
  return decodeURIComponent(encoded.replaceAll('+', ' '));
}

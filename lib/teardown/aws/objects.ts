import {
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectLegalHoldCommand,
  GetObjectRetentionCommand,
  ListObjectVersionsCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { PortError, calling, codeOf } from '../../aws/calling';
import type {
  ObjectLock,
  ObjectVersion,
  TeardownPort,
  VersionCursor,
  VersionFailure,
  VersionPage,
} from '../port';

type ObjectCalls = Pick<TeardownPort, 'listVersions' | 'deleteVersions' | 'lockOf'>;

/** Keys and versions that are gone already. */
const GONE = new Set(['NoSuchKey', 'NoSuchVersion']);

/** Control characters cannot stand in XML 1.0, so such a key cannot be named in DeleteObjects. */
// oxlint-disable-next-line no-control-regex -- the characters that XML cannot carry
const NOT_IN_XML = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/;

/** The S3 half of the port. Every call says whose bucket it must be. */
export function objectCalls(client: S3Client, account: string): ObjectCalls {
  return {
    listVersions: (bucket, cursor) => listVersions(client, account, bucket, cursor),
    deleteVersions: async (bucket, versions) => {
      const inXml = versions.filter(({ key }) => !NOT_IN_XML.test(key));
      const others = versions.filter(({ key }) => NOT_IN_XML.test(key));
      const failures = [...(await deleteTogether(client, account, bucket, inXml))];
      for (const version of others) {
        failures.push(...(await deleteAlone(client, account, bucket, version)));
      }
      return failures;
    },
    lockOf: async (bucket, version) => {
      const at = {
        Bucket: bucket,
        Key: version.key,
        VersionId: version.versionId,
        ExpectedBucketOwner: account,
      };
      const retention = await ifAny('GetObjectRetention', () =>
        client.send(new GetObjectRetentionCommand(at)),
      );
      const hold = await ifAny('GetObjectLegalHold', () =>
        client.send(new GetObjectLegalHoldCommand(at)),
      );
      return {
        mode: retention?.Retention?.Mode,
        until: retention?.Retention?.RetainUntilDate,
        legalHold: hold?.LegalHold?.Status === 'ON',
      } satisfies ObjectLock;
    },
  };
}

async function listVersions(
  client: S3Client,
  account: string,
  bucket: string,
  cursor: VersionCursor | undefined,
): Promise<VersionPage | undefined> {
  return calling('ListObjectVersions', 'code-only', async () => {
    try {
      const page = await client.send(
        new ListObjectVersionsCommand({
          Bucket: bucket,
          ExpectedBucketOwner: account,
          MaxKeys: 1000,
          EncodingType: 'url',
          KeyMarker: cursor?.key,
          VersionIdMarker: cursor?.versionId,
        }),
      );
      const versions = [...(page.Versions ?? []), ...(page.DeleteMarkers ?? [])].map((entry) => ({
        key: decode(entry.Key ?? ''),
        versionId: entry.VersionId ?? 'null',
        lastModified: entry.LastModified,
      }));
      const next =
        page.IsTruncated === true && page.NextKeyMarker !== undefined
          ? { key: decode(page.NextKeyMarker), versionId: page.NextVersionIdMarker }
          : undefined;
      return { versions, next };
    } catch (error) {
      if (codeOf(error) === 'NoSuchBucket') return undefined;
      throw error;
    }
  });
}

async function deleteTogether(
  client: S3Client,
  account: string,
  bucket: string,
  versions: readonly ObjectVersion[],
): Promise<readonly VersionFailure[]> {
  if (versions.length === 0) return [];
  const { Errors = [] } = await calling('DeleteObjects', 'code-only', () =>
    client.send(
      new DeleteObjectsCommand({
        Bucket: bucket,
        ExpectedBucketOwner: account,
        BypassGovernanceRetention: true,
        Delete: {
          Quiet: true,
          Objects: versions.map(({ key, versionId }) => ({ Key: key, VersionId: versionId })),
        },
      }),
    ),
  );
  const asked = new Map(versions.map((version) => [identity(version), version]));
  return Errors.filter(({ Code = '' }) => !GONE.has(Code)).map(
    ({ Key = '', VersionId = 'null', Code = 'Unknown' }) => {
      const version = { key: Key, versionId: VersionId };
      return { version: asked.get(identity(version)) ?? version, code: Code };
    },
  );
}

async function deleteAlone(
  client: S3Client,
  account: string,
  bucket: string,
  version: ObjectVersion,
): Promise<readonly VersionFailure[]> {
  try {
    await calling('DeleteObject', 'code-only', () =>
      client.send(
        new DeleteObjectCommand({
          Bucket: bucket,
          ExpectedBucketOwner: account,
          BypassGovernanceRetention: true,
          Key: version.key,
          VersionId: version.versionId,
        }),
      ),
    );
    return [];
  } catch (error) {
    if (!(error instanceof PortError) || error.code === 'NoSuchBucket') throw error;
    return GONE.has(error.code) ? [] : [{ version, code: error.code }];
  }
}

/** An object without lock, a delete marker and a refusal all mean: nothing to be told of a lock. */
async function ifAny<R>(operation: string, call: () => Promise<R>): Promise<R | undefined> {
  try {
    return await calling(operation, 'code-only', call);
  } catch (error) {
    if (error instanceof PortError && !error.transient) return undefined;
    throw error;
  }
}

function identity({ key, versionId }: ObjectVersion): string {
  return `${versionId} ${key}`;
}

/** S3 writes keys as in a form: a space is a plus sign. */
function decode(encoded: string): string {
  return decodeURIComponent(encoded.replaceAll('+', ' '));
}

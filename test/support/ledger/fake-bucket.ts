import { sha256 } from '../../../lambda/ledger/tree/hash';
import type { LedgerBucket, ListedVersion } from '../../../lib/ledger/export/port';

const DAY_MS = 86_400_000;

/** One version in the bucket, or a delete marker when it has no bytes. */
export interface FakeVersion {
  readonly versionId: string;
  readonly bytes: Buffer | undefined;
  readonly lastModified: Date;
  readonly lockMode: string | undefined;
  readonly retainUntil: Date | undefined;
}

/** A bucket with versions and locks, in memory. */
export interface FakeBucket extends LedgerBucket {
  /** Versions of each key, newest first. */
  readonly objects: Map<string, FakeVersion[]>;
  readonly put: (key: string, bytes: Buffer, at: number) => void;
  readonly mark: (key: string, at: number) => void;
  /** Keys in the order in which they were fetched. */
  readonly fetched: string[];
}

export function createFakeBucket(pageSize = 1000, retentionDays = 2192): FakeBucket {
  const objects = new Map<string, FakeVersion[]>();
  const fetched: string[] = [];
  let count = 0;
  const add = (key: string, bytes: Buffer | undefined, at: number): void => {
    count += 1;
    const version: FakeVersion = {
      versionId: `v${String(count)}`,
      bytes,
      lastModified: new Date(at),
      lockMode: bytes === undefined ? undefined : 'COMPLIANCE',
      retainUntil: bytes === undefined ? undefined : new Date(at + retentionDays * DAY_MS),
    };
    objects.set(key, [version, ...(objects.get(key) ?? [])]);
  };
  const find = (key: string, versionId: string): FakeVersion => {
    const version = objects.get(key)?.find((candidate) => candidate.versionId === versionId);
    if (version === undefined) throw new Error(`no version ${versionId} of ${key}`);
    return version;
  };
  const describe = ({ bytes, lockMode, retainUntil }: FakeVersion) => ({
    sha256: bytes === undefined ? undefined : sha256(bytes).toString('base64'),
    lockMode,
    retainUntil,
  });
  return {
    objects,
    fetched,
    put: (key, bytes, at) => add(key, bytes, at),
    mark: (key, at) => add(key, undefined, at),
    listVersions: async (prefix, cursor) => {
      const all = [...objects]
        .filter(([key]) => key.startsWith(prefix))
        .toSorted(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
        .flatMap(([key, versions]) =>
          versions.map(({ versionId, bytes, lastModified }, at): ListedVersion => ({
            key,
            versionId,
            kind: bytes === undefined ? 'delete-marker' : 'version',
            latest: at === 0,
            bytes: bytes?.length ?? 0,
            lastModified,
          })),
        );
      const from =
        cursor === undefined
          ? 0
          : all.findIndex(
              ({ key, versionId }) => key === cursor.key && versionId === cursor.versionId,
            ) + 1;
      const versions = all.slice(from, from + pageSize);
      const last = versions.at(-1);
      return {
        versions,
        next:
          from + pageSize < all.length && last !== undefined
            ? { key: last.key, versionId: last.versionId }
            : undefined,
      };
    },
    fetch: async ({ key, versionId }) => {
      const version = find(key, versionId);
      fetched.push(key);
      return { bytes: Buffer.from(version.bytes ?? ''), ...describe(version) };
    },
    describe: async ({ key, versionId }) => describe(find(key, versionId)),
  };
}

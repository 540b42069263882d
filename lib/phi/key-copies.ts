import { sha256 } from '../../lambda/ledger/tree/hash';
import { COPIES, copyIn, copyName } from '../../lambda/phi/keys/copy';
import type { WrappedKey } from '../../lambda/phi/keys/data-keys';
import type { LedgerBucket, ListedVersion, VersionCursor } from '../ledger/export/port';

/** What is needed of the bucket. It only reads. */
export type CopyBucket = Pick<LedgerBucket, 'listVersions' | 'fetch'>;

/** All that the bucket has under one name. */
export interface ListedCopy {
  /** Key of the object. */
  readonly name: string;
  /** The one that was written first, which its lock keeps. @default - there are delete markers alone */
  readonly first: ListedVersion | undefined;
  readonly versions: number;
  readonly deleteMarkers: number;
}

/** Lists the copies with all their versions, in the order of their names. */
export async function listCopies(
  bucket: CopyBucket,
  signal: AbortSignal,
): Promise<readonly ListedCopy[]> {
  const copies = new Map<string, ListedCopy>();
  let cursor: VersionCursor | undefined;
  do {
    const page = await bucket.listVersions(COPIES, cursor);
    for (const version of page.versions) {
      const isMarker = version.kind === 'delete-marker';
      const before = copies.get(version.key);
      copies.set(version.key, {
        name: version.key,
        // Newest first: the last one that is listed is the oldest.
        first: isMarker ? before?.first : version,
        versions: (before?.versions ?? 0) + (isMarker ? 0 : 1),
        deleteMarkers: (before?.deleteMarkers ?? 0) + (isMarker ? 1 : 0),
      });
    }
    cursor = page.next;
  } while (cursor !== undefined && !signal.aborted);
  return [...copies.values()];
}

/** The key in a copy, or what is wrong with the copy. */
export async function readCopy(
  bucket: CopyBucket,
  { name, first }: ListedCopy,
): Promise<{ readonly key: WrappedKey } | { readonly problem: string }> {
  if (first === undefined) return { problem: 'was deleted: there are delete markers alone' };
  const { bytes, sha256: stated } = await bucket.fetch(first);
  if (stated !== undefined && stated !== sha256(bytes).toString('base64')) {
    return { problem: 'came otherwise than S3 says it has it: run the command again' };
  }
  const key = copyIn(bytes.toString('utf8'));
  if (key === undefined) return { problem: 'holds no data key as our code writes it' };
  if (copyName(key) !== name) return { problem: 'holds a data key of another name' };
  return { key };
}

import { LEDGER_FOLDER, ZONE_CHECKPOINTS } from '../../../lambda/ledger/format/layout';
import { LedgerCommandError } from '../errors';
import { isBefore } from '../layout/version-line';
import type { LedgerBucket, ListedVersion, VersionCursor } from './port';

/**
 * Lists all versions and delete markers of a ledger that goes on growing, in the order of the keys.
 * Zone checkpoints come last, so by then there may be one that vouches for segments which were not
 * listed: those newer than the newest at the beginning are left to the next export.
 *
 * @param take gets what was listed, piece by piece, and the count so far
 * @returns how many there are
 */
export async function listLedger(
  bucket: LedgerBucket,
  signal: AbortSignal,
  take: (versions: readonly ListedVersion[], count: number) => void,
): Promise<number> {
  // Numbers in keys count down: the newest comes first.
  const newest = (await bucket.listVersions(ZONE_CHECKPOINTS)).versions[0]?.key;
  const isTooNew = (key: string): boolean =>
    key.startsWith(ZONE_CHECKPOINTS) && (newest === undefined || isBefore(key, newest));
  let [previous, count] = ['', 0];
  let cursor: VersionCursor | undefined;
  do {
    const page = await bucket.listVersions(`${LEDGER_FOLDER}/`, cursor);
    for (const { key } of page.versions) {
      if (isBefore(key, previous)) {
        throw new LedgerCommandError(
          'the bucket lists its keys in no order. S3 lists them in that of their bytes; this is something else.',
        );
      }
      previous = key;
    }
    const versions = page.versions.filter(({ key }) => !isTooNew(key));
    count += versions.length;
    if (versions.length > 0) take(versions, count);
    cursor = page.next;
  } while (cursor !== undefined && !signal.aborted);
  return count;
}

import { LedgerCommandError } from '../errors';
import { MANIFEST, VERSIONS } from '../layout/export-layout';
import type { ExportFiles } from '../layout/files';
import { lines } from '../layout/lines';
import type { VersionLine } from '../layout/version-line';
import { formatVersionLine, parseVersionLine } from '../layout/version-line';
import type { ExportContext } from './context';
import { openKnownLines } from './known-lines';
import { listLedger } from './list-ledger';
import type { ListedVersion } from './port';

/** What S3 listed, before anything of it is fetched. */
export const LISTED = 'versions.jsonl.listed';
/** Versions whose lines are written together, in the order of their keys. */
const BATCH = 512;

/**
 * Writes down what the bucket has, and counts it. Undefined when it is to stop.
 *
 * @throws LedgerCommandError when there is nothing, or nothing of an earlier export in the directory
 */
export async function writeList({
  bucket,
  directory,
  files,
  progress,
  signal,
}: ExportContext): Promise<number | undefined> {
  directory.remove(LISTED);
  let total = 0;
  try {
    const count = await listLedger(bucket, signal, (versions, soFar) => {
      directory.append(
        LISTED,
        versions.map((version) => `${formatVersionLine(lineOf(version))}\n`).join(''),
      );
      progress({ stage: 'list', done: soFar });
    });
    if (signal.aborted) return undefined;
    if (count === 0) {
      throw new LedgerCommandError(
        'the bucket has nothing below ledger/. Check its name, and that a ledger has been sealed in it.',
      );
    }
    if (isOfAnother(files)) {
      throw new LedgerCommandError(
        'the directory holds an export of another bucket: not one of its object versions is in this one. Check --bucket, or name a new directory with --to.',
      );
    }
    total = count;
    return total;
  } finally {
    // A part of a list is of no use, and no part of an export.
    if (total === 0) directory.remove(LISTED);
  }
}

/** Whether an earlier export is whole and has no version in common with the list. Locks let none go. */
function isOfAnother(files: ExportFiles): boolean {
  if (files.read(MANIFEST) === undefined) return false;
  const known = openKnownLines(files, [VERSIONS]);
  try {
    for (const version of readList(files)) if (known.find(version) !== undefined) return false;
    return true;
  } finally {
    known.close();
  }
}

/** A version as it is listed, before anything of it was fetched. */
export function lineOf({
  key,
  versionId,
  kind,
  latest,
  bytes,
  lastModified,
}: ListedVersion): VersionLine {
  return {
    key,
    versionId,
    kind,
    latest,
    bytes,
    sha256: null,
    lockMode: null,
    retainUntil: null,
    lastModified: lastModified.toISOString(),
  };
}

/** What was written down. */
export function* readList(files: ExportFiles): Iterable<ListedVersion> {
  const file = files.open(LISTED);
  if (file === undefined) return;
  try {
    for (const { text } of lines(file)) {
      const line = parseVersionLine(text);
      if (line === undefined) throw new LedgerCommandError(`${LISTED} was changed meanwhile.`);
      yield { ...line, lastModified: new Date(line.lastModified) };
    }
  } finally {
    file.close();
  }
}

/** Versions in batches of whole keys, each key a group. */
export function* groups(
  versions: Iterable<ListedVersion>,
): Iterable<readonly (readonly ListedVersion[])[]> {
  let batch: ListedVersion[][] = [];
  let size = 0;
  for (const version of versions) {
    const group = batch.at(-1);
    if (group?.[0]?.key === version.key) {
      group.push(version);
    } else {
      if (size >= BATCH) {
        yield batch;
        [batch, size] = [[], 0];
      }
      batch.push([version]);
    }
    size += 1;
  }
  if (batch.length > 0) yield batch;
}

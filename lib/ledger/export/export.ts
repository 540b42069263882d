import { sha256 } from '../../../lambda/ledger/tree/hash';
import { forEachBounded } from '../../bounded';
import { LedgerCommandError } from '../errors';
import {
  formatManifest,
  isLedgerKey,
  MANIFEST,
  objectPath,
  VERSIONS,
} from '../layout/export-layout';
import type { ExportFiles } from '../layout/files';
import { hashFile } from '../layout/hash-file';
import { lines } from '../layout/lines';
import type { VersionLine } from '../layout/version-line';
import { formatVersionLine, parseVersionLine } from '../layout/version-line';
import type { ExportDirectory } from './directory';
import { openKnownLines } from './known-lines';
import { layOut } from './lay-out';
import type { LaidOut } from './lay-out';
import { listLedger } from './list-ledger';
import type { ListedVersion, LedgerBucket } from './port';
import { originOf } from './origin';

/** Objects fetched at once. */
const AT_ONCE = 16;
/** Versions whose lines are written together, in the order of their keys. */
const BATCH = 512;
/** Longer than any object of a ledger. What is longer is listed, and not fetched. */
const LONGEST_OBJECT = 256 * 1024 * 1024;
/** What S3 listed, before anything of it is fetched. */
const LISTED = 'versions.jsonl.listed';
/** Lines of what is fetched; complete, it becomes versions.jsonl. */
const GROWING = 'versions.jsonl.growing';
/** Lines that an interrupted export had fetched. */
const INTERRUPTED = 'versions.jsonl.interrupted';

export interface ExportProgress {
  readonly stage: 'list' | 'objects' | 'logs';
  readonly done: number;
  /** Missing while it is not known. */
  readonly total?: number;
}

export interface Exported {
  readonly outcome: 'done';
  readonly origin: string;
  /** Object versions and delete markers in the bucket. */
  readonly versions: number;
  /** Objects that this run fetched. */
  readonly fetched: number;
  readonly bytes: number;
  readonly logs: readonly LaidOut[];
}

export interface Interrupted {
  readonly outcome: 'interrupted';
  readonly fetched: number;
}

export interface ExportContext {
  readonly bucket: LedgerBucket;
  readonly directory: ExportDirectory;
  readonly files: ExportFiles;
  readonly progress: (progress: ExportProgress) => void;
  readonly signal: AbortSignal;
}

/**
 * Copies a ledger, all versions listed, into a directory and lays its logs out as tlog-tiles. What
 * an earlier run has fetched is not fetched again. Until it is through there is no export.json.
 *
 * @throws LedgerCommandError when the bucket has no ledger, or an object is not what S3 says
 */
export async function exportLedger(context: ExportContext): Promise<Exported | Interrupted> {
  const { bucket, directory, files, progress, signal } = context;
  directory.remove(MANIFEST);
  directory.remove(LISTED);
  if (fileSize(files, GROWING) > fileSize(files, INTERRUPTED)) {
    directory.rename(GROWING, INTERRUPTED);
  }
  directory.remove(GROWING);
  directory.append(GROWING, '');
  const total = await listLedger(bucket, signal, (versions, count) => {
    directory.append(LISTED, versions.map((version) => `${listedLine(version)}\n`).join(''));
    progress({ stage: 'list', done: count });
  });
  const counts = { done: 0, fetched: 0, bytes: 0 };
  if (signal.aborted) return { outcome: 'interrupted', fetched: 0 };
  if (total === 0) {
    throw new LedgerCommandError(
      'the bucket has nothing below ledger/. Check its name, and that a ledger has been sealed in it.',
    );
  }
  const known = openKnownLines(files, [VERSIONS, INTERRUPTED]);
  try {
    for (const batch of groups(listed(files))) {
      if (signal.aborted) return { outcome: 'interrupted', fetched: counts.fetched };
      const jobs = batch.flatMap((group) => group.map((version, at) => ({ version, at, group })));
      const done = new Map<ListedVersion, VersionLine>();
      const reusable = new Map(jobs.map(({ version }) => [version, known.find(version)]));
      try {
        await forEachBounded(jobs, AT_ONCE, async ({ version, at, group }) => {
          // Newest first: the object is the oldest version, which a lock keeps.
          const isObject = !group.slice(at + 1).some(({ kind }) => kind === 'version');
          const before = reusable.get(version);
          if (before !== undefined && isHere(files, before, isObject)) {
            done.set(version, { ...before, latest: version.latest });
          } else {
            done.set(version, await copy(context, version, isObject, counts));
          }
          counts.done += 1;
          progress({ stage: 'objects', done: counts.done, total });
        });
      } finally {
        // Also when one failed: the others need not be fetched again.
        const texts = jobs.flatMap(({ version }) => {
          const line = done.get(version);
          return line === undefined ? [] : [`${formatVersionLine(line)}\n`];
        });
        directory.append(GROWING, texts.join(''));
      }
    }
  } finally {
    known.close();
  }
  directory.rename(GROWING, VERSIONS);
  for (const path of [INTERRUPTED, LISTED]) directory.remove(path);

  const origin = originOf(files);
  const logs = layOut(context, origin);
  directory.write(MANIFEST, Buffer.from(formatManifest({ origin, versions: hashOf(files) })));
  return {
    outcome: 'done',
    origin,
    versions: total,
    fetched: counts.fetched,
    bytes: counts.bytes,
    logs,
  };
}

/** Fetches an object, or what is to be known of a version that is not the object of its key. */
async function copy(
  { bucket, directory }: ExportContext,
  version: ListedVersion,
  isObject: boolean,
  counts: { fetched: number; bytes: number },
): Promise<VersionLine> {
  const { key } = version;
  const line = lineOf(version);
  if (version.kind === 'delete-marker') return line;
  if (!isObject || !isLedgerKey(key) || version.bytes > LONGEST_OBJECT) {
    const { sha256, lockMode, retainUntil } = await bucket.describe(version);
    return { ...line, sha256: sha256 ?? null, ...lockOf(lockMode, retainUntil) };
  }
  const { bytes, sha256: stated, lockMode, retainUntil } = await bucket.fetch(version);
  const hash = sha256(bytes).toString('base64');
  if (bytes.length !== version.bytes || (stated !== undefined && stated !== hash)) {
    throw new LedgerCommandError(
      `${key}: what came is not what S3 says it has (${String(bytes.length)} of ${String(version.bytes)} bytes, SHA-256 ${hash}, expected ${stated ?? 'any'}). Run the same command again.`,
    );
  }
  directory.write(objectPath(key), bytes);
  counts.fetched += 1;
  counts.bytes += bytes.length;
  return { ...line, sha256: hash, ...lockOf(lockMode, retainUntil) };
}

function lineOf({ key, versionId, kind, latest, bytes, lastModified }: ListedVersion): VersionLine {
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

function lockOf(
  lockMode: string | undefined,
  retainUntil: Date | undefined,
): Pick<VersionLine, 'lockMode' | 'retainUntil'> {
  return { lockMode: lockMode ?? null, retainUntil: retainUntil?.toISOString() ?? null };
}

function isHere(files: ExportFiles, line: VersionLine, isObject: boolean): boolean {
  if (line.kind === 'delete-marker' || !isObject || !isLedgerKey(line.key)) return true;
  return line.sha256 !== null && fileSize(files, objectPath(line.key)) === line.bytes;
}

function fileSize(files: ExportFiles, path: string): number {
  const file = files.open(path);
  file?.close();
  return file?.size ?? -1;
}

function hashOf(files: ExportFiles): string {
  const file = files.open(VERSIONS);
  if (file === undefined) throw new LedgerCommandError(`${VERSIONS} has just vanished.`);
  try {
    return hashFile(file);
  } finally {
    file.close();
  }
}

function listedLine(version: ListedVersion): string {
  return formatVersionLine(lineOf(version));
}

function* listed(files: ExportFiles): Iterable<ListedVersion> {
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
function* groups(
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

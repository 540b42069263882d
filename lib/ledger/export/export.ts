import { setImmediate } from 'node:timers/promises';
import { sha256 } from '../../../lambda/ledger/tree/hash';
import { forEachBounded } from '../../../lambda/shared/bounded';
import { LedgerCommandError } from '../errors';
import {
  formatManifest,
  isLedgerKey,
  MANIFEST,
  objectPath,
  VERSIONS,
} from '../layout/export-layout';
import type { ExportFiles } from '../layout/files';
import { LONGEST_OBJECT } from '../layout/files';
import { hashFile } from '../layout/hash-file';
import type { VersionLine } from '../layout/version-line';
import { formatVersionLine } from '../layout/version-line';
import type { ExportContext } from './context';
import { openKnownLines } from './known-lines';
import { layOut } from './lay-out';
import type { LaidOut } from './lay-out';
import type { ListedVersion } from './port';
import { originOf } from './origin';
import { groups, lineOf, LISTED, readList, writeList } from './written-list';

/** Objects fetched at once. */
const AT_ONCE = 16;
/** Lines of what is fetched; complete, it becomes versions.jsonl. */
const GROWING = 'versions.jsonl.growing';
/** Lines that an interrupted export had fetched. */
const INTERRUPTED = 'versions.jsonl.interrupted';

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

/**
 * Copies a ledger, all versions listed, into a directory and lays its logs out as tlog-tiles. What
 * an earlier run has fetched is not fetched again. An earlier export stays whole until the bucket is
 * listed; from then on there is no export.json until it is through.
 *
 * @throws LedgerCommandError when the bucket has no ledger, or an object is not what S3 says
 */
export async function exportLedger(context: ExportContext): Promise<Exported | Interrupted> {
  const { directory, files, progress, signal } = context;
  const total = await writeList(context);
  const counts = { done: 0, fetched: 0, bytes: 0 };
  const interrupted = (): Interrupted => ({ outcome: 'interrupted', fetched: counts.fetched });
  if (total === undefined) return interrupted();
  directory.remove(MANIFEST);
  if (fileSize(files, GROWING) > fileSize(files, INTERRUPTED)) {
    directory.rename(GROWING, INTERRUPTED);
  }
  directory.remove(GROWING);
  directory.append(GROWING, '');
  const known = openKnownLines(files, [VERSIONS, INTERRUPTED]);
  try {
    for (const batch of groups(readList(files))) {
      const jobs = batch.flatMap((group) => group.map((version, at) => ({ version, at, group })));
      const done = new Map<ListedVersion, VersionLine>();
      const reusable = new Map(jobs.map(({ version }) => [version, known.find(version)]));
      try {
        await forEachBounded(jobs, AT_ONCE, async ({ version, at, group }) => {
          // Newest first: the object is the oldest version, which a lock keeps.
          const isObject = !group.slice(at + 1).some(({ kind }) => kind === 'version');
          const before = reusable.get(version);
          // Ctrl-C is heard only when nothing else runs, and reading files alone lets nothing else run.
          await setImmediate();
          if (signal.aborted) {
            // Not looked at: the next run does that.
            if (before !== undefined) done.set(version, before);
            return;
          }
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
      if (signal.aborted) return interrupted();
    }
  } finally {
    known.close();
  }
  directory.rename(GROWING, VERSIONS);
  for (const path of [INTERRUPTED, LISTED]) directory.remove(path);

  const origin = originOf(files);
  const logs = await layOut(context, origin);
  if (logs === undefined) return interrupted();
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

function lockOf(
  lockMode: string | undefined,
  retainUntil: Date | undefined,
): Pick<VersionLine, 'lockMode' | 'retainUntil'> {
  return { lockMode: lockMode ?? null, retainUntil: retainUntil?.toISOString() ?? null };
}

/** By its hash: a copy that was damaged meanwhile is fetched again. */
function isHere(files: ExportFiles, line: VersionLine, isObject: boolean): boolean {
  if (line.kind === 'delete-marker' || !isObject || !isLedgerKey(line.key)) return true;
  const path = objectPath(line.key);
  if (line.sha256 === null || fileSize(files, path) !== line.bytes) return false;
  return sha256(files.read(path) ?? Buffer.alloc(0)).toString('base64') === line.sha256;
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

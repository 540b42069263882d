import { checkpointsOf } from '../../../lambda/ledger/format/layout';
import { sha256 } from '../../../lambda/ledger/tree/hash';
import {
  folderOf,
  INDEX,
  isLedgerKey,
  LOGS,
  MANIFEST,
  objectPath,
  OBJECTS,
  VERSIONS,
} from '../layout/export-layout';
import type { ExportFiles, OpenFile } from '../layout/files';
import { lines } from '../layout/lines';
import type { FolderBlock, Listing } from '../layout/listing';
import { countOf, findLine } from '../layout/listing';
import type { VersionLine } from '../layout/version-line';
import { isBefore, parseVersionLine } from '../layout/version-line';
import type { CheckContext } from './check-context';
import type { Report } from './report';

const DAY_MS = 86_400_000;
/** S3 sets a default retention by its own clock; the time it lists may be a moment later. */
const RETENTION_SLACK_MS = 3_600_000;

/** What every object must be locked with. */
export interface RequiredLock {
  /** COMPLIANCE: nobody can lift it. GOVERNANCE takes either. */
  readonly mode: 'COMPLIANCE' | 'GOVERNANCE';
  /** From the day on which it was written. */
  readonly days: number;
}

/**
 * Checks what S3 listed, line by line, and each object against its line: one version a key, no
 * marker, locked for long enough, the bytes that were fetched, nothing beside. Undefined when the
 * listing cannot be followed.
 */
export function checkListing(
  files: ExportFiles,
  file: OpenFile,
  lock: RequiredLock,
  report: Report,
  progress: (done: number, total: number) => void,
): Listing | undefined {
  const folders = new Map<string, FolderBlock>();
  let previous = '';
  // Of several versions of a key the newest comes first; the object is the oldest.
  let object: VersionLine | undefined;
  const ids = new Set<string>();
  let number = 0;
  for (const { text, start, end } of lines(file)) {
    number += 1;
    const line = parseVersionLine(text);
    if (line === undefined || isBefore(line.key, previous)) {
      report.fault({
        kind: line === undefined ? 'changed' : 'swapped',
        place: VERSIONS,
        message: `line ${String(number)} ${line === undefined ? 'cannot be read' : 'is not in the order of the keys'}`,
      });
      return undefined;
    }
    const { key, kind } = line;
    if (key !== previous) {
      if (object !== undefined) checkObject(files, object, report);
      [previous, object] = [key, undefined];
      ids.clear();
    }
    checkPlace(line, ids, report);
    ids.add(line.versionId);
    if (isLedgerKey(key)) {
      const block = folders.get(folderOf(key)) ?? { start, end, keys: 0 };
      folders.set(folderOf(key), block);
      block.end = end;
      if (kind === 'version' && object === undefined) block.keys += 1;
    }
    checkLine(line, object, lock, report);
    if (kind === 'version') object = line;
    progress(end, file.size);
  }
  if (object !== undefined) checkObject(files, object, report);
  const listing = { file, folders };
  remarkOnRoot(files, report);
  checkNothingBeside(files, listing, report);
  return listing;
}

/** The newest version of a key comes first, and is the latest; no version comes twice. */
function checkPlace(
  { key, versionId, latest }: VersionLine,
  before: ReadonlySet<string>,
  report: Report,
): void {
  if (before.has(versionId)) {
    report.fault({
      kind: 'swapped',
      place: key,
      message: `version ${versionId} of it is listed twice`,
    });
  } else if (before.size === 0 && !latest) {
    report.fault({
      kind: 'dropped',
      place: key,
      message: `version ${versionId} is the newest that is listed, and not the latest`,
    });
  } else if (before.size > 0 && latest) {
    report.fault({
      kind: 'swapped',
      place: key,
      message: `version ${versionId} is the latest, and listed behind another`,
    });
  }
}

function checkLine(
  line: VersionLine,
  newer: VersionLine | undefined,
  required: RequiredLock,
  report: Report,
): void {
  const { key, versionId, kind, lockMode, retainUntil, lastModified } = line;
  const fault = (
    kind: 'delete-marker' | 'extra-version' | 'inserted' | 'retention',
    message: string,
  ) => report.fault({ kind, place: key, message });
  if (kind === 'delete-marker') {
    fault('delete-marker', `delete marker ${versionId}, laid on ${lastModified}`);
    return;
  }
  if (!isLedgerKey(key)) fault('inserted', 'no object of the ledger has such a key');
  if (newer !== undefined) {
    fault(
      'extra-version',
      `version ${newer.versionId} of ${newer.lastModified} lies over version ${versionId}`,
    );
  }
  if (lockMode === null || retainUntil === null) {
    fault('retention', 'it has no lock');
  } else if (lockMode !== 'COMPLIANCE' && lockMode !== required.mode) {
    fault('retention', `its lock is of mode ${lockMode}, which can be lifted`);
  } else {
    const days = (Date.parse(retainUntil) - Date.parse(lastModified) + RETENTION_SLACK_MS) / DAY_MS;
    if (days < required.days) {
      fault(
        'retention',
        `it is locked for ${String(Math.floor(days))} days, until ${retainUntil}; expected ${String(required.days)}`,
      );
    }
  }
}

function checkObject(
  files: ExportFiles,
  { key, bytes, sha256: listed }: VersionLine,
  report: Report,
): void {
  if (!isLedgerKey(key)) return;
  const stored = files.read(objectPath(key));
  if (stored === undefined) {
    report.fault({ kind: 'dropped', place: key, message: 'it is listed, and not in the export' });
  } else if (stored.length !== bytes || sha256(stored).toString('base64') !== listed) {
    report.fault({
      kind: 'changed',
      place: key,
      message: 'its bytes are not those that were fetched (SHA-256 of versions.jsonl)',
    });
  }
}

/** Every file below `objects/` is listed. Counts first, so that nothing need be remembered. */
function checkNothingBeside(files: ExportFiles, listing: Listing, report: Report): void {
  const inserted = (place: string): void =>
    report.fault({ kind: 'inserted', place, message: 'it is in the export, and not listed' });
  for (const folder of objectFolders(files)) {
    const listed = listing.folders.get(folder)?.keys ?? 0;
    let there = 0;
    for (const _ of files.names(objectPath(folder))) there += 1;
    if (there <= listed && (there === 0 || listed > 0)) continue;
    for (const name of files.names(objectPath(folder))) {
      const key = `${folder}${name}`;
      if (findLine(listing, folder, key) === undefined) inserted(key);
    }
  }
}

const ROOT_NAMES = new Set([MANIFEST, VERSIONS]);
const ROOT_FOLDERS = new Set([OBJECTS, LOGS, INDEX]);
/** Names that a remark lists. */
const LISTED_NAMES = 5;

/** What lies in the directory and is no part of the export: nobody's claim, so no fault. */
function remarkOnRoot(files: ExportFiles, report: Report): void {
  // Names with a dot are the lock of an export, and what a desktop leaves behind.
  const beside = [
    ...[...files.names('')].filter((name) => !ROOT_NAMES.has(name)),
    ...files.folders('').filter((name) => !ROOT_FOLDERS.has(name)),
  ].filter((name) => !name.startsWith('.'));
  if (beside.length === 0) return;
  const more = beside.length - LISTED_NAMES;
  report.remark({
    kind: 'not-checked',
    message: `these are no part of the export, and were not looked at: ${beside.slice(0, LISTED_NAMES).join(', ')}${more > 0 ? ` and ${String(more)} more` : ''}`,
  });
}

/**
 * Every folder of `logs/` is a log that has a checkpoint: what other tools would read there is checked
 * against the segments.
 */
export function checkNoOtherLogs({ files, listing, report }: CheckContext): void {
  const beside = [
    ...files.names(LOGS),
    ...files.folders(LOGS).filter((log) => countOf(listing, checkpointsOf(log)) === 0),
  ];
  for (const name of beside) {
    report.faultIfNew({
      kind: 'inserted',
      place: `${LOGS}/${name}`,
      message: 'the ledger has signed no such log',
    });
  }
}

/** Folders below `objects/`, with their slash. */
function* objectFolders(files: ExportFiles, folder = ''): Iterable<string> {
  yield folder;
  for (const name of files.folders(objectPath(folder)))
    yield* objectFolders(files, `${folder}${name}/`);
}

import { logOf, segmentsOf } from '../../../lambda/ledger/format/layout';
import { parseCheckpoint } from '../../../lambda/ledger/note/checkpoint';
import { NoteError } from '../../../lambda/ledger/note/errors';
import type { VerifierKey } from '../../../lambda/ledger/note/signed-note';
import { openNote } from '../../../lambda/ledger/note/signed-note';
import { formatProof, ProofError } from '../../../lambda/ledger/proof/tlog-proof';
import { leafHash } from '../../../lambda/ledger/tree/hash';
import { inclusionPath, rootFromInclusion } from '../../../lambda/ledger/tree/proof';
import { formatEventId } from '../../../lambda/shared/audit/event-id';
import { LedgerCommandError } from '../errors';
import { eventIdIn } from '../event-id';
import { indexPath, LOGS, logFolder, VERSIONS } from '../layout/export-layout';
import type { ExportFiles } from '../layout/files';
import { listedLogs, readListing } from '../layout/listing';
import { readEntry, rangeHash } from '../tiles/read-tiles';
import { segmentsIn } from '../verify/contents';

/** A proof that was made, and checked. */
export interface Proof {
  readonly log: string;
  readonly index: number;
  readonly size: number;
  /** A c2sp.org/tlog-proof. */
  readonly text: string;
}

/** Where an event is said to be. */
interface Candidate {
  readonly log: string;
  readonly leaf: number;
}

/**
 * Proves that an event is in its log, from the tiles of an export and its newest checkpoint. What it
 * reads need not be trusted: the proof is checked before it is given out.
 *
 * @param id of the event
 * @param onScan called when the index does not know the event and all segments are read
 * @throws ProofError when there is no such event, or it cannot be proven
 * @throws LedgerCommandError when there is no export
 */
export function proveEvent(
  files: ExportFiles,
  key: VerifierKey,
  id: string,
  onScan: () => void = () => undefined,
): Proof {
  if (!files.folders('').includes(LOGS)) {
    throw new LedgerCommandError(
      'there are no tiles here. Name the directory that `hlz ledger export --to` wrote with --from.',
    );
  }
  for (const candidate of indexed(files, id)) {
    const proof = prove(files, key, id, candidate);
    if (proof !== undefined) return proof;
  }
  onScan();
  let sealed: Candidate | undefined;
  for (const candidate of scanned(files, id)) {
    const proof = prove(files, key, id, candidate);
    if (proof !== undefined) return proof;
    sealed = candidate;
  }
  throw new ProofError(
    sealed === undefined
      ? `no event of this export has the id ${id}. It may have been sealed after the export: export again.`
      : `the event is leaf ${String(sealed.leaf)} of ${sealed.log}, behind the newest checkpoint, or its tiles are damaged. Export again; if that does not help, run \`hlz ledger verify\`.`,
  );
}

/** Undefined when the event is not there, or not below the checkpoint. */
function prove(
  files: ExportFiles,
  key: VerifierKey,
  id: string,
  { log, leaf }: Candidate,
): Proof | undefined {
  const folder = logFolder(log);
  const note = files.read(`${folder}/checkpoint`);
  if (note === undefined) return undefined;
  const { origin, size, root } = checkpointIn(note, key);
  if (logOf(origin, key.name) !== log || leaf >= size) return undefined;
  const entry = readEntry(files, folder, leaf, size);
  const found = entry === undefined ? undefined : eventIdIn(entry);
  if (entry === undefined || found === undefined || formatEventId(found) !== id) return undefined;
  const hashes = inclusionPath(leaf, size).flatMap(
    (range) => rangeHash(files, folder, range) ?? [],
  );
  if (rootFromInclusion(leafHash(entry), leaf, size, hashes)?.equals(root) !== true) {
    return undefined;
  }
  const text = formatProof({ leaf: entry, index: leaf, hashes, checkpoint: note.toString('utf8') });
  return { log, index: leaf, size, text };
}

function checkpointIn(note: Buffer, key: VerifierKey) {
  try {
    return parseCheckpoint(openNote(note, key).text);
  } catch (error) {
    if (!(error instanceof NoteError)) throw error;
    throw new ProofError(`the checkpoint of the log cannot be used: ${error.message}`, {
      cause: error,
    });
  }
}

/** Where the index of the export says that the event is. */
function* indexed(files: ExportFiles, id: string): Iterable<Candidate> {
  const lines = files.read(indexPath(id));
  if (lines === undefined) return;
  const wanted = Buffer.from(`${id} `);
  for (let at = lines.indexOf(wanted); at >= 0; at = lines.indexOf(wanted, at + 1)) {
    const end = lines.indexOf('\n', at);
    const [, log = '', leaf] = lines.toString('utf8', at, Math.max(end, at)).split(' ');
    // A log has no slash in its name, so this is no way out of the export.
    if (!log.includes('/') && !log.includes('..') && Number.isSafeInteger(Number(leaf))) {
      yield { log, leaf: Number(leaf) };
    }
  }
}

/** Where the segments have it. */
function* scanned(files: ExportFiles, id: string): Iterable<Candidate> {
  const file = files.open(VERSIONS);
  if (file === undefined) return;
  try {
    const listing = readListing(file);
    for (const log of listedLogs(listing)) {
      if ((listing.folders.get(segmentsOf(log))?.keys ?? 0) === 0) continue;
      for (const { header, entries } of segmentsIn(files, listing, log)) {
        for (const [index, entry] of entries.entries()) {
          if (!entry.includes(id)) continue;
          const found = eventIdIn(entry);
          if (found !== undefined && formatEventId(found) === id) {
            yield { log, leaf: header.start + index };
          }
        }
      }
    }
  } finally {
    file.close();
  }
}

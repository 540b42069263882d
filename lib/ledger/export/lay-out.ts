import { setImmediate } from 'node:timers/promises';
import { LedgerFormatError } from '../../../lambda/ledger/format/errors';
import {
  checkpointKey,
  checkpointsOf,
  logOrigin,
  segmentKey,
  segmentsOf,
} from '../../../lambda/ledger/format/layout';
import type { LogHead } from '../../../lambda/ledger/format/segment';
import { EMPTY_LOG, followSegment, readSegment } from '../../../lambda/ledger/format/segment';
import { parseCheckpoint } from '../../../lambda/ledger/note/checkpoint';
import { NoteError } from '../../../lambda/ledger/note/errors';
import { formatEventId } from '../../../lambda/shared/audit/event-id';
import { eventIdIn } from '../event-id';
import { INDEX, logFolder, objectPath, VERSIONS } from '../layout/export-layout';
import type { ExportFiles } from '../layout/files';
import type { Listing } from '../layout/listing';
import { countOf, listedLogs, newestNumber, numbersOf, readListing } from '../layout/listing';
import { readTile } from '../tiles/read-tiles';
import { hasTile, nodesAt, parseTilePath, TILE_WIDTH, tilePath } from '../tiles/tile-path';
import type { TileState } from '../tiles/tile-stream';
import { createTileStream } from '../tiles/tile-stream';
import { LedgerCommandError } from '../errors';
import { createIndexWriter } from './event-index';
import type { EventIndexWriter } from './event-index';
import type { ExportContext } from './context';

/** A log as it was laid out. */
export interface LaidOut {
  readonly log: string;
  /** Leaves in its tiles. */
  readonly size: number;
  /** Why it could not be laid out any further; `verify` says more. */
  readonly problem?: string;
}

type LayOutContext = Pick<ExportContext, 'directory' | 'files' | 'progress' | 'signal'>;

/**
 * Lays each log out as https://c2sp.org/tlog-tiles at the size of its newest checkpoint, and notes
 * where each event is. Goes on where an earlier run ended.
 *
 * @returns undefined when it was to stop before it was through
 */
export async function layOut(
  context: LayOutContext,
  prefix: string,
): Promise<readonly LaidOut[] | undefined> {
  const { files, directory, progress } = context;
  const file = files.open(VERSIONS);
  if (file === undefined) throw new LedgerCommandError(`${VERSIONS} has just vanished.`);
  try {
    const listing = readListing(file);
    const logs = [...listedLogs(listing)];
    const total = logs.reduce((sum, log) => sum + countOf(listing, segmentsOf(log)), 0);
    let done = 0;
    const fresh = !files.folders('').includes(INDEX);
    // Without its checkpoint a log is laid out again, also by the next run if this one stops before.
    if (fresh) for (const log of logs) directory.remove(`${logFolder(log)}/checkpoint`);
    const index = createIndexWriter(directory);
    const laidOut: LaidOut[] = [];
    for (const log of logs) {
      const one = await layOutLog(context, listing, prefix, log, fresh, index, () => {
        done += 1;
        progress({ stage: 'logs', done, total });
      });
      if (one === undefined) return undefined;
      index.flush();
      laidOut.push(one);
    }
    return laidOut;
  } finally {
    file.close();
  }
}

async function layOutLog(
  { files, directory, signal }: LayOutContext,
  listing: Listing,
  prefix: string,
  log: string,
  fresh: boolean,
  index: EventIndexWriter,
  onSegment: () => void,
): Promise<LaidOut | undefined> {
  const size = newestNumber(listing, checkpointsOf(log));
  const checkpoint =
    size === undefined ? undefined : files.read(objectPath(checkpointKey(log, size)));
  if (size === undefined || checkpoint === undefined) return { log, size: 0 };
  const folder = logFolder(log);
  const path = `${folder}/checkpoint`;
  if (!fresh && files.read(path)?.equals(checkpoint) === true) return { log, size };

  const from = fresh ? undefined : resume(files, listing, log, size);
  let head: LogHead = from?.head ?? EMPTY_LOG;
  const stream = createTileStream(
    (tile, parts) => directory.write(`${folder}/${tile}`, Buffer.concat(parts)),
    from?.tiles,
  );
  const segments = numbersOf(listing, segmentsOf(log));
  for (
    let start = segments.peek();
    start !== undefined && head.tree.size < size;
    start = segments.peek()
  ) {
    segments.take();
    onSegment();
    // Ctrl-C is heard only when nothing else runs.
    await setImmediate();
    if (signal.aborted) return undefined;
    if (start < head.tree.size) continue;
    try {
      const bytes = files.read(objectPath(segmentKey(log, start)));
      if (bytes === undefined) break;
      const segment = followSegment(logOrigin(prefix, log), head, bytes, stream.grow);
      head = segment.head;
      stream.entries(segment.entries);
      for (const [at, entry] of segment.entries.entries()) {
        const id = eventIdIn(entry);
        if (id !== undefined) index.add(formatEventId(id), log, start + at);
      }
    } catch (error) {
      if (!(error instanceof LedgerFormatError)) throw error;
      return { log, size: 0, problem: `${segmentKey(log, start)}: ${error.message}` };
    }
  }
  if (head.tree.size !== size) {
    return {
      log,
      size: 0,
      problem: `its segments lead to ${String(head.tree.size)} leaves, its newest checkpoint has ${String(size)}`,
    };
  }
  stream.end();
  removeOutgrown(files, directory, folder, size);
  directory.write(path, checkpoint);
  return { log, size };
}

/** The log and its tiles where an earlier run left them; undefined when anything is missing. */
function resume(
  files: ExportFiles,
  listing: Listing,
  log: string,
  newest: number,
): { readonly head: LogHead; readonly tiles: TileState } | undefined {
  const size = sizeIn(files.read(`${logFolder(log)}/checkpoint`));
  const head = size === undefined ? undefined : headAt(files, listing, log, size);
  if (size === undefined || size > newest || head === undefined) return undefined;
  const levels: ReturnType<typeof readTile>[] = [];
  for (let level = 0; nodesAt(size, level) > 0; level += 1) {
    const nodes = nodesAt(size, level);
    const width = nodes % TILE_WIDTH;
    const hashes =
      width === 0 ? [] : readTile(files, logFolder(log), level, Math.floor(nodes / TILE_WIDTH));
    if (hashes.length !== width) return undefined;
    levels.push(hashes);
  }
  const width = size % TILE_WIDTH;
  const bundle =
    width === 0
      ? Buffer.alloc(0)
      : files.read(
          `${logFolder(log)}/${tilePath('entries', Math.floor(size / TILE_WIDTH), width)}`,
        );
  return bundle === undefined ? undefined : { head, tiles: { size, levels, bundle } };
}

function sizeIn(note: Buffer | undefined): number | undefined {
  try {
    const text = note?.toString('utf8') ?? '';
    return parseCheckpoint(text.slice(0, text.indexOf('\n\n') + 1)).size;
  } catch (error) {
    if (error instanceof NoteError) return undefined;
    throw error;
  }
}

/** The log after the segment that ends at a size. */
function headAt(
  files: ExportFiles,
  listing: Listing,
  log: string,
  size: number,
): LogHead | undefined {
  let last: number | undefined;
  const starts = numbersOf(listing, segmentsOf(log));
  for (let start = starts.peek(); start !== undefined && start < size; start = starts.peek()) {
    last = start;
    starts.take();
  }
  const bytes = last === undefined ? undefined : files.read(objectPath(segmentKey(log, last)));
  try {
    const head = bytes === undefined ? undefined : readSegment(bytes).head;
    return head?.tree.size === size ? head : undefined;
  } catch (error) {
    if (error instanceof LedgerFormatError) return undefined;
    throw error;
  }
}

/** Removes partial tiles that the log has outgrown. */
function removeOutgrown(
  files: ExportFiles,
  directory: ExportContext['directory'],
  folder: string,
  size: number,
  below = 'tile/',
): void {
  for (const name of files.names(`${folder}/${below}`)) {
    const tile = parseTilePath(`${below}${name}`);
    if (tile !== undefined && tile.width < TILE_WIDTH && !hasTile(size, tile)) {
      directory.remove(`${folder}/${below}${name}`);
    }
  }
  for (const name of files.folders(`${folder}/${below}`)) {
    removeOutgrown(files, directory, folder, size, `${below}${name}/`);
  }
}

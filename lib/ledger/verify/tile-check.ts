import { checkpointKey, checkpointsOf } from '../../../lambda/ledger/format/layout';
import type { Hash } from '../../../lambda/ledger/tree/hash';
import type { TreeHead } from '../../../lambda/ledger/tree/tree-head';
import { extend } from '../../../lambda/ledger/tree/tree-head';
import { LOGS, logFolder, objectPath } from '../layout/export-layout';
import { newestNumber } from '../layout/listing';
import { hasTile, parseTilePath, tileCount } from '../tiles/tile-path';
import { createTileStream } from '../tiles/tile-stream';
import type { CheckContext, SignedRoot } from './check-context';
import { openCheckpoint } from './own-note';
import type { Fault } from './report';

/** Compares the tiles of a log with what its segments lead to, while the log is followed. */
export interface TileCheck {
  /** The checkpoint at whose size the log is laid out. */
  readonly checkpoint: SignedRoot | undefined;
  /** `extend`, with a look at what passes. */
  readonly grow: (tree: TreeHead, leaves: readonly Hash[]) => TreeHead;
  /** The entries of the leaves that came last, the first of which has this index. */
  readonly entries: (start: number, entries: readonly Buffer[]) => void;
}

/**
 * Undefined when there is nothing to compare: the log has no checkpoint, or the export no tiles.
 *
 * @param hold keeps a fault until it is clear that not the segments are wrong
 */
export function openTileCheck(
  { files, listing, key }: Pick<CheckContext, 'files' | 'listing' | 'key'>,
  log: string,
  hold: (fault: Fault) => void,
): TileCheck | undefined {
  const size = newestNumber(listing, checkpointsOf(log));
  if (size === undefined || files.folders(LOGS).length === 0) return undefined;
  const folder = logFolder(log);
  const newest = checkpointKey(log, size);
  const bytes = files.read(objectPath(newest));

  const compare = (path: string, parts: readonly Buffer[]): void => {
    const is = files.compare(path, parts);
    if (is === 'same') return;
    hold(
      is === 'missing'
        ? { kind: 'dropped', place: path, message: 'it is missing' }
        : { kind: 'changed', place: path, message: 'it is not what the segments lead to' },
    );
  };

  const stream = createTileStream((path, parts) => compare(`${folder}/${path}`, parts));
  const end = (at: number): void => {
    if (at !== size) return;
    stream.end();
    if (bytes !== undefined) compare(`${folder}/checkpoint`, [bytes]);
    checkNothingBeside(files, folder, size, hold);
  };
  return {
    checkpoint: signedRoot(bytes, newest, size, key),
    grow(tree, leaves) {
      const within = leaves.slice(0, Math.max(0, size - tree.size));
      return extend(stream.grow(tree, within), leaves.slice(within.length));
    },
    entries(start, entries) {
      if (start >= size) return;
      const within = entries.slice(0, size - start);
      stream.entries(within);
      end(start + within.length);
    },
  };
}

function signedRoot(
  bytes: Buffer | undefined,
  place: string,
  size: number,
  key: CheckContext['key'],
): SignedRoot | undefined {
  if (bytes === undefined) return undefined;
  try {
    const { root, size: signed } = openCheckpoint(bytes, key);
    return signed === size ? { place, size, root } : undefined;
  } catch {
    // Told where checkpoints are checked.
    return undefined;
  }
}

/** Every file of a log is its checkpoint or one of its tiles. Counts first. */
function checkNothingBeside(
  files: CheckContext['files'],
  folder: string,
  size: number,
  hold: (fault: Fault) => void,
): void {
  let there = 0;
  for (const _ of paths(files, folder, '')) there += 1;
  if (there <= tileCount(size) + 1) return;
  for (const path of paths(files, folder, '')) {
    const tile = parseTilePath(path);
    if (path === 'checkpoint' || (tile !== undefined && hasTile(size, tile))) continue;
    hold({ kind: 'inserted', place: `${folder}/${path}`, message: 'the log has no such tile' });
  }
}

function* paths(files: CheckContext['files'], folder: string, below: string): Iterable<string> {
  for (const name of files.names(`${folder}/${below}`)) yield `${below}${name}`;
  for (const name of files.folders(`${folder}/${below}`)) {
    yield* paths(files, folder, `${below}${name}/`);
  }
}

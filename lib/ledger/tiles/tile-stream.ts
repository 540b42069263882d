import type { Hash } from '../../../lambda/ledger/tree/hash';
import { HASH_BYTES } from '../../../lambda/ledger/tree/hash';
import type { TreeHead } from '../../../lambda/ledger/tree/tree-head';
import { extend } from '../../../lambda/ledger/tree/tree-head';
import type { TileLevel } from './tile-path';
import { TILE_HEIGHT, TILE_WIDTH, tilePath } from './tile-path';

/** Takes a tile that got whole; partial ones at the end. Its bytes are those of the parts together. */
export type TileSink = (path: string, parts: readonly Buffer[]) => void;

/** Cuts a log into tiles while it grows. Holds no more than a tile of each level. */
export interface TileStream {
  /** `extend`, with a look at what passes. */
  readonly grow: (tree: TreeHead, leaves: readonly Hash[]) => TreeHead;
  /** Entries of the leaves that came last: views into one buffer, as a segment has them. */
  readonly entries: (entries: readonly Buffer[]) => void;
  /** Hands out the partial tiles of the log as it is. */
  readonly end: () => void;
}

/** Where a stream goes on: the partial tiles at that size. */
export interface TileState {
  readonly size: number;
  /** Hashes of the partial tile of each level. */
  readonly levels: readonly (readonly Hash[])[];
  /** Bytes of the partial bundle of entries. */
  readonly bundle: Buffer;
}

interface Level {
  index: number;
  hashes: Hash[];
}

export function createTileStream(
  sink: TileSink,
  from: TileState = { size: 0, levels: [], bundle: Buffer.alloc(0) },
): TileStream {
  const levels: Level[] = from.levels.map((hashes, level) => ({
    index: Math.floor(from.size / TILE_WIDTH ** (level + 1)),
    hashes: [...hashes],
  }));
  const bundle = { size: from.size, parts: from.bundle.length === 0 ? [] : [from.bundle] };

  const push = (at: number, hash: Hash): void => {
    const level = (levels[at] ??= { index: 0, hashes: [] });
    level.hashes.push(hash);
    if (level.hashes.length < TILE_WIDTH) return;
    sink(tilePath(at, level.index), level.hashes);
    level.index += 1;
    level.hashes = [];
  };
  const onSubtree = (height: number, root: Hash): void => {
    if (height % TILE_HEIGHT === 0) push(height / TILE_HEIGHT, root);
  };

  return {
    grow(tree, leaves) {
      for (const leaf of leaves) push(0, leaf);
      return extend(tree, leaves, onSubtree);
    },
    entries(entries) {
      for (let at = 0; at < entries.length;) {
        const room = TILE_WIDTH - (bundle.size % TILE_WIDTH);
        const to = Math.min(at + room, entries.length);
        bundle.parts.push(slice(entries, at, to));
        bundle.size += to - at;
        at = to;
        if (bundle.size % TILE_WIDTH > 0) continue;
        sink(tilePath('entries', bundle.size / TILE_WIDTH - 1), bundle.parts);
        bundle.parts = [];
      }
    },
    end() {
      const partial = (level: TileLevel, size: number, parts: readonly Buffer[]): void => {
        const width = size % TILE_WIDTH;
        if (width > 0) sink(tilePath(level, Math.floor(size / TILE_WIDTH), width), parts);
      };
      for (const [at, { index, hashes }] of levels.entries()) {
        partial(at, index * TILE_WIDTH + hashes.length, hashes);
      }
      partial('entries', bundle.size, bundle.parts);
    },
  };
}

/** Some entries with their lengths, as they stand in the segment and in a bundle. */
function slice(entries: readonly Buffer[], from: number, to: number): Buffer {
  const [first, last] = [entries[from], entries[to - 1]];
  if (first === undefined || last === undefined) return Buffer.alloc(0);
  const start = first.byteOffset - LENGTH_BYTES;
  return Buffer.from(first.buffer, start, last.byteOffset + last.length - start);
}

const LENGTH_BYTES = 2;

/** Hashes of a tile of hashes; undefined when it is none of this width. */
export function hashesIn(tile: Buffer, width: number): readonly Hash[] | undefined {
  return tile.length === width * HASH_BYTES
    ? Array.from({ length: width }, (_, at) =>
        tile.subarray(at * HASH_BYTES, (at + 1) * HASH_BYTES),
      )
    : undefined;
}

import type { Hash } from '../../../lambda/ledger/tree/hash';
import type { LeafRange } from '../../../lambda/ledger/tree/proof';
import { foldSubtrees, perfectSubtrees } from '../../../lambda/ledger/tree/proof';
import { EMPTY_TREE, extend, rootOf } from '../../../lambda/ledger/tree/tree-head';
import type { ExportFiles } from '../layout/files';
import { TILE_HEIGHT, TILE_WIDTH, tilePath } from './tile-path';
import { hashesIn } from './tile-stream';

/** Hashes of a tile, full or partial; none when it is not there. */
export function readTile(
  files: ExportFiles,
  folder: string,
  level: number,
  index: number,
): readonly Hash[] {
  const full = files.read(`${folder}/${tilePath(level, index)}`);
  if (full !== undefined) return hashesIn(full, TILE_WIDTH) ?? [];
  const partials = `${folder}/${tilePath(level, index)}.p`;
  const widths = [...files.names(partials)].map(Number).filter((width) => width < TILE_WIDTH);
  const width = Math.max(0, ...widths);
  const partial = width === 0 ? undefined : files.read(`${partials}/${String(width)}`);
  return (partial === undefined ? undefined : hashesIn(partial, width)) ?? [];
}

/** Hash of a range of an inclusion path; undefined when a tile is missing. */
export function rangeHash(files: ExportFiles, folder: string, range: LeafRange): Hash | undefined {
  const parts = perfectSubtrees(range).map((part) => subtreeHash(files, folder, part));
  const hashes = parts.filter((hash) => hash !== undefined);
  return hashes.length === parts.length ? foldSubtrees(hashes) : undefined;
}

/** Hash of a perfect subtree: of the nodes in one tile, at the level just below it. */
function subtreeHash(
  files: ExportFiles,
  folder: string,
  { start, end }: LeafRange,
): Hash | undefined {
  const level = Math.floor(Math.log2(end - start) / TILE_HEIGHT);
  const [from, to] = [start / TILE_WIDTH ** level, end / TILE_WIDTH ** level];
  const index = Math.floor(from / TILE_WIDTH);
  const hashes = readTile(files, folder, level, index).slice(
    from - index * TILE_WIDTH,
    to - index * TILE_WIDTH,
  );
  return hashes.length === to - from ? rootOf(extend(EMPTY_TREE, hashes)) : undefined;
}

const LENGTH_BYTES = 2;

/** An entry of a log of some size; undefined when its bundle is missing, or damaged. */
export function readEntry(
  files: ExportFiles,
  folder: string,
  leaf: number,
  size: number,
): Buffer | undefined {
  const index = Math.floor(leaf / TILE_WIDTH);
  const width = Math.min(TILE_WIDTH, size - index * TILE_WIDTH);
  const bundle = files.read(`${folder}/${tilePath('entries', index, width)}`);
  if (bundle === undefined) return undefined;
  let at = 0;
  for (let skip = leaf % TILE_WIDTH; at + LENGTH_BYTES <= bundle.length; skip -= 1) {
    const end = at + LENGTH_BYTES + bundle.readUInt16BE(at);
    if (end > bundle.length) return undefined;
    if (skip === 0) return bundle.subarray(at + LENGTH_BYTES, end);
    at = end;
  }
  return undefined;
}

import type { Hash } from '../../../lambda/ledger/tree/hash';
import type { ExportFiles } from '../layout/files';
import { TILE_WIDTH, tilePath } from './tile-path';
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

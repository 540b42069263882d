/** Hashes or entries in a full tile. https://c2sp.org/tlog-tiles */
export const TILE_WIDTH = 256;
/** Levels of the tree in a tile. */
export const TILE_HEIGHT = 8;

/** Level of a tile of hashes, or the bundles of entries. */
export type TileLevel = number | 'entries';

/** Path of a tile below the folder of its log. */
export function tilePath(level: TileLevel, index: number, width: number = TILE_WIDTH): string {
  const digits = String(index);
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, '0').match(/\d{3}/g) ?? [];
  const name = groups.map((group, at) => (at < groups.length - 1 ? `x${group}` : group)).join('/');
  return `tile/${String(level)}/${name}${width === TILE_WIDTH ? '' : `.p/${String(width)}`}`;
}

/** A tile that a log of some size has. */
export interface TilePlace {
  readonly level: TileLevel;
  readonly index: number;
  readonly width: number;
}

/** What a path below the folder of a log names; undefined when it names no tile. */
export function parseTilePath(path: string): TilePlace | undefined {
  const [, levelText = '', name = '', widthText] =
    /^tile\/(entries|[0-9]|[1-5][0-9]|6[0-3])\/((?:x\d{3}\/)*\d{3})(?:\.p\/(\d{1,3}))?$/.exec(
      path,
    ) ?? [];
  const level: TileLevel = levelText === 'entries' ? levelText : Number(levelText);
  const place: TilePlace = {
    level,
    index: Number(name.replaceAll(/[x/]/g, '')),
    width: widthText === undefined ? TILE_WIDTH : Number(widthText),
  };
  return tilePath(place.level, place.index, place.width) === path ? place : undefined;
}

/** Whether a log of this size has the tile, partial ones included. */
export function hasTile(size: number, { level, index, width }: TilePlace): boolean {
  const nodes = nodesAt(size, level);
  return width > 0 && width === Math.min(TILE_WIDTH, nodes - index * TILE_WIDTH);
}

/** Number of tiles of a log of this size, bundles of entries and partial ones included. */
export function tileCount(size: number): number {
  let count = Math.ceil(size / TILE_WIDTH);
  for (let nodes = size; nodes > 0; nodes = Math.floor(nodes / TILE_WIDTH)) {
    count += Math.ceil(nodes / TILE_WIDTH);
  }
  return count;
}

/** Hashes of a level in a log of this size. */
export function nodesAt(size: number, level: TileLevel): number {
  return level === 'entries' ? size : Math.floor(size / TILE_WIDTH ** level);
}

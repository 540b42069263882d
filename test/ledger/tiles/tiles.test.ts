import fc from 'fast-check';
import type { Hash } from '../../../lambda/ledger/tree/hash';
import { leafHash } from '../../../lambda/ledger/tree/hash';
import { inclusionPath, rootFromInclusion } from '../../../lambda/ledger/tree/proof';
import { EMPTY_TREE, extend, rootOf } from '../../../lambda/ledger/tree/tree-head';
import { rangeHash, readEntry, readTile } from '../../../lib/ledger/tiles/read-tiles';
import { hasTile, parseTilePath, tileCount, tilePath } from '../../../lib/ledger/tiles/tile-path';
import { createTileStream } from '../../../lib/ledger/tiles/tile-stream';
import { memoryExport } from '../../support/ledger/memory-export';

/** Entries in one buffer with their lengths, as a segment has them. */
function packed(from: number, to: number): readonly Buffer[] {
  const texts = Array.from({ length: to - from }, (_, at) => `entry ${String(from + at)}`);
  const bytes = Buffer.concat(
    texts.map((text) => Buffer.from([0, text.length, ...Buffer.from(text)])),
  );
  let at = 0;
  return texts.map((text) => {
    at += 2 + text.length;
    return bytes.subarray(at - text.length, at);
  });
}

/** A log of some size, in segments that end at the cuts. */
function laidOut(size: number, cuts: readonly number[] = []) {
  const contents = new Map<string, Buffer>();
  const stream = createTileStream((path, parts) =>
    contents.set(`log/${path}`, Buffer.concat(parts)),
  );
  let tree = EMPTY_TREE;
  const leaves: Hash[] = [];
  for (const end of [...new Set([...cuts.filter((cut) => cut < size), size])].toSorted(
    (a, b) => a - b,
  )) {
    const entries = packed(tree.size, end);
    const hashes = entries.map((entry) => leafHash(entry));
    leaves.push(...hashes);
    tree = stream.grow(tree, hashes);
    stream.entries(entries);
  }
  stream.end();
  return { contents, files: memoryExport(contents).files, tree, leaves };
}

it('names tiles as the specification does', () => {
  expect(tilePath(0, 1_234_067)).toBe('tile/0/x001/x234/067');
  expect(tilePath('entries', 0)).toBe('tile/entries/000');
  expect(tilePath(2, 273, 17)).toBe('tile/2/273.p/17');
  expect(parseTilePath('tile/0/x001/x234/067')).toEqual({ level: 0, index: 1_234_067, width: 256 });
  for (const path of [
    'tile/00/000',
    'tile/0/x000/001',
    'tile/0/1',
    'tile/0/000.p/0256',
    'checkpoint',
  ]) {
    expect(parseTilePath(path)).toBeUndefined();
  }
});

it('has the tiles of the example: 70,000 leaves', () => {
  const { contents } = laidOut(70_000, [1, 300, 65_536, 65_537]);
  const count = (level: number): number =>
    [...contents.keys()].filter((path) =>
      new RegExp(`^log/tile/${String(level)}/(?!.*\\.p/)`).test(path),
    ).length;
  expect(count(0)).toBe(273);
  expect(contents.get('log/tile/0/273.p/112')).toHaveLength(112 * 32);
  expect(count(1)).toBe(1);
  expect(contents.get('log/tile/1/001.p/17')).toHaveLength(17 * 32);
  expect(contents.get('log/tile/2/000.p/1')).toHaveLength(32);
  expect(contents.size).toBe(tileCount(70_000));
});

it('has a full tile and a partial one above it at 256 leaves', () => {
  const { contents } = laidOut(256);
  expect([...contents.keys()].toSorted()).toEqual([
    'log/tile/0/000',
    'log/tile/1/000.p/1',
    'log/tile/entries/000',
  ]);
});

it('has each tile once, as whole as the log is long', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 3000 }), fc.array(fc.nat(3000)), (size, cuts) => {
      const paths = [...laidOut(size, cuts).contents.keys()];
      expect(paths).toHaveLength(tileCount(size));
      for (const path of paths) {
        const place = parseTilePath(path.slice('log/'.length));
        expect(place !== undefined && hasTile(size, place)).toBe(true);
      }
    }),
    { numRuns: 25 },
  );
});

it('leads from every leaf to the root of the tree', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 9_000 }), fc.nat(), fc.nat(), (size, some, cut) => {
      const { files, tree, leaves } = laidOut(size, [cut % size]);
      for (const index of [0, some % size, size - 1]) {
        const leaf = leaves[index];
        const proof = inclusionPath(index, size).flatMap(
          (range) => rangeHash(files, 'log', range) ?? [],
        );
        const root = leaf === undefined ? undefined : rootFromInclusion(leaf, index, size, proof);
        expect(root?.equals(rootOf(tree))).toBe(true);
        expect(readEntry(files, 'log', index, size)?.toString()).toBe(`entry ${String(index)}`);
      }
    }),
    { numRuns: 6 },
  );
});

it('goes on from partial tiles as if it had never stopped', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1500 }),
      fc.integer({ min: 1, max: 1500 }),
      (first, more) => {
        const before = laidOut(first);
        const levels = Array.from({ length: Math.ceil(Math.log2(first + 1) / 8) }, (_, level) => {
          const nodes = Math.floor(first / 256 ** level);
          return nodes % 256 === 0
            ? []
            : readTile(before.files, 'log', level, Math.floor(nodes / 256));
        });
        const bundle =
          before.contents.get(`log/${tilePath('entries', Math.floor(first / 256), first % 256)}`) ??
          Buffer.alloc(0);
        const contents = new Map<string, Buffer>();
        const stream = createTileStream(
          (path, parts) => contents.set(`log/${path}`, Buffer.concat(parts)),
          { size: first, levels, bundle: first % 256 === 0 ? Buffer.alloc(0) : bundle },
        );
        const entries = packed(first, first + more);
        const tree = stream.grow(
          before.tree,
          entries.map((entry) => leafHash(entry)),
        );
        stream.entries(entries);
        stream.end();
        const whole = laidOut(first + more);
        expect(rootOf(tree)).toEqual(rootOf(whole.tree));
        for (const [path, bytes] of contents) expect(whole.contents.get(path)).toEqual(bytes);
      },
    ),
    { numRuns: 25 },
  );
});

it('is undefined where a tile is missing or damaged', () => {
  const { contents, files } = laidOut(600);
  expect(rangeHash(files, 'log', { start: 0, end: 256 })).toEqual(
    rootOf(
      extend(
        EMPTY_TREE,
        packed(0, 256).map((entry) => leafHash(entry)),
      ),
    ),
  );
  contents.delete('log/tile/1/000.p/2');
  expect(rangeHash(files, 'log', { start: 0, end: 256 })).toBeUndefined();
  contents.set('log/tile/entries/000', Buffer.from([0, 200, 1]));
  expect(readEntry(files, 'log', 0, 600)).toBeUndefined();
  expect(readEntry(files, 'log', 3, 600)).toBeUndefined();
});

import { perfectSubtrees } from '../../../../lambda/ledger/tree/proof';
import { edgeLength } from '../../../../lambda/ledger/tree/tree-head';

/** Hashes of the partial tile at each level, from the edge of a tree of this size. */
function partialTiles(size: number): readonly number[] {
  const widths: number[] = [];
  for (const { start, end } of perfectSubtrees({ start: 0, end: size })) {
    const level = Math.floor(Math.log2(end - start) / 8);
    widths[level] = (widths[level] ?? 0) + (end - start) / 256 ** level;
  }
  return widths;
}

// The examples of https://c2sp.org/tlog-tiles, "Partial Tiles".
it('has the edge that the tiles of the specification have', () => {
  expect(partialTiles(70_000)).toEqual([112, 17, 1]);
  expect(edgeLength(70_000)).toBe(6);
  expect(partialTiles(256).filter(() => true)).toEqual([1]);
  expect(partialTiles(256)[0]).toBeUndefined();
  expect(edgeLength(256)).toBe(1);
});

import fc from 'fast-check';
import type { Hash } from '../../../../lambda/ledger/tree/hash';
import { EMPTY_ROOT, leafHash, nodeHash } from '../../../../lambda/ledger/tree/hash';
import type { LeafRange } from '../../../../lambda/ledger/tree/proof';
import {
  consistencyPath,
  foldSubtrees,
  inclusionPath,
  isConsistent,
  perfectSubtrees,
  rootFromInclusion,
} from '../../../../lambda/ledger/tree/proof';
import { EMPTY_TREE, edgeLength, extend, rootOf } from '../../../../lambda/ledger/tree/tree-head';

/**
 * Leaves, roots and proofs of the reference tree of the Certificate Transparency project (Apache-2.0,
 * google/certificate-transparency merkletree tests), which RFC 6962 implementations share.
 */
const ENTRIES = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
].map((hex) => Buffer.from(hex, 'hex'));
const ROOTS = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];
const LEAVES = ENTRIES.map((entry) => leafHash(entry));

/** Merkle tree hash exactly as RFC 6962, section 2.1, defines it. */
function definition(leaves: readonly Hash[]): Hash {
  const [first] = leaves;
  if (first === undefined) return EMPTY_ROOT;
  if (leaves.length === 1) return first;
  const k = 2 ** Math.floor(Math.log2(leaves.length - 1));
  return nodeHash(definition(leaves.slice(0, k)), definition(leaves.slice(k)));
}

const resolve = (leaves: readonly Hash[], path: readonly LeafRange[]): readonly Hash[] =>
  path.map((range) =>
    foldSubtrees(
      perfectSubtrees(range).map(({ start, end }) => definition(leaves.slice(start, end))),
    ),
  );

const someLeaves = fc.array(fc.uint8Array({ maxLength: 8 }), { minLength: 1, maxLength: 70 });

it('has the roots of the reference tree', () => {
  expect(EMPTY_ROOT.toString('hex')).toBe(
    'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  );
  ROOTS.forEach((root, index) => {
    const head = extend(EMPTY_TREE, LEAVES.slice(0, index + 1));
    expect(rootOf(head).toString('hex')).toBe(root);
    expect(head.edge).toHaveLength(edgeLength(index + 1));
  });
});

it('has the proofs of the reference tree', () => {
  // Inclusion of leaf 5 in the tree of 8, and of 3 within 7 in consistency: from the same vectors.
  expect(resolve(LEAVES, inclusionPath(5, 8)).map((hash) => hash.toString('hex'))).toEqual([
    'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
    'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
    'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  ]);
  expect(resolve(LEAVES, consistencyPath(6, 8)).map((hash) => hash.toString('hex'))).toEqual([
    '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
    'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
    'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  ]);
});

it('grows to the same root however the leaves arrive', () => {
  fc.assert(
    fc.property(someLeaves, fc.nat(), (entries, cut) => {
      const leaves = entries.map((entry) => leafHash(entry));
      const at = cut % (leaves.length + 1);
      const head = extend(extend(EMPTY_TREE, leaves.slice(0, at)), leaves.slice(at));
      expect(rootOf(head)).toEqual(definition(leaves));
    }),
  );
});

it('proves every leaf, and no other entry, index, size or root', () => {
  fc.assert(
    fc.property(someLeaves, fc.nat(), fc.nat(), (entries, pick, bit) => {
      const leaves = entries.map((entry) => leafHash(entry));
      const index = pick % leaves.length;
      const proof = resolve(leaves, inclusionPath(index, leaves.length));
      const leaf = leaves[index] ?? EMPTY_ROOT;
      const root = definition(leaves);
      expect(rootFromInclusion(leaf, index, leaves.length, proof)).toEqual(root);
      expect(rootFromInclusion(EMPTY_ROOT, index, leaves.length, proof)).not.toEqual(root);
      expect(rootFromInclusion(leaf, index, leaves.length, [...proof, leaf])).toBeUndefined();
      if (proof.length === 0) return;
      expect(rootFromInclusion(leaf, index, leaves.length, proof.slice(1))).toBeUndefined();
      const broken = proof.map((hash) => Buffer.from(hash));
      const at = bit % (32 * broken.length);
      const hash = broken[Math.floor(at / 32)];
      if (hash !== undefined) hash[at % 32] = (hash[at % 32] ?? 0) ^ 1;
      expect(rootFromInclusion(leaf, index, leaves.length, broken)).not.toEqual(root);
    }),
  );
});

it('proves that every tree is the beginning of every later one, and of no other', () => {
  fc.assert(
    fc.property(someLeaves, fc.nat(), (entries, pick) => {
      const leaves = entries.map((entry) => leafHash(entry));
      const from = 1 + (pick % leaves.length);
      const old = { size: from, root: definition(leaves.slice(0, from)) };
      const now = { size: leaves.length, root: definition(leaves) };
      const proof = resolve(leaves, consistencyPath(from, leaves.length));
      expect(isConsistent(old, now, proof)).toBe(true);
      expect(isConsistent({ ...old, root: EMPTY_ROOT }, now, proof)).toBe(false);
      expect(isConsistent(old, { ...now, root: EMPTY_ROOT }, proof)).toBe(false);
      expect(isConsistent(old, now, [...proof, EMPTY_ROOT])).toBe(false);
    }),
  );
});

it('refuses proofs of what is not there', () => {
  expect(() => inclusionPath(8, 8)).toThrow(RangeError);
  expect(() => consistencyPath(0, 8)).toThrow(RangeError);
  expect(() => consistencyPath(9, 8)).toThrow(RangeError);
});

it('tells each perfect subtree when it gets whole', () => {
  fc.assert(
    fc.property(someLeaves, fc.nat(), (entries, cut) => {
      const leaves = entries.map((entry) => leafHash(entry));
      const at = cut % (leaves.length + 1);
      const told: string[] = [];
      const tell = (height: number, root: Hash): void =>
        void told.push(`${String(height)} ${root.toString('hex')}`);
      extend(extend(EMPTY_TREE, leaves.slice(0, at), tell), leaves.slice(at), tell);
      const expected = leaves.flatMap((_, index) =>
        [1, 2, 3, 4, 5, 6]
          .filter((height) => (index + 1) % 2 ** height === 0)
          .map((height) => {
            const subtree = leaves.slice(index + 1 - 2 ** height, index + 1);
            return `${String(height)} ${definition(subtree).toString('hex')}`;
          }),
      );
      expect(told).toEqual(expected);
    }),
  );
});

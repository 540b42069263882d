import fc from 'fast-check';
import type { SegmentHeader } from '../../../../lambda/ledger/format/segment-header';
import { formatHeader, parseHeader } from '../../../../lambda/ledger/format/segment-header';
import { edgeLength } from '../../../../lambda/ledger/tree/tree-head';
import { anyText } from '../../../support/any-text';

const hash = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes));
const digits = fc.bigInt({ min: 0n, max: 10n ** 56n }).map(String);

const header: fc.Arbitrary<SegmentHeader> = fc
  .record({
    origin: anyText({ maxLength: 40 }),
    seq: fc.nat(),
    prev: hash,
    start: fc.nat(2 ** 30),
    records: fc.integer({ min: 1, max: 5000 }),
    root: hash,
    hashes: fc.array(hash, { minLength: 53, maxLength: 53 }),
    source: fc.oneof(
      fc.record({ first: digits, last: digits }),
      fc.record({ spooled: fc.array(fc.string(), { maxLength: 4 }) }),
    ),
    arrived: fc.record({ from: fc.nat(2 ** 41), to: fc.nat(2 ** 41) }),
    long: fc.uniqueArray(fc.nat(4999), { maxLength: 4 }),
  })
  .map(({ records, hashes, long, ...rest }) => ({
    ...rest,
    size: rest.start + records,
    edge: hashes.slice(0, edgeLength(rest.start + records)),
    long: long.filter((index) => index < records).toSorted((a, b) => a - b),
  }));

it('reads what it writes', () => {
  fc.assert(
    fc.property(header, (header) => {
      const line = formatHeader(header);
      expect(line).not.toContain('\n');
      expect(parseHeader(line)).toEqual(header);
    }),
  );
});

const GOOD = {
  v: 1,
  origin: 'o',
  seq: 0,
  prev: Buffer.alloc(32).toString('base64'),
  start: 0,
  size: 1,
  root: Buffer.alloc(32, 1).toString('base64'),
  edge: [Buffer.alloc(32, 2).toString('base64')],
  source: { first: '1', last: '2' },
  arrived: [1, 2],
  long: [0],
};

it.each([
  ['an unknown field', { ...GOOD, more: 1 }],
  ['another version', { ...GOOD, v: 2 }],
  ['another order', Object.fromEntries(Object.entries(GOOD).toReversed())],
  ['an unknown field of the source', { ...GOOD, source: { first: '1', last: '2', more: 1 } }],
  ['a sequence number that is none', { ...GOOD, source: { first: '1', last: '-2' } }],
  ['no record', { ...GOOD, size: 0, edge: [] }],
  ['too few hashes', { ...GOOD, edge: [] }],
  ['a short hash', { ...GOOD, root: Buffer.alloc(31).toString('base64') }],
  ['a fraction', { ...GOOD, seq: 0.5 }],
  ['a negative number', { ...GOOD, start: -1 }],
  ['a long record that is not there', { ...GOOD, long: [1] }],
  ['long records out of order', { ...GOOD, size: 2, long: [1, 0] }],
  ['three times', { ...GOOD, arrived: [1, 2, 3] }],
  ['a list', [GOOD]],
  ['null', null],
])('refuses a header with %s', (_, value) => {
  expect(parseHeader(JSON.stringify(GOOD)).size).toBe(1);
  expect(() => parseHeader(JSON.stringify(value))).toThrow('its header cannot be read');
});

it.each(['', '{', '{"v":1}', ` ${JSON.stringify(GOOD)}`, `${JSON.stringify(GOOD)} `])(
  'refuses a text that it would write otherwise: %j',
  (text) => {
    expect(() => parseHeader(text)).toThrow('its header cannot be read');
  },
);

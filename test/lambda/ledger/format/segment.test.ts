import fc from 'fast-check';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { LogHead, SealedRecord } from '../../../../lambda/ledger/format/segment';
import {
  buildSegment,
  EMPTY_LOG,
  entryFor,
  followSegment,
  LONGEST_ENTRY,
  readSegment,
} from '../../../../lambda/ledger/format/segment';
import type { SpoolSource, StreamSource } from '../../../../lambda/ledger/format/segment-header';
import { describeError } from '../../../../lambda/shared/errors';
import { leafHash, sha256 } from '../../../../lambda/ledger/tree/hash';
import { EMPTY_TREE, extend, rootOf } from '../../../../lambda/ledger/tree/tree-head';

const ORIGIN = 'mercy.hlz/111122223333/us-east-1/shardId-000000000000';

const record = fc.record({
  data: fc.oneof(
    { weight: 9, arbitrary: fc.uint8Array({ maxLength: 200 }) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(fc.integer({ min: LONGEST_ENTRY - 1, max: LONGEST_ENTRY + 2 }), fc.nat(255))
        .map(([length, byte]) => new Uint8Array(length).fill(byte)),
    },
  ),
  arrivedAt: fc.nat(2 ** 41),
});
const batches = fc.array(fc.array(record, { minLength: 1, maxLength: 8 }), {
  minLength: 1,
  maxLength: 5,
});

function source(at: number): StreamSource {
  return { first: String(100 * at + 9), last: String(100 * at + 10) };
}

const text = (words: string): SealedRecord => ({ data: Buffer.from(words), arrivedAt: 5 });

it('gives back what was put in, segment after segment', () => {
  fc.assert(
    fc.property(batches, (batches) => {
      let [written, read] = [EMPTY_LOG, EMPTY_LOG];
      for (const [at, records] of batches.entries()) {
        const built = buildSegment(ORIGIN, written, records, source(at));
        const segment = followSegment(ORIGIN, read, built.bytes);
        const bytes = segment.entries.map(
          (entry, index) => segment.longRecords.get(index) ?? entry,
        );
        expect(bytes.every((entry, index) => entry.equals(records[index]?.data ?? entry))).toBe(
          true,
        );
        expect(segment.header.arrived).toEqual({
          from: Math.min(...records.map(({ arrivedAt }) => arrivedAt)),
          to: Math.max(...records.map(({ arrivedAt }) => arrivedAt)),
        });
        expect(segment.head).toEqual(built.head);
        [written, read] = [built.head, segment.head];
      }
      const leaves = batches.flat().map(({ data }) => leafHash(entryFor(data)));
      expect(rootOf(read.tree)).toEqual(rootOf(extend(EMPTY_TREE, leaves)));
    }),
    { numRuns: 60 },
  );
});

it('has as leaves what stands in it, and for a long record its length and hash', () => {
  const long = Buffer.alloc(LONGEST_ENTRY + 1, 1);
  expect(entryFor(long).toString()).toBe(
    `hlz-long-record v1 65536 ${sha256(long).toString('hex')}`,
  );
  expect(entryFor(long.subarray(1))).toEqual(long.subarray(1));
});

describe('a segment of which one byte differs', () => {
  const first = buildSegment(ORIGIN, EMPTY_LOG, [text('a'), text('bb')], source(0));
  const records = [text('ccc'), { data: Buffer.alloc(LONGEST_ENTRY + 1, 4), arrivedAt: 6 }];
  const second = buildSegment(ORIGIN, first.head, records, source(1));
  const third = buildSegment(ORIGIN, second.head, [text('d')], source(2));

  /** Whether the change is seen by the segment itself, or else by the one that follows it. */
  function isSeen(bytes: Buffer): boolean {
    let head: LogHead;
    try {
      ({ head } = followSegment(ORIGIN, first.head, bytes));
    } catch (error) {
      return (error as Error).name === 'LedgerFormatError';
    }
    expect(() => followSegment(ORIGIN, head, third.bytes)).toThrow('not the one it was written');
    return true;
  }

  it('is seen wherever it is, in the stored bytes', () => {
    const missed: number[] = [];
    for (let at = 0; at < second.bytes.length; at += 1) {
      for (const change of [1, 0x80]) {
        const bytes = Buffer.from(second.bytes);
        bytes[at] = (bytes[at] ?? 0) ^ change;
        if (!isSeen(bytes)) missed.push(at);
      }
    }
    expect(missed).toEqual([]);
    expect(isSeen(second.bytes.subarray(0, -1))).toBe(true);
    expect(isSeen(Buffer.concat([second.bytes, Buffer.alloc(1)]))).toBe(true);
  });

  it('is refused by itself wherever it is in the content, but for the word of the sealer', () => {
    const content = gunzipSync(second.bytes);
    const header = content.subarray(0, content.indexOf('\n')).toString();
    // Sequence numbers and times are what the sealer was told. The hash in the next segment pins them.
    const told = new Set(
      [...header.matchAll(/(?<="(?:first|last)":"|"arrived":\[)[\d,]+/g)].flatMap(
        ({ index, 0: { length } }) => Array.from({ length }, (_, at) => index + at),
      ),
    );
    const passed: string[] = [];
    // Each byte of the header and of the short entries, some of the long record.
    for (let at = 0; at < content.length; at += at < header.length + 100 ? 1 : 997) {
      const bytes = Buffer.from(content);
      bytes[at] = (bytes[at] ?? 0) ^ 1;
      try {
        followSegment(ORIGIN, first.head, gzipSync(bytes, { level: 1 }));
        if (!told.has(at)) passed.push(`byte ${String(at)}`);
      } catch (error) {
        const { name } = describeError(error);
        if (name !== 'LedgerFormatError') passed.push(`byte ${String(at)}: ${name}`);
      }
    }
    expect(passed).toEqual([]);
  });
});

const one = buildSegment(ORIGIN, EMPTY_LOG, [text('a')], source(1));
const spooled = (...keys: readonly string[]): SpoolSource => ({ spooled: keys });

it.each([
  ['of another log', 'foreign', () => followSegment(`${ORIGIN}x`, EMPTY_LOG, one.bytes)],
  ['that comes again', 'broken-chain', () => followSegment(ORIGIN, one.head, one.bytes)],
  [
    'after another history',
    'broken-chain',
    () => {
      const other = buildSegment(ORIGIN, EMPTY_LOG, [text('b')], source(1));
      const next = buildSegment(ORIGIN, other.head, [text('c')], source(2));
      followSegment(ORIGIN, one.head, next.bytes);
    },
  ],
  [
    'of records that were sealed before',
    'order',
    () => {
      const next = buildSegment(ORIGIN, one.head, [text('c')], source(1));
      followSegment(ORIGIN, one.head, next.bytes);
    },
  ],
  [
    'that names fewer objects of the spool than it has',
    'changed',
    () => {
      const spool = buildSegment(ORIGIN, EMPTY_LOG, [text('c'), text('d')], spooled('k'));
      followSegment(ORIGIN, EMPTY_LOG, spool.bytes);
    },
  ],
  ['of nothing', 'changed', () => readSegment(Buffer.alloc(0))],
  ['of a text', 'changed', () => readSegment(gzipSync('{}\n'))],
  ['without a header', 'changed', () => readSegment(gzipSync('no newline'))],
])('refuses a segment %s', (_, fault, read) => {
  expect(read).toThrow(expect.objectContaining({ name: 'LedgerFormatError', fault }) as Error);
});

it('refuses a segment without a record before it is written', () => {
  expect(() => buildSegment(ORIGIN, EMPTY_LOG, [], source(0))).toThrow(RangeError);
});

it.each([
  ['the spool in the log of a shard', ORIGIN, { spooled: ['ledger/spool/a'] }],
  ['the stream in the log of the spool', ORIGIN.replace(/[^/]+$/, 'spool'), source(0)],
])('refuses a segment from %s, which would begin its order anew', (_, origin, wrong) => {
  const { bytes } = buildSegment(origin, EMPTY_LOG, [text('a')], wrong);
  expect(() => followSegment(origin, EMPTY_LOG, bytes)).toThrow(
    expect.objectContaining({
      fault: 'changed',
      message: 'its header names a source that the log does not have',
    }),
  );
});

import { auditCost, shardsFor } from '../../lib/cost/audit-events';
import { auditTable } from '../../lib/cost/table';

const all = (events: number): number => auditCost(events).reduce((sum, { usd }) => sum + usd, 0);
const of = (events: number, item: string): number => {
  const found = auditCost(events).find((line) => line.item === item);
  if (found === undefined) throw new Error(`no line ${item}`);
  return found.usd;
};

test('shards follow the busiest second, by records and by bytes; two at least', () => {
  expect([1, 1e6, 1e8, 1e9, 1e10].map(shardsFor)).toEqual([2, 2, 2, 2, 20]);
});

test('the stream is billed by its shards, with the retention of seven days', () => {
  expect(of(1e6, 'Stream, with 7 days')).toBeCloseTo(2 * 730 * (0.015 + 0.02));
  expect(of(1e10, 'Stream, with 7 days')).toBeCloseTo(20 * 730 * (0.015 + 0.02));
});

test('records are billed one by one, and their bytes for six years, twice', () => {
  expect(of(1e8, 'Records put')).toBeCloseTo(1.4);
  // A quarter of a KB each.
  expect(of(1e8, 'Ledger, these records for six years')).toBeCloseTo(25 * 72 * 0.023);
  // Segments too small to cool down.
  expect(of(1e8, 'Replica in the archive, six years')).toBeCloseTo(25 * 72 * 0.023);
  expect(of(1e10, 'Replica in the archive, six years')).toBeCloseTo(
    2500 * (3 * 0.023 + 69 * 0.004),
  );
});

test('a million events cost less the more there are, and every line grows with them', () => {
  const volumes = [1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11];
  const each = volumes.map((events) => all(events) / events);
  expect(each).toEqual(each.toSorted((a, b) => b - a));
  for (const [at, events] of volumes.slice(1).entries()) {
    for (const { item, usd } of auditCost(events)) {
      if (item === 'Replica in the archive, six years') continue; // Larger segments cool down.
      expect({ item, grows: usd >= of(volumes[at] ?? 0, item) }).toEqual({ item, grows: true });
    }
  }
});

test('without an event the clock goes on: calls, listings, one signature an hour', () => {
  expect(of(0, 'Signatures')).toBeCloseTo((730 / 1e4) * 0.15);
  expect(of(0, 'Records put')).toBe(0);
  expect(all(0) - of(0, 'Stream, with 7 days')).toBeGreaterThan(1);
  expect(auditTable({ none: 0 })).toContain('| **a million events** | - |');
});

test('the detector is billed by the windows that it writes, and by the trail of that', () => {
  const detector = (events: number): number =>
    of(events, 'Detector of breaches, windows of people');
  // 0.35 writes of 2 KB and 0.7 reads; three lines of the trail each, of 1.5 KB in its log group.
  const each = 0.35 * (2 * 0.625 + 2 * 0.125 + 3 * (1e6 / 1e5) * 0.1 + 3 * 1.5 * 0.5);
  expect((detector(1e11) - detector(1e10)) / 9e4).toBeGreaterThan(each);
  expect((detector(1e11) - detector(1e10)) / 9e4).toBeLessThan(1.2 * each);
});

test('the table sums its columns', () => {
  const table = auditTable({ '1 million': 1e6 });
  expect(table).toContain(`| **a month** | **$${all(1e6).toFixed(2)}** |`);
  expect(table).toContain(`| **a million events** | **$${all(1e6).toFixed(2)}** |`);
});

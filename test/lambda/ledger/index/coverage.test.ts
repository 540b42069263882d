import fc from 'fast-check';
import {
  changeCoverage,
  coveredFrom,
  noteCoverage,
  readCoverage,
} from '../../../../lambda/ledger/index/coverage';
import type { Coverage } from '../../../../lambda/ledger/index/coverage';
import { DAY_MS } from '../../../../lambda/ledger/index/row';
import { LEDGER_TABLES } from '../../../../lambda/ledger/index/tables';
import { memoryTable } from '../../support/memory-table';

test('is as long as rows are kept', () => {
  expect(coveredFrom({ days: 90 }, 100 * DAY_MS)).toBe(10 * DAY_MS);
});

test('never says of an event that it is there when its row is gone', () => {
  const life = fc.array(
    fc.tuple(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 20 })),
    {
      minLength: 1,
      maxLength: 8,
    },
  );
  fc.assert(
    fc.property(life, (changes) => {
      let coverage: Coverage | undefined;
      /** A row an hour, and when it goes: kept as long as the setting at its writing says. */
      const rows: { readonly time: number; readonly until: number }[] = [];
      let now = 0;
      for (const [wait, days] of changes) {
        coverage = changeCoverage(coverage, days, now);
        for (let hour = 0; hour < wait * 6; hour += 1) {
          now += 4 * 3_600_000;
          rows.push({ time: now, until: now + days * DAY_MS });
          const from = coveredFrom(coverage, now);
          const gone = rows.filter(({ time, until }) => until <= now && time > from);
          expect(gone).toEqual([]);
        }
      }
      // It says no less than it must, once the last change is over.
      const last = changes.at(-1)?.[1] ?? 0;
      const later = now + 1000 * DAY_MS;
      expect(coverage && coveredFrom(coverage, later)).toBe(later - last * DAY_MS);
    }),
    { numRuns: 60 },
  );
});

test('is noted when it changes, and by one of two at once', async () => {
  const table = memoryTable(LEDGER_TABLES.index);
  expect(await readCoverage(table)).toBeUndefined();
  await Promise.all([noteCoverage(table, 30, 0), noteCoverage(table, 30, 0)]);
  await noteCoverage(table, 30, 5 * DAY_MS);
  expect(table.writes()).toBe(1);
  await noteCoverage(table, 90, 50 * DAY_MS);
  expect(await readCoverage(table)).toEqual({
    days: 90,
    before: { days: 30, changed: 50 * DAY_MS },
  });
});

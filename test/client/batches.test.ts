import * as fc from 'fast-check';
import { batchesOf } from '../../client/batches';

test('every item once, in order, in calls that are neither too many nor too long', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ text: fc.string({ maxLength: 60, unit: 'grapheme' }) })),
      fc.integer({ min: 1, max: 7 }),
      fc.integer({ min: 1, max: 200 }),
      (items, mostItems, mostBytes) => {
        const batches = batchesOf(items, { mostItems, mostBytes });
        expect(batches.flat()).toEqual(items);
        for (const batch of batches) {
          const bytes = Buffer.byteLength(JSON.stringify(batch)) - 2;
          expect(batch.length).toBeGreaterThan(0);
          expect(batch.length).toBeLessThanOrEqual(mostItems);
          expect(batch.length === 1 || bytes <= mostBytes).toBe(true);
        }
      },
    ),
    { numRuns: 200 },
  );
});

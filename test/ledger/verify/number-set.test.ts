import fc from 'fast-check';
import { createNumberSet } from '../../../lib/ledger/verify/number-set';
import { createRandom } from '../../support/random';

/** Intervals of a set of numbers, the slow way. */
function intervalsOf(numbers: Iterable<number>): readonly (readonly [number, number])[] {
  const intervals: [number, number][] = [];
  for (const n of [...new Set(numbers)].toSorted((a, b) => a - b)) {
    const last = intervals.at(-1);
    if (last?.[1] === n - 1) last[1] = n;
    else intervals.push([n, n]);
  }
  return intervals;
}

it.each([0, 1, 3, 4096])('knows what came, in whatever order (%d intervals are few)', (few) => {
  fc.assert(
    fc.property(fc.array(fc.nat(80), { maxLength: 200 }), (numbers) => {
      const set = createNumberSet(few);
      const seen = new Set<number>();
      for (const n of numbers) {
        expect(set.add(n)).toBe(!seen.has(n));
        seen.add(n);
      }
      expect([...set.intervals()]).toEqual(intervalsOf(numbers));
      for (const n of seen) expect(set.add(n)).toBe(false);
    }),
  );
});

it('is not slowed down by who leaves every second number out', () => {
  // Milliseconds here; quadratic work on them takes most of a minute.
  const count = 600_000;
  const random = createRandom(1);
  const numbers = Float64Array.from({ length: count }, (_, at) => at * 2);
  for (let at = count - 1; at > 0; at -= 1) {
    const other = random.below(at + 1);
    [numbers[at], numbers[other]] = [numbers[other] ?? 0, numbers[at] ?? 0];
  }
  const set = createNumberSet();
  let added = 0;
  for (const n of numbers) if (set.add(n)) added += 1;
  expect(added).toBe(count);
  expect([...set.intervals()]).toHaveLength(count);
});

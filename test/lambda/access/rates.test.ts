import fc from 'fast-check';
import { TooManyCallsError, UnavailableError } from '../../../lambda/access/errors';
import { guarded } from '../../../lambda/access/guarded-table';
import type { LimitName } from '../../../lambda/access/errors';
import { createRates } from '../../../lambda/access/rates';
import { ACCESS_TABLES } from '../../../lambda/access/tables';
import { memoryTable } from '../support/memory-table';
import { interleaved } from './support/interleaved';

const LIMITS = { callsPerMinute: 60, bulkPerHour: 2 };
const MINUTE = 60_000;
const START = Date.UTC(2026, 10, 25, 10, 30);

const SIZES: Readonly<Record<LimitName, { readonly window: number; readonly most: number }>> = {
  calls: { window: MINUTE, most: 3 },
  refused: { window: MINUTE, most: 3 },
  bulk: { window: 60 * MINUTE, most: 2 },
  reports: { window: 60 * MINUTE, most: 20 },
};

interface Ask {
  readonly person: string;
  readonly limit: LimitName;
  /** Milliseconds after the start. */
  readonly at: number;
}

const ask: fc.Arbitrary<Ask> = fc.record({
  person: fc.constantFrom('one', 'other'),
  limit: fc.constantFrom('calls', 'refused', 'bulk'),
  at: fc.constantFrom(0, 1, MINUTE - 1, MINUTE, 2 * MINUTE - 1, 30 * MINUTE, 60 * MINUTE),
});

it('admits exactly the limit in each window, in whatever order calls arrive', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(ask, { minLength: 1, maxLength: 40 }),
      fc.scheduler(),
      async (asks, scheduler) => {
        const table = memoryTable(ACCESS_TABLES.rates);
        const admitted = new Map<string, number>();
        const asked = new Map<string, number>();
        const count = (counts: Map<string, number>, window: string): void => {
          counts.set(window, (counts.get(window) ?? 0) + 1);
        };
        await scheduler.waitFor(
          Promise.all(
            asks.map(async ({ person, limit, at }) => {
              const { window: size } = SIZES[limit];
              const window = `${person} ${limit} ${String(Math.floor((START + at) / size))}`;
              count(asked, window);
              // Each call comes by a container of its own.
              const rates = createRates({
                rates: interleaved(table, scheduler),
                limits: { callsPerMinute: SIZES.calls.most, bulkPerHour: SIZES.bulk.most },
                now: () => START + at,
              });
              try {
                await rates.admit(person, limit);
                count(admitted, window);
              } catch (error) {
                if (!(error instanceof TooManyCallsError)) throw error;
              }
            }),
          ),
        );
        for (const [window, times] of asked) {
          const most = window.includes('bulk') ? SIZES.bulk.most : SIZES.calls.most;
          expect([window, admitted.get(window) ?? 0]).toEqual([window, Math.min(times, most)]);
        }
      },
    ),
  );
});

function at(time: number, table = memoryTable(ACCESS_TABLES.rates)) {
  return createRates({ rates: guarded({ rates: table }).rates, limits: LIMITS, now: () => time });
}

async function refusal(call: Promise<void>): Promise<TooManyCallsError> {
  const error: unknown = await call.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(error instanceof TooManyCallsError)) throw new Error('was admitted');
  return error;
}

it.each([
  [0, 60 * MINUTE, '3600'],
  [1, 60 * MINUTE, '3600'],
  [60 * MINUTE - 1, 60 * MINUTE, '1'],
])('says when the next window starts: %i ms into this one', async (into, size, seconds) => {
  const table = memoryTable(ACCESS_TABLES.rates);
  const start = Math.floor(START / size) * size;
  const rates = at(start + into, table);
  await rates.admit('p', 'bulk');
  await rates.admit('p', 'bulk');
  const { status, headers, retryAfter } = await refusal(rates.admit('p', 'bulk'));
  expect([status, headers]).toEqual([429, { 'Retry-After': seconds }]);
  // Whoever waits that long is let through.
  await at(start + into + retryAfter * 1000, table).admit('p', 'bulk');
});

it('does not count what it refuses', async () => {
  const table = memoryTable(ACCESS_TABLES.rates);
  const rates = at(START, table);
  for (let call = 0; call < 5; call += 1) {
    await rates.admit('p', 'bulk').catch(() => undefined);
  }
  expect(table.all()).toEqual([
    {
      window: `p/bulk/${String(START / MINUTE / 60 - 0.5)}`,
      count: 2,
      expires: expect.any(Number),
    },
  ]);
});

it('keeps a window for a day after its end, then lets it go', async () => {
  const table = memoryTable(ACCESS_TABLES.rates);
  await at(START, table).admit('p', 'calls');
  expect(table.all()[0]?.['expires']).toBe(START / 1000 + 60 + 24 * 60 * 60);
});

it('lets nobody through while the table is down', async () => {
  const table = memoryTable(ACCESS_TABLES.rates);
  table.fail(new Error('made up'));
  const rates = at(START, table);
  await expect(rates.admit('p', 'calls')).rejects.toThrow(UnavailableError);
  await expect(rates.admit('p', 'calls')).resolves.toBeUndefined();
});

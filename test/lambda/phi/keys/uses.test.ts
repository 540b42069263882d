import fc from 'fast-check';
import { UnavailableError } from '../../../../lambda/access/errors';
import { USES } from '../../../../lambda/phi/keys/uses';
import { interleaved } from '../../access/support/interleaved';
import { keyWorld } from '../support/memory-keys';

const TENANT = 'clinic-a';

test('a key is used half as often as SP 800-38D allows, in blocks that come out even', () => {
  expect(USES.perKey * 2).toBe(2 ** 32);
  expect(USES.perKey % USES.perBlock).toBe(0);
});

test('no key is used more often than its limit, whatever containers come and go', async () => {
  let everUsed = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.scheduler(),
      fc.integer({ min: 1, max: 9 }),
      fc.integer({ min: 0, max: 20 }),
      fc.array(fc.record({ container: fc.nat(3), uses: fc.nat(8), crashes: fc.boolean() }), {
        minLength: 1,
        maxLength: 24,
      }),
      async (scheduler, perBlock, more, calls) => {
        const uses = { perKey: perBlock + more, perBlock };
        const world = keyWorld();
        const table = interleaved(world.table, scheduler);
        const newContainer = () => world.container({ uses, table });
        const containers = Array.from({ length: 4 }, newContainer);
        const used = new Map<string, number>();
        const underWay = calls.map(async ({ container, uses: some, crashes }) => {
          const count = 1 + (some % perBlock);
          const keys = containers[container];
          // What it has reserved and not used is gone with it.
          if (crashes) containers[container] = newContainer();
          await keys?.toEncrypt(TENANT, count).then(
            ({ kid }) => used.set(kid, (used.get(kid) ?? 0) + count),
            (error: unknown) => {
              // So many wait for so little that it was always gone.
              if (!(error instanceof UnavailableError)) throw error;
            },
          );
        });
        await scheduler.waitFor(Promise.all(underWay));
        const reserved = new Map(world.table.all().map((item) => [item['kid'], item['reserved']]));
        everUsed += used.size;
        for (const [kid, count] of used) {
          expect(count).toBeLessThanOrEqual(Number(reserved.get(kid)));
          expect(reserved.get(kid)).toBeLessThanOrEqual(uses.perKey);
        }
      },
    ),
    { numRuns: 60 },
  );
  // Of one run all may have waited in vain; of sixty not.
  expect(everUsed).toBeGreaterThan(0);
});

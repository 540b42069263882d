import * as fc from 'fast-check';
import { PortError } from '../../lib/aws/calling';
import type { FakeStack } from './fake-state';
import { Crash, hlzTeardown, intercepted, throttled } from './harness';
import { crashesArb, leftOf, othersOf, OURS, throttlesArb, worldOf, zoneArb } from './worlds';

/**
 * Any zone in any state, with a process that dies at any call, AWS that throttles at any call and
 * buckets that fill up again: repeated until it ends, teardown ends with nothing left, and has
 * never touched anything else.
 */

test('whatever happens on the way, repeating it ends with the zone gone and nothing else touched', async () => {
  await fc.assert(
    fc.asyncProperty(zoneArb, crashesArb, throttlesArb, async (model, crashes, throttles) => {
      const account = worldOf(model);
      const others = othersOf(account);
      let call = 0;
      let ended = false;
      const codes: number[] = [];
      for (let run = 0; run < 30 && !ended; run += 1) {
        const crash = crashes[run];
        let callOfRun = 0;
        const before = account.calls;
        const port = intercepted(account.port(), {
          before: (operation) => {
            call += 1;
            callOfRun += 1;
            if (throttles.includes(call)) throw throttled(operation);
            if (crash?.call === callOfRun && !crash.done) throw new Crash();
          },
          after: () => {
            if (crash?.call === callOfRun && crash.done) throw new Crash();
          },
        });
        try {
          const { code, out, err } = await hlzTeardown(account, ['--confirm', 'demo', '--json'], {
            port,
          });
          expect(out + err).not.toContain('secret-');
          codes.push(code);
          ended = code === 0;
        } catch (error) {
          if (!(error instanceof Crash)) throw error;
        }
        expect(account.calls - before).toBeLessThan(600);
      }
      expect(codes.slice(0, -1).every((code) => code === 3)).toBe(true);
      expect(ended).toBe(true);
      expect(leftOf(account)).toEqual([]);
      expect(othersOf(account)).toBe(others);
      expect(account.changes.filter(({ of }) => !OURS.test(of))).toEqual([]);
      expect(account.largestPage).toBeLessThanOrEqual(10);
    }),
    { numRuns: 1000 },
  );
});

/** Ways in which a zone is not one that may be destroyed. */
const objectionArb = fc.constantFrom<readonly [string, (stack: FakeStack) => void]>(
  ['production tag', (stack) => void (stack.tags = { Environment: 'production' })],
  ['no tag', (stack) => void (stack.tags = {})],
  ['tag in another case', (stack) => void (stack.tags = { environment: 'sandbox' })],
  ['value in another case', (stack) => void (stack.tags = { Environment: 'Sandbox' })],
  ['deploying', (stack) => void (stack.status = 'UPDATE_IN_PROGRESS')],
  ['rolling back', (stack) => void (stack.status = 'ROLLBACK_IN_PROGRESS')],
);

test('one stack that is not plainly a sandbox keeps all of the zone from being touched', async () => {
  await fc.assert(
    fc.asyncProperty(
      zoneArb,
      fc.constantFrom('keys', 'archive', 'data'),
      objectionArb,
      async (model, stack, [, object]) => {
        const account = worldOf(model);
        const target = account.deploy(`hlz-demo-${stack}`);
        object(target);
        const { code } = await hlzTeardown(account, ['--confirm', 'demo']);
        expect(code).toBe(1);
        expect(account.changes).toEqual([]);
      },
    ),
    { numRuns: 200 },
  );
});

test('another account is never touched', async () => {
  await fc.assert(
    fc.asyncProperty(zoneArb, async (model) => {
      const account = worldOf(model);
      const { code, err } = await hlzTeardown(account, ['--confirm', 'demo'], {
        config: { account: '999988887777' },
      });
      expect(code).toBe(1);
      expect(err).toContain('the credentials are for account 111122223333');
      expect(account.changes).toEqual([]);
      expect(account.calls).toBe(1);
    }),
    { numRuns: 50 },
  );
});

test('a call that is refused stops it or does not matter; either way it can be repeated', async () => {
  await fc.assert(
    fc.asyncProperty(zoneArb, fc.integer({ min: 1, max: 60 }), async (model, at) => {
      const account = worldOf(model);
      let call = 0;
      const port = intercepted(account.port(), {
        before: (operation) => {
          call += 1;
          if (call === at) throw new PortError(operation, 'AccessDenied', '', false);
        },
      });
      const first = await hlzTeardown(account, ['--confirm', 'demo'], { port });
      expect([0, 1, 3]).toContain(first.code);
      // 1 says that nothing was touched.
      expect(first.code === 1 && account.changes.length > 0).toBe(false);
      expect(first.code === 0 || first.err.length > 0).toBe(true);
      let code = first.code;
      for (let run = 0; run < 10 && code !== 0; run += 1) {
        ({ code } = await hlzTeardown(account, ['--confirm', 'demo']));
      }
      expect(leftOf(account)).toEqual([]);
    }),
    { numRuns: 200 },
  );
});

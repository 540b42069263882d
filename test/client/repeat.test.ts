import * as fc from 'fast-check';
import type { Ending, RepeatLimits } from '../../client/repeat';
import { pauseBefore } from '../../client/repeat';

const limits: RepeatLimits = { attempts: 4, totalMs: 60_000 };
const first = { attempt: 1, elapsedMs: 0, limits, random: 0.5 };
const status = (status: number, retryAfterMs?: number): Ending => ({
  kind: 'status',
  status,
  ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
});
const NO_ANSWER: Ending = { kind: 'no-answer' };

test.each<readonly [string, Ending, boolean, boolean]>([
  ['too many calls', status(429), true, true],
  ['unavailable', status(503), true, false],
  ['a fault', status(500), true, false],
  ['a gateway that lost the function', status(502), true, false],
  ['a gateway that waited in vain', status(504), true, false],
  ['no answer', NO_ANSWER, true, false],
  ['a bad body', status(400), false, false],
  ['nobody signed in', status(401), false, false],
  ['not permitted', status(403), false, false],
  ['another body under the same key', status(409), false, false],
  ['too long', status(413), false, false],
])('%s is repeated only where that does no harm', (_, ending, any, unlessDone) => {
  expect(pauseBefore(ending, { ...first, repeatable: 'any' }) !== undefined).toBe(any);
  expect(pauseBefore(ending, { ...first, repeatable: 'unless-done' }) !== undefined).toBe(
    unlessDone,
  );
});

test('never more tries than allowed, never past the time, and never sooner than asked', () => {
  const endings = fc.oneof(
    fc.constant(NO_ANSWER),
    fc
      .tuple(fc.constantFrom(429, 500, 502, 503, 504), fc.option(fc.nat(120_000)))
      .map(([code, after]) => status(code, after ?? undefined)),
  );
  fc.assert(
    fc.property(
      endings,
      fc.integer({ min: 1, max: 8 }),
      fc.nat(120_000),
      fc.double({ min: 0, max: 0.999, noNaN: true }),
      (ending, attempt, elapsedMs, random) => {
        const pause = pauseBefore(ending, {
          attempt,
          elapsedMs,
          limits,
          random,
          repeatable: 'any',
        });
        if (pause === undefined) return;
        const asked = ending.kind === 'status' ? (ending.retryAfterMs ?? 0) : 0;
        expect(attempt).toBeLessThan(limits.attempts);
        expect(elapsedMs + pause).toBeLessThan(limits.totalMs);
        expect(pause).toBeGreaterThanOrEqual(asked);
        expect(pause - asked).toBeLessThanOrEqual(5_000);
      },
    ),
    { numRuns: 300 },
  );
});

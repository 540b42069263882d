import fc from 'fast-check';
import { epochStart, newEpoch, parseEventId } from '../../../../lambda/shared/audit/event-id';
import {
  giveOut,
  isOver,
  LONGEST_EPOCH_MS,
  startEpoch,
} from '../../../../lambda/shared/audit/producer';

const NOW = Date.UTC(2026, 10, 25, 10, 30);
const random = (size: number): Uint8Array => new Uint8Array(size).fill(0xa5);
const bytes = fc.uint8Array({ minLength: 10, maxLength: 10 });
const moment = fc.nat({ max: 2 ** 48 - 1 });

test('an epoch is 22 characters with the time of its start and 80 random bits', () => {
  fc.assert(
    fc.property(moment, bytes, (now, tail) => {
      const epoch = newEpoch(now, () => tail);
      expect(epoch).toMatch(/^[A-Za-z0-9_-]{22}$/);
      expect(epochStart(epoch)).toBe(now);
      expect(Buffer.from(epoch, 'base64url').subarray(6)).toEqual(Buffer.from(tail));
    }),
  );
});

test('numbers go up from 0 without a hole, however many are taken at a time', () => {
  fc.assert(
    fc.property(moment, bytes, fc.array(fc.nat({ max: 20 })), (now, tail, counts) => {
      let epoch = startEpoch(now, () => tail);
      const ids: string[] = [];
      for (const count of counts) {
        const given = giveOut(epoch, count);
        expect(given.ids).toHaveLength(count);
        ids.push(...given.ids);
        epoch = given.epoch;
      }
      expect(ids.map(parseEventId)).toEqual(ids.map((_, n) => ({ epoch: epoch.id, n })));
    }),
  );
});

test('an epoch ends after 24 hours, and when the clock goes back', () => {
  const epoch = startEpoch(NOW, random);
  expect(isOver(epoch, NOW, 1)).toBe(false);
  expect(isOver(epoch, NOW + LONGEST_EPOCH_MS - 1, 1)).toBe(false);
  expect(isOver(epoch, NOW + LONGEST_EPOCH_MS, 1)).toBe(true);
  expect(isOver(epoch, NOW - 1, 1)).toBe(true);
  expect(LONGEST_EPOCH_MS).toBe(86_400_000);
});

test('an epoch ends before a number of ten digits, which the spool would not take', () => {
  const epoch = { ...startEpoch(NOW, random), given: 999_999_990 };
  expect(isOver(epoch, NOW, 10)).toBe(false);
  expect(giveOut(epoch, 10).ids.at(-1)).toMatch(/-999999999$/);
  expect(isOver(epoch, NOW, 11)).toBe(true);
});

test.each([
  '',
  'AZq-xQ_1AAAAAAAAAAAAAA',
  'AZq-xQ_1AAAAAAAAAAAAAA-',
  'AZq-xQ_1AAAAAAAAAAAAAA-01',
  'AZq-xQ_1AAAAAAAAAAAAAA--1',
  'AZq-xQ_1AAAAAAAAAAAAAA-1.0',
  'AZq-xQ_1AAAAAAAAAAAAAB-0',
  'AZq-xQ_1AAAAAAAAAAAAA-0',
  'AZq-xQ_1AAAAAAAAAAAAAA-0\n',
  'AZq+xQ/1AAAAAAAAAAAAAA-0',
  'AZq-xQ_1AAAAAAAAAAAAAA-1000000000000000',
])('%j is no event id', (text) => {
  expect(parseEventId(text)).toBeUndefined();
});

import fc from 'fast-check';
import {
  checkpointKey,
  isLogName,
  numberIn,
  segmentKey,
  zoneCheckpointKey,
} from '../../../../lambda/ledger/format/layout';

const number = fc.nat(999_999_999_999_999);

it('sorts the newest first, and says which it is', () => {
  fc.assert(
    fc.property(number, number, (a, b) => {
      for (const key of [
        (n: number) => segmentKey('spool', n),
        (n: number) => checkpointKey('spool', n),
        zoneCheckpointKey,
      ]) {
        expect(numberIn(key(a))).toBe(a);
        expect(key(a) < key(b)).toBe(a > b);
      }
    }),
  );
});

it('knows no number in another key', () => {
  for (const key of ['', 'ledger/zone/', 'ledger/zone/1', 'ledger/zone/0000000000000001', 'x']) {
    expect(numberIn(key)).toBeUndefined();
  }
});

it('knows the names of logs', () => {
  expect(['shardId-000000000000', 'spool'].map(isLogName)).toEqual([true, true]);
  const others = ['', 'Spool', 'shardId-0', 'shardId-0000000000000', 'spool ', 'a/spool', '..'];
  expect(others.filter(isLogName)).toEqual([]);
});

import * as fc from 'fast-check';
import { boundedList, cut, jsonBytes } from '../../../lambda/baseline/bounded-text';
import { anyText } from '../../support/any-text';

const longText = anyText({ maxLength: 200 });

describe('bounded text', () => {
  test('cut never exceeds the limit and leaves short text alone', () => {
    fc.assert(
      fc.property(longText, fc.nat(300), (text, limit) => {
        const short = cut(text, limit);
        expect(jsonBytes(short)).toBeLessThanOrEqual(limit);
        expect(short === text).toBe(jsonBytes(text) <= limit);
      }),
    );
  });

  test('a list never exceeds the limit', () => {
    fc.assert(
      fc.property(fc.array(longText, { maxLength: 30 }), fc.nat(400), (items, limit) => {
        expect(jsonBytes(boundedList(items, limit))).toBeLessThanOrEqual(limit);
      }),
    );
  });

  test('a list that is too long ends with a count of the rest', () => {
    expect(boundedList(['a', 'b', 'c'], 7)).toBe('a, b, c');
    expect(boundedList(['aaaa', 'bbbb', 'cccc', 'dddd'], 18)).toBe('aaaa and 3 more');
    expect(boundedList(['aaaa', 'bbbb', 'cccc', 'dddd'], 21)).toBe('aaaa, bbbb and 2 more');
    expect(boundedList(['a'.repeat(50), 'b'], 20)).toBe('2 items');
    expect(boundedList(['a', 'b'], 10, '; ')).toBe('a; b');
  });

  test('escapes count', () => {
    expect(jsonBytes('"\n')).toBe(4);
    expect(cut('""""', 7)).toBe('""...');
  });
});

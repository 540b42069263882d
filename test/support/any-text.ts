import type { Arbitrary, StringConstraints } from 'fast-check';
import fc from 'fast-check';

const SURROGATES = { first: 0xd800, count: 0x800 };
const LAST = 0x10ffff - SURROGATES.count;

/** Every character of Unicode by its number, without the halves of pairs. */
const character = fc.nat(LAST).map(
  (index) => String.fromCodePoint(index < SURROGATES.first ? index : index + SURROGATES.count),
  (value) => {
    const code = typeof value === 'string' ? value.codePointAt(0) : undefined;
    if (code === undefined || value !== String.fromCodePoint(code)) throw new Error('no character');
    return code < SURROGATES.first ? code : code - SURROGATES.count;
  },
);

/**
 * Text of any characters at all: what fast-check calls `binary`, without the table of all million
 * characters that it makes for each test file (half a second).
 */
export function anyText(constraints: Omit<StringConstraints, 'unit'> = {}): Arbitrary<string> {
  return fc.string({ ...constraints, unit: character });
}

import * as fc from 'fast-check';
import { cidrText, contains, overlap, parseCidr } from '../../lib/config/cidr';
import type { Cidr } from '../../lib/config/cidr';

it.each([
  ['10.40.0.0/16', 170_393_600, 65_536],
  ['0.0.0.0/0', 0, 4_294_967_296],
  ['255.255.255.255/32', 4_294_967_295, 1],
  ['192.168.1.77/24', 3_232_235_776, 256],
])('reads %s', (text, first, size) => {
  expect(parseCidr(text)).toEqual({ first, size, prefix: Number(text.split('/')[1]) });
});

const octet = fc.nat(255);
const prefix = fc.integer({ min: 0, max: 32 });
const block = fc
  .tuple(octet, octet, octet, octet, prefix)
  .map(([a, b, c, d, length]) => `${a}.${b}.${c}.${d}/${length}`);

it('writes what it reads, once it is a network', () => {
  fc.assert(
    fc.property(block, (text) => {
      const network = cidrText(parseCidr(text));
      expect(cidrText(parseCidr(network))).toBe(network);
    }),
  );
  expect(cidrText(parseCidr('172.31.255.255/12'))).toBe('172.16.0.0/12');
});

/** Each address, written down. */
function addresses({ first, size }: Cidr): readonly number[] {
  return Array.from({ length: size }, (_, index) => first + index);
}

describe('agrees with counting the addresses', () => {
  const small = fc
    .tuple(fc.nat(3), octet, fc.integer({ min: 26, max: 32 }))
    .map(([c, d, length]) => parseCidr(`10.0.${c}.${d}/${length}`));

  it('when two blocks overlap', () => {
    fc.assert(
      fc.property(small, small, (a, b) => {
        const ofA = new Set(addresses(a));
        expect(overlap(a, b)).toBe(addresses(b).some((address) => ofA.has(address)));
      }),
      { numRuns: 1000, examples: [[parseCidr('10.0.0.0/26'), parseCidr('10.0.0.64/26')]] },
    );
  });

  it('when one block holds another', () => {
    fc.assert(
      fc.property(small, small, (a, b) => {
        const ofA = new Set(addresses(a));
        expect(contains(a, b)).toBe(addresses(b).every((address) => ofA.has(address)));
      }),
      { numRuns: 1000 },
    );
  });
});

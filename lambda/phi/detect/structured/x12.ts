import type { Finding, Identifier } from '../finding';
import { cutAt, partOf } from './part';

type Element = readonly [number: number, identifier: Identifier];

/** Elements of X12 that identify somebody, by segment, from 1: claims, eligibility and remittance (45 CFR 162). https://x12.org/products/transaction-sets */
const SEGMENTS: Readonly<Record<string, readonly Element[]>> = {
  NM1: [
    [3, 'name'],
    [4, 'name'],
    [5, 'name'],
  ],
  DMG: [[2, 'date']],
  N3: [
    [1, 'geographic'],
    [2, 'geographic'],
  ],
  N4: [
    [1, 'geographic'],
    [3, 'geographic'],
  ],
  DTP: [[3, 'date']],
  CLM: [[1, 'account-number']],
};
/** What the qualifier before a number says that it is. */
const NUMBERS: Readonly<Record<string, Readonly<Record<string, Identifier>>>> = {
  NM1: { MI: 'health-plan-number', XX: 'license-number', '34': 'ssn' },
  REF: {
    SY: 'ssn',
    EA: 'medical-record-number',
    '1L': 'health-plan-number',
    '1W': 'health-plan-number',
  },
  PER: { TE: 'telephone', FX: 'fax', EM: 'email' },
};
const SEGMENT = /(?:^|~\s{0,2})(NM1|DMG|N3|N4|DTP|CLM|REF|PER)\*([^~\n]*)/g;
const IS_CLAIM = /~\s{0,2}(?:NM1|DMG|REF)\*/;

/** What the places of elements tell in transactions of X12. */
export function x12(text: string): readonly Finding[] {
  if (!IS_CLAIM.test(text)) return [];
  const found: Finding[] = [];
  // Each ends where the next begins: what lies between is looked at again.
  SEGMENT.lastIndex = 0;
  for (let match = SEGMENT.exec(text); match !== null; match = SEGMENT.exec(text)) {
    const [whole, name = '', body = ''] = match;
    const elements = cutAt(body, '*', match.index + whole.length - body.length);
    // The entity of NM1 is a person where its second element says 1.
    const isOther = name === 'NM1' && elements[1]?.text !== '1';
    const fixed = isOther ? [] : (SEGMENTS[name] ?? []);
    for (const [number, identifier] of fixed) {
      const element = elements[number - 1];
      if (element !== undefined) {
        found.push(
          ...partOf(
            text,
            element.start,
            element.start + element.text.length,
            identifier,
            'segment',
          ),
        );
      }
    }
    for (const [at, { text: qualifier }] of elements.entries()) {
      const identifier = NUMBERS[name]?.[qualifier];
      const number = elements[at + 1];
      if (identifier !== undefined && number !== undefined) {
        found.push(
          ...partOf(text, number.start, number.start + number.text.length, identifier, 'segment'),
        );
      }
    }
  }
  return found;
}

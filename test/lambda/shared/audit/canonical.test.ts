import fc from 'fast-check';
import { canonicalJson } from '../../../../lambda/shared/audit/canonical';
import type { CanonicalValue } from '../../../../lambda/shared/audit/canonical';
import { CanonicalJsonError } from '../../../../lambda/shared/audit/errors';
import { anyText } from '../../../support/any-text';

/**
 * Test data of the authors of RFC 8785 (Apache-2.0, cyberphone/json-canonicalization, testdata), and
 * the examples of the RFC itself, sections 3.2.2 and 3.2.3. Numbers that are no integers are left out:
 * we have none.
 */
const VECTORS: readonly (readonly [name: string, input: string, output: string])[] = [
  ['arrays', '[ 56, { "d": true, "10": null, "1": [ ] } ]', '[56,{"1":[],"10":null,"d":true}]'],
  [
    'french',
    '{ "peach": "This sorting order", "péché": "is wrong according to French", "pêche": "but canonicalization MUST", "sin": "ignore locale" }',
    '{"peach":"This sorting order","péché":"is wrong according to French","pêche":"but canonicalization MUST","sin":"ignore locale"}',
  ],
  [
    'structures',
    '{ "1": {"f": {"f": "hi","F": 5} ,"\\n": 56.0}, "10": { }, "": "empty", "a": { }, "111": [ {"e": "yes","E": "no" } ], "A": { } }',
    '{"":"empty","1":{"\\n":56,"f":{"F":5,"f":"hi"}},"10":{},"111":[{"E":"no","e":"yes"}],"A":{},"a":{}}',
  ],
  ['unicode', '{ "Unnormalized Unicode":"A\\u030a" }', '{"Unnormalized Unicode":"A\u030a"}'],
  [
    'weird',
    '{ "\\u20ac": "Euro Sign", "\\r": "Carriage Return", "\\u000a": "Newline", "1": "One", "\\u0080": "Control\\u007f", "\\ud83d\\ude02": "Smiley", "\\u00f6": "Latin Small Letter O With Diaeresis", "\\ufb33": "Hebrew Letter Dalet With Dagesh", "</script>": "Browser Challenge" }',
    '{"\\n":"Newline","\\r":"Carriage Return","1":"One","</script>":"Browser Challenge","\u0080":"Control\u007f","ö":"Latin Small Letter O With Diaeresis","€":"Euro Sign","\ud83d\ude02":"Smiley","\ufb33":"Hebrew Letter Dalet With Dagesh"}',
  ],
  [
    'RFC 8785, section 3.2.2, without its numbers',
    '{ "string": "\\u20ac$\\u000F\\u000aA\'\\u0042\\u0022\\u005c\\\\\\"\\/", "literals": [null, true, false] }',
    '{"literals":[null,true,false],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
  ],
  [
    'RFC 8785, section 3.2.3',
    '{ "\\u20ac": "Euro Sign", "\\r": "Carriage Return", "\\ufb33": "Hebrew Letter Dalet With Dagesh", "1": "One", "\\ud83d\\ude00": "Emoji: Grinning Face", "\\u0080": "Control", "\\u00f6": "Latin Small Letter O With Diaeresis" }',
    '{"\\r":"Carriage Return","1":"One","\u0080":"Control","ö":"Latin Small Letter O With Diaeresis","€":"Euro Sign","\ud83d\ude00":"Emoji: Grinning Face","\ufb33":"Hebrew Letter Dalet With Dagesh"}',
  ],
];

const anyValue = fc.letrec<{ value: CanonicalValue }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    anyText(),
    fc.maxSafeInteger(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value')),
    fc.dictionary(anyText(), tie('value'), { noNullPrototype: true }),
  ),
})).value;

/** The same with the members of every object in another order. */
function reordered(value: CanonicalValue): CanonicalValue {
  if (Array.isArray(value)) return value.map((entry: CanonicalValue) => reordered(entry));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, member]) => [key, member === undefined ? member : reordered(member)]),
  );
}

test.each(VECTORS)('writes the published vector %s', (_, input, output) => {
  expect(canonicalJson(JSON.parse(input) as CanonicalValue)).toBe(output);
});

// Appendix B, the rows that are integers here.
test.each([
  [0, '0'],
  [-0, '0'],
  [Number.MAX_SAFE_INTEGER, '9007199254740991'],
  [Number.MIN_SAFE_INTEGER, '-9007199254740991'],
])('writes %p as %s', (number, text) => {
  expect(canonicalJson(number)).toBe(text);
});

test('loses nothing', () => {
  fc.assert(
    fc.property(anyValue, (value) => {
      expect(JSON.parse(canonicalJson(value))).toEqual(value);
    }),
  );
});

test('has one form for a value, whatever the order of its members', () => {
  fc.assert(
    fc.property(anyValue, (value) => {
      expect(canonicalJson(reordered(value))).toBe(canonicalJson(value));
    }),
  );
});

test('is its own form: read and written again it stays', () => {
  fc.assert(
    fc.property(anyValue, (value) => {
      const text = canonicalJson(value);
      expect(canonicalJson(JSON.parse(text) as CanonicalValue)).toBe(text);
    }),
  );
});

test('leaves out what is undefined, like JSON.stringify', () => {
  expect(canonicalJson({ b: undefined, a: 1 })).toBe('{"a":1}');
});

const circle: Record<string, unknown> = {};
circle['self'] = circle;

test.each<[string, unknown]>([
  ['a fraction', 0.5],
  ['a large number', 2 ** 53],
  ['no number', Number.NaN],
  ['infinity', Infinity],
  ['a big integer', 1n],
  ['undefined', undefined],
  ['undefined in a list', [undefined]],
  // oxlint-disable-next-line no-sparse-arrays
  ['a hole in a list', [1, , 2]],
  ['a function', () => {}],
  ['a symbol', Symbol('s')],
  ['half of a character', 'a\ud83d'],
  ['half of a character in a key', { '\ude00': 1 }],
  ['a Date', new Date(0)],
  ['a Map', new Map()],
  ['bytes', Buffer.from('a')],
  ['a circle', circle],
])('has no form for %s, also not deep inside', (_, value) => {
  for (const whole of [value, [value], { a: { b: [value] } }]) {
    expect(() => canonicalJson(whole as CanonicalValue)).toThrow(CanonicalJsonError);
  }
});

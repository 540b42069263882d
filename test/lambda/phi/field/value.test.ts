import { LONGEST_FIELD, problemOfValue, valueOf } from '../../../../lambda/phi/field/value';

const MOST = LONGEST_FIELD;

test.each([
  ['nothing', { text: '' }, undefined],
  ['the most letters', { text: 'x'.repeat(MOST) }, undefined],
  ['one letter more', { text: 'x'.repeat(MOST + 1) }, 'too-large'],
  ['the most bytes in two-byte letters', { text: 'é'.repeat(MOST / 2) }, undefined],
  ['one byte more', { text: `${'é'.repeat(MOST / 2)}x` }, 'too-large'],
  ['the most bytes', { bytes: new Uint8Array(MOST) }, undefined],
  ['a byte too many', { bytes: new Uint8Array(MOST + 1) }, 'too-large'],
  ['characters beyond the basic plane', { text: '🩺' }, undefined],
  ['the first half of a character', { text: 'a\ud83e' }, 'not-text'],
  ['the second half of one', { text: '\ude7aa' }, 'not-text'],
  ['halves in the wrong order', { text: '\ude7a\ud83e' }, 'not-text'],
])('of %s', (_, value, problem) => {
  expect(problemOfValue(value)).toBe(problem);
});

test.each([[[0xff]], [[0xc3]], [[0xed, 0xa0, 0x80]], [[0xc0, 0x80]]])(
  'bytes %j are no text',
  (bytes) => {
    expect(valueOf(Uint8Array.from(bytes), 'text')).toBeUndefined();
    expect(valueOf(Uint8Array.from(bytes), 'bytes')).toEqual({ bytes: Uint8Array.from(bytes) });
  },
);

import { objectsIn, said, stringsIn, unmet } from '../../../lib/compliance/reading/literals';

it.each([
  [undefined, 'missing'],
  [true, 'true'],
  [42, '42'],
  ['TLS_1_0', 'TLS_1_0'],
])('says %j as %s', (value, text) => {
  expect(said(value)).toBe(text);
});

it.each(['jane.doe@example.org', '123-45-6789', 'hunter 2', '', 'x'.repeat(65), { Ref: 'X' }, []])(
  'does not repeat %j, which could be anything',
  (value) => {
    expect(said(value)).toBe('no literal that a rule can read');
  },
);

it('reads lists of one kind only', () => {
  expect(objectsIn([{}])).toEqual([{}]);
  expect(objectsIn([{}, 'x'])).toBeUndefined();
  expect(objectsIn({})).toBeUndefined();
  expect(stringsIn(['x'])).toEqual(['x']);
  expect(stringsIn(['x', {}])).toBeUndefined();
  expect(stringsIn('x')).toBeUndefined();
});

it('compares settings with what they must be', () => {
  const wanted = { 'A.B': true, C: 'ON' };
  expect(unmet({ A: { B: true }, C: 'ON' }, wanted)).toEqual([]);
  expect(unmet({ A: { B: 'true' } }, wanted)).toEqual([
    'A.B is the text true, expected true. Set it.',
    'C is missing, expected ON. Set it.',
  ]);
});

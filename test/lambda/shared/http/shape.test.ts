import fc from 'fast-check';
import { problemsIn } from '../../../../lambda/shared/http/shape';
import { ajvFor, REQUESTS, spoilt } from '../../support/spoilt-bodies';

/** Where Ajv finds something wrong, each place once. */
function placesByAjv(schema: string, body: unknown): readonly string[] {
  const validate = ajvFor(schema);
  if (validate(body)) return [];
  const places = (validate.errors ?? []).map(({ instancePath, keyword, params }) =>
    keyword === 'required'
      ? `#${instancePath}/${String(params['missingProperty'])}`
      : `#${instancePath}`,
  );
  return [...new Set(places)].toSorted();
}

test.each(REQUESTS)('$request is checked as Ajv checks it', ({ schema, validator, example }) => {
  expect(problemsIn(validator.shape, example)).toEqual([]);
  let taken = 0;
  fc.assert(
    fc.property(spoilt(example), (body) => {
      const places = problemsIn(validator.shape, body).map(({ pointer }) => pointer);
      expect(places.toSorted()).toEqual(placesByAjv(schema, body));
      if (places.length === 0) taken += 1;
    }),
    // What is counted below must not be a matter of luck.
    { numRuns: 60, seed: 20261126 },
  );
  expect(taken).toBeLessThan(60);
});

test('looks at no more of a list than may be there', () => {
  const shape = { type: 'array', maxItems: 2, items: { type: 'boolean' } } as const;
  expect(problemsIn(shape, [true, 'x', 'x', 'x'])).toEqual([
    { pointer: '#', detail: 'expected at most 2 entries.' },
    { pointer: '#/1', detail: 'expected true or false.' },
  ]);
});

test('tries a pattern on no text that is too long for it', () => {
  const pattern = /^a$/;
  const test = jest.spyOn(pattern, 'test');
  const shape = { type: 'string', maxLength: 1, pattern, expected: 'an a' } as const;
  expect(problemsIn(shape, 'b'.repeat(1000))).toEqual([
    { pointer: '#', detail: 'expected at most 1 characters.' },
  ]);
  expect(test).not.toHaveBeenCalled();
  expect(problemsIn(shape, 'b')).toEqual([{ pointer: '#', detail: 'expected an a.' }]);
});

import type { FieldCondition, Operator } from '../../../lib/compliance/reading/trail-selectors';
import { AND_MORE, readSelector, selects } from '../../../lib/compliance/reading/trail-selectors';

const condition = (operator: Operator, ...values: (string | undefined)[]): FieldCondition => ({
  operator,
  values,
});
const onArn = (...conditions: readonly FieldCondition[]) => [{ field: 'arn', conditions }];

it.each([
  [[condition('Equals', 'a/b')], 'yes'],
  [[condition('Equals', 'a')], 'no'],
  [[condition('Equals', 'x', 'a/b')], 'yes'],
  [[condition('NotEquals', 'a/b')], 'no'],
  [[condition('NotEquals', 'x')], 'yes'],
  [[condition('NotEquals', 'x', 'a/b')], 'no'],
  [[condition('StartsWith', 'a/')], 'yes'],
  [[condition('StartsWith', 'b')], 'no'],
  [[condition('NotStartsWith', 'a/')], 'no'],
  [[condition('NotStartsWith', 'x', 'b')], 'yes'],
  [[condition('EndsWith', '/b')], 'yes'],
  [[condition('EndsWith', 'a')], 'no'],
  [[condition('NotEndsWith', '/b')], 'no'],
  [[condition('NotEndsWith', 'x')], 'yes'],
  // One that chooses is enough, none that takes out may apply.
  [[condition('Equals', 'x'), condition('StartsWith', 'a')], 'yes'],
  [[condition('StartsWith', 'a'), condition('NotEndsWith', 'b')], 'no'],
  [[condition('StartsWith', 'a'), condition('NotEndsWith', 'x')], 'yes'],
  // What cannot be read decides nothing.
  [[condition('Equals', undefined)], 'unknown'],
  [[condition('Equals', undefined, 'a/b')], 'yes'],
  [[condition('NotEquals', undefined)], 'unknown'],
  [[condition('NotEquals', undefined, 'a/b')], 'no'],
] as const)('answers %j with %s', (conditions, answer) => {
  expect(selects(onArn(...conditions), { arn: 'a/b' })).toBe(answer);
});

it.each([
  [condition('StartsWith', 'a'), 'yes'],
  [condition('StartsWith', 'a/b'), 'yes'],
  [condition('StartsWith', 'a/b/c'), 'unknown'],
  [condition('StartsWith', 'x'), 'no'],
  [condition('Equals', 'a/b'), 'unknown'],
  [condition('Equals', 'x'), 'no'],
  [condition('EndsWith', 'gz'), 'unknown'],
  [condition('NotStartsWith', 'a/'), 'no'],
  [condition('NotStartsWith', 'a/b/c'), 'unknown'],
] as const)('answers %j with %s of a text that goes on', (selector, answer) => {
  expect(selects(onArn(selector), { arn: `a/b${AND_MORE}` })).toBe(answer);
});

it('needs every field', () => {
  const both = [
    { field: 'arn', conditions: [condition('Equals', 'a')] },
    { field: 'type', conditions: [condition('Equals', 't')] },
  ];
  expect(selects(both, { arn: 'a', type: 't' })).toBe('yes');
  expect(selects(both, { arn: 'a', type: 'u' })).toBe('no');
  expect(selects(both, { arn: 'a' })).toBe('unknown');
  expect(selects(both, { arn: 'b' })).toBe('no');
});

it('reads a selector', () => {
  expect(
    readSelector(
      // As CDK renders a typed one: what is not given is undefined.
      {
        Name: 'x',
        FieldSelectors: [{ Field: 'arn', Equals: ['a', { Ref: 'B' }], EndsWith: undefined }],
      },
      (_field, value) => (typeof value === 'string' ? value : undefined),
    ),
  ).toEqual(onArn(condition('Equals', 'a', undefined)));
});

it.each([
  {},
  { FieldSelectors: [] },
  { FieldSelectors: { Ref: 'Parameter' } },
  { FieldSelectors: ['x'] },
  { FieldSelectors: [{ Equals: ['x'] }] },
  { FieldSelectors: [{ Field: 'arn' }] },
  { FieldSelectors: [{ Field: 'arn', Matches: ['x'] }] },
  { FieldSelectors: [{ Field: 'arn', Equals: 'x' }] },
  { FieldSelectors: [{ Field: 'arn', Equals: ['x'], Matches: ['x'] }] },
  { FieldSelectors: [{ Field: 'arn', Equals: ['x'] }, { Field: 'type' }] },
])('does not read %j', (selector) => {
  expect(readSelector(selector, String)).toBeUndefined();
});

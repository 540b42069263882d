import fc from 'fast-check';
import type { Change, Clause, Key, TableShape, Value } from '../../../../../lambda/shared/table';

/** What may be written to a table: any of it. */

/** Tables like ours: one with a sort key and an index, one without. Attributes are reserved words. */
export const SHAPES: readonly TableShape[] = [
  {
    partitionKey: 'user',
    sortKey: 'order',
    indexes: { byStatus: { partitionKey: 'status', sortKey: 'date' } },
  },
  { partitionKey: 'session', indexes: { byName: { partitionKey: 'name' } } },
];

const ATTRIBUTES = ['status', 'date', 'name', 'size', 'value', 'ttl'];
const attribute = fc.constantFrom(...ATTRIBUTES);
export const text = fc.constantFrom('a', 'b', 'c');
const scalar = fc.oneof(text, fc.integer({ min: -2, max: 2 }), fc.constant(0.5));
const anyValue: fc.Arbitrary<Value> = fc.oneof(
  scalar,
  fc.boolean(),
  fc.array(scalar, { maxLength: 2 }),
  fc.dictionary(text, scalar, { maxKeys: 2 }),
);
export const values = fc
  .dictionary(attribute, anyValue, { maxKeys: 4 })
  .map((item) => ({ ...item }));
const orAbsent = fc.boolean();
const clause: fc.Arbitrary<Clause> = fc.oneof(
  fc.record({ attribute, is: fc.constantFrom('absent' as const, 'present' as const) }),
  fc.record({
    attribute,
    is: fc.constantFrom('less-than' as const, 'at-most' as const, 'at-least' as const),
    value: scalar,
    orAbsent,
  }),
  fc.record({
    attribute,
    is: fc.constant('equal' as const),
    value: fc.oneof(scalar, fc.boolean()),
    orAbsent,
  }),
);
export const condition = fc.array(clause, { maxLength: 2 });
export const change: fc.Arbitrary<Change> = fc.record(
  {
    set: values,
    add: fc
      .dictionary(attribute, fc.integer({ min: -2, max: 2 }), { maxKeys: 1 })
      .map((add) => ({ ...add })),
    remove: fc.array(attribute, { maxLength: 1 }),
  },
  { requiredKeys: [] },
);

export function keyOf(shape: TableShape): fc.Arbitrary<Key> {
  return fc.tuple(text, text).map(([one, other]) => ({
    [shape.partitionKey]: one,
    ...(shape.sortKey === undefined ? {} : { [shape.sortKey]: other }),
  }));
}

import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { Change, Clause, Condition, Item, Value } from '../table';

/** Conditions, updates and items in the words of DynamoDB. */

/** Names and values of one expression: any attribute may be a reserved word of DynamoDB. */
export class Names {
  private readonly names: Record<string, string> = {};
  private readonly values: Record<string, AttributeValue> = {};

  name(attribute: string): string {
    const known = Object.entries(this.names).find(([, name]) => name === attribute)?.[0];
    const placeholder = known ?? `#n${String(Object.keys(this.names).length)}`;
    this.names[placeholder] = attribute;
    return placeholder;
  }

  value(value: Value): string {
    const placeholder = `:v${String(Object.keys(this.values).length)}`;
    this.values[placeholder] = toAttribute(value);
    return placeholder;
  }

  both(): {
    readonly ExpressionAttributeNames?: Record<string, string>;
    readonly ExpressionAttributeValues?: Record<string, AttributeValue>;
  } {
    return {
      ...(Object.keys(this.names).length === 0 ? {} : { ExpressionAttributeNames: this.names }),
      ...(Object.keys(this.values).length === 0 ? {} : { ExpressionAttributeValues: this.values }),
    };
  }
}

const OPERATORS = { equal: '=', 'less-than': '<', 'at-most': '<=', 'at-least': '>=' } as const;

/** All clauses; undefined where there are none. */
export function conditionOf(when: Condition, names: Names): string | undefined {
  return when.length === 0
    ? undefined
    : when.map((clause) => clauseOf(clause, names)).join(' AND ');
}

function clauseOf(clause: Clause, names: Names): string {
  const name = names.name(clause.attribute);
  if (clause.is === 'absent') return `attribute_not_exists(${name})`;
  if (clause.is === 'present') return `attribute_exists(${name})`;
  const comparison = `${name} ${OPERATORS[clause.is]} ${names.value(clause.value)}`;
  return clause.orAbsent === true ? `(attribute_not_exists(${name}) OR ${comparison})` : comparison;
}

/** What an update does; empty when it changes nothing. */
export function updateOf({ set = {}, add = {}, remove = [] }: Change, names: Names): string {
  const sets = Object.entries(set).map(
    ([name, value]) => `${names.name(name)} = ${names.value(value)}`,
  );
  const adds = Object.entries(add).map(([name, by]) => `${names.name(name)} ${names.value(by)}`);
  const removes = remove.map((name) => names.name(name));
  return [
    ...(sets.length === 0 ? [] : [`SET ${sets.join(', ')}`]),
    ...(adds.length === 0 ? [] : [`ADD ${adds.join(', ')}`]),
    ...(removes.length === 0 ? [] : [`REMOVE ${removes.join(', ')}`]),
  ].join(' ');
}

/** An item as DynamoDB takes it. */
export function toAttributes(item: Item): Record<string, AttributeValue> {
  return Object.fromEntries(
    Object.entries(item).map(([name, value]) => [name, toAttribute(value)]),
  );
}

function toAttribute(value: Value): AttributeValue {
  if (typeof value === 'string') return { S: value };
  if (typeof value === 'number') return { N: String(value) };
  if (typeof value === 'boolean') return { BOOL: value };
  return isList(value) ? { L: value.map(toAttribute) } : { M: toAttributes(value) };
}

function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

/** What DynamoDB holds, as an item. Throws TypeError for a type that no table of ours has. */
export function fromAttributes(attributes: Readonly<Record<string, AttributeValue>>): Item {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [name, fromAttribute(value)]),
  );
}

function fromAttribute(value: AttributeValue): Value {
  if (value.S !== undefined) return value.S;
  if (value.N !== undefined) return Number(value.N);
  if (value.BOOL !== undefined) return value.BOOL;
  if (value.L !== undefined) return value.L.map(fromAttribute);
  if (value.M !== undefined) return fromAttributes(value.M);
  throw new TypeError('An attribute of a type that no table of ours has.');
}

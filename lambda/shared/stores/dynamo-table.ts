import type { AttributeValue, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  DeleteItemCommand,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { awsClientDefaults } from '../aws-clients';
import type { Change, Clause, Condition, Item, Table, TableShape, Value } from '../table';
import { ConditionFailedError } from '../table';

/** How the DynamoDB client of a request behaves: somebody waits for it. */
export const dynamoClientDefaults = {
  ...awsClientDefaults,
  maxAttempts: 3,
  requestHandler: { connectionTimeout: 1000, requestTimeout: 2000, throwOnRequestTimeout: true },
} as const;

/** A table of DynamoDB. */
export function dynamoTable(
  client: Pick<DynamoDBClient, 'send'>,
  TableName: string,
  shape: TableShape,
): Table {
  return {
    async get(key) {
      const { Item: found } = await client.send(
        new GetItemCommand({ TableName, Key: toAttributes(key), ConsistentRead: true }),
      );
      return found === undefined ? undefined : fromAttributes(found);
    },

    async query({ index, partition, from, to, descending = false, limit, after }) {
      const { partitionKey, sortKey } =
        index === undefined ? shape : (shape.indexes?.[index] ?? shape);
      const range = sortKey === undefined ? undefined : rangeOf(from, to);
      const { Items = [], LastEvaluatedKey } = await client.send(
        new QueryCommand({
          TableName,
          ...(index === undefined ? { ConsistentRead: true } : { IndexName: index }),
          KeyConditionExpression: `#p = :p${range === undefined ? '' : ` AND ${range}`}`,
          ExpressionAttributeNames: {
            '#p': partitionKey,
            ...(range === undefined || sortKey === undefined ? {} : { '#s': sortKey }),
          },
          ExpressionAttributeValues: {
            ':p': { S: partition },
            ...(from === undefined ? {} : { ':from': { S: from } }),
            ...(to === undefined ? {} : { ':to': { S: to } }),
          },
          ScanIndexForward: !descending,
          Limit: limit,
          ...(after === undefined ? {} : { ExclusiveStartKey: toAttributes(keyFrom(after)) }),
        }),
      );
      return {
        items: Items.map(fromAttributes),
        ...(LastEvaluatedKey === undefined
          ? {}
          : { next: JSON.stringify(fromAttributes(LastEvaluatedKey)) }),
      };
    },

    async put(item, when = []) {
      const names = new Names();
      const ConditionExpression = conditionOf(when, names);
      await conditional(async () =>
        client.send(
          new PutItemCommand({
            TableName,
            Item: toAttributes(item),
            ...(ConditionExpression === undefined ? {} : { ConditionExpression, ...names.both() }),
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          }),
        ),
      );
    },

    async update(key, change, when = []) {
      const names = new Names();
      const ConditionExpression = conditionOf(when, names);
      const UpdateExpression = updateOf(change, names);
      const { Attributes = {} } = await conditional(async () =>
        client.send(
          new UpdateItemCommand({
            TableName,
            Key: toAttributes(key),
            // DynamoDB takes no empty expression, and none at all.
            ...(UpdateExpression === '' ? {} : { UpdateExpression }),
            ...(ConditionExpression === undefined ? {} : { ConditionExpression }),
            ...names.both(),
            ReturnValues: 'ALL_NEW',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          }),
        ),
      );
      return fromAttributes(Attributes);
    },

    async delete(key, when = []) {
      const names = new Names();
      const ConditionExpression = conditionOf(when, names);
      const { Attributes } = await conditional(async () =>
        client.send(
          new DeleteItemCommand({
            TableName,
            Key: toAttributes(key),
            ...(ConditionExpression === undefined ? {} : { ConditionExpression, ...names.both() }),
            ReturnValues: 'ALL_OLD',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          }),
        ),
      );
      return Attributes === undefined ? undefined : fromAttributes(Attributes);
    },
  };
}

function keyFrom(after: string): Readonly<Record<string, string>> {
  return JSON.parse(after) as Readonly<Record<string, string>>;
}

function rangeOf(from: string | undefined, to: string | undefined): string | undefined {
  if (from !== undefined && to !== undefined) return '#s BETWEEN :from AND :to';
  if (from !== undefined) return '#s >= :from';
  return to === undefined ? undefined : '#s <= :to';
}

/** Names and values of one expression: any attribute may be a reserved word of DynamoDB. */
class Names {
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

function conditionOf(when: Condition, names: Names): string | undefined {
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

function updateOf({ set = {}, add = {}, remove = [] }: Change, names: Names): string {
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

async function conditional<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (!isConditionFailure(error)) throw error;
    throw new ConditionFailedError(
      error.Item === undefined ? undefined : fromAttributes(error.Item),
      { cause: error },
    );
  }
}

function isConditionFailure(
  error: unknown,
): error is { readonly Item?: Record<string, AttributeValue> } {
  return (
    typeof error === 'object' &&
    error !== null &&
    'name' in error &&
    error.name === 'ConditionalCheckFailedException'
  );
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

function fromAttributes(attributes: Readonly<Record<string, AttributeValue>>): Item {
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

import type { AttributeValue, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  DeleteItemCommand,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { awsClientDefaults } from '../aws-clients';
import type { Table, TableShape } from '../table';
import { ConditionFailedError } from '../table';
import { conditionOf, fromAttributes, Names, toAttributes, updateOf } from './dynamo-expressions';

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

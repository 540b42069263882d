import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { DynamoDBClient, paginateScan, PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { FlatItem } from '../../lambda/phi/keys/items';
import type { Value } from '../../lambda/shared/table';
import { calling, PortError } from '../aws/calling';
import { CommandError } from '../aws/command-error';
import type { KeyTable, StoredItem } from './key-table';

export interface AwsKeyTableOptions {
  readonly table: string;
  /** @default - that of the environment */
  readonly region?: string;
  /** @default - the one that the SDK finds */
  readonly endpoint?: string;
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/** The table itself. Calls Scan and PutItem. */
export function awsKeyTable({ table: TableName, ...options }: AwsKeyTableOptions): KeyTable {
  const client = new DynamoDBClient({ maxAttempts: 8, ...options });
  return {
    async *items() {
      const pages = paginateScan({ client }, { TableName, ConsistentRead: true })[
        Symbol.asyncIterator
      ]();
      for (;;) {
        const page = await asked('Scan', TableName, () => pages.next());
        if (page.done === true) return;
        yield (page.value.Items ?? []).map(itemOf);
      }
    },
    async putNew(item) {
      return asked('PutItem', TableName, async () => {
        try {
          await client.send(
            new PutItemCommand({
              TableName,
              Item: attributesOf(item),
              ConditionExpression: 'attribute_not_exists(#kid)',
              ExpressionAttributeNames: { '#kid': 'kid' },
            }),
          );
          return 'created';
        } catch (error) {
          if ((error as Error).name === 'ConditionalCheckFailedException') return 'exists';
          throw error;
        }
      });
    },
  };
}

/** Turns what goes wrong into words for the person who called. */
async function asked<R>(operation: string, table: string, call: () => Promise<R>): Promise<R> {
  try {
    return await calling(operation, 'code-only', call);
  } catch (error) {
    if (!(error instanceof PortError)) throw error;
    throw new CommandError(`${error.message} (table ${table}). ${mend(error.code)}`, {
      cause: error,
    });
  }
}

function mend(code: string): string {
  if (/ResourceNotFound/.test(code)) return 'Check the name of the table and the Region.';
  if (/AccessDenied/.test(code)) {
    return 'You need dynamodb:Scan and dynamodb:PutItem on the table, and kms:Decrypt on its key.';
  }
  if (/Credential|ExpiredToken|TokenExpired|UnrecognizedClient|InvalidSignature/.test(code)) {
    return 'Log in first, such as with `aws sso login`, then run the same command again.';
  }
  return 'Run the same command again: what was put back stays.';
}

function attributesOf(item: FlatItem): Record<string, AttributeValue> {
  return Object.fromEntries(
    Object.entries(item).map(([name, value]): [string, AttributeValue] => [
      name,
      typeof value === 'number' ? { N: String(value) } : { S: value },
    ]),
  );
}

/** Texts and numbers, which is all that an item of ours has; what else stands there makes it unreadable. */
function itemOf(attributes: Readonly<Record<string, AttributeValue>>): StoredItem {
  const item = Object.fromEntries(
    Object.entries(attributes).map(([name, { S, N }]): [string, Value] => [
      name,
      S ?? (N === undefined ? [] : Number(N)),
    ]),
  );
  return { tenant: attributes['tenant']?.S ?? '', kid: attributes['kid']?.S ?? '', item };
}

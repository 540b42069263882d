import type { DynamoDBClient, WriteRequest } from '@aws-sdk/client-dynamodb';
import { BatchWriteItemCommand } from '@aws-sdk/client-dynamodb';
import { toAttributes } from '../../shared/stores/dynamo-expressions';
import { IndexWriteError } from '../errors';
import { itemOf } from '../index/row';
import type { IndexWriter } from '../index/writer';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html */
const MOST_ITEMS = 25;
const CALLS_AT_ONCE = 8;
/** Rounds in a row in which DynamoDB takes nothing. */
const ROUNDS = 6;
const FIRST_PAUSE_MS = 50;

/** How the client of the indexer behaves: a batch takes longer than an item, and nobody waits for it. */
export const indexClientDefaults = {
  retryMode: 'standard',
  maxAttempts: 5,
  requestHandler: { connectionTimeout: 2000, requestTimeout: 5000, throwOnRequestTimeout: true },
} as const;

/** The index in DynamoDB, written by batches: one row at a time would be a fifth as fast. */
export function dynamoIndexWriter(
  client: Pick<DynamoDBClient, 'send'>,
  tableName: string,
  sleep: (milliseconds: number) => Promise<unknown>,
): IndexWriter {
  /** @returns what DynamoDB had no room for */
  const send = async (requests: readonly WriteRequest[]): Promise<readonly WriteRequest[]> => {
    const { UnprocessedItems = {} } = await client.send(
      new BatchWriteItemCommand({ RequestItems: { [tableName]: [...requests] } }),
    );
    return UnprocessedItems[tableName] ?? [];
  };
  return {
    async write(rows) {
      let left: readonly WriteRequest[] = rows.map((row) => ({
        PutRequest: { Item: toAttributes(itemOf(row)) },
      }));
      for (let fruitless = 0; left.length > 0;) {
        const before = left.length;
        left = await sendAll(left, send);
        fruitless = left.length < before ? 0 : fruitless + 1;
        if (fruitless === ROUNDS) {
          throw new IndexWriteError(
            `DynamoDB took none of ${String(left.length)} rows of the index in ${String(ROUNDS)} rounds: the next run writes them again. If that does not end, see the throttling metrics of the table.`,
          );
        }
        if (left.length > 0) await sleep(FIRST_PAUSE_MS * 2 ** fruitless);
      }
    },
  };
}

async function sendAll(
  requests: readonly WriteRequest[],
  send: (requests: readonly WriteRequest[]) => Promise<readonly WriteRequest[]>,
): Promise<readonly WriteRequest[]> {
  const batches: (readonly WriteRequest[])[] = [];
  for (let at = 0; at < requests.length; at += MOST_ITEMS) {
    batches.push(requests.slice(at, at + MOST_ITEMS));
  }
  const left: WriteRequest[] = [];
  for (let at = 0; at < batches.length; at += CALLS_AT_ONCE) {
    const answers = await Promise.all(batches.slice(at, at + CALLS_AT_ONCE).map(send));
    left.push(...answers.flat());
  }
  return left;
}

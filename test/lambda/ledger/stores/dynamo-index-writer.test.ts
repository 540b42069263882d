import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { IndexRow } from '../../../../lambda/ledger/index/row';
import { dynamoIndexWriter } from '../../../../lambda/ledger/stores/dynamo-index-writer';
import { fakeAws } from '../../support/fake-aws';

interface Sent {
  readonly RequestItems: Readonly<
    Record<string, readonly { readonly PutRequest: { readonly Item: Attributes } }[]>
  >;
}
type Attributes = Readonly<Record<string, Readonly<Record<string, string>>>>;

const row = (n: number): IndexRow => ({
  subject: `e/${String(n)}`,
  at: 'x',
  expires: 12,
  log: 'spool',
  index: n,
  event: '{}',
});
const rows = (count: number): readonly IndexRow[] =>
  Array.from({ length: count }, (_, n) => row(n));

/** A table that has room for some of the items of each call. */
function table(room: (call: number) => number) {
  const items: Attributes[] = [];
  const calls: number[] = [];
  const pauses: number[] = [];
  const { config } = fakeAws(({ headers, body }) => {
    expect(headers['x-amz-target']).toBe('DynamoDB_20120810.BatchWriteItem');
    const requests = (JSON.parse(body) as Sent).RequestItems['index-table'] ?? [];
    const taken = Math.min(room(calls.length), requests.length);
    calls.push(requests.length);
    items.push(...requests.slice(0, taken).map(({ PutRequest }) => PutRequest.Item));
    const left = requests.slice(taken);
    return {
      body: JSON.stringify({ UnprocessedItems: left.length === 0 ? {} : { 'index-table': left } }),
    };
  });
  const writer = dynamoIndexWriter(new DynamoDBClient(config), 'index-table', async (pause) => {
    pauses.push(pause);
  });
  return { writer, items, calls, pauses };
}

test('writes rows by twenty-five, with the attributes that the index has', async () => {
  const { writer, items, calls, pauses } = table(() => 25);
  await writer.write(rows(60));
  expect(calls.toSorted((a, b) => b - a)).toEqual([25, 25, 10]);
  expect(items).toHaveLength(60);
  expect(items[0]).toEqual({
    subject: { S: 'e/0' },
    at: { S: 'x' },
    expires: { N: '12' },
    log: { S: 'spool' },
    index: { N: '0' },
    event: { S: '{}' },
  });
  expect(pauses).toEqual([]);
});

test('writes again what there was no room for, after a pause', async () => {
  const { writer, items, calls, pauses } = table((call) => (call === 1 ? 0 : 10));
  await writer.write(rows(25));
  expect(calls).toEqual([25, 15, 15, 5]);
  expect(new Set(items.map(({ subject }) => subject?.['S'])).size).toBe(25);
  expect(pauses).toEqual([50, 100, 50]);
});

test('gives up when nothing is taken, again and again', async () => {
  const { writer, calls } = table(() => 0);
  await expect(writer.write(rows(3))).rejects.toMatchObject({ name: 'IndexWriteError' });
  expect(calls).toHaveLength(6);
});

test('makes no call for nothing', async () => {
  const { writer, calls } = table(() => 25);
  await writer.write([]);
  expect(calls).toEqual([]);
});

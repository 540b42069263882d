import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { awsKeyTable } from '../../lib/phi/aws-key-table';

const ITEM = { tenant: { S: 'clinic-a' }, kid: { S: 'current' }, epoch: { N: '3' } };

interface Sent {
  readonly target: string;
  readonly body: Readonly<Record<string, unknown>>;
}
let answer: (sent: Sent) => { readonly status?: number; readonly body: object };
const sent: Sent[] = [];
const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const one = {
      target: String(request.headers['x-amz-target']).split('.')[1] ?? '',
      body: JSON.parse(Buffer.concat(chunks).toString()) as Sent['body'],
    };
    sent.push(one);
    const { status = 200, body } = answer(one);
    response
      .writeHead(status, { 'content-type': 'application/x-amz-json-1.0' })
      .end(JSON.stringify(body));
  });
});

beforeAll(async () => {
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
});
beforeEach(() => void sent.splice(0));
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => {
    server.close(resolve);
  });
});

const table = () =>
  awsKeyTable({
    table: 'data-keys',
    region: 'us-east-1',
    endpoint: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    credentials: { accessKeyId: 'CALLER', secretAccessKey: 'x' },
  });

async function allItems() {
  const items = [];
  for await (const page of table().items()) items.push(...page);
  return items;
}

test('reads all pages, as of every write before, and keeps what no item of ours has', async () => {
  answer = ({ body }) =>
    body['ExclusiveStartKey'] === undefined
      ? { body: { Items: [ITEM], LastEvaluatedKey: { tenant: { S: 'clinic-a' } } } }
      : { body: { Items: [{ ...ITEM, epoch: { BOOL: true } }] } };
  const at = { tenant: 'clinic-a', kid: 'current' };
  expect(await allItems()).toEqual([
    { ...at, item: { ...at, epoch: 3 } },
    { ...at, item: { ...at, epoch: [] } },
  ]);
  expect(sent[0]).toMatchObject({
    target: 'Scan',
    body: { TableName: 'data-keys', ConsistentRead: true },
  });
});

test('writes an item only where there is none', async () => {
  answer = () => ({ body: {} });
  expect(await table().putNew({ tenant: 'clinic-a', kid: 'x', reserved: 5 })).toBe('created');
  expect(sent[0]?.body).toEqual({
    TableName: 'data-keys',
    Item: { tenant: { S: 'clinic-a' }, kid: { S: 'x' }, reserved: { N: '5' } },
    ConditionExpression: 'attribute_not_exists(#kid)',
    ExpressionAttributeNames: { '#kid': 'kid' },
  });
  answer = () => ({ status: 400, body: { __type: 'ConditionalCheckFailedException' } });
  expect(await table().putNew({ tenant: 'clinic-a', kid: 'x' })).toBe('exists');
});

test.each([
  ['ResourceNotFoundException', 'Check the name of the table and the Region.'],
  ['AccessDeniedException', 'You need dynamodb:Scan and dynamodb:PutItem'],
  ['ExpiredTokenException', 'Log in first'],
  ['ValidationException', 'Run the same command again'],
])('says what to do about %s', async (code, mend) => {
  answer = () => ({ status: 400, body: { __type: code, message: 'of AWS' } });
  await expect(allItems()).rejects.toMatchObject({
    name: 'CommandError',
    message: expect.stringMatching(
      new RegExp(`^Scan: ${code} .table data-keys.. ${mend}`),
    ) as string,
  });
});

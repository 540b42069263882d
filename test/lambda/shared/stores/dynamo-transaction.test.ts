import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import fc from 'fast-check';
import { dynamoClientDefaults } from '../../../../lambda/shared/stores/dynamo-table';
import { dynamoTransaction } from '../../../../lambda/shared/stores/dynamo-transaction';
import type { Transact, Write } from '../../../../lambda/shared/transaction';
import { TransactionRefusedError } from '../../../../lambda/shared/transaction';
import { fakeAws } from '../../support/fake-aws';
import { fakeDynamo } from '../../support/fake-dynamo';
import { fakeTransactions } from '../../support/fake-dynamo-transaction';
import { memoryTable } from '../../support/memory-table';
import { memoryTransaction } from '../../support/memory-transaction';
import { change, condition, keyOf, SHAPES, values } from './support/any-write';

const [ORDERS, SESSIONS] = SHAPES as [(typeof SHAPES)[0], (typeof SHAPES)[0]];
type Name = 'orders' | 'sessions';
const NAMES = { orders: 'Zone-Orders-1A', sessions: 'Zone-Sessions-2B' };

/** Tables of DynamoDB, and the transactions of them over the wire of the SDK. */
function dynamo() {
  const tables = { orders: fakeDynamo(ORDERS), sessions: fakeDynamo(SESSIONS) };
  const transactions = fakeTransactions(
    new Map([
      [NAMES.orders, tables.orders],
      [NAMES.sessions, tables.sessions],
    ]),
  );
  const { config, requests } = fakeAws(({ body }) => {
    const { status, body: answer } = transactions.wire(JSON.parse(body));
    return { status, body: JSON.stringify(answer) };
  });
  const client = new DynamoDBClient({ ...dynamoClientDefaults, ...config });
  return { transact: dynamoTransaction<Name>(client, NAMES), requests, tables };
}

const ORDER = { user: 'u', order: 'o' };
const SESSION = { session: 's' };

it('writes to the tables by their real names, once however often the client sends it', async () => {
  const { transact, requests, tables } = dynamo();
  await transact([
    { table: 'orders', put: { ...ORDER, size: 1 }, when: [{ attribute: 'user', is: 'absent' }] },
    {
      table: 'sessions',
      update: SESSION,
      change: { set: { name: 'n' }, add: { count: 2 } },
      when: [{ attribute: 'count', is: 'at-most', value: 5, orAbsent: true }],
    },
  ]);
  expect(JSON.parse(requests[0]?.body ?? '')).toEqual({
    // By it DynamoDB knows a call that it was sent before.
    ClientRequestToken: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
    TransactItems: [
      {
        Put: {
          TableName: NAMES.orders,
          Item: { user: { S: 'u' }, order: { S: 'o' }, size: { N: '1' } },
          ConditionExpression: 'attribute_not_exists(#n0)',
          ExpressionAttributeNames: { '#n0': 'user' },
        },
      },
      {
        Update: {
          TableName: NAMES.sessions,
          Key: { session: { S: 's' } },
          ConditionExpression: '(attribute_not_exists(#n0) OR #n0 <= :v0)',
          UpdateExpression: 'SET #n1 = :v1 ADD #n0 :v2',
          ExpressionAttributeNames: { '#n0': 'count', '#n1': 'name' },
          ExpressionAttributeValues: { ':v0': { N: '5' }, ':v1': { S: 'n' }, ':v2': { N: '2' } },
        },
      },
    ],
  });
  expect([tables.orders.items.size, tables.sessions.items.size]).toEqual([1, 1]);
});

it('says which conditions did not hold, and makes no write at all', async () => {
  const { transact, tables } = dynamo();
  await transact([{ table: 'sessions', put: { ...SESSION, count: 9 } }]);
  const refused: unknown = await transact([
    { table: 'orders', put: ORDER, when: [{ attribute: 'user', is: 'absent' }] },
    { table: 'sessions', put: SESSION, when: [{ attribute: 'session', is: 'absent' }] },
  ]).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(TransactionRefusedError);
  expect(refused).toMatchObject({ refused: [1], cause: { name: 'TransactionCanceledException' } });
  expect(tables.orders.items.size).toBe(0);
});

/** A client that is answered so. */
function failing(CancellationReasons: unknown, name = 'TransactionCanceledException') {
  const error = Object.assign(new Error('cancelled'), { name, CancellationReasons });
  const send = async () => Promise.reject(error);
  return { error, transact: dynamoTransaction({ send }, NAMES) };
}
const WRITES: readonly Write<Name>[] = [{ table: 'orders', put: ORDER }];
const codes = (...all: readonly string[]) => all.map((Code) => ({ Code }));

it.each([
  [codes('None', 'TransactionConflict'), []],
  [codes('TransactionConflict', 'ConditionalCheckFailed'), [1]],
  [codes('ConditionalCheckFailed', 'None', 'ConditionalCheckFailed'), [0, 2]],
])('is refused by %j at %j', async (reasons, refused) => {
  const { transact } = failing(reasons);
  const error: unknown = await transact(WRITES).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(TransactionRefusedError);
  expect(error).toMatchObject({ refused });
});

it.each([
  [codes('ThrottlingError', 'ConditionalCheckFailed'), undefined],
  [codes('ItemCollectionSizeLimitExceeded'), undefined],
  [codes('ValidationError'), undefined],
  [undefined, undefined],
  [codes('ConditionalCheckFailed'), 'TransactionInProgressException'],
])('passes on %j, of which nobody else is to blame', async (reasons, name) => {
  const { error, transact } = failing(reasons, name);
  await expect(transact(WRITES)).rejects.toBe(error);
});

it('asks nothing of DynamoDB where there is nothing to write', async () => {
  const { transact, requests } = dynamo();
  await transact([]);
  expect(requests).toEqual([]);
});

async function outcomeOf(transact: Transact<Name>, writes: readonly Write<Name>[]) {
  try {
    await transact(writes);
    return 'made';
  } catch (error) {
    return error instanceof TransactionRefusedError ? error.refused : 'invalid';
  }
}

function writeTo(table: Name, shape: (typeof SHAPES)[0]): fc.Arbitrary<Write<Name>> {
  const key = keyOf(shape);
  return fc.oneof(
    fc
      .record({ key, item: values, when: condition })
      .map(({ key: where, item, when }) => ({ table, put: { ...item, ...where }, when })),
    fc.record({ table: fc.constant(table), update: key, change, when: condition }),
  );
}

it('does in memory what DynamoDB does, transaction by transaction', async () => {
  const write = fc.oneof(writeTo('orders', ORDERS), writeTo('sessions', SESSIONS));
  const transactions = fc.array(fc.array(write, { maxLength: 3 }), { maxLength: 10 });
  const seen = new Set<string>();
  await fc.assert(
    fc.asyncProperty(transactions, async (all) => {
      const memory = { orders: memoryTable(ORDERS), sessions: memoryTable(SESSIONS) };
      const { transact: inMemory } = memoryTransaction(memory);
      const tables = { orders: fakeDynamo(ORDERS), sessions: fakeDynamo(SESSIONS) };
      const fake = fakeTransactions(
        new Map([
          [NAMES.orders, tables.orders],
          [NAMES.sessions, tables.sessions],
        ]),
      );
      const send = async ({ input }: { readonly input: object }) =>
        Promise.resolve(fake.call(input));
      const overDynamo = dynamoTransaction<Name>({ send }, NAMES);
      for (const writes of all) {
        const outcome = await outcomeOf(inMemory, writes);
        seen.add(typeof outcome === 'string' ? outcome : 'refused');
        expect(await outcomeOf(overDynamo, writes)).toEqual(outcome);
      }
      for (const name of ['orders', 'sessions'] as const) {
        expect(memory[name].all().length).toBe(tables[name].items.size);
      }
    }),
    { numRuns: 150 },
  );
  expect([...seen].toSorted()).toEqual(['invalid', 'made', 'refused']);
});

describe('in memory', () => {
  it('fails before or after the writes, as what it stands for', async () => {
    const orders = memoryTable(ORDERS);
    const { transact, fail } = memoryTransaction({ orders });
    const down = new Error('down');
    fail(down, 'before');
    await expect(transact([{ table: 'orders', put: ORDER }])).rejects.toBe(down);
    expect(orders.all()).toEqual([]);
    fail(down, 'after');
    await expect(transact([{ table: 'orders', put: ORDER }])).rejects.toBe(down);
    expect(orders.all()).toEqual([ORDER]);
    await transact([{ table: 'orders', put: { ...ORDER, size: 2 } }]);
    expect(orders.all()).toEqual([{ ...ORDER, size: 2 }]);
  });
});

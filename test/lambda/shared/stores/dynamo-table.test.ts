import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import fc from 'fast-check';
import { dynamoClientDefaults, dynamoTable } from '../../../../lambda/shared/stores/dynamo-table';
import type { Clause, Item, Page, Query, Table, TableShape } from '../../../../lambda/shared/table';
import { ConditionFailedError } from '../../../../lambda/shared/table';
import { fakeAws } from '../../support/fake-aws';
import type { Attributes } from '../../support/fake-dynamo';
import { fakeDynamo } from '../../support/fake-dynamo';
import { memoryTable } from '../../support/memory-table';
import { change, condition, keyOf, SHAPES, text, values } from './support/any-write';

/** The client of the SDK, without wire: what it is sent is answered by the fake. */
function wired(shape: TableShape) {
  const fake = fakeDynamo(shape);
  const sent: { readonly operation: string; readonly input: Readonly<Record<string, unknown>> }[] =
    [];
  const send = async (command: {
    readonly input: object;
    readonly constructor: { name: string };
  }) => {
    const operation = command.constructor.name.replace(/Command$/, '');
    sent.push({ operation, input: { ...command.input } });
    return Promise.resolve(fake.call(operation, command.input));
  };
  const table = dynamoTable({ send }, 'table-name', shape);
  return { table, sent, fake };
}

const KEY = { user: 'u', order: 'o' };
const [SHAPE] = SHAPES as [TableShape];

describe('what is sent', () => {
  const clauses: readonly (readonly [Clause, string, Attributes | undefined])[] = [
    [{ attribute: 'size', is: 'absent' }, 'attribute_not_exists(#n0)', undefined],
    [{ attribute: 'size', is: 'present' }, 'attribute_exists(#n0)', undefined],
    [{ attribute: 'size', is: 'equal', value: 'x' }, '#n0 = :v0', { ':v0': { S: 'x' } }],
    [{ attribute: 'size', is: 'equal', value: true }, '#n0 = :v0', { ':v0': { BOOL: true } }],
    [{ attribute: 'size', is: 'less-than', value: 1.5 }, '#n0 < :v0', { ':v0': { N: '1.5' } }],
    [{ attribute: 'size', is: 'at-most', value: 2 }, '#n0 <= :v0', { ':v0': { N: '2' } }],
    [{ attribute: 'size', is: 'at-least', value: 0 }, '#n0 >= :v0', { ':v0': { N: '0' } }],
    [
      { attribute: 'size', is: 'at-most', value: 2, orAbsent: true },
      '(attribute_not_exists(#n0) OR #n0 <= :v0)',
      { ':v0': { N: '2' } },
    ],
  ];

  it.each(clauses)('for the clause %j is %s', async (clause, expression, values) => {
    const { table, sent } = wired(SHAPE);
    await table.put({ ...KEY, size: 1 });
    for (const write of [
      async () => table.put({ ...KEY }, [clause]),
      async () => table.delete(KEY, [clause]),
    ]) {
      await write().catch(() => undefined);
      const input = sent.at(-1)?.input;
      expect(input).toMatchObject({
        TableName: 'table-name',
        ConditionExpression: expression,
        ExpressionAttributeNames: { '#n0': 'size' },
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      });
      expect(input?.['ExpressionAttributeValues']).toEqual(values);
    }
  });

  it('for an update names each attribute once, whatever it is called', async () => {
    const { table, sent } = wired(SHAPE);
    const change = { set: { status: 'open', count: 1 }, add: { total: 2 }, remove: ['date'] };
    await table.update(KEY, change, [
      { attribute: 'status', is: 'absent' },
      { attribute: 'total', is: 'at-most', value: 5, orAbsent: true },
    ]);
    expect(sent).toMatchObject([
      {
        operation: 'UpdateItem',
        input: {
          Key: { user: { S: 'u' }, order: { S: 'o' } },
          ConditionExpression:
            'attribute_not_exists(#n0) AND (attribute_not_exists(#n1) OR #n1 <= :v0)',
          UpdateExpression: 'SET #n0 = :v1, #n2 = :v2 ADD #n1 :v3 REMOVE #n3',
          ExpressionAttributeNames: {
            '#n0': 'status',
            '#n1': 'total',
            '#n2': 'count',
            '#n3': 'date',
          },
          ReturnValues: 'ALL_NEW',
        },
      },
    ]);
  });

  it('reads what was acknowledged before, but from an index, which cannot', async () => {
    const { table, sent } = wired(SHAPE);
    await table.get(KEY);
    await table.query({ partition: 'u', limit: 1 });
    await table.query({ index: 'byStatus', partition: 'open', limit: 1, descending: true });
    expect(sent.map(({ input }) => input['ConsistentRead'])).toEqual([true, true, undefined]);
    expect(sent[2]?.input).toMatchObject({
      IndexName: 'byStatus',
      KeyConditionExpression: '#p = :p',
      ScanIndexForward: false,
      Limit: 1,
    });
  });

  it.each([
    [{ from: 'a' }, '#p = :p AND #s >= :from'],
    [{ to: 'b' }, '#p = :p AND #s <= :to'],
    [{ from: 'a', to: 'b' }, '#p = :p AND #s BETWEEN :from AND :to'],
  ])('for the range %j is %s', async (range, expression) => {
    const { table, sent } = wired(SHAPE);
    await table.query({ partition: 'u', limit: 1, ...range });
    expect(sent[0]?.input).toMatchObject({ KeyConditionExpression: expression });
  });

  it('goes over the wire of the SDK, and an error comes back with the item', async () => {
    const fake = fakeDynamo(SHAPE);
    const { config, requests } = fakeAws(({ headers, body }) => {
      const operation = String(headers['x-amz-target']).replace('DynamoDB_20120810.', '');
      const { status, body: answer } = fake.wire(operation, JSON.parse(body));
      return { status, body: JSON.stringify(answer) };
    });
    const client = new DynamoDBClient({ ...dynamoClientDefaults, ...config });
    const table = dynamoTable(client, 'table-name', SHAPE);
    const item = { ...KEY, list: [1, 'two', { three: true }], size: -0.5 };
    await table.put(item, [{ attribute: 'user', is: 'absent' }]);
    expect(await table.get(KEY)).toEqual(item);
    const again: unknown = await table
      .put(item, [{ attribute: 'user', is: 'absent' }])
      .catch((error: unknown) => error);
    expect(again).toBeInstanceOf(ConditionFailedError);
    expect(again).toMatchObject({ found: item });
    expect(await table.update(KEY, { add: { size: 1 } })).toEqual({ ...item, size: 0.5 });
    expect(await table.delete(KEY)).toEqual({ ...item, size: 0.5 });
    expect(await table.delete(KEY)).toBeUndefined();
    expect(requests.length).toBe(6);
  });

  it('passes on what is no condition', async () => {
    const { table } = wired(SHAPE);
    await table.put({ ...KEY, status: 'open' });
    await expect(table.update(KEY, { add: { status: 1 } })).rejects.toMatchObject({
      name: 'ValidationException',
    });
  });
});

/** One operation, and what it came to: an answer, an item that forbade it, or that it is refused. */
type Operation = (table: Table) => Promise<unknown>;

async function outcomeOf(table: Table, operation: Operation): Promise<unknown> {
  try {
    return { answer: (await operation(table)) ?? 'none' };
  } catch (error) {
    if (error instanceof ConditionFailedError) return { forbiddenBy: error.found ?? 'none' };
    return 'refused';
  }
}

async function allPages(table: Table, query: Query): Promise<readonly Item[]> {
  const items: Item[] = [];
  let page: Page = await table.query(query);
  for (;;) {
    items.push(...page.items);
    if (page.next === undefined) return items;
    page = await table.query({ ...query, after: page.next });
  }
}

function operationsOn(shape: TableShape): fc.Arbitrary<Operation> {
  const key = keyOf(shape);
  const range = fc.record({ from: text, to: text }, { requiredKeys: [] });
  const query = fc
    .record({
      partition: text,
      limit: fc.integer({ min: 1, max: 3 }),
      descending: fc.boolean(),
      range,
      index: fc.constantFrom(undefined, ...Object.keys(shape.indexes ?? {})),
    })
    .map(({ range: { from, to }, index, ...rest }): Query => ({
      ...rest,
      ...(index === undefined ? {} : { index }),
      // DynamoDB refuses a range that ends before it begins; a table without sort key has none.
      ...(from === undefined || (to !== undefined && from > to) ? {} : { from }),
      ...(to === undefined ? {} : { to }),
    }));
  return fc.oneof(
    key.map(
      (where): Operation =>
        async (table) =>
          table.get(where),
    ),
    fc.tuple(key, values, condition).map(
      ([where, item, when]): Operation =>
        async (table) =>
          table.put({ ...item, ...where }, when),
    ),
    fc.tuple(key, change, condition).map(
      ([where, what, when]): Operation =>
        async (table) =>
          table.update(where, what, when),
    ),
    fc.tuple(key, condition).map(
      ([where, when]): Operation =>
        async (table) =>
          table.delete(where, when),
    ),
    query.map(
      (asked): Operation =>
        async (table) =>
          allPages(table, asked),
    ),
  );
}

describe.each(SHAPES)('the table in memory of %j', (shape) => {
  it('does what DynamoDB does, operation by operation', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(operationsOn(shape), { maxLength: 25 }), async (operations) => {
        const memory = memoryTable(shape);
        const { table: dynamo } = wired(shape);
        for (const operation of operations) {
          expect(await outcomeOf(memory, operation)).toEqual(await outcomeOf(dynamo, operation));
        }
      }),
      { numRuns: 300 },
    );
  });
});

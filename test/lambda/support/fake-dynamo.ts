import type { TableShape } from '../../../lambda/shared/table';

/**
 * DynamoDB as its reference describes it, for what our tables ask: expressions are parsed and judged
 * here, by no code of ours, and what DynamoDB refuses is refused.
 *
 * Sources: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.OperatorsAndFunctions.html
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.UpdateExpressions.html
 */

/** `{ S: 'text' }` and its like. */
export type Attribute = Readonly<Record<string, unknown>>;
export type Attributes = Readonly<Record<string, Attribute>>;

export interface Input {
  readonly Key?: Attributes;
  readonly Item?: Attributes;
  readonly ConditionExpression?: string;
  readonly UpdateExpression?: string;
  readonly KeyConditionExpression?: string;
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>>;
  readonly ExpressionAttributeValues?: Attributes;
  readonly ReturnValuesOnConditionCheckFailure?: string;
  readonly ReturnValues?: string;
  readonly ConsistentRead?: boolean;
  readonly IndexName?: string;
  readonly ScanIndexForward?: boolean;
  readonly Limit?: number;
  readonly ExclusiveStartKey?: Attributes;
}

/** An error as the SDK makes it of an answer. */
export class DynamoError extends Error {
  constructor(
    override readonly name:
      | 'ValidationException'
      | 'ConditionalCheckFailedException'
      | 'TransactionCanceledException',
    message: string,
    readonly Item?: Attributes,
    readonly CancellationReasons?: readonly object[],
  ) {
    super(message);
  }
}

export const refuse = (message: string): never => {
  throw new DynamoError('ValidationException', message);
};

/** Names and values of a request, and which of them it uses: DynamoDB refuses those that it does not. */
class Placeholders {
  private readonly used = new Set<string>();

  constructor(private readonly input: Input) {
    for (const given of [input.ExpressionAttributeNames, input.ExpressionAttributeValues]) {
      if (given !== undefined && Object.keys(given).length === 0) refuse('empty placeholders');
    }
  }

  name(token: string | undefined): string {
    if (!/^#\w+$/.test(token ?? '')) refuse(`a name, perhaps a reserved word: ${String(token)}`);
    this.used.add(token ?? '');
    return this.input.ExpressionAttributeNames?.[token ?? ''] ?? refuse(`no ${String(token)}`);
  }

  value(token: string | undefined): Attribute {
    if (!/^:\w+$/.test(token ?? '')) refuse(`not a value: ${String(token)}`);
    this.used.add(token ?? '');
    return this.input.ExpressionAttributeValues?.[token ?? ''] ?? refuse(`no ${String(token)}`);
  }

  check(): void {
    const { ExpressionAttributeNames = {}, ExpressionAttributeValues = {} } = this.input;
    for (const token of Object.keys({
      ...ExpressionAttributeNames,
      ...ExpressionAttributeValues,
    })) {
      if (!this.used.has(token)) refuse(`unused in expressions: ${token}`);
    }
  }
}

type Judge = (item: Attributes) => boolean;

const tokensOf = (expression: string): string[] =>
  expression.match(/[#:]?\w+|<=|>=|[=<>(),]/g) ?? [];

/** `a AND (b OR c)`, with OR binding less than AND. */
function conditionOf(expression: string, placeholders: Placeholders): Judge {
  const tokens = tokensOf(expression);
  const take = (expected?: string): string => {
    const token = tokens.shift() ?? refuse('an expression that ends too soon');
    return expected === undefined || token === expected
      ? token
      : refuse(`${token} is no ${expected}`);
  };
  const term = (): Judge => {
    if (tokens[0] === '(') {
      take('(');
      const inner = or();
      take(')');
      return inner;
    }
    if (tokens[0] === 'attribute_exists' || tokens[0] === 'attribute_not_exists') {
      const wanted = take() === 'attribute_exists';
      take('(');
      const name = placeholders.name(take());
      take(')');
      return (item) => Object.hasOwn(item, name) === wanted;
    }
    const name = placeholders.name(take());
    const operator = take();
    if (operator === 'BETWEEN') {
      const low = placeholders.value(take());
      take('AND');
      const high = placeholders.value(take());
      return (item) => compare(item[name], '>=', low) && compare(item[name], '<=', high);
    }
    const value = placeholders.value(take());
    if (operator !== '=' && !('S' in value) && !('N' in value)) refuse('operand type');
    return (item) => compare(item[name], operator, value);
  };
  const and = (): Judge => {
    const judges = [term()];
    while (tokens[0] === 'AND') {
      take();
      judges.push(term());
    }
    return (item) => judges.every((judge) => judge(item));
  };
  const or = (): Judge => {
    const judges = [and()];
    while (tokens[0] === 'OR') {
      take();
      judges.push(and());
    }
    return (item) => judges.some((judge) => judge(item));
  };
  const whole = or();
  if (tokens.length > 0) refuse(`unexpected ${tokens.join(' ')}`);
  return whole;
}

/** Within one type only; nothing holds of an attribute that is not there. */
function compare(found: Attribute | undefined, operator: string, value: Attribute): boolean {
  if (found === undefined) return false;
  if (operator === '=') return JSON.stringify(found) === JSON.stringify(value);
  const [one, other] =
    'N' in found && 'N' in value
      ? [Number(found['N']), Number(value['N'])]
      : [found['S'], value['S']];
  if (typeof one === 'number' && typeof other === 'number') return order(one, operator, other);
  if (typeof one !== 'string' || typeof other !== 'string') return false;
  return order(Buffer.compare(Buffer.from(one), Buffer.from(other)), operator, 0);
}

function order(one: number, operator: string, other: number): boolean {
  if (operator === '<') return one < other;
  if (operator === '<=') return one <= other;
  if (operator === '>') return one > other;
  return operator === '>=' ? one >= other : refuse(`no operator ${operator}`);
}

function updated(
  item: Attributes,
  expression: string,
  placeholders: Placeholders,
  keys: readonly string[],
): Attributes {
  const next: Record<string, Attribute> = { ...item };
  const touched = new Set<string>();
  const touch = (token: string | undefined): string => {
    const name = placeholders.name(token);
    if (touched.has(name)) refuse('Two document paths overlap with each other');
    if (keys.includes(name)) refuse('This attribute is part of the key');
    touched.add(name);
    return name;
  };
  if (expression.trim() === '') refuse('The expression can not be empty');
  const sections = expression.split(/\b(SET|ADD|REMOVE)\b/).slice(1);
  for (let at = 0; at < sections.length; at += 2) {
    for (const action of (sections[at + 1] ?? '').split(',')) {
      const [first, ...rest] = tokensOf(action);
      const name = touch(first);
      if (sections[at] === 'SET') {
        if (rest.shift() !== '=' || rest.length !== 1) refuse('SET');
        next[name] = placeholders.value(rest[0]);
      } else if (sections[at] === 'ADD') {
        const by = Number(placeholders.value(rest[0])['N'] ?? refuse('ADD takes a number'));
        const before = next[name] ?? { N: '0' };
        next[name] = { N: String(Number(before['N'] ?? refuse('ADD to no number')) + by) };
      } else {
        if (rest.length > 0) refuse('REMOVE');
        delete next[name];
      }
    }
  }
  return next;
}

/** One table. */
export function fakeDynamo(shape: TableShape) {
  const items = new Map<string, Attributes>();
  const keys = [shape.partitionKey, ...(shape.sortKey === undefined ? [] : [shape.sortKey])];
  const textOf = (item: Attributes, name: string): string => {
    const text = item[name]?.['S'];
    return typeof text === 'string' && text !== '' ? text : refuse(`the key ${name}`);
  };
  const idOf = (item: Attributes): string => JSON.stringify(keys.map((name) => textOf(item, name)));
  const checkIndexes = (item: Attributes): void => {
    for (const { partitionKey, sortKey } of Object.values(shape.indexes ?? {})) {
      for (const name of [partitionKey, sortKey]) {
        if (name !== undefined && Object.hasOwn(item, name)) textOf(item, name);
      }
    }
  };
  const keyOf = ({ Key = {} }: Input): string => {
    if (Object.keys(Key).length !== keys.length) refuse('The provided key element does not match');
    return idOf(Key);
  };
  const check = (input: Input, placeholders: Placeholders, found: Attributes | undefined): void => {
    const { ConditionExpression: expression } = input;
    if (expression === undefined || conditionOf(expression, placeholders)(found ?? {})) return;
    const withItem = input.ReturnValuesOnConditionCheckFailure === 'ALL_OLD';
    throw new DynamoError(
      'ConditionalCheckFailedException',
      'The conditional request failed',
      withItem ? found : undefined,
    );
  };

  /** What a write comes to, which happens when it is called. */
  const stagedPut = (input: Input): (() => void) => {
    const item = input.Item ?? refuse('no item');
    const id = idOf(item);
    const placeholders = new Placeholders(input);
    check(input, placeholders, items.get(id));
    placeholders.check();
    checkIndexes(item);
    return () => void items.set(id, item);
  };
  const stagedUpdate = (input: Input): (() => Attributes) => {
    const id = keyOf(input);
    const placeholders = new Placeholders(input);
    check(input, placeholders, items.get(id));
    const item = { ...input.Key, ...items.get(id) };
    const next =
      input.UpdateExpression === undefined
        ? item
        : updated(item, input.UpdateExpression, placeholders, keys);
    placeholders.check();
    checkIndexes(next);
    return () => {
      items.set(id, next);
      return next;
    };
  };

  const operations: Readonly<Record<string, (input: Input) => object>> = {
    GetItem: (input) => {
      const found = items.get(keyOf(input));
      return input.ConsistentRead !== true || found === undefined ? {} : { Item: found };
    },
    PutItem: (input) => {
      stagedPut(input)();
      return {};
    },
    UpdateItem: (input) => {
      const next = stagedUpdate(input)();
      return input.ReturnValues === 'ALL_NEW' ? { Attributes: next } : {};
    },
    DeleteItem: (input) => {
      const id = keyOf(input);
      const placeholders = new Placeholders(input);
      const found = items.get(id);
      check(input, placeholders, found);
      placeholders.check();
      items.delete(id);
      return input.ReturnValues === 'ALL_OLD' && found !== undefined ? { Attributes: found } : {};
    },
    Query: (input) => {
      const { IndexName, ScanIndexForward = true, Limit = 100, ExclusiveStartKey } = input;
      const index =
        IndexName === undefined ? shape : (shape.indexes?.[IndexName] ?? refuse('index'));
      if (IndexName !== undefined && input.ConsistentRead === true) refuse('Consistent reads');
      const placeholders = new Placeholders(input);
      const holds = conditionOf(input.KeyConditionExpression ?? '', placeholders);
      placeholders.check();
      const all = [index.partitionKey, index.sortKey, ...keys].filter((name) => name !== undefined);
      const place = (item: Attributes): string =>
        JSON.stringify([index.sortKey, ...keys].map((name) => item[name ?? '']?.['S'] ?? ''));
      const found = [...items.values()]
        .filter((item) => all.every((name) => item[name]?.['S'] !== undefined) && holds(item))
        .toSorted((one, other) => (place(one) < place(other) ? -1 : 1));
      const ordered = ScanIndexForward ? found : found.toReversed();
      const start = ExclusiveStartKey === undefined ? undefined : place(ExclusiveStartKey);
      const rest = ordered.filter(
        (item) =>
          start === undefined || (ScanIndexForward ? place(item) > start : place(item) < start),
      );
      const page = rest.slice(0, Limit);
      const last = page.at(-1);
      // As the real one: a page that is full has a next one, although that may be empty.
      return last !== undefined && page.length === Limit
        ? {
            Items: page,
            LastEvaluatedKey: Object.fromEntries(
              [...new Set(all)].flatMap((name) => {
                const value = last[name];
                return value === undefined ? [] : [[name, value]];
              }),
            ),
          }
        : { Items: page };
    },
  };

  /** Answers an operation, such as `GetItem`, or throws a DynamoError. */
  function call(operation: string, input: unknown): object {
    const answer = operations[operation] ?? refuse(`no operation ${operation}`);
    return answer(input as Input);
  }

  return {
    items,
    call,
    stagedPut,
    stagedUpdate,
    /** What no two items of the table share. */
    placeOf: (input: Input): string => (input.Item === undefined ? keyOf(input) : idOf(input.Item)),
    /** The same as it goes over the wire, errors too. */
    wire: (operation: string, input: unknown): Wired => wired(() => call(operation, input)),
  };
}
export type FakeDynamo = ReturnType<typeof fakeDynamo>;

/** An answer as it goes over the wire. */
export interface Wired {
  readonly status: number;
  readonly body: object;
}

export function wired(call: () => object): Wired {
  try {
    return { status: 200, body: call() };
  } catch (error) {
    if (!(error instanceof DynamoError)) throw error;
    const { name, message, Item, CancellationReasons } = error;
    const body = { message, Item, CancellationReasons };
    return { status: 400, body: { __type: `com.amazonaws.dynamodb.v20120810#${name}`, ...body } };
  }
}

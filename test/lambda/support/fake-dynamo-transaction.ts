import type { FakeDynamo, Input, Wired } from './fake-dynamo';
import { DynamoError, refuse, wired } from './fake-dynamo';

/**
 * TransactWriteItems over fake tables, as its reference describes it.
 *
 * Source: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html
 */

type Named = Input & { readonly TableName: string };
interface Write {
  readonly Put?: Named;
  readonly Update?: Named;
}
const MOST = 100;

/** @param tables by their real names */
export function fakeTransactions(tables: ReadonlyMap<string, FakeDynamo>) {
  const tableOf = ({ TableName }: Named): FakeDynamo => tables.get(TableName) ?? refuse('no table');

  /** Why a write is refused, or what it does when all are made. */
  function staged({ Put, Update }: Write): (() => unknown) | 'ConditionalCheckFailed' {
    try {
      if (Put !== undefined) return tableOf(Put).stagedPut(Put);
      const update = Update ?? refuse('no operation');
      // Required, and validated before any condition is looked at.
      if ((update.UpdateExpression ?? '') === '') refuse('UpdateExpression is required');
      return tableOf(update).stagedUpdate(update);
    } catch (error) {
      const isCondition =
        error instanceof DynamoError && error.name === 'ConditionalCheckFailedException';
      if (!isCondition) throw error;
      return 'ConditionalCheckFailed';
    }
  }

  function call(input: unknown): object {
    const { TransactItems: writes } = input as { readonly TransactItems: readonly Write[] };
    if (writes.length === 0 || writes.length > MOST) refuse('1 to 100 items');
    const places = writes.map(({ Put, Update }) => {
      const write = Put ?? Update ?? refuse('no operation');
      return `${write.TableName} ${tableOf(write).placeOf(write)}`;
    });
    if (new Set(places).size < places.length) refuse('multiple operations on one item');
    const made = writes.map(staged);
    if (made.includes('ConditionalCheckFailed')) {
      throw new DynamoError(
        'TransactionCanceledException',
        'Transaction cancelled, please refer cancellation reasons for specific reasons',
        undefined,
        made.map((write) => ({ Code: typeof write === 'string' ? write : 'None' })),
      );
    }
    for (const write of made) if (typeof write === 'function') write();
    return {};
  }

  return {
    /** Answers, or throws a DynamoError. */
    call,
    /** The same as it goes over the wire, errors too. */
    wire: (input: unknown): Wired => wired(() => call(input)),
  };
}

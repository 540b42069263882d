import type {
  CancellationReason,
  DynamoDBClient,
  TransactWriteItem,
} from '@aws-sdk/client-dynamodb';
import { TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import type { Transact, Write } from '../transaction';
import { TransactionRefusedError } from '../transaction';
import { conditionOf, Names, toAttributes, updateOf } from './dynamo-expressions';

/**
 * Transactions over tables of DynamoDB. A call that the client repeats is made once: it carries the same token.
 *
 * @param tables real names by our own
 */
export function dynamoTransaction<Name extends string>(
  client: Pick<DynamoDBClient, 'send'>,
  tables: Readonly<Record<Name, string>>,
): Transact<Name> {
  return async (writes) => {
    // DynamoDB takes no empty transaction.
    if (writes.length === 0) return;
    try {
      await client.send(
        new TransactWriteItemsCommand({
          TransactItems: writes.map((write) => itemOf(write, tables[write.table])),
        }),
      );
    } catch (error) {
      const refused = refusedBy(error);
      if (refused === undefined) throw error;
      throw new TransactionRefusedError(refused, { cause: error });
    }
  };
}

function itemOf(write: Write<string>, TableName: string): TransactWriteItem {
  const names = new Names();
  const ConditionExpression = conditionOf(write.when ?? [], names);
  const condition = ConditionExpression === undefined ? {} : { ConditionExpression };
  if ('put' in write) {
    return { Put: { TableName, Item: toAttributes(write.put), ...condition, ...names.both() } };
  }
  const UpdateExpression = updateOf(write.change, names);
  const Key = toAttributes(write.update);
  return { Update: { TableName, Key, UpdateExpression, ...condition, ...names.both() } };
}

/** Why a transaction was cancelled, where nobody is to blame but who was faster. */
const BY_OTHERS: ReadonlySet<string> = new Set([
  'None',
  'ConditionalCheckFailed',
  'TransactionConflict',
]);

/** Indexes of the writes whose condition did not hold; undefined when it failed for another reason, such as a throttle. */
function refusedBy(error: unknown): readonly number[] | undefined {
  if (!isCancelled(error)) return undefined;
  const codes = error.CancellationReasons.map(({ Code }) => Code ?? 'None');
  if (!codes.every((code) => BY_OTHERS.has(code))) return undefined;
  return codes.flatMap((code, index) => (code === 'ConditionalCheckFailed' ? [index] : []));
}

function isCancelled(
  error: unknown,
): error is { readonly CancellationReasons: readonly CancellationReason[] } {
  return (
    typeof error === 'object' &&
    error !== null &&
    'name' in error &&
    error.name === 'TransactionCanceledException' &&
    'CancellationReasons' in error &&
    Array.isArray(error.CancellationReasons)
  );
}

import { ZoneError } from './errors';
import type { Change, Condition, Item, Key } from './table';

/** A write to one of several tables, which happens only together with the others. */
export type Write<Name extends string> =
  | { readonly table: Name; readonly put: Item; readonly when?: Condition }
  | {
      readonly table: Name;
      readonly update: Key;
      readonly change: Change;
      readonly when?: Condition;
    };

/** Most writes of one transaction: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html */
export const MOST_WRITES = 100;

/**
 * Makes all writes, or none. Each item once.
 *
 * @throws TransactionRefusedError when a condition did not hold, or somebody else was writing
 */
export type Transact<Name extends string> = (writes: readonly Write<Name>[]) => Promise<void>;

/** A transaction that was not made: nothing was changed. */
export class TransactionRefusedError extends ZoneError {
  override readonly name = 'TransactionRefusedError';

  constructor(
    /** Indexes of the writes whose condition did not hold; empty when others were writing at the same time. */
    readonly refused: readonly number[],
    options?: ErrorOptions,
  ) {
    super('The items are not as the writes expect them: nothing was changed. Read again.', options);
  }
}

import { ConditionFailedError } from '../../../lambda/shared/table';
import type { Change, Item } from '../../../lambda/shared/table';
import type { Transact } from '../../../lambda/shared/transaction';
import { MOST_WRITES, TransactionRefusedError } from '../../../lambda/shared/transaction';
import type { MemoryTable } from './memory-table';

/** Transactions over tables in memory: what DynamoDB promises of them. */
export interface MemoryTransaction<Name extends string> {
  readonly transact: Transact<Name>;
  /**
   * Makes the next transactions throw.
   *
   * @param when `before` nothing is written, as of a service that is down; `after` all is, and the answer was lost
   */
  fail(error: unknown, when: 'before' | 'after', times?: number): void;
}

export function memoryTransaction<Name extends string>(
  tables: Readonly<Record<Name, MemoryTable>>,
): MemoryTransaction<Name> {
  let failures: { error: unknown; when: string; times: number } = {
    error: undefined,
    when: 'before',
    times: 0,
  };
  const isFailing = (when: string): boolean => {
    if (failures.times === 0 || failures.when !== when) return false;
    failures.times -= 1;
    return true;
  };
  return {
    fail: (error, when, times = 1) => {
      failures = { error, when, times };
    },
    async transact(writes) {
      // Calls interleave where those of DynamoDB would.
      await Promise.resolve();
      if (isFailing('before')) throw failures.error;
      if (writes.length > MOST_WRITES) throw new Error('too many writes');
      const ids = writes.map((write) => `${write.table} ${tables[write.table].idOf(write)}`);
      if (new Set(ids).size < ids.length) throw new Error('an item is written twice');
      if (writes.some((write) => 'change' in write && isNothing(write.change))) {
        throw new Error('an update that changes nothing');
      }
      const commits: (() => Item)[] = [];
      const refused: number[] = [];
      for (const [index, write] of writes.entries()) {
        try {
          commits.push(tables[write.table].stage(write));
        } catch (error) {
          if (!(error instanceof ConditionFailedError)) throw error;
          refused.push(index);
        }
      }
      if (refused.length > 0) throw new TransactionRefusedError(refused);
      for (const commit of commits) commit();
      if (isFailing('after')) throw failures.error;
    },
  };
}

function isNothing({ set = {}, add = {}, remove = [] }: Change): boolean {
  return [...Object.keys(set), ...Object.keys(add), ...remove].length === 0;
}

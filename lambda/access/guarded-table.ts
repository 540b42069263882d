import type { Table } from '../shared/table';
import { ConditionFailedError } from '../shared/table';
import { ProblemError } from '../shared/http/problem';
import { UnavailableError } from './errors';

/**
 * Makes a call to something that is needed. When it does not answer, nothing is known: 503.
 *
 * @param what as a caller is told of it
 * @throws UnavailableError
 */
export async function reaching<T>(what: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof ConditionFailedError || error instanceof ProblemError) throw error;
    throw new UnavailableError(what, { cause: error });
  }
}

/** Tables that say 503 when they do not answer. */
export function guarded<Names extends string>(
  tables: Readonly<Record<Names, Table>>,
): Readonly<Record<Names, Table>> {
  return Object.fromEntries(
    Object.entries<Table>(tables).map(([name, table]) => [name, guardedTable(table, name)]),
  ) as Record<Names, Table>;
}

function guardedTable(table: Table, name: string): Table {
  const what = `The table ${name}`;
  return {
    get: async (key) => reaching(what, async () => table.get(key)),
    query: async (query) => reaching(what, async () => table.query(query)),
    put: async (item, when) => reaching(what, async () => table.put(item, when)),
    update: async (key, change, when) =>
      reaching(what, async () => table.update(key, change, when)),
    delete: async (key, when) => reaching(what, async () => table.delete(key, when)),
  };
}

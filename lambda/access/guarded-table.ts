import type { Table } from '../shared/table';
import { ConditionFailedError } from '../shared/table';
import { UnavailableError } from './errors';

/** The tables of access, by their name in `tables.ts`. */
export function guarded<Tables extends Readonly<Record<string, Table>>>(tables: Tables): Tables {
  return Object.fromEntries(
    Object.entries(tables).map(([name, table]) => [name, guardedTable(table, name)]),
  ) as Tables;
}

/** A table that says 503 when it does not answer: what is not known is not allowed. */
function guardedTable(table: Table, name: string): Table {
  const reach = async <T>(call: Promise<T>): Promise<T> => {
    try {
      return await call;
    } catch (error) {
      if (error instanceof ConditionFailedError) throw error;
      throw new UnavailableError(`The table ${name}`, { cause: error });
    }
  };
  return {
    get: async (key) => reach(table.get(key)),
    query: async (query) => reach(table.query(query)),
    put: async (item, when) => reach(table.put(item, when)),
    update: async (key, change, when) => reach(table.update(key, change, when)),
    delete: async (key, when) => reach(table.delete(key, when)),
  };
}

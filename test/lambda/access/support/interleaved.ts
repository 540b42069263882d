import type fc from 'fast-check';
import type { Table } from '../../../../lambda/shared/table';

/** A table whose calls arrive in the order that the scheduler of a property picks. */
export function interleaved(table: Table, scheduler: fc.Scheduler): Table {
  return {
    get: scheduler.scheduleFunction(async (key) => table.get(key)),
    query: scheduler.scheduleFunction(async (query) => table.query(query)),
    put: scheduler.scheduleFunction(async (item, when) => table.put(item, when)),
    update: scheduler.scheduleFunction(async (key, change, when) =>
      table.update(key, change, when),
    ),
    delete: scheduler.scheduleFunction(async (key, when) => table.delete(key, when)),
  };
}

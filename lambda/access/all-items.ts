import type { Item, Table } from '../shared/table';

/** Most partitions have some dozen items: one page. */
const PAGE = 1000;

/** Every item of a partition, as of every write before, in the order of sort keys. */
export async function allItems(table: Table, partition: string): Promise<readonly Item[]> {
  const items: Item[] = [];
  let after: string | undefined;
  do {
    const page = await table.query({
      partition,
      limit: PAGE,
      ...(after === undefined ? {} : { after }),
    });
    items.push(...page.items);
    after = page.next;
  } while (after !== undefined);
  return items;
}

import type { FlatItem } from '../../lambda/phi/keys/items';
import type { Item } from '../../lambda/shared/table';

/** An item of the table, and its key. */
export interface StoredItem {
  readonly tenant: string;
  readonly kid: string;
  /** All of it, the key included. */
  readonly item: Item;
}

/** What is needed of the table dataKeys from outside of the zone's functions. */
export interface KeyTable {
  /** All items, of all tenants, page by page, each as of every write before. */
  items(): AsyncIterable<readonly StoredItem[]>;
  /** Writes an item unless there is one. */
  putNew(item: FlatItem): Promise<'created' | 'exists'>;
}

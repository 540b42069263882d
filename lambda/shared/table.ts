import { ZoneError } from './errors';

/**
 * A table as pure code sees it: items by key, and writes that happen only while a condition holds. Its
 * one implementation is DynamoDB (`stores/dynamo-table.ts`), so what may be asked is what DynamoDB
 * answers in one call, atomically.
 */

/** What an attribute may hold. No binary: encode it. */
export type Value =
  | string
  | number
  | boolean
  | readonly Value[]
  | { readonly [name: string]: Value };

/** An item: attributes by name. */
export type Item = Readonly<Record<string, Value>>;

/** Partition key, and sort key where the table has one. */
export type Key = Readonly<Record<string, string>>;

/**
 * A clause about one attribute of the item as it stands, before the write. All clauses of a condition
 * must hold. A comparison does not hold of an attribute that is missing, unless `orAbsent`.
 */
export type Clause =
  | { readonly attribute: string; readonly is: 'absent' }
  | { readonly attribute: string; readonly is: 'present' }
  | {
      readonly attribute: string;
      readonly is: 'equal' | 'less-than' | 'at-most' | 'at-least';
      readonly value: string | number | boolean;
      /** @default false */
      readonly orAbsent?: boolean;
    };
export type Condition = readonly Clause[];

/** What an update changes; an item that is not there is made. */
export interface Change {
  /** Attributes that get a value. */
  readonly set?: Item;
  /** Numbers that grow by so much, from 0 where there is none. */
  readonly add?: Readonly<Record<string, number>>;
  readonly remove?: readonly string[];
}

export interface Query {
  /** Name of a secondary index. @default - the table itself */
  readonly index?: string;
  /** Value of the partition key. */
  readonly partition: string;
  /** Lowest sort key, inclusive. @default - from the first */
  readonly from?: string;
  /** Highest sort key, inclusive. @default - to the last */
  readonly to?: string;
  /** From the highest sort key to the lowest. @default false */
  readonly descending?: boolean;
  /** Most items of a page. */
  readonly limit: number;
  /** `next` of the page before. */
  readonly after?: string;
}

export interface Page {
  readonly items: readonly Item[];
  /** Where the next page starts; undefined after the last. Holds key values: never hand it to a caller as it is. */
  readonly next?: string;
}

/** A table. What does not answer throws what the client threw: fail closed. */
export interface Table {
  /** The item, as of every write that was acknowledged before. */
  get(key: Key): Promise<Item | undefined>;
  /** Items of one partition in the order of their sort keys. An index lags behind by moments. */
  query(query: Query): Promise<Page>;
  /** @throws ConditionFailedError */
  put(item: Item, when?: Condition): Promise<void>;
  /**
   * Changes an item, and returns it as it is then.
   *
   * @throws ConditionFailedError
   */
  update(key: Key, change: Change, when?: Condition): Promise<Item>;
  /**
   * Removes an item, and returns it as it was.
   *
   * @throws ConditionFailedError
   */
  delete(key: Key, when?: Condition): Promise<Item | undefined>;
}

/** A write that its condition forbade: nothing was changed. */
export class ConditionFailedError extends ZoneError {
  override readonly name = 'ConditionFailedError';

  constructor(
    /** The item as it stood; undefined when there was none. */
    readonly found: Item | undefined,
    options?: ErrorOptions,
  ) {
    super('The item is not as the write expects it: nothing was changed. Read it again.', options);
  }
}

/** What a table is: read by the stack that makes it and by the code that uses it. */
export interface TableShape {
  readonly partitionKey: string;
  /** @default - none: one item a partition */
  readonly sortKey?: string;
  /** Attribute with the second (Unix time) after which DynamoDB deletes the item, some time within days. @default - items stay */
  readonly expires?: string;
  /** Whether changes are handed to a function. @default false */
  readonly stream?: boolean;
  /** Secondary indexes by name. All attributes are copied. @default - none */
  readonly indexes?: Readonly<
    Record<string, { readonly partitionKey: string; readonly sortKey?: string }>
  >;
}

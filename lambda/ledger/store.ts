/**
 * Where the ledger is kept: names and bytes, each written once. One port for the bucket and for the
 * directory of an export.
 */
export interface LedgerStore {
  /**
   * Keys below a prefix in ascending order, which is the newest first (see `layout.ts`).
   *
   * @param options.after only keys that sort after this one
   */
  keys(
    prefix: string,
    options?: { readonly after?: string; readonly limit?: number },
  ): AsyncIterable<string>;
  /** Names of the folders directly below a prefix, without it and without their slash. */
  folders(prefix: string): Promise<readonly string[]>;
  /**
   * Bytes of an object. Throws when there is none.
   *
   * @param options.most bytes; of an object that has more none is kept, and `ObjectTooLargeError` is
   *   thrown. Default: no bound
   */
  read(key: string, options?: { readonly most?: number }): Promise<Buffer>;
  /**
   * Writes an object unless there is one: `created` or `exists`. When it throws, nobody knows which:
   * read again before the next try.
   */
  create(key: string, bytes: Buffer): Promise<'created' | 'exists'>;
}

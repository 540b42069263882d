import type { IndexRow } from './row';

/** Where rows of the index are written. */
export interface IndexWriter {
  /**
   * Writes rows, each over the one that has its key. When it throws, nobody knows which of them are there.
   *
   * @param rows no two with the same key
   */
  write(rows: readonly IndexRow[]): Promise<void>;
}

/** Longer than any object of a ledger, in bytes; a bound for who reads a stranger's file. */
export const LONGEST_OBJECT = 256 * 1024 * 1024;

/**
 * The files of an export, as `verify` and `prove` read them. Paths are relative, with slashes.
 *
 * What is no plain file (a link, a folder, a pipe) or longer than any object of a ledger counts as
 * not there: an export may come from a stranger.
 */
export interface ExportFiles {
  /** Undefined when there is no such file. */
  readonly read: (path: string) => Buffer | undefined;
  /** Compares a file with the parts of what it should be, and keeps nothing of it. */
  readonly compare: (path: string, parts: readonly Buffer[]) => 'same' | 'other' | 'missing';
  /** For a file too long to be read at once. Undefined when there is none. */
  readonly open: (path: string) => OpenFile | undefined;
  /** Names of what is no folder, directly in a folder, in no order. Nothing where there is no folder. */
  readonly names: (folder: string) => Iterable<string>;
  /** Names of the folders directly in a folder, in no order. */
  readonly folders: (folder: string) => readonly string[];
}

export interface OpenFile {
  readonly size: number;
  /** Bytes from a position on; fewer at the end. */
  readonly read: (position: number, length: number) => Buffer;
  readonly close: () => void;
}

import type { ExportFiles } from '../layout/files';
import { lines } from '../layout/lines';
import type { VersionLine } from '../layout/version-line';
import { isBefore, parseVersionLine } from '../layout/version-line';
import type { VersionName } from './port';

/** Lines that earlier exports wrote, looked up in the order of the keys. */
export interface KnownLines {
  readonly find: (version: VersionName) => VersionLine | undefined;
  readonly close: () => void;
}

export function openKnownLines(files: ExportFiles, paths: readonly string[]): KnownLines {
  const readers = paths.flatMap((path) => {
    const file = files.open(path);
    return file === undefined ? [] : [{ file, ...reader(lines(file)) }];
  });
  return {
    find: (version) => {
      for (const { at } of readers) {
        const found = at(version.key).find(({ versionId }) => versionId === version.versionId);
        if (found !== undefined) return found;
      }
      return undefined;
    },
    close: () => {
      for (const { file } of readers) file.close();
    },
  };
}

/** Lines of a key; keys must be asked for in order. */
function reader(texts: Iterable<{ readonly text: string }>): {
  readonly at: (key: string) => readonly VersionLine[];
} {
  const rest = texts[Symbol.iterator]();
  let ahead: VersionLine | undefined;
  const next = (): VersionLine | undefined => {
    const { done, value } = rest.next();
    // The last line of an interrupted export may be torn: it ends there.
    return done === true ? undefined : parseVersionLine(value.text);
  };
  ahead = next();
  let current: { readonly key: string; readonly found: VersionLine[] } = { key: '', found: [] };
  return {
    at: (key) => {
      if (current.key === key) return current.found;
      current = { key, found: [] };
      while (ahead !== undefined && isBefore(ahead.key, key)) ahead = next();
      while (ahead?.key === key) {
        current.found.push(ahead);
        ahead = next();
      }
      return current.found;
    },
  };
}

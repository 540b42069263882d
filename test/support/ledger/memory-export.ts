import type { ExportDirectory } from '../../../lib/ledger/export/directory';
import type { ExportFiles } from '../../../lib/ledger/layout/files';

/** An export in memory: what is read and what is written are the same files. */
export interface MemoryExport {
  readonly contents: Map<string, Buffer>;
  readonly files: ExportFiles;
  readonly directory: ExportDirectory;
}

export function memoryExport(contents = new Map<string, Buffer>()): MemoryExport {
  const below = (folder: string): string => {
    const trimmed = folder.replace(/\/+$/, '');
    return trimmed === '' ? '' : `${trimmed}/`;
  };
  const entries = (folder: string): readonly (readonly string[])[] => {
    const prefix = below(folder);
    return [...contents.keys()].flatMap((path) =>
      path.startsWith(prefix) ? [path.slice(prefix.length).split('/')] : [],
    );
  };
  return {
    contents,
    files: {
      read: (path) => contents.get(path),
      open: (path) => {
        const bytes = contents.get(path);
        return bytes === undefined
          ? undefined
          : {
              size: bytes.length,
              read: (position, length) => bytes.subarray(position, position + length),
              close: () => undefined,
            };
      },
      names: (folder) =>
        entries(folder).flatMap(([name = '', ...rest]) => (rest.length === 0 ? [name] : [])),
      folders: (folder) => [
        ...new Set(
          entries(folder).flatMap(([name = '', ...rest]) => (rest.length === 0 ? [] : [name])),
        ),
      ],
    },
    directory: {
      write: (path, bytes) => void contents.set(path, Buffer.from(bytes)),
      append: (path, text) =>
        void contents.set(
          path,
          Buffer.concat([contents.get(path) ?? Buffer.alloc(0), Buffer.from(text)]),
        ),
      rename: (from, to) => {
        const bytes = contents.get(from);
        if (bytes === undefined) throw new Error(`no ${from}`);
        contents.set(to, bytes);
        contents.delete(from);
      },
      remove: (path) => void contents.delete(path),
      unlock: () => undefined,
    },
  };
}

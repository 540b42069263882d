import type { ExportDirectory } from '../../../lib/ledger/export/directory';
import type { ExportFiles } from '../../../lib/ledger/layout/files';

/** An export in memory: what is read and what is written are the same files. */
export interface MemoryExport {
  readonly contents: Map<string, Buffer>;
  readonly files: ExportFiles;
  readonly directory: ExportDirectory;
}

export function memoryExport(contents = new Map<string, Buffer>()): MemoryExport {
  // Built when it is first asked for: a test fills the contents before.
  let index: Map<string, { readonly names: string[]; readonly folders: Set<string> }> | undefined;
  const folderNamed = (folder: string) => {
    index ??= indexOf(contents.keys());
    return index.get(folder.replace(/\/+$/, ''));
  };
  return {
    contents,
    files: {
      read: (path) => contents.get(path),
      compare: (path, parts) => {
        const bytes = contents.get(path);
        if (bytes === undefined) return 'missing';
        return bytes.equals(Buffer.concat(parts)) ? 'same' : 'other';
      },
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
      names: (folder) => folderNamed(folder)?.names ?? [],
      folders: (folder) => [...(folderNamed(folder)?.folders ?? [])],
    },
    directory: {
      write: (path, bytes) => {
        index = undefined;
        contents.set(path, Buffer.from(bytes));
      },
      append: (path, text) => {
        index = undefined;
        const before = contents.get(path) ?? Buffer.alloc(0);
        contents.set(path, Buffer.concat([before, Buffer.from(text)]));
      },
      rename: (from, to) => {
        index = undefined;
        const bytes = contents.get(from);
        if (bytes === undefined) throw new Error(`no ${from}`);
        contents.set(to, bytes);
        contents.delete(from);
      },
      remove: (path) => {
        index = undefined;
        contents.delete(path);
      },
      unlock: () => undefined,
    },
  };
}

function indexOf(paths: Iterable<string>) {
  const index = new Map<string, { readonly names: string[]; readonly folders: Set<string> }>();
  for (const path of paths) {
    const steps = path.split('/');
    for (let depth = 0; depth < steps.length; depth += 1) {
      const folder = steps.slice(0, depth).join('/');
      const entry = index.get(folder) ?? { names: [], folders: new Set() };
      index.set(folder, entry);
      const name = steps[depth] ?? '';
      if (depth === steps.length - 1) entry.names.push(name);
      else entry.folders.add(name);
    }
  }
  return index;
}

import { indexPath } from '../layout/export-layout';
import type { ExportDirectory } from './directory';

/**
 * Where each event is: lines `<event id> <log> <leaf>`, in as many files as keep a search short at a
 * hundred million events. Added to, never sorted. Nobody believes it: who looks an event up reads it
 * and compares.
 */
export interface EventIndexWriter {
  readonly add: (id: string, log: string, leaf: number) => void;
  readonly flush: () => void;
}

/** Text kept in memory before it is written. */
const MOST_WAITING = 8 * 1024 * 1024;

export function createIndexWriter(directory: ExportDirectory): EventIndexWriter {
  const waiting = new Map<string, string[]>();
  let size = 0;
  const flush = (): void => {
    for (const [path, lines] of waiting) directory.append(path, lines.join(''));
    waiting.clear();
    size = 0;
  };
  return {
    add(id, log, leaf) {
      const line = `${id} ${log} ${String(leaf)}\n`;
      const path = indexPath(id);
      const lines = waiting.get(path);
      if (lines === undefined) waiting.set(path, [line]);
      else lines.push(line);
      size += line.length;
      if (size >= MOST_WAITING) flush();
    },
    flush,
  };
}

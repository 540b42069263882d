import type { ChildProcess } from 'node:child_process';
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { basename } from 'node:path';

/** A process of this machine. */
export interface Entry {
  readonly pid: number;
  readonly parent: number;
  /** Words of its command line; the first is the program. None of a process that has ended. */
  readonly command: readonly string[];
}

/** Environment variable that marks whatever a run has started: it is inherited, also by who gets other parents. */
export const RUN_MARK = 'HLZ_E2E_RUN';

/** Whether the tables of the kernel can be read here. */
export const HAS_PROC = existsSync('/proc/self/stat');

/** Kills the Node.js processes that a child has started. */
export function killNodeChildren({ pid }: ChildProcess): void {
  for (const { parent, command, ...entry } of processTable()) {
    if (parent === pid && basename(command[0] ?? '') === 'node') killProcess(entry.pid);
  }
}

/** @param pid of a process that may have ended meanwhile */
export function killProcess(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended.
  }
}

/** Processes that bear the mark of a run, and whatever descends from them. None where there is no /proc. */
export function processesOf(run: string): readonly Entry[] {
  const table = processTable().filter(({ command }) => command.length > 0);
  const marked = table.filter(({ pid }) => isMarked(pid, run));
  const family = new Set(marked.flatMap(({ pid }) => [pid, ...descendants(table, pid)]));
  return table.filter(({ pid }) => family.has(pid));
}

/** Pids of whatever descends from a process. */
export function descendants(table: readonly Entry[], root: number): ReadonlySet<number> {
  const found = new Set([root]);
  for (let size = 0; size < found.size;) {
    size = found.size;
    for (const { pid, parent } of table) if (found.has(parent)) found.add(pid);
  }
  found.delete(root);
  return found;
}

/** Inodes of the sockets that a process has open (Linux). */
export function socketsOf(pid: number): readonly string[] {
  const folder = `/proc/${String(pid)}/fd`;
  return read(() => readdirSync(folder), []).flatMap((fd) => {
    const target = read(() => readlinkSync(`${folder}/${fd}`), '');
    const [, inode] = /^socket:\[(\d+)\]$/.exec(target) ?? [];
    return inode === undefined ? [] : [inode];
  });
}

/** What is not to be had of a process that has ended, or is somebody else's. */
function read<T>(from: () => T, otherwise: T): T {
  try {
    return from();
  } catch {
    return otherwise;
  }
}

function isMarked(pid: number, run: string): boolean {
  const environment = read(() => readFileSync(`/proc/${String(pid)}/environ`, 'utf8'), '');
  return environment.split('\0').includes(`${RUN_MARK}=${run}`);
}

function processTable(): readonly Entry[] {
  if (!HAS_PROC) {
    const table = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' });
    return table.split('\n').map((line) => {
      const [pid, parent, ...command] = line.trim().split(/\s+/);
      return { pid: Number(pid), parent: Number(parent), command };
    });
  }
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        // The name of the program, in parentheses, may hold anything.
        const fields = readFileSync(`/proc/${name}/stat`, 'utf8').split(') ').at(-1)?.split(' ');
        const words = readFileSync(`/proc/${name}/cmdline`, 'utf8').split('\0');
        const command = words.filter((word) => word !== '');
        return [{ pid: Number(name), parent: Number(fields?.[1]), command }];
      } catch {
        return [];
      }
    });
}

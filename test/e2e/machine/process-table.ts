import type { ChildProcess } from 'node:child_process';
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';

interface Entry {
  readonly pid: number;
  readonly parent: number;
  /** First word of its command line. */
  readonly program: string;
}

/** Kills the Node.js processes that a child has started. */
export function killNodeChildren({ pid }: ChildProcess): void {
  for (const entry of processTable()) {
    if (entry.parent !== pid || basename(entry.program) !== 'node') continue;
    try {
      process.kill(entry.pid, 'SIGKILL');
    } catch {
      // It has ended meanwhile.
    }
  }
}

function processTable(): readonly Entry[] {
  if (!existsSync('/proc/self/stat')) {
    const table = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' });
    return table.split('\n').map((line) => {
      const [pid, parent, program = ''] = line.trim().split(/\s+/);
      return { pid: Number(pid), parent: Number(parent), program };
    });
  }
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        // The name of the program, in parentheses, may hold anything.
        const fields = readFileSync(`/proc/${name}/stat`, 'utf8').split(') ').at(-1)?.split(' ');
        const [program = ''] = readFileSync(`/proc/${name}/cmdline`, 'utf8').split('\0');
        return [{ pid: Number(name), parent: Number(fields?.[1]), program }];
      } catch {
        return [];
      }
    });
}

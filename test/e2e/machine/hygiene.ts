import { setTimeout as sleep } from 'node:timers/promises';
import { listeners } from './listeners';
import type { Entry } from './process-table';
import { HAS_PROC, killProcess, processesOf, socketsOf } from './process-table';

/** Watches what a run does to the machine on which it is. */
export interface Hygiene {
  /** Ends the watch with a last look: before what is watched is ended. */
  end(): Seen;
}

export interface Seen {
  /** TCP sockets that other machines could reach: none, if all is well. */
  readonly open: readonly string[];
  /** What was looked at, in words. */
  readonly summary: string;
}

/** Milliseconds between two looks. */
const BETWEEN = 500;

/**
 * Looks again and again at which TCP sockets the processes of a run listen on, its own too. One that is there
 * between two looks alone is not seen.
 */
export function watchSockets(run: string): Hygiene {
  const loopback = new Set<string>();
  const open = new Map<string, string>();
  const look = (): void => {
    const listening = new Map(listeners().map((listener) => [listener.inode, listener]));
    const own: Entry = { pid: process.pid, parent: process.ppid, command: ['the run itself'] };
    for (const { pid, command } of [own, ...processesOf(run)]) {
      for (const inode of socketsOf(pid)) {
        const listener = listening.get(inode);
        if (listener?.loopback === true) loopback.add(inode);
        else if (listener) open.set(inode, `port ${String(listener.port)} of ${told(command)}`);
      }
    }
  };
  const timer = HAS_PROC ? setInterval(look, BETWEEN).unref() : undefined;
  return {
    end() {
      clearInterval(timer);
      if (!HAS_PROC) {
        const summary =
          'not looked at, for want of /proc: who listens on what, and what is left running';
        return { open: [], summary };
      }
      look();
      const where = open.size === 0 ? 'all on loopback' : 'NOT all on loopback';
      const count = String(loopback.size + open.size);
      const summary = `${count} TCP sockets listened, ${where} (a look every ${String(BETWEEN)} ms)`;
      return { open: [...open.values()], summary };
    },
  };
}

/** Milliseconds in which what was killed may go. */
const GRACE = 5000;

/**
 * Waits for the end of whatever a run has started, and kills what does not end (Linux).
 *
 * @returns what had to be killed: nothing, if all is well
 */
export async function leftRunning(run: string): Promise<readonly string[]> {
  const end = Date.now() + GRACE;
  let left = processesOf(run);
  while (left.length > 0 && Date.now() < end) {
    await sleep(50);
    left = processesOf(run);
  }
  for (const { pid } of left) killProcess(pid);
  return left.map(({ pid, command }) => `${String(pid)} ${told(command)}`);
}

function told(command: readonly string[]): string {
  return command.join(' ').slice(0, 120);
}

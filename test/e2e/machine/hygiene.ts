import { setTimeout as sleep } from 'node:timers/promises';
import type { Report } from '../report';
import { listeners } from './listeners';
import type { Entry } from './process-table';
import { HAS_PROC, killProcess, processesOf, socketsOf } from './process-table';

/** A run did to this machine what it must not. */
export class HygieneError extends Error {
  override readonly name = 'HygieneError';
}

/** Watches what a run does to the machine on which it is. */
export interface Hygiene {
  /** Ends the watch. */
  stop(): void;
  /**
   * Says what was seen.
   *
   * @throws HygieneError when something listened where other machines could reach it
   */
  check(): void;
}

/** Milliseconds between two looks. */
const BETWEEN = 500;

/** Looks all the time at which sockets the processes of a run listen on, its own too. */
export function watchSockets(run: string, report: Report): Hygiene {
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
    stop: () => clearInterval(timer),
    check() {
      if (!HAS_PROC) {
        report.fact(
          'not looked at, for want of /proc: who listens on what, and what is left running',
        );
        return;
      }
      look();
      if (open.size > 0) {
        throw new HygieneError(
          `other machines could reach ${[...open.values()].join(', ')}: expected loopback and nothing else`,
        );
      }
      report.fact(`${String(loopback.size)} sockets listened, all on loopback`);
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

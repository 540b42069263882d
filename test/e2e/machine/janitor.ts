import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Socket } from 'node:net';
import { MARK } from './owner';

/** Removes folders of this process when it is gone, however it has gone: also by SIGKILL. */
export interface Janitor {
  /**
   * Lets it remove now what is left of the folders. Returns when it is gone.
   *
   * @returns whether it did: not when it was killed, or could not
   */
  dismiss(): Promise<boolean>;
}

/**
 * The pipe on file descriptor 3 breaks with this process; a second later its children are gone too. Another
 * process may have taken a folder by then: it is removed by who gets its mark.
 */
const SCRIPT = `read -r word <&3; [ "$word" = now ] || sleep 1
mark=$1; shift; left=0
for folder; do mv "$folder/$mark" "$folder/${MARK}$$" && { rm -rf "$folder" || left=1; }; done
exit $left`;

/** @param folders absolute paths, each with the mark of this process (`owner.ts`) */
export function janitorOf(folders: readonly string[], pid = process.pid): Janitor {
  const child = spawn('sh', ['-c', SCRIPT, 'sh', `${MARK}${String(pid)}`, ...folders], {
    cwd: '/',
    // No signal of the terminal is for it.
    detached: true,
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const pipe = child.stdio[3];
  child.unref();
  if (pipe instanceof Socket) {
    pipe.unref();
    // Somebody has killed it.
    pipe.on('error', () => undefined);
  }
  return {
    async dismiss() {
      if (child.exitCode !== null || child.signalCode !== null) return false;
      if (!(pipe instanceof Socket)) return false;
      // Or this process would end before, when nothing else keeps it.
      child.ref();
      const exit = once(child, 'exit') as Promise<[code: number | null]>;
      pipe.end('now\n');
      const [code] = await exit;
      return code === 0;
    },
  };
}

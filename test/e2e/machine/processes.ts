import type { ChildProcess, ChildProcessWithoutNullStreams } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { basename } from 'node:path';
import { RUN_MARK } from './process-table';

/** A command that did not end as it should. */
export class CommandError extends Error {
  override readonly name = 'CommandError';

  constructor(
    command: string,
    readonly ended: Ended,
  ) {
    const tail = `${ended.stdout}\n${ended.stderr}`.trim().split('\n').slice(-TAIL);
    super(`${command} ${ended.why}\n${tail.map((line) => `    ${line}`).join('\n')}`);
  }
}

/** Lines of its output that are shown of a command that failed. */
const TAIL = 40;

export interface Ended {
  /** Exit code; undefined when a signal ended it. */
  readonly code: number | undefined;
  /** How it ended, for a message. */
  readonly why: string;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** Seconds after which it is killed. */
  readonly seconds: number;
  /** @default - stdin is empty */
  readonly input?: string;
}

/**
 * Children of this run. Each leads a process group of its own, so that whatever it starts goes with
 * it, and none outlives this process.
 */
export interface Processes {
  /** Runs a command to its end, whatever its exit code. */
  end(command: string, args: readonly string[], options: RunOptions): Promise<Ended>;
  /** @throws CommandError unless it ends with exit code 0 */
  run(command: string, args: readonly string[], options: RunOptions): Promise<Ended>;
  /** Starts what runs until `stop`, its output in a file. */
  serve(
    command: string,
    args: readonly string[],
    options: Pick<RunOptions, 'cwd' | 'env'> & {
      /** File that takes its output. */
      readonly log: string;
    },
  ): ChildProcess;
  /** Ends a child and all of its group; returns when it is gone. */
  stop(child: ChildProcess): Promise<void>;
  /** Ends whatever still runs; from now on nothing is started. */
  stopAll(): Promise<void>;
}

/**
 * Kills its group when the pipe on file descriptor 3 breaks, which is when who started it is gone,
 * however that ended.
 */
const KEEPER = '(cat <&3; kill -KILL 0) >/dev/null 2>&1 & exec 3<&-; exec "$@"';
/** Milliseconds in which a process may clean up. */
const GRACE = 5000;

/** @param run name of the run: whatever it starts is marked with it */
export function createProcesses(run: string): Processes {
  const running = new Set<ChildProcessWithoutNullStreams>();
  let ending = false;

  function start(
    command: string,
    args: readonly string[],
    { cwd, env }: Pick<RunOptions, 'cwd' | 'env'>,
  ): ChildProcessWithoutNullStreams {
    if (ending) throw new Error(`${basename(command)} is not started: this run is at its end`);
    const child = spawn('sh', ['-c', KEEPER, 'sh', command, ...args], {
      cwd,
      env: { ...env, [RUN_MARK]: run },
      detached: true,
      stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
    });
    running.add(child);
    // What it has started goes with it.
    child.once('exit', () => {
      running.delete(child);
      kill(child, 'SIGKILL');
    });
    // A command that does not read its input is no reason to fail.
    child.stdin.on('error', () => undefined);
    return child;
  }

  async function end(
    command: string,
    args: readonly string[],
    { seconds, input, ...options }: RunOptions,
  ): Promise<Ended> {
    const child = start(command, args, options);
    const texts = [child.stdout, child.stderr].map((stream) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      return () => Buffer.concat(chunks).toString();
    });
    child.stdin.end(input ?? '');
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      kill(child, 'SIGKILL');
    }, seconds * 1000);
    try {
      const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
      const [stdout = '', stderr = ''] = texts.map((text) => text());
      const why = late
        ? `did not end within ${String(seconds)} s`
        : `ended with ${code === null ? String(signal) : `exit code ${String(code)}`}`;
      return { code: late ? undefined : (code ?? undefined), why, stdout, stderr };
    } finally {
      clearTimeout(timer);
    }
  }

  async function stop(child: ChildProcess): Promise<void> {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exit = once(child, 'exit');
    kill(child, 'SIGTERM');
    const timer = setTimeout(() => kill(child, 'SIGKILL'), GRACE);
    await exit;
    clearTimeout(timer);
  }

  return {
    end,
    async run(command, args, options) {
      const ended = await end(command, args, options);
      if (ended.code !== 0) {
        throw new CommandError([basename(command), ...args].join(' '), ended);
      }
      return ended;
    },
    serve(command, args, { log, ...options }) {
      const child = start(command, args, options);
      child.stdin.end();
      const file = createWriteStream(log, { flags: 'a' });
      child.stdout.pipe(file, { end: false });
      child.stderr.pipe(file, { end: false });
      child.once('close', () => file.end());
      return child;
    },
    stop,
    async stopAll() {
      ending = true;
      await Promise.all([...running].map((child) => stop(child)));
    },
  };
}

/** Sends a signal to a child and all that it has started. */
function kill({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch {
    // The group is gone already.
  }
}

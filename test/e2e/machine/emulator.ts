import type { ChildProcess } from 'node:child_process';
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { basename, delimiter, dirname, join } from 'node:path';
import type { Processes } from './processes';
import { until } from './until';

export interface Emulator {
  readonly port: number;
  readonly url: string;
  /** Its output: also that of functions, of which it keeps no other trace when a stack is rolled back. */
  readonly log: string;
  /** Kills the processes in which functions run, as when a machine of Lambda fails. */
  crashFunctions(): void;
  stop(): Promise<void>;
}

export interface EmulatorProps {
  readonly processes: Processes;
  /** Interpreter that has the emulator. */
  readonly python: string;
  /** Empty folder for what it writes. */
  readonly folder: string;
  /** Endpoint that functions call. */
  readonly functionEndpoint: string;
}

/** Lost to another process between the choice of a port and the start. */
const ATTEMPTS = 3;

/** Starts the emulator on a free port of the loopback interface, and on nothing else. */
export async function startEmulator(props: EmulatorProps): Promise<Emulator> {
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort();
    const { child, log } = launch(props, port);
    const url = `http://127.0.0.1:${String(port)}`;
    const up = await untilHealthy(child, url);
    if (up) {
      return {
        port,
        url,
        log,
        crashFunctions: () => killChildren(child),
        stop: () => props.processes.stop(child),
      };
    }
    await props.processes.stop(child);
    if (attempt === ATTEMPTS) {
      throw new Error(`the emulator does not start:\n${readFileSync(log, 'utf8')}`);
    }
  }
}

function launch(
  { processes, python, folder, functionEndpoint }: EmulatorProps,
  port: number,
): { readonly child: ChildProcess; readonly log: string } {
  const inside = (name: string): string => {
    const path = join(folder, name);
    mkdirSync(path, { recursive: true });
    return path;
  };
  const env = {
    // Functions run with the `node` of this run.
    PATH: [dirname(process.execPath), process.env['PATH'] ?? ''].join(delimiter),
    HOME: folder,
    TMPDIR: inside('tmp'),
    STATE_DIR: inside('state'),
    S3_DATA_DIR: inside('s3'),
    BIND_HOST: '127.0.0.1',
    GATEWAY_PORT: String(port),
    MINISTACK_HOST: '127.0.0.1',
    // Listeners of their own, on every interface.
    SFTP_ENABLED: '0',
    IOT_MTLS_ENABLED: '0',
    // Whatever Docker runs here is nothing of ours.
    DOCKER_HOST: 'unix:///nonexistent',
    LAMBDA_EXECUTOR: 'local',
    NODE_NO_WARNINGS: '1',
    AWS_ENDPOINT_URL: functionEndpoint,
  };
  const log = join(folder, 'emulator.log');
  const child = processes.serve(python, ['-m', 'ministack'], { cwd: folder, env, log });
  return { child, log };
}

async function untilHealthy(child: ChildProcess, url: string): Promise<boolean> {
  return until('the emulator', 120, async () => {
    if (child.exitCode !== null || child.signalCode !== null) return false;
    const health = await fetch(`${url}/_ministack/health`).catch(() => undefined);
    await health?.body?.cancel();
    return health?.ok === true ? true : 'no answer';
  });
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

function killChildren({ pid }: ChildProcess): void {
  for (const [child, parent, program] of parents()) {
    // What keeps the emulator from outliving this run is a child of it, too.
    if (parent !== pid || basename(program) !== 'node') continue;
    try {
      process.kill(child, 'SIGKILL');
    } catch {
      // It has ended meanwhile.
    }
  }
}

/** Every process: its id, its parent, its program. */
function parents(): readonly (readonly [pid: number, parent: number, program: string])[] {
  if (!existsSync('/proc/self/stat')) {
    const table = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' });
    return table.split('\n').map((line) => {
      const [pid, parent, program = ''] = line.trim().split(/\s+/);
      return [Number(pid), Number(parent), program] as const;
    });
  }
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        // The name of the program, in parentheses, may hold anything.
        const fields = readFileSync(`/proc/${name}/stat`, 'utf8').split(') ').at(-1)?.split(' ');
        const [program = ''] = readFileSync(`/proc/${name}/cmdline`, 'utf8').split('\0');
        return [[Number(name), Number(fields?.[1]), program] as const];
      } catch {
        return [];
      }
    });
}

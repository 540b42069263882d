import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { delimiter, dirname, join } from 'node:path';
import type { Processes } from './processes';
import { killNodeChildren } from './process-table';
import { until } from './until';
import type { Wire } from './wire';
import { openWire } from './wire';

/**
 * MiniStack on this machine. It speaks TLS, since buckets that answer to nothing else refuse what
 * comes without, and it judges who may do what (AUTH): by IAM policies, and those of buckets and keys.
 */
export interface Emulator {
  /** For commands and for what looks at the zone. */
  readonly wire: Wire;
  /** For what runs in functions. */
  readonly functionWire: Wire;
  /** For producers of audit events. */
  readonly producerWire: Wire;
  /** Its output: also that of functions, of which it keeps no other trace when a stack is rolled back. */
  readonly log: string;
  /** Ends with how it ended, when it does before it is told to. */
  readonly death: Promise<string>;
  /** Kills the processes in which functions run, as when a machine of Lambda fails. */
  crashFunctions(): void;
  stop(): Promise<void>;
}

export interface EmulatorProps {
  readonly processes: Processes;
  /** Interpreter that has the emulator. */
  readonly python: string;
  /** Folder for what it writes. */
  readonly folder: string;
}

/** Lost to another process between the choice of a port and the start. */
const ATTEMPTS = 3;

/** Starts the emulator on a free port of the loopback interface, and on nothing else. */
export async function startEmulator(props: EmulatorProps): Promise<Emulator> {
  const { processes, python, folder } = props;
  const tls = { certificate: join(folder, 'emulator.pem'), key: join(folder, 'emulator-key.pem') };
  await processes.run(python, [join(__dirname, 'certificate.py'), tls.certificate, tls.key], {
    cwd: folder,
    env: process.env,
    seconds: 60,
  });
  let port = 0;
  const target = { port: () => port, ca: readFileSync(tls.certificate) };
  const wires = [await openWire(target), await openWire(target), await openWire(target)] as const;
  const [wire, functionWire, producerWire] = wires;
  const log = join(folder, 'emulator.log');

  for (let attempt = 1; ; attempt += 1) {
    port = await freePort();
    const env = environment(
      folder,
      port,
      { wireUrl: wire.url, functionEndpoint: functionWire.url },
      tls,
    );
    const child = processes.serve(python, command(port, tls), { cwd: folder, env, log });
    let told = false;
    const stop = async (): Promise<void> => {
      told = true;
      await processes.stop(child);
      await Promise.all(wires.map((open) => open.close()));
    };
    if (await untilHealthy(child, wire.url)) {
      const crashFunctions = (): void => killNodeChildren(child);
      const death = new Promise<string>((resolve) => {
        child.once('exit', (code, signal) => {
          if (!told) resolve(signal ?? `exit code ${String(code)}`);
        });
      });
      return { wire, functionWire, producerWire, log, death, crashFunctions, stop };
    }
    if (attempt === ATTEMPTS) {
      await stop();
      throw new Error(`the emulator does not start:\n${readFileSync(log, 'utf8')}`);
    }
    await processes.stop(child);
  }
}

interface Tls {
  readonly certificate: string;
  readonly key: string;
}

/** Its own command would take port 443 as well, where it may. */
function command(port: number, { certificate, key }: Tls): readonly string[] {
  return [
    '-m',
    'hypercorn',
    'ministack.app:app',
    `--bind=127.0.0.1:${String(port)}`,
    '--workers=0',
    '--keep-alive=75',
    `--certfile=${certificate}`,
    `--keyfile=${key}`,
  ];
}

function environment(
  folder: string,
  port: number,
  { wireUrl, functionEndpoint }: { readonly wireUrl: string; readonly functionEndpoint: string },
  { certificate, key }: Tls,
): NodeJS.ProcessEnv {
  const inside = (name: string): string => {
    const path = join(folder, name);
    mkdirSync(path, { recursive: true });
    return path;
  };
  return {
    // Functions run with the `node` of this run.
    PATH: [dirname(process.execPath), process.env['PATH'] ?? ''].join(delimiter),
    HOME: folder,
    TMPDIR: inside('tmp'),
    STATE_DIR: inside('state'),
    S3_DATA_DIR: inside('s3'),
    GATEWAY_PORT: String(port),
    MINISTACK_HOST: '127.0.0.1',
    AUTH: 'true',
    USE_SSL: '1',
    MINISTACK_SSL_CERT: certificate,
    MINISTACK_SSL_KEY: key,
    // Listeners of their own, on every interface.
    SFTP_ENABLED: '0',
    IOT_MTLS_ENABLED: '0',
    // Whatever Docker runs here is nothing of ours.
    DOCKER_HOST: 'unix:///nonexistent',
    LAMBDA_EXECUTOR: 'local',
    // A sign-in that its trigger refuses is refused, as on AWS.
    MINISTACK_COGNITO_PRETOKEN_STRICT: '1',
    // Its authorizer asks it for the keys of a user pool in plain HTTP, which the wire turns into TLS.
    http_proxy: wireUrl,
    // What functions find: answers of custom resources go to the emulator itself.
    AWS_ENDPOINT_URL: functionEndpoint,
    NODE_EXTRA_CA_CERTS: certificate,
    NODE_NO_WARNINGS: '1',
  };
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

import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

export const ROOT = join(__dirname, '..');
export const NODE = process.execPath;
/** Lets Node run TypeScript. */
export const TSX = ['--import', 'tsx'] as const;

/** One measured figure. */
export interface Figure {
  /** Stable name, such as `synth.total`. */
  readonly id: string;
  readonly value: number;
  readonly unit:
    | 's'
    | 'ms'
    | 'us'
    | 'kB'
    | 'MB'
    | '%'
    | 'x'
    | 'events/s'
    | 'requests/s'
    | 'fields/s'
    | 'MB/s'
    | 'calls'
    | 'writes'
    | '$';
  /** The most that it should be; the least, with `atLeast`. Default: none, it is told. */
  readonly goal?: number;
  /** Whether more is better. Default: false. */
  readonly atLeast?: boolean;
}

/** Middle value; of an even count the lower of the two. */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) / 2)] ?? Number.NaN;
}

/** Runs a command from the root and gives back its wall time in seconds and what it printed. */
export function run(
  command: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): { readonly seconds: number; readonly stdout: string } {
  const start = performance.now();
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd: ROOT,
    encoding: 'utf8',
    env: { ...process.env, ...environment },
  });
  if (error !== undefined) throw error;
  if (status !== 0)
    throw new Error(`${command} ${args.join(' ')} ended with ${status}:\n${stderr}`);
  return { seconds: (performance.now() - start) / 1000, stdout };
}

/** The figures of several runs of the same measurement. */
export function repeat<T>(times: number, measure: () => T): readonly T[] {
  return Array.from({ length: times }, measure);
}

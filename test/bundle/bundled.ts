import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import type { BuildOptions } from 'esbuild';
import { build } from 'esbuild';
import { BUNDLING } from '../../lib/bundle/handler-bundle';
import { ROOT } from '../support/root';

const run = promisify(execFile);

/** A source text as a handler is bundled. Rejects when it does not build. */
export async function bundled(
  source: string,
  loader: 'ts' | 'js' = 'ts',
  resolveDir: string = ROOT,
): Promise<Uint8Array> {
  return builtBy(BUNDLING, source, loader, resolveDir);
}

/** The same with all of the SDK: nothing is left out. */
export async function bundledWhole(source: string): Promise<Uint8Array> {
  return builtBy({ ...BUNDLING, plugins: [] }, source, 'ts', ROOT);
}

async function builtBy(
  options: BuildOptions,
  source: string,
  loader: 'ts' | 'js',
  resolveDir: string,
): Promise<Uint8Array> {
  const { outputFiles } = await build({
    ...options,
    stdin: { contents: source, resolveDir, loader },
    logLevel: 'silent',
    write: false,
  });
  return outputFiles[0]?.contents ?? new Uint8Array();
}

/**
 * Runs a bundled source in a Node of its own, where ESM is ESM and nothing is mocked.
 *
 * @param source exports `run(): Promise<unknown>`
 * @param env all of the environment, but for the path of programs
 * @param beside files in the folder of the bundle, by name
 * @param bundle how it is bundled; default: as a handler
 * @returns what `run` resolves to
 */
export async function runBundled(
  source: string,
  env: Readonly<Record<string, string>> = {},
  beside: Readonly<Record<string, Uint8Array>> = {},
  bundle: (text: string) => Promise<Uint8Array> = bundled,
): Promise<unknown> {
  const folder = await mkdtemp(join(tmpdir(), 'bundled-'));
  try {
    const files = { ...beside, 'index.mjs': await bundle(source) };
    await Promise.all(
      Object.entries(files).map(([name, bytes]) => writeFile(join(folder, name), bytes)),
    );
    const url = JSON.stringify(pathToFileURL(join(folder, 'index.mjs')).href);
    const script = `const { run } = await import(${url}); process.stdout.write(JSON.stringify(await run()));`;
    const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', script], {
      env: { PATH: process.env['PATH'] ?? '', ...env },
      timeout: 20_000,
    });
    return JSON.parse(stdout) as unknown;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

import { Code } from 'aws-cdk-lib/aws-lambda';
import type { BuildOptions } from 'esbuild';
import { build } from 'esbuild';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { FunctionName } from '../config/schema';
import { FUNCTION_NAMES } from '../config/schema';
import { environmentCredentials } from './environment-credentials';
import { filesBeside } from './files-beside';
import { slimEndpoints } from './slim-endpoints';
import { slimErrors } from './slim-errors';
import { slimManifests } from './slim-manifests';
import { slimPartitions } from './slim-partitions';
import { slimSchemas } from './slim-schemas';
import { unusedModules } from './unused-modules';
import { unusedParts } from './unused-parts';

/** Where a function's code comes from. */
export type HandlerCode = (name: FunctionName) => Code;

const ROOT = join(__dirname, '..', '..');
const BUNDLE = 'index.mjs';

/**
 * How a handler is bundled. ESM with the AWS SDK inside starts in about half the time of CommonJS with
 * the SDK of the runtime, and does not change when Lambda changes its SDK.
 */
export const BUNDLING: BuildOptions = {
  absWorkingDir: ROOT,
  bundle: true,
  minify: true,
  platform: 'node',
  target: 'node24',
  format: 'esm',
  mainFields: ['module', 'main'],
  // An ES module has no other name for its folder, and our sources are no ES modules yet.
  define: { __dirname: 'import.meta.dirname' },
  // Nor does it have `require`, by which packages that are no ES modules ask for modules of Node: `pg` does.
  banner: {
    js: 'import{createRequire as __createRequire}from"node:module";const require=__createRequire(import.meta.url);',
  },
  plugins: [
    slimSchemas,
    slimErrors,
    slimEndpoints,
    slimManifests,
    slimPartitions,
    environmentCredentials,
    unusedModules,
    unusedParts,
  ],
  legalComments: 'none',
  charset: 'utf8',
  logLevel: 'warning',
};

/**
 * Bundles every handler in one esbuild call, into `<outdir>/<name>/index.mjs`, with the files that it
 * reads beside it. The bytes depend on nothing but the sources and the lock file, and so does the
 * asset hash that CDK makes of them.
 *
 * @param outdir default: `build/handlers`
 * @param names default: all functions
 * @throws BuildFailure when a handler does not build; esbuild has printed why
 */
export async function bundleHandlers(
  outdir = join(ROOT, 'build', 'handlers'),
  names: readonly FunctionName[] = FUNCTION_NAMES,
): Promise<HandlerCode> {
  const { outputFiles } = await build({
    ...BUNDLING,
    entryPoints: names.map((name) => ({ in: handlerFile(name), out: `${name}/index` })),
    outdir,
    outExtension: { '.js': '.mjs' },
    write: false,
  });
  for (const { path, contents } of outputFiles) writeIfChanged(path, contents);
  for (const name of names) bringFiles(name, join(outdir, name));
  return (name) => Code.fromAsset(join(outdir, name));
}

/** Source of a function: `lambda/baseline/handler.ts`, `lambda/ledger/sealer/handler.ts`. */
export function handlerFile(name: FunctionName): string {
  return `lambda/${name.replace('-', '/')}/handler.ts`;
}

/** Puts files beside a bundle, and takes away what an earlier bundle had and this one has not. */
function bringFiles(name: FunctionName, folder: string): void {
  const files = filesBeside(name, ROOT);
  for (const file of files) writeIfChanged(join(folder, file.name), readFileSync(file.from));
  const wanted = new Set([BUNDLE, ...files.map((file) => file.name)]);
  for (const found of readdirSync(folder)) {
    if (!wanted.has(found)) rmSync(join(folder, found), { recursive: true });
  }
}

function writeIfChanged(file: string, contents: Uint8Array): void {
  if (existsSync(file) && readFileSync(file).equals(contents)) return;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, contents);
}

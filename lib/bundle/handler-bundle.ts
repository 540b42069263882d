import { Code } from 'aws-cdk-lib/aws-lambda';
import { build } from 'esbuild';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { FunctionName } from '../config/schema';
import { FUNCTION_NAMES } from '../config/schema';
import { slimSchemas } from './slim-schemas';

/** Where a function's code comes from. */
export type HandlerCode = (name: FunctionName) => Code;

const ROOT = join(__dirname, '..', '..');

/**
 * Bundles every handler in one esbuild call, into `<outdir>/<name>/index.mjs`.
 *
 * ESM with the AWS SDK inside starts in about half the time of CommonJS with the SDK of the
 * runtime, and does not change when Lambda changes its SDK. The bytes depend on nothing but the
 * sources and the lock file, and so does the asset hash that CDK makes of them.
 *
 * @param outdir default: `build/handlers`
 * @throws BuildFailure when a handler does not build; esbuild has printed why
 */
export async function bundleHandlers(
  outdir = join(ROOT, 'build', 'handlers'),
): Promise<HandlerCode> {
  const { outputFiles } = await build({
    absWorkingDir: ROOT,
    entryPoints: FUNCTION_NAMES.map((name) => ({
      in: handlerFile(name),
      out: `${name}/index`,
    })),
    outdir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    mainFields: ['module', 'main'],
    plugins: [slimSchemas],
    legalComments: 'none',
    charset: 'utf8',
    logLevel: 'warning',
    write: false,
  });
  for (const { path, contents } of outputFiles) writeIfChanged(path, contents);
  return (name) => Code.fromAsset(join(outdir, name));
}

/** Source of a function: `lambda/baseline/handler.ts`, `lambda/ledger/sealer/handler.ts`. */
export function handlerFile(name: FunctionName): string {
  return `lambda/${name.replace('-', '/')}/handler.ts`;
}

function writeIfChanged(file: string, contents: Uint8Array): void {
  if (existsSync(file) && readFileSync(file).equals(contents)) return;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, contents);
}

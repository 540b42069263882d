import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

/**
 * Makes what the package exports as `./client`: one module without dependencies, and its types beside.
 *
 * @param to folder. Default: `build/client`
 */
export async function buildClient(root: string, to: string): Promise<void> {
  rmSync(to, { recursive: true, force: true });
  await build({
    absWorkingDir: root,
    entryPoints: ['client/index.ts'],
    outfile: join(to, 'index.mjs'),
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    mainFields: ['module', 'main'],
    legalComments: 'inline',
    logLevel: 'warning',
  });
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  const types = ['--project', join(root, 'client', 'tsconfig.json'), '--outDir', join(to, 'types')];
  execFileSync(process.execPath, [tsc, ...types], { cwd: root, stdio: 'inherit' });
}

if (require.main === module) {
  const root = join(__dirname, '..');
  buildClient(root, join(root, 'build', 'client')).catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  });
}

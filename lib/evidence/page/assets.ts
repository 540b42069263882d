import { createHash } from 'node:crypto';
import { build } from 'esbuild';

/** What the page brings: one script, one style sheet. */
export interface PageAssets {
  readonly script: string;
  readonly style: string;
}

let built: Promise<PageAssets> | undefined;

/**
 * Bundles `browser/main.ts` and `page.css`, once a process. The same sources give the same bytes, and no
 * path is in them.
 *
 * @throws BuildFailure when they do not build; esbuild has printed why
 */
export function pageAssets(): Promise<PageAssets> {
  built ??= bundle();
  return built;
}

async function bundle(): Promise<PageAssets> {
  const { outputFiles } = await build({
    absWorkingDir: __dirname,
    entryPoints: ['browser/main.ts', 'page.css'],
    outdir: 'out',
    write: false,
    bundle: true,
    minify: true,
    platform: 'browser',
    // Whatever stands in a tsconfig.json on the way up changes nothing.
    tsconfigRaw: {},
    format: 'iife',
    target: 'es2022',
    // Anything else would need a second look at what may stand in an element `script`.
    charset: 'ascii',
    legalComments: 'none',
  });
  const textOf = (extension: string): string => {
    const file = outputFiles.find(({ path }) => path.endsWith(extension));
    if (file === undefined) throw new Error(`esbuild made no ${extension} of the evidence page`);
    return file.text.trim();
  };
  return { script: textOf('.js'), style: textOf('.css') };
}

/** What may stand in a Content-Security-Policy for exactly this text. */
export function hashSource(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

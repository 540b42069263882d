import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

/**
 * Build time only: of its `package.json`, which each client of the SDK imports for the user agent,
 * only the version is bundled. All of it is 2 kB a client.
 */
const MANIFEST = /[\\/]@aws-sdk[\\/]client-[\w-]+[\\/]package\.json$/;

export const slimManifests: Plugin = {
  name: 'slim-manifests',
  setup(build) {
    build.onLoad({ filter: MANIFEST }, async ({ path }) => {
      const { name, version } = JSON.parse(await readFile(path, 'utf8')) as Record<string, unknown>;
      return { contents: JSON.stringify({ name, version }), loader: 'json' };
    });
  },
};

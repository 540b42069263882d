import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Plugin } from 'esbuild';

/**
 * Build time only: functions take their credentials from the environment, where Lambda puts those of
 * their role, and from nowhere else.
 *
 * Every client brings the whole default chain of the SDK: SSO, login, shared files, processes, tokens
 * in files, the metadata of ECS and EC2. That is 95 kB of a bundle in which a function may have 500, and
 * all of it could only give a function credentials that are not those of its role.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime
 */
const CHAIN = /[\\/]@aws-sdk[\\/]credential-provider-node[\\/]dist-es[\\/]index\.js$/;

/** Where credentials come from, and what only the rest of the chain needs. */
const SOURCES = /^@aws-sdk\/(?:credential-provider|token-providers|nested-clients)/;
const TAKEN: ReadonlySet<string> = new Set([
  '@aws-sdk/credential-provider-env',
  '@aws-sdk/credential-provider-node',
]);

/** The same chain by its other name, and the one who is given ours instead: the signer of tokens for RDS. */
const PROVIDERS = '@aws-sdk/credential-providers';
const RDS_SIGNER = /[\\/]@aws-sdk[\\/]rds-signer[\\/]/;

/** Links of the chain that were there when somebody last looked whether a function loses something. */
const LINKS = ['fromEnv', 'fromSSO', 'fromIni', 'fromProcess', 'fromTokenFile', 'remoteProvider'];

export const environmentCredentials: Plugin = {
  name: 'environment-credentials',
  setup(build) {
    build.onLoad({ filter: CHAIN }, async ({ path }) => {
      checkLinks(await readFile(join(dirname(path), 'defaultProvider.js'), 'utf8'));
      return {
        contents: 'export { fromEnv as defaultProvider } from "@aws-sdk/credential-provider-env";',
        loader: 'js',
      };
    });
    build.onResolve({ filter: SOURCES }, ({ path, importer }) =>
      path === PROVIDERS && RDS_SIGNER.test(importer)
        ? { path, namespace: 'environment-credentials' }
        : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: 'environment-credentials' }, () => ({
      contents:
        'export { fromEnv as fromNodeProviderChain } from "@aws-sdk/credential-provider-env";',
      loader: 'js',
      resolveDir: __dirname,
    }));
    // Whatever else asks for it would bring it back.
    build.onResolve({ filter: SOURCES }, ({ path, importer }) =>
      TAKEN.has(path)
        ? undefined
        : {
            errors: [
              {
                text: `${importer} imports ${path}, but functions take their credentials from the environment only: check lib/bundle/environment-credentials.ts.`,
              },
            ],
          },
    );
  },
};

/**
 * @param source of `defaultProvider.js`
 * @throws Error when the chain has other links, or another order
 */
export function checkLinks(source: string): void {
  const links = [...source.matchAll(/defaultProvider::(\w+)"/g)].map(([, link]) => link);
  if (links.join() === LINKS.join()) return;
  throw new Error(
    `The default credentials of the SDK come from ${links.join(', ') || 'places that cannot be read'}, expected ${LINKS.join(', ')}: check whether functions still find theirs, then LINKS in lib/bundle/environment-credentials.ts.`,
  );
}

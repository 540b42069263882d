import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

/**
 * Build time only: lets esbuild drop the schemas of AWS operations that we do not call.
 *
 * The SDK's generated schemas write trait names as computed keys (`{ [_xN]: "item" }` with
 * `const _xN = "xmlName"`). A computed key could call a `toString`, so esbuild keeps every statement
 * that has one: 554 kB of client-ec2 for seven operations (aws/aws-sdk-js-v3#7607). Written as plain
 * keys, the same objects are known to be free of side effects.
 */
const SCHEMA_FILE = /[\\/]dist-es[\\/](?:.*[\\/])?schemas[\\/]schemas_\d+\.js$/;

export const slimSchemas: Plugin = {
  name: 'slim-schemas',
  setup(build) {
    build.onLoad({ filter: SCHEMA_FILE }, async ({ path }) => ({
      contents: inlineTraitKeys(await readFile(path, 'utf8')),
      loader: 'js',
    }));
  },
};

/** Replaces `[_name]:` by the string that the file's own constant `_name` holds. Fails on a name that it cannot resolve. */
export function inlineTraitKeys(source: string): string {
  const constants = new Map<string, string>();
  for (const [, name, literal] of source.matchAll(/^const (_\w+) = ("[^"\\\n]*");$/gm)) {
    if (name !== undefined && literal !== undefined && literal !== '"__proto__"') {
      constants.set(name, literal);
    }
  }
  return source.replaceAll(/\[(_\w+)\]:/g, (_, name: string) => {
    const literal = constants.get(name);
    if (literal === undefined) {
      throw new Error(
        `The schema key [${name}] is not a string constant of its file: check inlineTraitKeys.`,
      );
    }
    return `${literal}:`;
  });
}

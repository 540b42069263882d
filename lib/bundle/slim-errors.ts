import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

/**
 * Build time only: a client of the SDK brings a class for every error of its service, all after one pattern, and
 * names all of them in its schemas, so that none can be left out. Made by one function they are a third as long:
 * 16 kB in a function that calls four services.
 */
const ERROR_FILE = /[\\/]@aws-sdk[\\/]client-[\w-]+[\\/]dist-es[\\/]models[\\/]errors\.js$/;

export const slimErrors: Plugin = {
  name: 'slim-errors',
  setup(build) {
    build.onLoad({ filter: ERROR_FILE }, async ({ path }) => ({
      contents: factorErrors(await readFile(path, 'utf8')),
      loader: 'js',
    }));
  },
};

/** A class with nothing of its own but its names; older clients have no `shapeId`. */
const PLAIN_ERROR =
  /^export class (\w+) extends __BaseException \{\n(?: {4}static shapeId = ("[^"\n]+");\n)? {4}name = "\1";\n {4}\$fault = ("client"|"server");\n {4}constructor\(opts\) \{\n {8}super\(\{\n {12}name: "\1",\n {12}\$fault: \3,\n {12}\.\.\.opts,\n {8}\}\);\n {8}Object\.setPrototypeOf\(this, \1\.prototype\);\n {4}\}\n\}$/gm;

const FACTORY = `const __plainError = (name, $fault, shapeId = __BaseException.shapeId) => {
  class PlainError extends __BaseException {
    static shapeId = shapeId;
    name = name;
    $fault = $fault;
    constructor(opts) {
      super({ name, $fault, ...opts });
      Object.setPrototypeOf(this, PlainError.prototype);
    }
  }
  return PlainError;
};
`;

/** Replaces the classes that follow the pattern; those with more stay as they are. */
export function factorErrors(source: string): string {
  // Imports are hoisted, so that the function may stand before them.
  return `${FACTORY}${source.replaceAll(
    PLAIN_ERROR,
    (_, name: string, shapeId: string | undefined, fault: string) =>
      `export const ${name} = /* @__PURE__ */ __plainError("${name}", ${fault}, ${shapeId ?? 'undefined'});`,
  )}`;
}

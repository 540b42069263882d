import { readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** A file that lies beside the code of a function. */
export interface FileBeside {
  /** Without folder. */
  readonly name: string;
  /** Where it comes from. */
  readonly from: string;
}

/** Looked up as Node.js does: beside us, or where we are installed ourselves. */
const WASM = join(
  dirname(require.resolve('@cedar-policy/cedar-wasm/nodejs')),
  '..',
  'web',
  'cedar_wasm_bg.wasm',
);
const POLICIES = 'lambda/access/policies';

/** Functions that decide who may do what: they bring Cedar and the policies. */
const DECIDING: ReadonlySet<string> = new Set([
  'access-api',
  'breach-api',
  'ledger-api',
  'phi-api',
]);

/**
 * What a function reads when it starts, in the order of the names. It finds them in the folder of its
 * code: in a bundle `__dirname` is that.
 *
 * @param root folder of the repository
 */
export function filesBeside(functionName: string, root: string): readonly FileBeside[] {
  if (!DECIDING.has(functionName)) return [];
  const policies = readdirSync(join(root, POLICIES)).map((name) => join(root, POLICIES, name));
  return [WASM, ...policies]
    .map((from) => ({ name: basename(from), from }))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

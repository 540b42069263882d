import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Engine } from '../engine';
import { createEngine } from '../engine';
import { PolicyError } from '../engine-error';
import { POLICY_FILES } from '../engine-policies';

/** WebAssembly of Cedar, under the name that it has in its package. */
export const CEDAR_WASM = 'cedar_wasm_bg.wasm';

/**
 * The engine of a function: Cedar and the policies lie beside its code.
 *
 * @param directory default: that of the bundle, which says so in place of `__dirname`
 * @throws PolicyError when a file is missing or cannot be read
 */
export async function loadEngine(directory = __dirname): Promise<Engine> {
  const read = (name: string): Buffer => {
    try {
      return readFileSync(join(directory, name));
    } catch (error) {
      const mend = 'expected beside the code of the function: deploy it again';
      throw new PolicyError([`${name} cannot be read: ${mend}.`], { cause: error });
    }
  };
  const cedar = await import('@cedar-policy/cedar-wasm/web');
  // Its own loader would fetch a URL.
  cedar.initSync({ module: new Uint8Array(read(CEDAR_WASM)) });
  const files = POLICY_FILES.map((name) => ({ name, text: read(name).toString('utf8') }));
  return createEngine(cedar, files);
}

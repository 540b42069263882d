import { setFlagsFromString } from 'node:v8';

/**
 * Keeps V8 from inlining calls of WebAssembly. Before Node 24 it may end the process with "unreachable
 * code": when a function into which it inlined such a call is thrown out of optimized code during the
 * call, it can take a number from it and no object (`Deoptimizer::TranslatedValueForWasmReturnKind`).
 * Every call of Cedar returns an object; of thousands of decisions in a row one is hit. Functions run
 * on Node 24.
 */
export function keepV8Steady(): void {
  if (Number(process.versions.node.split('.')[0]) < 24) {
    setFlagsFromString('--no-turbo-inline-js-wasm-calls');
  }
}

import { readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { transformSync } from '@swc/core';
import type * as Checkpointer from '../../../../lambda/ledger/checkpointer/create-handler';
import type * as Sealer from '../../../../lambda/ledger/sealer/create-handler';

export interface Functions {
  readonly sealer: typeof Sealer.createHandler;
  readonly checkpointer: typeof Checkpointer.createHandler;
}

/** A safeguard of the source, and what stands there when it is taken out. */
export interface Removal {
  /** Below `lambda/ledger`. */
  readonly file: string;
  readonly safeguard: string;
  readonly without: string;
}

const LEDGER = resolve(__dirname, '../../../../lambda/ledger');
/** Modules that a removal touches, or that import one which it touches, are loaded anew. */
const LOADED_ANEW = /^(?:sealer|checkpointer)\//;

/**
 * The functions as they are in the source, with safeguards taken out. The product has no switch for
 * that: the text is changed before it is loaded.
 *
 * @throws RangeError when a safeguard no longer stands in the source as it is named here
 */
export function functionsWithout(removals: readonly Removal[]): Functions {
  const loaded = new Map<string, object>();
  const load = (file: string): object => {
    const known = loaded.get(file);
    if (known !== undefined) return known;
    const exports = {};
    loaded.set(file, exports);
    const { code } = transformSync(sourceWithout(removals, file), {
      jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
      module: { type: 'commonjs' },
    });
    const requireFrom = (target: string): unknown => {
      const path = join(dirname(join(LEDGER, file)), target);
      const inLedger = `${relative(LEDGER, path)}.ts`;
      if (!target.startsWith('.')) return require(target);
      return LOADED_ANEW.test(inLedger) ? load(inLedger) : require(path);
    };
    // oxlint-disable-next-line typescript/no-implied-eval, no-new-func -- the point of this file
    new Function('exports', 'require', code)(exports, requireFrom);
    return exports;
  };
  return {
    sealer: (load('sealer/create-handler.ts') as typeof Sealer).createHandler,
    checkpointer: (load('checkpointer/create-handler.ts') as typeof Checkpointer).createHandler,
  };
}

function sourceWithout(removals: readonly Removal[], file: string): string {
  let source = readFileSync(join(LEDGER, file), 'utf8');
  for (const { safeguard, without } of removals.filter((removal) => removal.file === file)) {
    if (source.split(safeguard).length !== 2) {
      throw new RangeError(`${file} should have once: ${safeguard}`);
    }
    source = source.replace(safeguard, () => without);
  }
  return source;
}

import { readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { transformSync } from '@swc/core';

/** A safeguard of the source, and what stands there when it is taken out. */
export interface Removal {
  /** Below the room. */
  readonly file: string;
  readonly safeguard: string;
  readonly without: string;
}

/**
 * Modules of a room as they are in the source, with safeguards taken out. The product has no switch for
 * that: the text is changed before it is loaded.
 *
 * @param room folder below `lambda`
 * @param anew which files are loaded anew: all that a removal touches, and those that import them
 * @returns loads a file of the room
 * @throws RangeError when a safeguard no longer stands in the source as it is named here
 */
export function withoutSafeguards(
  room: string,
  anew: RegExp,
  removals: readonly Removal[],
): (file: string) => object {
  const root = resolve(__dirname, '../../../lambda', room);
  const loaded = new Map<string, object>();
  const load = (file: string): object => {
    const known = loaded.get(file);
    if (known !== undefined) return known;
    const exports = {};
    loaded.set(file, exports);
    const { code } = transformSync(sourceWithout(removals, root, file), {
      jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
      module: { type: 'commonjs' },
    });
    const requireFrom = (target: string): unknown => {
      const path = join(dirname(join(root, file)), target);
      const inRoom = `${relative(root, path)}.ts`;
      if (!target.startsWith('.')) return require(target);
      return anew.test(inRoom) ? load(inRoom) : require(path);
    };
    // oxlint-disable-next-line typescript/no-implied-eval, no-new-func -- the point of this file
    new Function('exports', 'require', code)(exports, requireFrom);
    return exports;
  };
  return load;
}

function sourceWithout(removals: readonly Removal[], root: string, file: string): string {
  let source = readFileSync(join(root, file), 'utf8');
  for (const { safeguard, without } of removals.filter((removal) => removal.file === file)) {
    if (source.split(safeguard).length !== 2) {
      throw new RangeError(`${file} should have once: ${safeguard}`);
    }
    source = source.replace(safeguard, () => without);
  }
  return source;
}

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { runInThisContext } from 'node:vm';
import { transformSync } from 'esbuild';
import { inlineTraitKeys } from '../../lib/bundle/slim-schemas';

describe('inlineTraitKeys', () => {
  test('replaces a constant key by its string', () => {
    const source = 'const _xN = "xmlName";\nexport var A$ = [3, { [_xN]: _xN, a: [_xN] }];';
    expect(inlineTraitKeys(source)).toBe(
      'const _xN = "xmlName";\nexport var A$ = [3, { "xmlName": _xN, a: [_xN] }];',
    );
  });

  test.each([
    ['an unknown name', 'export var A$ = { [_xN]: 1 };'],
    ['a name that is no plain string', 'const _xN = make();\nexport var A$ = { [_xN]: 1 };'],
    [
      'a key that means something else as a literal',
      'const _p = "__proto__";\nvar a = { [_p]: 1 };',
    ],
  ])('fails the build for %s', (_, source) => {
    expect(() => inlineTraitKeys(source)).toThrow(/is not a string constant of its file/);
  });

  // The real files: whatever they export must stay exactly the same.
  test.each(['client-ec2', 'client-iam', 'client-s3-control'])(
    'keeps every schema of %s',
    (client) => {
      const folder = dirname(require.resolve(`@aws-sdk/${client}/package.json`));
      const file = join(folder, 'dist-es/schemas/schemas_0.js');
      const source = readFileSync(file, 'utf8');
      const slim = inlineTraitKeys(source);
      expect(slim).not.toBe(source);
      expect(slim).not.toMatch(/\{ \[_\w+\]:/);

      const before = schemasOf(source, file);
      const after = schemasOf(slim, file);
      expect(Object.keys(before).length).toBeGreaterThan(50);
      expect(after).toEqual(before);
    },
  );
});

/** Runs a schema module and writes all its schemas down, exported or not; what is lazy becomes its source text. */
function schemasOf(source: string, file: string): Record<string, string> {
  const { code } = transformSync(source.replaceAll(/^var (?=\w+\$? = \[)/gm, 'export var '), {
    format: 'cjs',
    loader: 'js',
  });
  const local = createRequire(file);
  const module = { exports: {} as Record<string, unknown> };
  const wrapper: (...parts: readonly unknown[]) => void = runInThisContext(
    `(function (module, exports, require) {${code}\n})`,
  );
  wrapper(module, module.exports, (name: string) =>
    // Relative imports are only error classes, which are no part of a schema.
    name.startsWith('.') ? new Proxy({}, { get: () => function Nothing() {} }) : local(name),
  );
  return Object.fromEntries(
    Object.entries(module.exports)
      .filter(([, value]) => Array.isArray(value))
      .map(([name, value]) => [
        name,
        JSON.stringify(value, (_, part: unknown) =>
          typeof part === 'function' ? String(part) : part,
        ),
      ]),
  );
}

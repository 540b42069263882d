import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { runInThisContext } from 'node:vm';
import { transformSync } from 'esbuild';
import { factorErrors } from '../../lib/bundle/slim-errors';

type ErrorClass = new (options: object) => Error & Readonly<Record<string, unknown>>;

/** Runs a module of error classes; `shapeId` is a static field that Node 20 has too. */
function classesOf(source: string, file: string): Readonly<Record<string, ErrorClass>> {
  const { code } = transformSync(source, { format: 'cjs', loader: 'js' });
  const requireFrom = createRequire(file);
  const load = (target: string): unknown =>
    target.startsWith('.')
      ? classesOf(readFileSync(join(dirname(file), `${target}.js`), 'utf8'), file)
      : requireFrom(target);
  const module = { exports: {} as Record<string, ErrorClass> };
  const wrapper: (...parts: readonly unknown[]) => void = runInThisContext(
    `(function (module, exports, require) {${code}\n})`,
  );
  wrapper(module, module.exports, load);
  return module.exports;
}

// The real files: whoever catches an error must find the same one.
test.each(['client-kms', 'client-dynamodb', 'client-s3', 'client-kinesis'])(
  'keeps every error of %s, in less room',
  (client) => {
    const folder = dirname(require.resolve(`@aws-sdk/${client}/package.json`));
    const file = join(folder, 'dist-es/models/errors.js');
    const source = readFileSync(file, 'utf8');
    const slim = factorErrors(source);
    expect(slim.length).toBeLessThan(source.length * 0.6);

    const before = classesOf(source, file);
    const after = classesOf(slim, file);
    expect(Object.keys(after).toSorted()).toEqual(Object.keys(before).toSorted());
    expect(Object.keys(before).length).toBeGreaterThan(15);
    const options = { message: 'made up', $metadata: { requestId: 'r' }, Item: { a: 1 } };
    for (const [name, Before] of Object.entries(before)) {
      const After = after[name];
      if (After === undefined) throw new Error(name);
      const [one, other] = [new Before(options), new After(options)];
      expect(Object.entries(other)).toEqual(Object.entries(one));
      expect([other.name, other.message, other['$fault']]).toEqual([
        one.name,
        one.message,
        one['$fault'],
      ]);
      expect(other).toBeInstanceOf(After);
      expect(Object.getPrototypeOf(other)).toBe(After.prototype);
      expect((After as { shapeId?: unknown }).shapeId).toBe(
        (Before as { shapeId?: unknown }).shapeId,
      );
    }
  },
);

test('leaves a class alone that has more than its names', () => {
  const source = 'export class A extends __BaseException {\n    name = "A";\n    Item;\n}\n';
  expect(factorErrors(source)).toContain(source);
});

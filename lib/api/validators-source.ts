import type { Api, ApiOperation } from './document';
import { GENERATED } from './generated';
import type { Schema, Schemas } from './schema';
import { nameIn, reachable } from './schema';

/**
 * Source text of `validators.ts`: the schemas of the request bodies as data, which `shape.ts` reads, so
 * that a function compiles none when it runs and bundles only those of its own operations. Code that
 * Ajv compiles for them is four times as long, which is a tenth of the bundle.
 *
 * @throws Error when a schema refers to itself, or has a pattern and does not say in words what it is
 */
export function validatorsSource({ operations, schemas }: Api): string {
  const checked = operations.filter(isChecked);
  const names = inOrder(
    checked.map(({ request }) => request),
    schemas,
  );
  const requests = [...new Set(checked.map(({ request }) => request))].toSorted();
  return [
    GENERATED,
    '',
    "import type { Shape, Validator } from '../shape';",
    'import type {',
    ...requests.map((name) => `  ${name} as ${name}Body,`),
    "} from './types';",
    '',
    "export type { Validator } from '../shape';",
    '',
    ...names.map((name) => `const ${name}: Shape = ${shapeOf(schemas[name] ?? {})};`),
    '',
    ...groupsOf(checked).flatMap(([group, of]) => [
      `export const ${group}: {`,
      ...of.map(({ operation, request }) => `  readonly ${operation}: Validator<${request}Body>;`),
      '} = {',
      ...of.map(({ operation, request }) => `  ${operation}: { shape: ${request} },`),
      '};',
      '',
    ]),
  ].join('\n');
}

type Checked = ApiOperation & { readonly request: string };

function isChecked(operation: ApiOperation): operation is Checked {
  return operation.root === 'people' && operation.request !== undefined;
}

/** `access-api` -> `accessApi`, with its operations. */
function groupsOf(checked: readonly Checked[]): readonly (readonly [string, readonly Checked[]])[] {
  const functions = [...new Set(checked.map((operation) => operation.function))].toSorted();
  return functions.map((name) => [
    name.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase()),
    checked.filter((operation) => operation.function === name),
  ]);
}

/** Names of schemas, each after those that it refers to. */
function inOrder(from: readonly string[], schemas: Schemas): readonly string[] {
  const placed = new Set<string>();
  const visit = (name: string, above: readonly string[]): void => {
    if (above.includes(name)) throw new Error(`${name} refers to itself.`);
    if (placed.has(name)) return;
    for (const other of referredTo(schemas[name] ?? {})) visit(other, [...above, name]);
    placed.add(name);
  };
  for (const name of reachable(from, schemas)) visit(name, []);
  return [...placed];
}

function referredTo({ $ref, items, properties }: Schema): readonly string[] {
  return [
    ...($ref === undefined ? [] : [nameIn($ref)]),
    ...(items === undefined ? [] : referredTo(items)),
    ...Object.values(properties ?? {}).flatMap(referredTo),
  ];
}

/** A schema as an object literal: no call stands in it, so that a bundle can leave it out. */
function shapeOf(schema: Schema): string {
  if (schema.$ref !== undefined) return nameIn(schema.$ref);
  const { description = '', pattern, items, properties, additionalProperties, ...rest } = schema;
  if (additionalProperties === true) throw new Error('A body takes fields that are not described.');
  const parts = Object.entries(rest).map(([key, value]) => `${key}: ${JSON.stringify(value)}`);
  if (pattern !== undefined) {
    parts.push(`pattern: ${String(new RegExp(pattern, 'u'))}`);
    parts.push(`expected: ${JSON.stringify(firstSentence(description))}`);
  }
  if (items !== undefined) parts.push(`items: ${shapeOf(items)}`);
  if (schema.type === 'object') {
    const fields = Object.entries(properties ?? {}).map(
      ([name, property]) => `\n  ${name}: ${shapeOf(property)},`,
    );
    parts.push(`properties: {${fields.join('')}${fields.length > 0 ? '\n' : ''}}`);
  }
  return `{ ${parts.join(', ')} }`;
}

/** The first sentence of a description, to stand behind `expected`. */
function firstSentence(description: string): string {
  const sentence = /^[^]*?\.(?=\s|$)/.exec(description)?.[0];
  if (sentence === undefined) throw new Error('What has a pattern says in a sentence what it is.');
  return sentence.slice(0, -1).replace(/^(?:A|An|The) /, (article) => article.toLowerCase());
}

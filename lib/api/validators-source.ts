import { Ajv } from 'ajv';
import standaloneCode from 'ajv/dist/standalone';
import type { Api, ApiOperation } from './document';
import { GENERATED } from './generated';
import type { Schema, Schemas } from './schema';
import { nameIn, reachable } from './schema';

const ID = 'api';

/**
 * Source text of `validators.js`: one function for each request body, compiled by Ajv, so that nothing
 * is compiled when a function runs: no `eval`, and nothing of Ajv in its bundle. All problems of a body
 * are found at once. They are grouped by function, of which each bundles its own only.
 *
 * @throws Error when Ajv's code would need more than itself
 */
export function validatorsSource(api: Api): string {
  const checked = checkedOperations(api);
  const definitions = definitionsOf(checked, api.schemas);
  const ajv = new Ajv({
    strict: true,
    allErrors: true,
    // A schema that is used at many places is compiled once.
    inlineRefs: false,
    // `validate.ts` says them better.
    messages: false,
    // Lengths in UTF-16 units, as everywhere else in our code. Ajv warns that this is not its default.
    unicode: false,
    logger: false,
    code: { source: true, esm: true, lines: true },
  });
  ajv.addSchema({ $id: ID, definitions });
  const code = standaloneCode(
    ajv,
    Object.fromEntries(
      checked.map(({ operation, request }) => [operation, `${ID}#/definitions/${request}`]),
    ),
  );
  if (/\brequire\(|\bimport\b/.test(code)) {
    throw new Error('A validator needs code of Ajv: leave out the keyword that asks for it.');
  }
  return [
    GENERATED,
    code,
    ...grouped(checked).map(
      ([group, operations]) => `export const ${group} = { ${operations.join(', ')} };`,
    ),
    '',
    'export const EXPECTED = new Map([',
    ...Object.values(definitions).flatMap(({ pattern }) =>
      pattern === undefined
        ? []
        : [`  [${JSON.stringify(pattern)}, ${JSON.stringify(expected(api.schemas, pattern))}],`],
    ),
    ']);',
    '',
  ].join('\n');
}

/** Source text of `validators.d.ts`. */
export function validatorTypesSource(api: Api): string {
  const checked = checkedOperations(api);
  const request = new Map(checked.map((operation) => [operation.operation, operation.request]));
  const types = [...new Set(request.values())].toSorted();
  return [
    GENERATED,
    '',
    'import type {',
    ...types.map((type) => `  ${type},`),
    "} from './types';",
    '',
    '/** What is wrong at one place of a body. */',
    'export interface Violation {',
    '  /** Where: a JSON Pointer (RFC 6901). */',
    '  readonly instancePath: string;',
    '  readonly keyword: string;',
    '  /** Of the keyword. Beside what the schema says it may hold a name that the caller chose. */',
    '  readonly params: Readonly<Record<string, unknown>>;',
    '}',
    '',
    '/** Says whether a body is one; if not, `errors` says why until the next call. */',
    'export interface Validator<B> {',
    '  (body: unknown): body is B;',
    '  readonly errors?: readonly Violation[] | null;',
    '}',
    '',
    ...grouped(checked).flatMap(([group, operations]) => [
      `export const ${group}: {`,
      ...operations.map(
        (operation) => `  readonly ${operation}: Validator<${request.get(operation) ?? ''}>;`,
      ),
      '};',
    ]),
    '',
    '/** What a text has to be, in words, by its pattern. */',
    'export const EXPECTED: ReadonlyMap<string, string>;',
    '',
  ].join('\n');
}

type Checked = ApiOperation & { readonly request: string };

function checkedOperations({ operations }: Api): readonly Checked[] {
  return operations.filter(
    (operation): operation is Checked =>
      operation.root === 'people' && operation.request !== undefined,
  );
}

/** `access-api` -> `accessApi`, with its operations. */
function grouped(checked: readonly Checked[]): readonly (readonly [string, readonly string[]])[] {
  const functions = [...new Set(checked.map((operation) => operation.function))].toSorted();
  return functions.map((name) => [
    name.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase()),
    checked.filter((at) => at.function === name).map(({ operation }) => operation),
  ]);
}

/** Schemas as Ajv takes them: without what is for readers. */
function definitionsOf(checked: readonly Checked[], schemas: Schemas): Schemas {
  const names = reachable(
    checked.map(({ request }) => request),
    schemas,
  );
  return Object.fromEntries(names.map((name) => [name, bare(schemas[name] ?? {})]));
}

function bare(schema: Schema): Schema {
  if (schema.$ref !== undefined) return { $ref: `#/definitions/${nameIn(schema.$ref)}` };
  const { description: _, items, properties, ...rest } = schema;
  return {
    ...rest,
    ...(items === undefined ? {} : { items: bare(items) }),
    ...(properties === undefined
      ? {}
      : {
          properties: Object.fromEntries(
            Object.entries(properties).map(([name, property]) => [name, bare(property)]),
          ),
        }),
  };
}

/** The first sentence of the description, to stand behind `expected`. */
function expected(schemas: Schemas, pattern: string): string {
  const described = Object.values(schemas).find((schema) => schema.pattern === pattern);
  const sentence = /^[^]*?\.(?=\s|$)/.exec(described?.description ?? '')?.[0];
  if (sentence === undefined)
    throw new Error(`What has the pattern ${pattern} says not what it is.`);
  return sentence.slice(0, -1).replace(/^(?:A|An|The) /, (article) => article.toLowerCase());
}

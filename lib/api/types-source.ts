import type { Api } from './document';
import { GENERATED } from './generated';
import type { Schema } from './schema';
import { nameIn } from './schema';

/** Source text of `types.ts`: a type for each schema, and which bodies an operation has. */
export function typesSource({ operations, schemas }: Api): string {
  const own = operations.filter(({ root }) => root === 'people');
  return [
    GENERATED,
    '',
    ...Object.entries(schemas).flatMap(([name, schema]) => [...declaration(name, schema), '']),
    '/** What an operation is given: its body, once it is checked. */',
    'export interface Bodies {',
    ...own.map(({ operation, request }) => `  readonly ${operation}: ${request ?? 'undefined'};`),
    '}',
    '',
    '/** What an operation answers in JSON, when it is no problem. */',
    'export interface Answers {',
    ...own.map(({ operation, answers }) => `  readonly ${operation}: ${answers.join(' | ')};`),
    '}',
    '',
  ].join('\n');
}

function declaration(name: string, schema: Schema): readonly string[] {
  return [
    ...comment(schema, ''),
    schema.type === 'object'
      ? `export interface ${name} ${objectType(schema, '')}`
      : `export type ${name} = ${typeOf(schema, '')};`,
  ];
}

function typeOf(schema: Schema, indent: string): string {
  if (schema.$ref !== undefined) return nameIn(schema.$ref);
  if (schema.enum !== undefined) return schema.enum.map((word) => `'${word}'`).join(' | ');
  if (schema.type === 'object') return objectType(schema, indent);
  if (schema.type === 'array') {
    const item = typeOf(schema.items ?? {}, indent);
    return /^\w+$/.test(item) ? `readonly ${item}[]` : `ReadonlyArray<${item}>`;
  }
  if (schema.type === undefined) throw new Error('A schema has no type.');
  return schema.type === 'integer' ? 'number' : schema.type;
}

function objectType(
  { properties, required, additionalProperties }: Schema,
  indent: string,
): string {
  const deeper = `${indent}  `;
  const lines = Object.entries(properties ?? {}).flatMap(([name, property]) => [
    ...comment(property, deeper),
    `${deeper}readonly ${name}${required?.includes(name) === true ? '' : '?'}: ${typeOf(property, deeper)};`,
  ]);
  const rest = additionalProperties === true ? [`${deeper}readonly [name: string]: unknown;`] : [];
  return ['{', ...lines, ...rest, `${indent}}`].join('\n');
}

function comment({ description }: Schema, indent: string): readonly string[] {
  return description === undefined ? [] : [`${indent}/** ${description} */`];
}

import type { Schema, Schemas } from '../../../../../lib/api/schema';
import { nameIn } from '../../../../../lib/api/schema';
import { CANARY_NUMBER } from './canary';

/** A schema that is no reference. */
export function resolved(schema: Schema, schemas: Schemas): Schema {
  return schema.$ref === undefined ? schema : (schemas[nameIn(schema.$ref)] ?? {});
}

/**
 * A value that a schema takes, with every field that it knows, and the canary wherever the schema lets one in.
 *
 * @throws Error for a pattern that no text below has: add one
 */
export function sampleOf(reference: Schema, schemas: Schemas, canary: string): unknown {
  const schema = resolved(reference, schemas);
  if (schema.type === 'object') {
    return Object.fromEntries(
      Object.entries(schema.properties ?? {}).map(([name, property]) => [
        name,
        sampleOf(property, schemas, canary),
      ]),
    );
  }
  if (schema.type === 'array') return [sampleOf(schema.items ?? {}, schemas, canary)];
  if (schema.type === 'integer') {
    const { minimum = 0, maximum = 0 } = schema;
    return CANARY_NUMBER <= maximum ? CANARY_NUMBER : Math.max(minimum, 0);
  }
  if (schema.type === 'boolean') return false;
  return textOf(schema, canary);
}

function textOf(schema: Schema, canary: string): string {
  if (schema.enum !== undefined) return schema.enum[0] ?? '';
  const text = [...forms(canary), ...FIXED].find((form) => isTaken(schema, form));
  if (text !== undefined) return text;
  throw new Error(`no text here has the pattern ${String(schema.pattern)}: add one to sample.ts`);
}

/** Whether a schema of a text takes one. */
export function isTaken(
  { enum: words, pattern, minLength, maxLength }: Schema,
  text: string,
): boolean {
  if (words !== undefined) return words.includes(text);
  return (
    text.length >= (minLength ?? 0) &&
    text.length <= (maxLength ?? Infinity) &&
    (pattern === undefined || new RegExp(pattern, 'u').test(text))
  );
}

function forms(canary: string): readonly string[] {
  return [
    `${canary}, made up and brought in at night.`,
    canary,
    canary.toUpperCase(),
    `${canary}-made-up`,
    `${canary}@hospital.example`,
    `Made/${canary}`,
  ];
}

/** Where nothing of one's own can be said. */
const FIXED = [
  '2026-11-25T10:30:00.000Z',
  '2026-11-25',
  '192.0.2.7',
  'AZq3kP1vRk2yS3T4dU5eVw-7',
  'theft',
  'laptop',
];

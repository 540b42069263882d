/**
 * The part of JSON Schema that our document uses: what draft 4, OpenAPI 3.0 and API Gateway read the
 * same way. https://docs.aws.amazon.com/apigateway/latest/developerguide/models-mappings-models.html
 */
export interface Schema {
  readonly $ref?: string;
  readonly type?: 'object' | 'array' | 'string' | 'integer' | 'boolean';
  readonly description?: string;
  readonly enum?: readonly string[];
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly items?: Schema;
  readonly properties?: Schemas;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean;
}

export type Schemas = Readonly<Record<string, Schema>>;

/** Keywords that a schema of a type may have; an object says whether it takes unknown fields. */
const KEYWORDS: Readonly<Record<string, readonly string[]>> = {
  object: ['properties', 'required', 'additionalProperties'],
  array: ['items', 'minItems', 'maxItems'],
  string: ['enum', 'pattern', 'minLength', 'maxLength'],
  integer: ['minimum', 'maximum'],
  boolean: [],
};
const ALWAYS = ['type', 'description'];
const PREFIX = '#/components/schemas/';

/** Name of the schema that is referred to. */
export function nameIn(ref: string): string {
  if (!ref.startsWith(PREFIX)) throw new Error(`${ref} does not refer to ${PREFIX}.`);
  return ref.slice(PREFIX.length);
}

/**
 * Fails on what the generators, or API Gateway, would not understand.
 *
 * @throws Error
 */
export function checkSchemas(schemas: Schemas): void {
  for (const [name, schema] of Object.entries(schemas)) {
    // Names of models of API Gateway.
    if (!/^[A-Z][A-Za-z0-9]*$/.test(name)) throw new Error(`${name} is no name of letters.`);
    check(name, schema, schemas);
  }
}

function check(path: string, schema: Schema, schemas: Schemas): void {
  if (schema.$ref !== undefined) {
    if (schemas[nameIn(schema.$ref)] === undefined) {
      throw new Error(`${path} refers to ${schema.$ref}, which is not there.`);
    }
    // Readers of OpenAPI 3.0 ignore what stands beside a reference.
    if (Object.keys(schema).length > 1) throw new Error(`${path} has more than its $ref.`);
    return;
  }
  const known = KEYWORDS[schema.type ?? ''];
  if (known === undefined) throw new Error(`${path} is of no type that we know.`);
  const foreign = Object.keys(schema).filter((key) => ![...known, ...ALWAYS].includes(key));
  if (foreign.length > 0)
    throw new Error(`${path} has ${foreign.join(', ')}, which we do not read.`);
  if (schema.type === 'object' && schema.additionalProperties === undefined) {
    throw new Error(`${path} does not say whether it takes unknown fields: additionalProperties.`);
  }
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    check(`${path}.${name}`, property, schemas);
  }
  if (schema.type === 'array') check(`${path}[]`, schema.items ?? {}, schemas);
}

/** Names of the schemas that some refer to, those included, in the order of the document. */
export function reachable(from: readonly string[], schemas: Schemas): readonly string[] {
  const found = new Set<string>();
  const visit = (schema: Schema | undefined): void => {
    if (schema === undefined) return;
    if (schema.$ref !== undefined) visitName(nameIn(schema.$ref));
    visit(schema.items);
    Object.values(schema.properties ?? {}).forEach(visit);
  };
  const visitName = (name: string): void => {
    if (found.has(name)) return;
    found.add(name);
    visit(schemas[name]);
  };
  from.forEach(visitName);
  return Object.keys(schemas).filter((name) => found.has(name));
}

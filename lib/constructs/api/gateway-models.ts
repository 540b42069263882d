import type { JsonObject } from '../../compliance/reading/json';
import { at, isObject } from '../../compliance/reading/json';

/**
 * What API Gateway checks of a body: its shape, and nothing about its values. Its validator puts
 * what it finds into the execution log, and repeats there what a caller wrote where a pattern, a list
 * of words, a length or a range is not met, or a key is unknown: a record number, or a name that
 * somebody put into the wrong field. The function checks everything again, exactly, and repeats
 * nothing.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-request-validation.html
 *
 * It also keeps away from what API Gateway takes otherwise than OpenAPI means it (`nullable`,
 * `exclusiveMinimum`, `oneOf`, formats), since leaving a demand out never refuses a good call.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html
 */
const KEPT = ['$ref', 'type', 'required', 'minItems', 'maxItems'] as const;

const COMPONENTS = '#/components/schemas/';
/** What API Gateway takes as the name of a model. */
const MODEL_NAME = /^[A-Za-z0-9]+$/;

/** A schema with nothing but the shape. One that may be null has none: the validator knows no null there. */
export function shapeOf(schema: unknown): JsonObject {
  if (!isObject(schema) || schema['nullable'] === true) return {};
  const { properties, items } = schema;
  return {
    ...Object.fromEntries(
      KEPT.filter((keyword) => schema[keyword] !== undefined).map((keyword) => [
        keyword,
        schema[keyword],
      ]),
    ),
    ...(isObject(properties)
      ? {
          properties: Object.fromEntries(
            Object.entries(properties).map(([name, property]) => [name, shapeOf(property)]),
          ),
        }
      : {}),
    ...(items === undefined ? {} : { items: shapeOf(items) }),
  };
}

/**
 * Shapes of the schemas that are referred to, by themselves or by another.
 *
 * @throws Error when one is not in the document, or has a name that API Gateway refuses
 */
export function modelsFor(document: unknown, schemas: readonly JsonObject[]): JsonObject {
  const models = new Map<string, JsonObject>();
  const follow = (schema: unknown): void => {
    for (const name of namesIn(schema)) {
      if (models.has(name)) continue;
      const found = at(document, 'components', 'schemas', name);
      if (!isObject(found)) throw new Error(`api/openapi.yaml: no schema ${name}`);
      if (!MODEL_NAME.test(name)) {
        throw new Error(
          `api/openapi.yaml: schema ${name}: expected letters and digits only, since API Gateway makes a model of it`,
        );
      }
      const shape = shapeOf(found);
      models.set(name, shape);
      follow(shape);
    }
  };
  schemas.forEach(follow);
  return Object.fromEntries([...models].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** Names of schemas to which a shape refers. */
function namesIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((entry) => namesIn(entry));
  if (!isObject(value)) return [];
  const { $ref: reference } = value;
  if (typeof reference === 'string' && reference.startsWith(COMPONENTS)) {
    return [reference.slice(COMPONENTS.length)];
  }
  return Object.values(value).flatMap((entry) => namesIn(entry));
}

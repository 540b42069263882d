import type { Schema, Schemas } from '../../api/schema';
import { reachable } from '../../api/schema';

/**
 * What API Gateway checks of a body: its shape, and nothing about its values. Its validator puts
 * what it finds into the execution log, and repeats there what a caller wrote where a pattern, a list
 * of words, a length or a range is not met, or a field is unknown: a record number, or a name that
 * somebody put into the wrong field. The function checks everything again, exactly, and repeats
 * nothing.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-request-validation.html
 */
export function shapeOf({ $ref, type, required, minItems, maxItems, ...inner }: Schema): Schema {
  const { properties, items } = inner;
  return {
    ...($ref === undefined ? {} : { $ref }),
    ...(type === undefined ? {} : { type }),
    ...(required === undefined ? {} : { required }),
    ...(minItems === undefined ? {} : { minItems }),
    ...(maxItems === undefined ? {} : { maxItems }),
    ...(properties === undefined ? {} : { properties: shapesOf(properties) }),
    ...(items === undefined ? {} : { items: shapeOf(items) }),
  };
}

/** Shapes of some schemas and of those to which they refer: the models of the API. */
export function modelsFor(names: readonly string[], schemas: Schemas): Schemas {
  const needed = new Set(reachable(names, schemas));
  return shapesOf(Object.fromEntries(Object.entries(schemas).filter(([name]) => needed.has(name))));
}

function shapesOf(schemas: Schemas): Schemas {
  return Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [name, shapeOf(schema)]),
  );
}

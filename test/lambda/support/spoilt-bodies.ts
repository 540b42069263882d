import { Ajv } from 'ajv';
import type { ValidateFunction } from 'ajv';
import fc from 'fast-check';
import type { Route } from '../../../lambda/shared/http/generated/routes';
import { ROUTES } from '../../../lambda/shared/http/generated/routes';
import type { Validator } from '../../../lambda/shared/http/generated/validators';
import {
  accessApi,
  breachApi,
  ledgerApi,
  phiApi,
} from '../../../lambda/shared/http/generated/validators';
import { openApi } from '../../support/api/open-api';

/** A word that stands wherever a caller can write something, and must come back nowhere. */
export const CANARY = 'Canary';

const { components, paths } = openApi();
const VALIDATORS: Readonly<Record<string, Validator<unknown>>> = {
  ...accessApi,
  ...breachApi,
  ...ledgerApi,
  ...phiApi,
};

const ajv = new Ajv({ strict: true, allErrors: true, unicode: false, logger: false });
const schemas = JSON.stringify(components.schemas).replaceAll(
  '#/components/schemas/',
  '#/definitions/',
);
ajv.addSchema({ $id: 'api', definitions: JSON.parse(schemas) as object });

/** What Ajv says of a value by a schema of the API document. */
export function ajvFor(schema: string): ValidateFunction {
  const validate = ajv.getSchema(`api#/definitions/${schema}`);
  if (validate === undefined) throw new Error(`no schema ${schema}`);
  return validate;
}

/** Every operation with a body, on both roots: its check, and a body that it takes. */
export const REQUESTS = ROUTES.filter(({ body }) => body).map((route) => {
  const schema = schemaOf(route);
  return {
    request: `${route.method} ${route.path}`,
    schema,
    validator: VALIDATORS[route.operation] as Validator<unknown>,
    example: components.examples[schema]?.value,
  };
});

function schemaOf({ path }: Route): string {
  const content = paths[path]?.['post']?.requestBody?.content;
  return content?.['application/json']?.schema.$ref?.split('/').at(-1) ?? '';
}

/** A text with the word in it. */
export const canaryText = fc.string({ maxLength: 30 }).map((rest) => `${CANARY}${rest}`);
const longText = fc.integer({ min: 60, max: 1100 }).map((length) => CANARY.repeat(length / 6));

/** Anything, with the word in every text and every name. */
const anything: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    canaryText,
    longText,
    fc.constant(null),
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.boolean(),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(canaryText, tie('value'), { maxKeys: 4 }),
  ),
})).value;

/** A body with some of its parts replaced, left out or doubled, and others added that nobody asked for. */
export function spoilt(value: unknown): fc.Arbitrary<unknown> {
  if (typeof value !== 'object' || value === null) {
    return fc.oneof(fc.constant(value), { arbitrary: anything, weight: 2 });
  }
  const parts: fc.Arbitrary<unknown> = Array.isArray(value)
    ? fc.tuple(...value.map(spoilt)).chain((items) => fc.subarray([...items, ...items]))
    : fc
        .tuple(
          fc.record(
            Object.fromEntries(Object.entries(value).map(([name, part]) => [name, spoilt(part)])),
            { requiredKeys: [] },
          ),
          fc.dictionary(canaryText, anything, { maxKeys: 2 }),
        )
        .map(([known, more]) => ({ ...known, ...more }));
  return fc.oneof({ arbitrary: parts, weight: 4 }, anything);
}

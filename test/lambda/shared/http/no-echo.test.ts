import { Ajv } from 'ajv';
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import fc from 'fast-check';
import { proxyResult, SECURITY_HEADERS } from '../../../../lambda/shared/http/answer';
import { ROUTES } from '../../../../lambda/shared/http/generated/routes';
import type { Validator } from '../../../../lambda/shared/http/generated/validators';
import { accessApi, ledgerApi } from '../../../../lambda/shared/http/generated/validators';
import { problemAnswer } from '../../../../lambda/shared/http/problem';
import { readBody, readCall, requestIdOf } from '../../../../lambda/shared/http/request';
import { checkedBody } from '../../../../lambda/shared/http/validate';
import { readOpenApi } from '../../../../lib/api/document';
import { apiEvent } from '../../support/api-events';
import type { LogLine } from '../../support/memory-log';
import { memoryLog } from '../../support/memory-log';

/** A word that stands wherever a caller can write something, and must come back nowhere. */
const CANARY = 'Canary';

const { components, paths } = readOpenApi();
const VALIDATORS: Readonly<Record<string, Validator<unknown>>> = { ...accessApi, ...ledgerApi };
const REQUESTS = ROUTES.filter(({ body }) => body).map(({ operation, method, path }) => {
  const schema = paths[path]?.['post']?.requestBody?.content['application/json']?.schema.$ref ?? '';
  return {
    request: `${method} ${path}`,
    validator: VALIDATORS[operation],
    example: components.examples[schema.split('/').at(-1) ?? '']?.value,
  };
});

const ajv = new Ajv({ strict: true });
const renamed = JSON.stringify(components.schemas).replaceAll(
  '#/components/schemas/',
  '#/definitions/',
);
ajv.addSchema({ $id: 'api', definitions: JSON.parse(renamed) as object });
const isProblem = ajv.getSchema('api#/definitions/Problem');

/** A door that does nothing but read. */
function answer(
  event: APIGatewayProxyEvent,
  validator: Validator<unknown> | undefined,
): { readonly result: APIGatewayProxyResult; readonly lines: readonly LogLine[] } {
  const log = memoryLog();
  try {
    readCall(event);
    const body = readBody(event);
    if (validator !== undefined) checkedBody(validator, body);
    return { result: proxyResult({ status: 200, body: {} }), lines: log.lines };
  } catch (error) {
    const problem = problemAnswer(error, { requestId: requestIdOf(event), log });
    return { result: proxyResult(problem), lines: log.lines };
  }
}

const text = fc.string({ maxLength: 30 }).map((rest) => `${CANARY}${rest}`);
const longText = fc.integer({ min: 60, max: 1100 }).map((length) => CANARY.repeat(length / 6));
/** Anything, with the word in every text and every name. */
const anything: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    text,
    longText,
    fc.constant(null),
    fc.integer(),
    fc.boolean(),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(text, tie('value'), { maxKeys: 4 }),
  ),
})).value;

/** A body with some of its parts replaced, and others added that nobody asked for. */
function spoilt(value: unknown): fc.Arbitrary<unknown> {
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
          fc.dictionary(text, anything, { maxKeys: 2 }),
        )
        .map(([known, more]) => ({ ...known, ...more }));
  return fc.oneof({ arbitrary: parts, weight: 4 }, anything);
}

function expectClean(event: APIGatewayProxyEvent, validator?: Validator<unknown>): number {
  const { result, lines } = answer(event, validator);
  expect(`${JSON.stringify(result)} ${JSON.stringify(lines)}`).not.toMatch(/canary/i);
  expect(result.headers).toMatchObject(SECURITY_HEADERS);
  const isFine =
    result.statusCode === 200 ||
    (isProblem?.(JSON.parse(result.body)) === true && lines.length === 0);
  expect(isFine).toBe(true);
  return result.statusCode;
}

test.each(REQUESTS)('$request repeats nothing of its body', ({ request, validator, example }) => {
  const statuses = new Set<number>();
  fc.assert(
    fc.property(spoilt(example), (body) => {
      statuses.add(expectClean(apiEvent(request, { body: JSON.stringify(body) }), validator));
    }),
    { numRuns: 150 },
  );
  expect(statuses).toContain(400);
});

test('an answer repeats nothing of a body that is no JSON, nor of headers, nor of a path', () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.oneof(text, fc.constantFrom('content-type', 'User-Agent')), text),
      fc.constantFrom('POST /v1/session/end', `POST /v1/${CANARY}`, `${CANARY} /v1/session`),
      fc.oneof(
        text,
        text.map((cut) => `{"${cut}":"${cut}`),
      ),
      fc.boolean(),
      (headers, request, body, isJson) => {
        const type = isJson ? { 'Content-Type': 'application/json' } : {};
        const identity = { userAgent: CANARY, sourceIp: CANARY };
        const event = apiEvent(request, { headers: { ...headers, ...type }, body, identity });
        expect(expectClean(event)).toBeGreaterThanOrEqual(400);
      },
    ),
  );
});

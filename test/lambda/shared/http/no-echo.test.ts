import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import fc from 'fast-check';
import { proxyResult, SECURITY_HEADERS } from '../../../../lambda/shared/http/answer';
import type { Validator } from '../../../../lambda/shared/http/generated/validators';
import { problemAnswer } from '../../../../lambda/shared/http/problem';
import { readBody, readCall, requestIdOf } from '../../../../lambda/shared/http/request';
import { checkedBody } from '../../../../lambda/shared/http/validate';
import { apiEvent } from '../../support/api-events';
import type { LogLine } from '../../support/memory-log';
import { memoryLog } from '../../support/memory-log';
import { ajvFor, CANARY, canaryText, REQUESTS, spoilt } from '../../support/spoilt-bodies';

const isProblem = ajvFor('Problem');

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

function expectClean(event: APIGatewayProxyEvent, validator?: Validator<unknown>): number {
  const { result, lines } = answer(event, validator);
  expect(`${JSON.stringify(result)} ${JSON.stringify(lines)}`).not.toMatch(/canary/i);
  expect(result.headers).toMatchObject(SECURITY_HEADERS);
  const isFine =
    result.statusCode === 200 || (isProblem(JSON.parse(result.body)) && lines.length === 0);
  expect(isFine).toBe(true);
  return result.statusCode;
}

test.each(REQUESTS)('$request repeats nothing of its body', ({ request, validator, example }) => {
  const statuses = new Set<number>();
  fc.assert(
    fc.property(spoilt(example), (body) => {
      statuses.add(expectClean(apiEvent(request, { body: JSON.stringify(body) }), validator));
    }),
    { numRuns: 60 },
  );
  expect(statuses).toContain(400);
});

test('an answer repeats nothing of a body that is no JSON, nor of headers, nor of a path', () => {
  fc.assert(
    fc.property(
      fc.dictionary(
        fc.oneof(canaryText, fc.constantFrom('content-type', 'User-Agent')),
        canaryText,
      ),
      fc.constantFrom('POST /v1/session/end', `POST /v1/${CANARY}`, `${CANARY} /v1/session`),
      fc.oneof(
        canaryText,
        canaryText.map((cut) => `{"${cut}":"${cut}`),
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

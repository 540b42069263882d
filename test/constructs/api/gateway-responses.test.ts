import Ajv from 'ajv';
import { TooManyCallsError } from '../../../lambda/access/errors';
import { NotAuthenticatedError } from '../../../lambda/identity/errors';
import { problemAnswer } from '../../../lambda/shared/http/problem';
import { readBody } from '../../../lambda/shared/http/request';
import { findRoute } from '../../../lambda/shared/http/route';
import { invalidBody } from '../../../lambda/shared/http/validate';
import { openApi } from '../../support/api/open-api';
import { at } from '../../../lib/compliance/reading/json';
import { gatewayResponses } from '../../../lib/constructs/api/gateway-responses';
import { apiEvent } from '../../lambda/support/api-events';
import { memoryLog } from '../../lambda/support/memory-log';

interface Response {
  readonly statusCode?: number;
  readonly responseParameters: Readonly<Record<string, string>>;
  readonly responseTemplates: Readonly<Record<string, string>>;
}

const RESPONSES = Object.entries(gatewayResponses() as Readonly<Record<string, Response>>);

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html */
const STATUSES: Readonly<Record<string, number | undefined>> = {
  ACCESS_DENIED: 403,
  API_CONFIGURATION_ERROR: 500,
  AUTHORIZER_CONFIGURATION_ERROR: 500,
  AUTHORIZER_FAILURE: 500,
  BAD_REQUEST_BODY: 400,
  BAD_REQUEST_PARAMETERS: 400,
  DEFAULT_4XX: undefined,
  DEFAULT_5XX: undefined,
  EXPIRED_TOKEN: 403,
  INTEGRATION_FAILURE: 504,
  INTEGRATION_TIMEOUT: 504,
  INVALID_API_KEY: 403,
  INVALID_SIGNATURE: 403,
  MISSING_AUTHENTICATION_TOKEN: 403,
  QUOTA_EXCEEDED: 429,
  RESOURCE_NOT_FOUND: 404,
  THROTTLED: 429,
  UNAUTHORIZED: 401,
  UNSUPPORTED_MEDIA_TYPE: 415,
  WAF_FILTERED: 403,
};

it('has an answer of each type that can be changed, with the status of AWS', () => {
  expect(Object.fromEntries(RESPONSES.map(([type, { statusCode }]) => [type, statusCode]))).toEqual(
    STATUSES,
  );
});

describe.each(RESPONSES)('%s', (_, { statusCode, responseParameters, responseTemplates }) => {
  it('is to be kept by nobody, over TLS only, and read as nothing but a problem', () => {
    expect(responseParameters).toMatchObject({
      'gatewayresponse.header.Strict-Transport-Security':
        "'max-age=63072000; includeSubDomains; preload'",
      'gatewayresponse.header.Cache-Control': "'no-store'",
      'gatewayresponse.header.X-Content-Type-Options': "'nosniff'",
      'gatewayresponse.header.Content-Type': "'application/problem+json'",
    });
  });

  it('is a problem of RFC 9457 that repeats the id of the request and nothing else', () => {
    expect(Object.keys(responseTemplates)).toEqual(['application/json']);
    const text = responseTemplates['application/json'] ?? '';
    expect(text.match(/\$[\w.]+/g)).toEqual(['$context.requestId']);
    const { code, ...problem } = JSON.parse(text) as Readonly<Record<string, unknown>>;
    expect(code).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(problem).toEqual({
      type: `https://hlz.example/problems/${String(code)}`,
      title: expect.stringMatching(/^[A-Z].{3,60}$/) as unknown,
      ...(statusCode === undefined ? {} : { status: statusCode }),
      detail: expect.stringMatching(/^[A-Za-z].{20,200}\.$/) as unknown,
      instance: 'urn:request:$context.requestId',
    });
  });
});

it('is a problem as the document describes it, but for the status of what AWS may add', () => {
  const { Problem, ...schemas } = openApi().components.schemas;
  const ajv = new Ajv({ strict: false });
  const isProblem = ajv.compile({ ...Problem, components: { schemas: { Problem, ...schemas } } });
  const others = RESPONSES.filter(
    ([, { responseTemplates }]) =>
      !isProblem(JSON.parse(responseTemplates['application/json'] ?? '')),
  ).map(([type]) => type);
  expect(others).toEqual(['DEFAULT_4XX', 'DEFAULT_5XX']);
});

it('says when to try again, and how to authenticate', () => {
  const having = (header: string): readonly string[] =>
    RESPONSES.filter(
      ([, { responseParameters }]) =>
        responseParameters[`gatewayresponse.header.${header}`] !== undefined,
    ).map(([type]) => type);
  expect(having('Retry-After').toSorted()).toEqual([
    'INTEGRATION_FAILURE',
    'INTEGRATION_TIMEOUT',
    'QUOTA_EXCEEDED',
    'THROTTLED',
  ]);
  expect(having('WWW-Authenticate')).toEqual(['UNAUTHORIZED']);
});

it('has the titles of the functions where it has their codes', () => {
  const log = memoryLog();
  const answers = [
    invalidBody([]),
    new TooManyCallsError('calls', 1),
    new NotAuthenticatedError('token-invalid'),
    caught(() =>
      readBody(apiEvent('POST /v1/users', { headers: { 'Content-Type': 'text/plain' } })),
    ),
    caught(() => findRoute('GET', '/v1/nowhere')),
    new Error('made up'),
  ].map((error) => problemAnswer(error, { requestId: 'made-up', log }).body);
  const titles = RESPONSES.map(([, { responseTemplates }]): unknown =>
    JSON.parse(responseTemplates['application/json'] ?? ''),
  );
  for (const answer of answers) {
    const [code, title] = [at(answer, 'code'), at(answer, 'title')];
    const same = titles.filter((problem) => at(problem, 'code') === code);
    expect([code, [...new Set(same.map((problem) => at(problem, 'title')))]]).toEqual([
      code,
      [title],
    ]);
  }
});

function caught(call: () => unknown): unknown {
  try {
    return call();
  } catch (error) {
    return error;
  }
}

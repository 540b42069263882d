import Ajv from 'ajv';
import fc from 'fast-check';
import { operationProblems } from '../../../lib/compliance/reading/openapi';
import { at } from '../../../lib/compliance/reading/json';
import { shapeOf } from '../../../lib/constructs/api/gateway-models';
import { gatewayDocument, operationsIn } from '../../../lib/constructs/api/open-api';
import { DOCUMENT } from '../../support/api/document';

const PROPS = {
  invocationUris: { 'access-api': 'access', 'ledger-api': 'ledger' },
  userPoolArn: 'arn:pool',
} as const;

const made = (document: unknown): unknown => gatewayDocument({ ...PROPS, document });

it('deploys every operation with authorizer, validator and integration, by the rule of the gate', () => {
  const document = made(DOCUMENT);
  expect(operationsIn(document).map(({ method, path }) => `${method} ${path}`)).toEqual([
    'get /v1/session',
    'post /v1/audit/events',
    'post /service/v1/audit/events',
  ]);
  expect(operationProblems(document)).toEqual([]);
});

it.each([
  // Without a scope API Gateway would take id tokens, and refuse access tokens.
  ['/v1/session', 'get', [{ people: ['aws.cognito.signin.user.admin'] }], 'access'],
  ['/v1/audit/events', 'post', [{ people: ['aws.cognito.signin.user.admin'] }], 'ledger'],
  ['/service/v1/audit/events', 'post', [{ services: [] }], 'ledger'],
])('%s: who calls it, and who answers', (path, method, security, uri) => {
  const operation = at(made(DOCUMENT), 'paths', path, method);
  expect(at(operation, 'security')).toEqual(security);
  expect(at(operation, 'x-amazon-apigateway-integration')).toEqual({
    type: 'aws_proxy',
    httpMethod: 'POST',
    uri,
    timeoutInMillis: 29_000,
  });
});

it('takes people by a token of the user pool, judged at each call, and services by a signature', () => {
  const header = { type: 'apiKey', name: 'Authorization', in: 'header' };
  expect(at(made(DOCUMENT), 'components', 'securitySchemes')).toEqual({
    people: {
      ...header,
      'x-amazon-apigateway-authtype': 'cognito_user_pools',
      'x-amazon-apigateway-authorizer': {
        type: 'cognito_user_pools',
        providerARNs: ['arn:pool'],
        authorizerResultTtlInSeconds: 0,
      },
    },
    services: { ...header, 'x-amazon-apigateway-authtype': 'awsSigv4' },
  });
});

it('checks the shape of a body, of which no value can get into a log', () => {
  expect(at(made(DOCUMENT), 'components', 'schemas')).toEqual({
    Append: {
      type: 'object',
      required: ['key', 'events'],
      properties: {
        key: { type: 'string' },
        note: {},
        count: { type: 'integer' },
        events: {
          type: 'array',
          minItems: 1,
          maxItems: 500,
          items: { $ref: '#/components/schemas/Event' },
        },
      },
    },
    Event: {
      type: 'object',
      required: ['kind'],
      properties: { kind: { type: 'string' }, either: {} },
    },
  });
});

it('has nothing that API Gateway does not take, and nothing that is no part of the deployment', () => {
  const text = JSON.stringify(made(DOCUMENT));
  for (const word of [
    'example',
    'nullable',
    'exclusiveMinimum',
    'oneOf',
    'pattern',
    'format',
    'additionalProperties',
    'servers',
    'x-hlz',
  ]) {
    expect(text).not.toContain(`"${word}`);
  }
  expect(text).not.toContain('OnlyInAnswers');
});

it('never refuses a body that the source takes', () => {
  const ajv = new Ajv({ strict: false });
  const keyword = fc.oneof(
    fc.record({ type: fc.constant('string'), maxLength: fc.nat(5) }),
    fc.record({ type: fc.constant('string'), enum: fc.constant(['a', 'b']) }),
    fc.record({ type: fc.constant('integer'), minimum: fc.integer(), nullable: fc.boolean() }),
    fc.constant({ oneOf: [{ type: 'string' }, { type: 'integer', maximum: 3 }] }),
  );
  const schema = fc.letrec((tie) => ({
    any: fc.oneof({ maxDepth: 3 }, keyword, tie('list'), tie('object')),
    list: fc.record({ type: fc.constant('array'), items: tie('any'), maxItems: fc.nat(3) }),
    object: fc.record({
      type: fc.constant('object'),
      properties: fc.record({ a: tie('any'), b: tie('any') }),
      required: fc.subarray(['a', 'b']),
      additionalProperties: fc.boolean(),
    }),
  })).any;
  const value = fc.oneof(
    fc.jsonValue({ maxDepth: 3 }),
    fc.record(
      { a: fc.jsonValue({ maxDepth: 2 }), b: fc.constantFrom('a', 1, null, [], {}) },
      { requiredKeys: [] },
    ),
  );
  fc.assert(
    fc.property(schema, fc.array(value, { minLength: 5, maxLength: 20 }), (source, bodies) => {
      const exact = ajv.compile(source as object);
      const coarse = ajv.compile(shapeOf(source));
      for (const body of bodies) {
        if (exact(body)) expect(coarse(body)).toBe(true);
      }
    }),
    { numRuns: 200 },
  );
});

/** The document with one operation that is otherwise. */
function withOperation(change: Readonly<Record<string, unknown>>, path = '/v1/session'): unknown {
  const { get } = DOCUMENT.paths['/v1/session'];
  return { ...DOCUMENT, paths: { [path]: { get: { ...get, ...change } } } };
}

it.each([
  ['without security', withOperation({ security: [] })],
  ['with none asked for', withOperation({ security: [{}] })],
  ['for services on the root of people', withOperation({ security: [{ services: [] }] })],
  ['for people on the root of services', withOperation({}, '/service/v1/session')],
  ['for either', withOperation({ security: [{ people: [] }, { services: [] }] })],
  ['on no root', withOperation({}, '/v2/session')],
])('refuses an operation %s', (_, document) => {
  expect(() => made(document)).toThrow(/expected security people below \/v1 or services/);
});

it.each([
  ['that nobody answers', withOperation({ tags: ['other'] }), /x-hlz-function of its first tag/],
  [
    'with an id in its query',
    withOperation({ parameters: [{ name: 'patientId', in: 'query' }] }),
    /is no header/,
  ],
  [
    'of any method',
    { ...DOCUMENT, paths: { '/v1/x': { 'x-amazon-apigateway-any-method': {} } } },
    /which is deployed nowhere/,
  ],
  [
    'whose schema no model can be named after',
    {
      ...DOCUMENT,
      paths: {
        '/v1/session': {
          post: {
            ...DOCUMENT.paths['/v1/session'].get,
            requestBody: {
              content: { 'application/json': { schema: { $ref: '#/components/schemas/A_b' } } },
            },
          },
        },
      },
      components: { schemas: { A_b: { type: 'object' } } },
    },
    /letters and digits only/,
  ],
])('refuses an operation %s', (_, document, message) => {
  expect(() => made(document)).toThrow(message);
});

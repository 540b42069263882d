import Ajv from 'ajv';
import fc from 'fast-check';
import { ROUTES } from '../../../lambda/shared/http/generated/routes';
import type { OpenApiDocument } from '../../../lib/api/document';
import { openApi } from '../../support/api/open-api';
import type { Schema } from '../../../lib/api/schema';
import { at, isObject } from '../../../lib/compliance/reading/json';
import { operationProblems } from '../../../lib/compliance/reading/openapi';
import { shapeOf } from '../../../lib/constructs/api/gateway-models';
import { gatewayDocument } from '../../../lib/constructs/api/open-api';

const SOURCE = openApi();
const made = (document: OpenApiDocument): unknown =>
  gatewayDocument({
    document,
    invocationUris: {
      'access-api': 'uri:access-api',
      'breach-api': 'uri:breach-api',
      'ledger-api': 'uri:ledger-api',
      'phi-api': 'uri:phi-api',
    },
    userPoolArn: 'arn:pool',
  });
const DEPLOYED = made(SOURCE);

it('deploys what the functions route, no more and no less', () => {
  const paths = Object.entries(at(DEPLOYED, 'paths') as object).flatMap(([path, item]) =>
    Object.keys(item as object).map((method) => `${method.toUpperCase()} ${path}`),
  );
  expect(paths.toSorted()).toEqual(
    ROUTES.map(({ method, path }) => `${method} ${path}`).toSorted(),
  );
});

it('gives every operation an authorizer, a validator and an integration, by the rule of the gate', () => {
  expect(operationProblems(DEPLOYED)).toEqual([]);
});

it.each(ROUTES.map((route) => [`${route.method} ${route.path}`, route] as const))(
  '%s: its caller, its function, its body',
  (_, { method, path, root, function: answering, body }) => {
    const operation = at(DEPLOYED, 'paths', path, method.toLowerCase());
    expect(at(operation, 'security')).toEqual([
      // Without a scope API Gateway would take id tokens, and refuse access tokens.
      root === 'people' ? { people: ['aws.cognito.signin.user.admin'] } : { services: [] },
    ]);
    expect(at(operation, 'x-amazon-apigateway-integration')).toEqual({
      type: 'aws_proxy',
      httpMethod: 'POST',
      uri: `uri:${answering}`,
      timeoutInMillis: 29_000,
    });
    expect(at(operation, 'requestBody') !== undefined).toBe(body);
  },
);

it('takes people by a token of the user pool, judged at each call, and services by a signature', () => {
  const header = { type: 'apiKey', name: 'Authorization', in: 'header' };
  expect(at(DEPLOYED, 'components', 'securitySchemes')).toEqual({
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

it('checks the shape of bodies, so that no value gets into a log', () => {
  const keywords = new Set<string>();
  const look = (schema: unknown): void => {
    if (!isObject(schema)) return;
    const { properties, items, ...rest } = schema;
    Object.keys(rest).forEach((keyword) => keywords.add(keyword));
    Object.values(properties ?? {}).forEach(look);
    look(items);
  };
  const models = at(DEPLOYED, 'components', 'schemas') as object;
  Object.values(models).forEach(look);
  expect([...keywords].toSorted()).toEqual(['$ref', 'maxItems', 'minItems', 'required', 'type']);
  // Still, an event without its type never reaches a function.
  expect(at(models, 'AuditEventDraft', 'required')).toEqual(['type', 'action', 'outcome']);
});

it('has models of what is asked, named by letters and digits, and none of answers', () => {
  const models = Object.keys(at(DEPLOYED, 'components', 'schemas') as object);
  expect(models).toContain('AppendAuditEvents');
  expect(models).not.toContain('AppendedAuditEvents');
  expect(models).not.toContain('Problem');
  expect(models.filter((name) => !/^[A-Za-z0-9]+$/.test(name))).toEqual([]);
});

it('never refuses a body that the source takes', () => {
  const ajv = new Ajv({ strict: false });
  const { any: schema } = fc.letrec((tie) => ({
    any: fc.oneof({ maxDepth: 3 }, tie('text'), tie('number'), tie('list'), tie('object')),
    text: fc.record({ type: fc.constant('string'), maxLength: fc.nat(5) }),
    number: fc.record({ type: fc.constant('integer'), minimum: fc.integer() }),
    list: fc.record({ type: fc.constant('array'), items: tie('any'), maxItems: fc.nat(3) }),
    object: fc.record({
      type: fc.constant('object'),
      properties: fc.record({ a: tie('any'), b: tie('any') }),
      required: fc.subarray(['a', 'b']),
      additionalProperties: fc.boolean(),
    }),
  }));
  const inner = fc.oneof(fc.string(), fc.integer(), fc.constant([]), fc.constant({}), fc.boolean());
  const body = fc.oneof(
    inner,
    fc.array(inner),
    fc.record({ a: inner, b: inner }, { requiredKeys: [] }),
  );
  fc.assert(
    fc.property(schema, fc.array(body, { minLength: 5, maxLength: 20 }), (source, bodies) => {
      const exact = ajv.compile(source as Schema);
      const coarse = ajv.compile(shapeOf(source as Schema));
      for (const one of bodies) {
        expect({ exact: exact(one), coarse: coarse(one) }).not.toEqual({
          exact: true,
          coarse: false,
        });
      }
    }),
    { numRuns: 200 },
  );
});

/** The source with one operation that is otherwise. */
function withOperation(
  change: Readonly<Record<string, unknown>>,
  path = '/v1/session',
): OpenApiDocument {
  const get = SOURCE.paths['/v1/session']?.['get'];
  if (get === undefined) throw new Error('no readSession');
  return { ...SOURCE, paths: { [path]: { get: { ...get, ...change } } } };
}

it.each([
  ['without security', withOperation({ security: [] })],
  ['with none asked for', withOperation({ security: [{}] })],
  ['for services on the root of people', withOperation({ security: [{ services: [] }] })],
  [
    'for people on the root of services',
    withOperation({ operationId: 'serviceReadSession' }, '/service/v1/session'),
  ],
  ['for either', withOperation({ security: [{ people: [] }, { services: [] }] })],
  ['for both', withOperation({ security: [{ people: [], services: [] }] })],
  ['on no root', withOperation({}, '/v2/session')],
])('refuses an operation %s', (_, document) => {
  expect(() => made(document)).toThrow(/expected security people below \/v1 or services/);
});

it('refuses an operation of any method', () => {
  const get = SOURCE.paths['/v1/session']?.['get'];
  const paths = { '/v1/session': { 'x-amazon-apigateway-any-method': get } };
  expect(() => made({ ...SOURCE, paths } as OpenApiDocument)).toThrow(/takes any method/);
});

it('refuses an operation with an id in its URL', () => {
  const parameters = [{ name: 'patientId', in: 'query' }];
  expect(() => made(withOperation({ parameters }))).toThrow(/ids stand in bodies/);
});

it('refuses an operation that a function of no zone answers', () => {
  const tags = [{ name: 'session', description: '', 'x-hlz-function': 'other' }];
  expect(() => made({ ...withOperation({}), tags })).toThrow(
    'GET /v1/session: x-hlz-function of its tag is other, expected one of access-api, breach-api, ledger-api',
  );
});

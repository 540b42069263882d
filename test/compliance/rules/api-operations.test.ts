import { apiOperations } from '../../../lib/compliance/rules/api-operations';
import { findIn } from '../../support/rule';

const AUTHORIZER = 'has no authorizer';
const VALIDATOR = 'has no validator of body and parameters';
const INTEGRATION = 'has no integration';

describe('methods', () => {
  const METHOD = {
    HttpMethod: 'GET',
    ResourceId: { Ref: 'Child' },
    AuthorizationType: 'CUSTOM',
    AuthorizerId: { Ref: 'Authorizer' },
    RequestValidatorId: { Ref: 'Validator' },
    Integration: { Type: 'AWS_PROXY', IntegrationHttpMethod: 'POST', Uri: { Ref: 'Api' } },
  };
  const find = (change: object, validator: object = {}) =>
    findIn(apiOperations, {
      Subject: { Type: 'AWS::ApiGateway::Method', Properties: { ...METHOD, ...change } },
      Api: { Type: 'AWS::ApiGateway::RestApi' },
      Parent: {
        Type: 'AWS::ApiGateway::Resource',
        Properties: { ParentId: { 'Fn::GetAtt': ['Api', 'RootResourceId'] }, PathPart: 'patients' },
      },
      Child: {
        Type: 'AWS::ApiGateway::Resource',
        Properties: { ParentId: { Ref: 'Parent' }, PathPart: '{id}' },
      },
      Authorizer: { Type: 'AWS::ApiGateway::Authorizer' },
      Validator: {
        Type: 'AWS::ApiGateway::RequestValidator',
        Properties: { ValidateRequestBody: true, ValidateRequestParameters: true, ...validator },
      },
    });

  it.each([
    {},
    { AuthorizationType: 'COGNITO_USER_POOLS' },
    { AuthorizationType: 'AWS_IAM', AuthorizerId: undefined },
    {
      HttpMethod: 'OPTIONS',
      AuthorizationType: 'NONE',
      AuthorizerId: undefined,
      RequestValidatorId: undefined,
      Integration: { Type: 'MOCK' },
    },
  ])('takes %j', (change) => {
    expect(find(change)).toEqual([]);
  });

  it.each([
    [{ AuthorizationType: 'NONE' }, 'has AuthorizationType NONE'],
    [{ AuthorizationType: undefined }, 'has AuthorizationType missing'],
    [{ AuthorizationType: { Ref: 'Parameter' } }, 'has AuthorizationType no literal'],
    [{ AuthorizerId: undefined }, 'has AuthorizationType CUSTOM'],
    [{ AuthorizerId: 'abc123' }, 'has AuthorizationType CUSTOM'],
    [{ AuthorizerId: { Ref: 'Validator' } }, 'has AuthorizationType CUSTOM'],
    [{ RequestValidatorId: undefined }, VALIDATOR],
    [{ RequestValidatorId: { Ref: 'Authorizer' } }, VALIDATOR],
    [{ Integration: undefined }, INTEGRATION],
    [{ Integration: { Type: 'AWS_PROXY' } }, INTEGRATION],
    [{ Integration: { Type: 'MOCK' } }, INTEGRATION],
    [{ HttpMethod: 'OPTIONS', AuthorizationType: 'NONE' }, 'has AuthorizationType NONE'],
  ])('refuses %j', (change, problem) => {
    expect(find(change)).toEqual([
      expect.stringMatching(new RegExp(`^(?:GET|OPTIONS) /patients/{id} ${problem}`)),
    ]);
  });

  it('refuses any method', () => {
    expect(find({ HttpMethod: 'ANY' })).toEqual([expect.stringContaining('takes any method')]);
  });

  it.each([{ ValidateRequestBody: false }, { ValidateRequestParameters: undefined }])(
    'refuses a validator with %j',
    (validator) => {
      expect(find({}, validator)).toEqual([expect.stringContaining(VALIDATOR)]);
    },
  );

  it('names the root', () => {
    expect(
      find({ ResourceId: { 'Fn::GetAtt': ['Api', 'RootResourceId'] }, Integration: undefined }),
    ).toEqual([expect.stringContaining('GET / has no integration')]);
  });
});

describe('imported documents', () => {
  const INTEGRATED = {
    'x-amazon-apigateway-integration': {
      type: 'aws_proxy',
      httpMethod: 'POST',
      uri: { 'Fn::Sub': 'x' },
    },
  };
  const POOL = {
    type: 'apiKey',
    'x-amazon-apigateway-authorizer': { type: 'cognito_user_pools', providerARNs: ['x'] },
  };
  const SCHEMES = {
    pool: POOL,
    sigv4: { type: 'apiKey', 'x-amazon-apigateway-authtype': 'awsSigv4' },
    lambda: { 'x-amazon-apigateway-authorizer': { type: 'request', authorizerUri: 'x' } },
    key: { type: 'apiKey' },
    empty: { 'x-amazon-apigateway-authorizer': { type: 'cognito_user_pools', providerARNs: [] } },
    other: { 'x-amazon-apigateway-authorizer': { type: 'jwt', authorizerUri: 'x' } },
    nowhere: { 'x-amazon-apigateway-authorizer': { type: 'token' } },
  };
  const ROOT = {
    openapi: '3.0.3',
    security: [{ pool: [] }],
    components: { securitySchemes: SCHEMES },
    'x-amazon-apigateway-request-validator': 'all',
    'x-amazon-apigateway-request-validators': {
      all: { validateRequestBody: true, validateRequestParameters: true },
      body: { validateRequestBody: true, validateRequestParameters: false },
    },
  };
  const findBody = (body: unknown, change: object = {}) =>
    findIn(apiOperations, {
      Subject: { Type: 'AWS::ApiGateway::RestApi', Properties: { Body: body, ...change } },
    });
  const findOperation = (operation: object, root: object = {}, method = 'get') =>
    findBody({
      ...ROOT,
      ...root,
      paths: { '/patients': { summary: 'x', [method]: { ...INTEGRATED, ...operation } } },
    });
  const preflight = { security: [], 'x-amazon-apigateway-integration': { type: 'mock' } };

  it.each([
    [{}, {}, 'get'],
    [{ security: [{ sigv4: [] }] }, { security: undefined }, 'post'],
    [{ security: [{ key: [], lambda: [] }] }, {}, 'put'],
    [
      { 'x-amazon-apigateway-request-validator': 'all' },
      { 'x-amazon-apigateway-request-validator': undefined },
      'delete',
    ],
    [{ 'x-amazon-apigateway-auth': { type: 'AWS_IAM' } }, {}, 'get'],
    [{}, { components: undefined, securityDefinitions: SCHEMES }, 'get'],
    [preflight, {}, 'options'],
    [
      {
        'x-amazon-apigateway-integration': { type: 'AWS_PROXY', httpMethod: 'POST', uri: 'x' },
      },
      {},
      'get',
    ],
  ])('takes the operation %j in %j', (operation, root, method) => {
    expect(findOperation(operation, root, method)).toEqual([]);
  });

  it.each([
    [{ security: [] }, {}, AUTHORIZER],
    [{ security: [{}] }, {}, AUTHORIZER],
    [{ security: [{ pool: [] }, {}] }, {}, AUTHORIZER],
    [{ security: [{ key: [] }] }, {}, AUTHORIZER],
    [{ security: [{ empty: [] }] }, {}, AUTHORIZER],
    [{ security: [{ nowhere: [] }] }, {}, AUTHORIZER],
    [{ security: [{ other: [] }] }, {}, AUTHORIZER],
    [{ security: [{ unknown: [] }] }, {}, AUTHORIZER],
    [{ security: { Ref: 'Parameter' } }, {}, AUTHORIZER],
    [{}, { security: undefined }, AUTHORIZER],
    [{}, { components: undefined }, AUTHORIZER],
    [{ 'x-amazon-apigateway-auth': { type: 'NONE' } }, {}, 'switches its authorizer off'],
    [{}, { 'x-amazon-apigateway-request-validator': undefined }, VALIDATOR],
    [{}, { 'x-amazon-apigateway-request-validators': undefined }, VALIDATOR],
    [{ 'x-amazon-apigateway-request-validator': 'body' }, {}, VALIDATOR],
    [{ 'x-amazon-apigateway-request-validator': { Ref: 'Parameter' } }, {}, VALIDATOR],
    [{ 'x-amazon-apigateway-integration': undefined }, {}, INTEGRATION],
    [{ 'x-amazon-apigateway-integration': { type: 'aws_proxy' } }, {}, INTEGRATION],
    [{ 'x-amazon-apigateway-integration': { type: 'aws_proxy', uri: 'x' } }, {}, INTEGRATION],
    [
      { 'x-amazon-apigateway-integration': { type: 'aws_proxy', httpMethod: 'POST' } },
      {},
      INTEGRATION,
    ],
    [{ 'x-amazon-apigateway-integration': { type: 'mock' } }, {}, INTEGRATION],
  ])('refuses the operation %j in %j', (operation, root, problem) => {
    expect(findOperation(operation, root)).toEqual([
      expect.stringContaining(`GET /patients ${problem}`),
    ]);
  });

  it('asks a preflight with an integration for its authorizer', () => {
    expect(findOperation({ security: [] }, {}, 'options')).toEqual([
      expect.stringContaining(`OPTIONS /patients ${AUTHORIZER}`),
    ]);
  });

  it.each([
    [{ ...ROOT, paths: { '/x': { 'x-amazon-apigateway-any-method': {} } } }, 'takes any method'],
    [{ ...ROOT, paths: { '/x': { $ref: 'other.yaml' } } }, '/x has a part that cannot be read'],
    [{ ...ROOT, paths: { '/x': { get: 'x' } } }, '/x has get that cannot be read'],
    [{ ...ROOT, paths: { '/x': 'x' } }, '/x cannot be read'],
    [ROOT, 'has no paths'],
    [{ 'Fn::Transform': {} }, 'has no paths'],
    ['x', 'has no paths'],
  ])('refuses the document %j', (body, problem) => {
    expect(findBody(body)).toEqual([expect.stringContaining(problem)]);
  });

  it('refuses a document that lies elsewhere', () => {
    expect(findBody(undefined, { BodyS3Location: { Bucket: 'x' } })).toEqual([
      expect.stringContaining('BodyS3Location'),
    ]);
  });

  it('leaves an API alone whose methods are resources', () => {
    expect(findBody(undefined)).toBeUndefined();
  });
});

describe('HTTP and WebSocket APIs', () => {
  const ROUTE = {
    ApiId: { Ref: 'Api' },
    RouteKey: 'GET /patients',
    AuthorizationType: 'JWT',
    AuthorizerId: { Ref: 'Authorizer' },
    Target: 'integrations/x',
  };
  const find = (change: object, protocol = 'HTTP') =>
    findIn(apiOperations, {
      Subject: { Type: 'AWS::ApiGatewayV2::Route', Properties: { ...ROUTE, ...change } },
      Api: { Type: 'AWS::ApiGatewayV2::Api', Properties: { ProtocolType: protocol } },
      Authorizer: { Type: 'AWS::ApiGatewayV2::Authorizer' },
    });

  it.each([
    [{}, 'HTTP'],
    [{ AuthorizationType: 'AWS_IAM', AuthorizerId: undefined }, 'HTTP'],
    [{ RouteKey: '$connect', AuthorizationType: 'CUSTOM' }, 'WEBSOCKET'],
    [{ RouteKey: '$default', AuthorizationType: undefined }, 'WEBSOCKET'],
  ])('takes the route %j of %s', (change, protocol) => {
    expect(find(change, protocol)).toEqual([]);
  });

  it.each([
    [{ AuthorizationType: 'NONE' }, 'HTTP', 'has AuthorizationType NONE'],
    [{ AuthorizationType: undefined }, 'HTTP', 'has AuthorizationType missing'],
    [{ AuthorizerId: 'abc' }, 'HTTP', 'has AuthorizationType JWT'],
    [{ Target: undefined }, 'HTTP', INTEGRATION],
    [{ RouteKey: 'ANY /patients' }, 'HTTP', 'does not name one method'],
    [{ RouteKey: '$default' }, 'HTTP', 'does not name one method'],
    [{ RouteKey: { Ref: 'Parameter' } }, 'HTTP', 'does not name one method'],
    [{ RouteKey: '$connect', AuthorizationType: 'NONE' }, 'WEBSOCKET', 'AuthorizationType NONE'],
    [{ ApiId: { Ref: 'Parameter' }, AuthorizationType: 'NONE' }, 'WEBSOCKET', 'NONE'],
  ])('refuses the route %j of %s', (change, protocol, problem) => {
    expect(find(change, protocol)).toEqual([expect.stringContaining(problem)]);
  });

  it('names the route', () => {
    expect(find({ Target: undefined })).toEqual([
      expect.stringContaining('GET /patients has no integration'),
    ]);
    expect(find({ RouteKey: { Ref: 'Parameter' } })).toEqual([
      expect.stringContaining('The route does not name'),
    ]);
  });

  it.each([[{ Body: {} }], [{ Target: 'x' }], [{ BodyS3Location: {} }]])(
    'refuses an API that makes its own routes: %j',
    (properties) => {
      expect(
        findIn(apiOperations, {
          Subject: { Type: 'AWS::ApiGatewayV2::Api', Properties: properties },
        }),
      ).toHaveLength(1);
    },
  );

  it('leaves an API alone whose routes are resources', () => {
    expect(findIn(apiOperations, { Subject: { Type: 'AWS::ApiGatewayV2::Api' } })).toBeUndefined();
  });
});

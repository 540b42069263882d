import { said } from '../reading/literals';
import { operationProblems } from '../reading/openapi';
import type { Rule } from '../rule';
import type { ResourceView, ZoneView } from '../reading/zone-view';
import { at } from '../reading/zone-view';

const S3_BODY =
  'BodyS3Location holds the document where no rule sees it. Write it into Body instead.';
const INTEGRATIONS: ReadonlySet<unknown> = new Set(['AWS', 'AWS_PROXY', 'HTTP', 'HTTP_PROXY']);

export const apiOperations: Rule = {
  name: 'ApiOperations',
  asks: 'Every operation of an API has an authorizer and an integration, and of a REST API a request validator too.',
  citations: ['164.312(a)(1)', '164.312(d)'],
  types: [
    'AWS::ApiGateway::RestApi',
    'AWS::ApiGateway::Method',
    'AWS::ApiGatewayV2::Api',
    'AWS::ApiGatewayV2::Route',
  ],
  find: (resource, zone) => FIND[resource.type]?.(resource, zone),
};

type Find = (resource: ResourceView, zone: ZoneView) => readonly string[] | undefined;

const FIND: Readonly<Record<string, Find>> = {
  'AWS::ApiGateway::RestApi': ({ properties }) => {
    const { Body: body, BodyS3Location: elsewhere } = properties;
    if (elsewhere !== undefined) return [S3_BODY];
    return body === undefined ? undefined : operationProblems(body);
  },

  'AWS::ApiGateway::Method': (method, zone) => {
    const { properties } = method;
    const { HttpMethod: verb, Integration: integration } = properties;
    // A preflight carries no credentials, and behind a mock there is nothing to protect.
    if (verb === 'OPTIONS' && at(integration, 'Type') === 'MOCK') return [];
    const problems = [
      ...(verb === 'ANY' ? ['takes any method. Name the methods that it has.'] : []),
      ...(hasAuthorizer(method, zone)
        ? []
        : [
            `has AuthorizationType ${said(properties['AuthorizationType'])}, expected AWS_IAM, or COGNITO_USER_POOLS or CUSTOM with the AuthorizerId of an authorizer of the zone. Set it.`,
          ]),
      ...(hasValidator(method, zone)
        ? []
        : [
            'has no validator of body and parameters. Set RequestValidatorId to an AWS::ApiGateway::RequestValidator with both true.',
          ]),
      ...(INTEGRATIONS.has(at(integration, 'Type')) && at(integration, 'Uri') !== undefined
        ? []
        : ['has no integration with Type and Uri. Add it; a mock is for OPTIONS only.']),
    ];
    const path = pathOf(zone, method, properties['ResourceId']);
    return problems.map((problem) => `${said(verb)} ${path === '' ? '/' : path} ${problem}`);
  },

  'AWS::ApiGatewayV2::Api': ({ properties }) => {
    const { Body: body, BodyS3Location: elsewhere, Target: target } = properties;
    if (elsewhere !== undefined) return [S3_BODY];
    return body === undefined && target === undefined
      ? undefined
      : [
          'Routes are made by Body or Target. Write them as AWS::ApiGatewayV2::Route, each with its authorizer.',
        ];
  },

  'AWS::ApiGatewayV2::Route': (route, zone) => {
    const {
      RouteKey: key,
      AuthorizationType: authorization,
      AuthorizerId: authorizer,
      Target: target,
    } = route.properties;
    const protocol = zone.follow(route, route.properties['ApiId'])?.properties['ProtocolType'];
    // A WebSocket is authorized once, when it is opened.
    const needsAuthorizer = protocol !== 'WEBSOCKET' || key === '$connect';
    const isAuthorized =
      authorization === 'AWS_IAM' ||
      ((authorization === 'JWT' || authorization === 'CUSTOM') &&
        zone.follow(route, authorizer)?.type === 'AWS::ApiGatewayV2::Authorizer');
    const isNamed =
      protocol === 'WEBSOCKET' || (typeof key === 'string' && /^(?!ANY )[A-Z]+ \//.test(key));
    return [
      ...(isNamed ? [] : ['does not name one method and one path. Write a route for each method.']),
      ...(!needsAuthorizer || isAuthorized
        ? []
        : [
            `has AuthorizationType ${said(authorization)}, expected AWS_IAM, or JWT or CUSTOM with the AuthorizerId of an authorizer of the zone. Set it.`,
          ]),
      ...(target === undefined ? ['has no integration. Set Target.'] : []),
    ].map((problem) => `${typeof key === 'string' ? key : 'The route'} ${problem}`);
  },
};

function hasAuthorizer(method: ResourceView, zone: ZoneView): boolean {
  const { AuthorizationType: type, AuthorizerId: authorizer } = method.properties;
  return (
    type === 'AWS_IAM' ||
    ((type === 'COGNITO_USER_POOLS' || type === 'CUSTOM') &&
      zone.follow(method, authorizer)?.type === 'AWS::ApiGateway::Authorizer')
  );
}

function hasValidator(method: ResourceView, zone: ZoneView): boolean {
  const validator = zone.follow(method, method.properties['RequestValidatorId']);
  return (
    validator?.type === 'AWS::ApiGateway::RequestValidator' &&
    validator.properties['ValidateRequestBody'] === true &&
    validator.properties['ValidateRequestParameters'] === true
  );
}

/** Path of an API resource, put together from its parents. */
function pathOf(zone: ZoneView, from: ResourceView, value: unknown): string {
  const resource = zone.follow(from, value);
  if (resource?.type !== 'AWS::ApiGateway::Resource') return '';
  const { ParentId: parent, PathPart: part } = resource.properties;
  return `${pathOf(zone, resource, parent)}/${typeof part === 'string' ? part : '?'}`;
}

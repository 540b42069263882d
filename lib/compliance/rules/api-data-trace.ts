import { objectsIn, said } from '../reading/literals';
import type { Rule } from '../rule';
import type { JsonObject } from '../reading/zone-view';
import { isObject } from '../reading/zone-view';

/**
 * What a format of access logs may hold: what API Gateway knows of the call by itself, and which
 * AWS principal made it.
 *
 * Not what the caller chose freely, since there identifiers turn up: path (`resourcePath` is the
 * template of it), query, body, user agent. Not claims and the like of an authorizer: they tell of a
 * person, and patients sign in too. Not messages of errors: they repeat what was wrong, as IAM does
 * with the Authorization header and the validator with a value. Not credentials.
 *
 * `identity.sourceIp` is there because review of sign-ins needs it (164.308(a)(5)(ii)(C)); it stays
 * in an encrypted log group.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-variables-for-access-logging.html
 */
const VARIABLES: ReadonlySet<string> = new Set(
  [
    'accountId apiId stage deploymentId resourceId resourcePath routeKey',
    'requestId extendedRequestId awsEndpointRequestId awsEndpointRequestId2',
    'httpMethod protocol domainName domainPrefix customDomain.basePathMatched',
    'tlsVersion cipherSuite xrayTraceId requestTime requestTimeEpoch',
    'status responseLength responseLatency error.responseType dataProcessed',
    'authenticate.latency authenticate.status authorize.latency authorize.status',
    'authorizer.latency authorizer.status authorizer.requestId',
    'authorizer.integrationLatency authorizer.integrationStatus',
    'integration.latency integration.status integration.requestId',
    'integration.integrationStatus integrationLatency integrationStatus',
    'waf.latency waf.status wafResponseCode webaclArn',
    'identity.sourceIp identity.accountId identity.caller identity.user',
    'identity.userArn identity.principalOrgId identity.vpcId identity.vpceId',
    'identity.apiKeyId connectionId connectedAt eventType messageDirection',
  ].flatMap((line) => line.split(' ')),
);

export const apiDataTrace: Rule = {
  name: 'ApiDataTrace',
  asks: 'Neither execution logs nor access logs of an API hold what is in a request or response.',
  citations: ['164.502(b)', '164.312(a)(1)'],
  types: ['AWS::ApiGateway::Stage', 'AWS::ApiGateway::Deployment', 'AWS::ApiGatewayV2::Stage'],
  find: ({ type, properties }) => {
    if (type !== 'AWS::ApiGateway::Deployment') return stageProblems(properties);
    const { StageDescription: stage } = properties;
    if (stage === undefined) return [];
    return isObject(stage)
      ? stageProblems(stage)
      : ['StageDescription cannot be read. Write the stage as AWS::ApiGateway::Stage.'];
  },
};

/** Of a stage, under the names of either version of API Gateway. */
function stageProblems(stage: JsonObject): readonly string[] {
  const {
    MethodSettings: methods = [],
    RouteSettings: routes = {},
    DefaultRouteSettings: standard = {},
    AccessLogSetting: first,
    AccessLogSettings: second,
  } = stage;
  const routeSettings = isObject(routes) ? Object.values(routes) : [routes];
  const settings = objectsIn([
    stage,
    standard,
    ...routeSettings,
    ...(Array.isArray(methods) ? (methods as readonly unknown[]) : [methods]),
  ]);
  return [
    ...(settings === undefined
      ? ['MethodSettings or RouteSettings cannot be read. Write them out.']
      : settings.flatMap(traceProblems)),
    ...[first, second].flatMap(formatProblems),
  ];
}

function traceProblems({ DataTraceEnabled: traces = false }: JsonObject): readonly string[] {
  return traces === false
    ? []
    : [
        `DataTraceEnabled is ${said(traces)}, expected false. Remove it: it logs whole requests and responses.`,
      ];
}

function formatProblems(setting: unknown): readonly string[] {
  if (setting === undefined) return [];
  const format = isObject(setting) ? (setting['Format'] ?? '') : undefined;
  if (typeof format !== 'string') {
    return ['The format of the access log cannot be read. Write it as a literal.'];
  }
  const variables = [...format.matchAll(/\$[\w.!{]*/g)].map(([text]) => text.replace(/\.+$/, ''));
  return [...new Set(variables)]
    .filter((variable) => !VARIABLES.has(variable.replace(/^\$context\./, '')))
    .map(
      (variable) =>
        `The format of the access log has ${variable}, which may hold an identifier or a credential. Remove it; $context.resourcePath and $context.requestId say which call it was.`,
    );
}

import type { JsonObject } from './zone-view';
import { at, isObject } from './zone-view';

/**
 * Reading of an OpenAPI document that API Gateway imports. Its operations become no resources of the
 * template, so that rules on methods see nothing of them.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions.html
 */

/** Keys of a path item that are operations. */
export const METHODS: ReadonlySet<string> = new Set([
  'get',
  'put',
  'post',
  'delete',
  'options',
  'head',
  'patch',
]);
/** What else may stand in a path. */
const BESIDE: ReadonlySet<string> = new Set(['summary', 'description', 'servers', 'parameters']);
/** The key of an operation that takes every method. */
export const ANY_METHOD = 'x-amazon-apigateway-any-method';
const INTEGRATIONS: ReadonlySet<string | undefined> = new Set([
  'aws',
  'aws_proxy',
  'http',
  'http_proxy',
]);

/** Operations without authorizer, request validator or integration, and what cannot be read. */
export function operationProblems(body: unknown): readonly string[] {
  const paths = at(body, 'paths');
  if (!isObject(body) || !isObject(paths)) {
    return ['Body has no paths that a rule can read. Write the document out in the template.'];
  }
  return Object.entries(paths)
    .filter(([path]) => !path.startsWith('x-'))
    .flatMap(([path, item]) =>
      isObject(item)
        ? Object.entries(item).flatMap(([key, operation]) =>
            itemProblems(body, path, key, operation),
          )
        : [`${path} cannot be read. Write it out.`],
    );
}

function itemProblems(
  body: JsonObject,
  path: string,
  key: string,
  operation: unknown,
): readonly string[] {
  if (key === ANY_METHOD) {
    return [`${path} takes any method. Name the methods that it has.`];
  }
  if (METHODS.has(key) && isObject(operation)) {
    const name = `${key.toUpperCase()} ${path}`;
    const integration = operation['x-amazon-apigateway-integration'];
    // A preflight carries no credentials, and behind a mock there is nothing to protect.
    if (key === 'options' && typeOf(integration) === 'mock') return [];
    return [
      ...authorizerProblems(body, operation),
      ...validatorProblems(body, operation),
      ...integrationProblems(integration),
    ].map((problem) => `${name} ${problem}`);
  }
  return BESIDE.has(key) || key.startsWith('x-')
    ? []
    : [`${path} has ${METHODS.has(key) ? key : 'a part'} that cannot be read. Write it out.`];
}

function authorizerProblems(body: JsonObject, operation: JsonObject): readonly string[] {
  const own = operation['x-amazon-apigateway-auth'];
  if (own !== undefined && at(own, 'type') !== 'AWS_IAM') {
    return ['switches its authorizer off by x-amazon-apigateway-auth. Remove that.'];
  }
  const alternatives = operation['security'] ?? body['security'];
  const schemes = at(body, 'components', 'securitySchemes') ?? at(body, 'securityDefinitions');
  return Array.isArray(alternatives) &&
    alternatives.length > 0 &&
    alternatives.every(
      (alternative) =>
        isObject(alternative) &&
        Object.keys(alternative).some((scheme) => isAuthorizer(at(schemes, scheme))),
    )
    ? []
    : [
        'has no authorizer. Name in `security`, in each alternative, a scheme with x-amazon-apigateway-authtype awsSigv4 or an x-amazon-apigateway-authorizer.',
      ];
}

/** An API key alone is none: it says which plan is used, not who calls. */
function isAuthorizer(scheme: unknown): boolean {
  if (at(scheme, 'x-amazon-apigateway-authtype') === 'awsSigv4') return true;
  const authorizer = at(scheme, 'x-amazon-apigateway-authorizer');
  if (!isObject(authorizer)) return false;
  const { type, providerARNs: pools, authorizerUri: uri } = authorizer;
  return type === 'cognito_user_pools'
    ? Array.isArray(pools) && pools.length > 0
    : (type === 'token' || type === 'request') && uri !== undefined;
}

function validatorProblems(body: JsonObject, operation: JsonObject): readonly string[] {
  const extension = 'x-amazon-apigateway-request-validator';
  const name = operation[extension] ?? body[extension];
  const validator = typeof name === 'string' ? at(body, `${extension}s`, name) : undefined;
  return ['validateRequestBody', 'validateRequestParameters'].every(
    (what) => at(validator, what) === true,
  )
    ? []
    : [
        `has no validator of body and parameters. Name one in ${extension} that ${extension}s has with both true.`,
      ];
}

function integrationProblems(integration: unknown): readonly string[] {
  return INTEGRATIONS.has(typeOf(integration)) &&
    at(integration, 'httpMethod') !== undefined &&
    at(integration, 'uri') !== undefined
    ? []
    : [
        'has no integration. Give its x-amazon-apigateway-integration type, httpMethod and uri; a mock is for OPTIONS only.',
      ];
}

/** In small letters, since API Gateway takes either. */
function typeOf(integration: unknown): string | undefined {
  const type = at(integration, 'type');
  return typeof type === 'string' ? type.toLowerCase() : undefined;
}

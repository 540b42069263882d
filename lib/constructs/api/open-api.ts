import type { ApiFunction, ApiRoot } from '../../../lambda/shared/http/generated/routes';
import type { ApiOperation, OpenApiDocument, OpenApiOperation } from '../../api/document';
import { apiOf } from '../../api/document';
import type { JsonObject } from '../../compliance/reading/json';
import { at, isObject } from '../../compliance/reading/json';
import { API_SCOPE } from '../../names';
import { modelsFor } from './gateway-models';
import { gatewayResponses } from './gateway-responses';

export interface GatewayDocumentProps {
  /** `api/openapi.yaml`. */
  readonly document: OpenApiDocument;
  /** URI by which API Gateway invokes a function, by the name of the function. */
  readonly invocationUris: Readonly<Record<ApiFunction, string>>;
  readonly userPoolArn: string;
}

const VALIDATOR = 'everything';
/** API Gateway waits no longer by default; the functions end before. */
const LONGEST_MILLISECONDS = 29_000;

/** Where each kind of caller calls, and what a token of his must say. */
const ROOTS: Readonly<
  Record<ApiRoot, { readonly path: string; readonly scopes: readonly string[] }>
> = {
  people: { path: '/v1/', scopes: [API_SCOPE] },
  services: { path: '/service/v1/', scopes: [] },
};

/**
 * The document for API Gateway: operations of the source with authorizer, validation of shape, and
 * integration, and what the gateway answers by itself. What it does not use (answers, examples,
 * descriptions) is left out.
 *
 * @throws Error when the source has something that nobody has decided how to deploy
 */
export function gatewayDocument(props: GatewayDocumentProps): JsonObject {
  const { document, userPoolArn } = props;
  const { operations, schemas } = apiOf(document);
  const requests = operations.flatMap(({ request }) => request ?? []);
  return {
    openapi: '3.0.3',
    info: { title: at(document, 'info', 'title'), version: at(document, 'info', 'version') },
    'x-amazon-apigateway-request-validators': {
      [VALIDATOR]: { validateRequestBody: true, validateRequestParameters: true },
    },
    'x-amazon-apigateway-request-validator': VALIDATOR,
    'x-amazon-apigateway-gateway-responses': gatewayResponses(),
    paths: pathsOf(operations, props),
    components: {
      schemas: modelsFor(requests, schemas),
      securitySchemes: securitySchemes(userPoolArn),
    },
  };
}

/** Methods of the operations, in capitals, by who calls them. */
export function methodsOf(document: OpenApiDocument): Readonly<Record<ApiRoot, readonly string[]>> {
  const { operations } = apiOf(document);
  const of = (wanted: ApiRoot): readonly string[] => [
    ...new Set(operations.filter(({ root }) => root === wanted).map(({ method }) => method)),
  ];
  return { people: of('people'), services: of('services') };
}

function pathsOf(operations: readonly ApiOperation[], props: GatewayDocumentProps): JsonObject {
  const paths = new Map<string, JsonObject>();
  for (const operation of operations) {
    const { path } = operation;
    const method = operation.method.toLowerCase();
    const source = props.document.paths[path]?.[method];
    if (source === undefined || method.startsWith('x-')) {
      throw new Error(`${nameOf(operation)} takes any method. Name the methods that it has.`);
    }
    paths.set(path, { ...paths.get(path), [method]: deployed(operation, source, props) });
  }
  return Object.fromEntries(paths);
}

function deployed(
  operation: ApiOperation,
  source: OpenApiOperation,
  { document, invocationUris }: GatewayDocumentProps,
): JsonObject {
  const { request } = operation;
  const headers = headersOf(operation, source, document);
  return {
    operationId: operation.operationId,
    security: securityOf(operation, source),
    ...(headers.length === 0 ? {} : { parameters: headers }),
    ...(request === undefined
      ? {}
      : {
          requestBody: {
            required: true,
            content: {
              'application/json': { schema: { $ref: `#/components/schemas/${request}` } },
            },
          },
        }),
    responses: Object.fromEntries(
      operation.statuses.map((status) => [String(status), { description: `Answer ${status}` }]),
    ),
    'x-amazon-apigateway-integration': {
      type: 'aws_proxy',
      httpMethod: 'POST',
      uri: uriOf(operation, invocationUris),
      timeoutInMillis: LONGEST_MILLISECONDS,
    },
  };
}

function uriOf(
  operation: ApiOperation,
  uris: Readonly<Record<string, string | undefined>>,
): string {
  const uri = uris[operation.function];
  if (uri !== undefined) return uri;
  throw new Error(
    `${nameOf(operation)}: x-hlz-function of its tag is ${operation.function}, expected one of ${Object.keys(uris).join(', ')}`,
  );
}

/**
 * Its authorizer, on each operation: API Gateway takes none from the root of the document. People
 * come with an access token and not an id token, for which the method must name a scope.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-enable-cognito-user-pool.html
 */
function securityOf(
  operation: ApiOperation,
  { security }: OpenApiOperation,
): readonly JsonObject[] {
  const { root } = operation;
  const { path, scopes } = ROOTS[root];
  const schemes = security.map((alternative) => Object.keys(alternative).join());
  if (!operation.path.startsWith(path) || schemes.join(' or ') !== root) {
    throw new Error(
      `${nameOf(operation)}: expected security people below /v1 or services below /service/v1, and nothing else`,
    );
  }
  return [{ [root]: scopes }];
}

function securitySchemes(userPoolArn: string): Readonly<Record<ApiRoot, JsonObject>> {
  const header = { type: 'apiKey', name: 'Authorization', in: 'header' };
  return {
    people: {
      ...header,
      'x-amazon-apigateway-authtype': 'cognito_user_pools',
      'x-amazon-apigateway-authorizer': {
        type: 'cognito_user_pools',
        providerARNs: [userPoolArn],
        // Each call is judged.
        authorizerResultTtlInSeconds: 0,
      },
    },
    services: { ...header, 'x-amazon-apigateway-authtype': 'awsSigv4' },
  };
}

/**
 * Its headers, written out. None is demanded here: API Gateway finds no header in another case than
 * ours, and HTTP/2 knows small letters only.
 */
function headersOf(
  operation: ApiOperation,
  { parameters = [] }: OpenApiOperation,
  document: OpenApiDocument,
): readonly JsonObject[] {
  return parameters.map((entry) => {
    const reference = at(entry, '$ref');
    const parameter =
      typeof reference === 'string' ? at(document, ...reference.slice(2).split('/')) : entry;
    if (isObject(parameter) && parameter['in'] === 'header') {
      return { name: parameter['name'], in: 'header', required: false, schema: { type: 'string' } };
    }
    throw new Error(`${nameOf(operation)} has a parameter that is no header: ids stand in bodies`);
  });
}

function nameOf({ method, path }: ApiOperation): string {
  return `api/openapi.yaml: ${method} ${path}`;
}

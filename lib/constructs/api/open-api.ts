import type { JsonObject } from '../../compliance/reading/json';
import { at, isObject } from '../../compliance/reading/json';
import { API_SCOPE } from '../../names';
import { modelsFor, shapeOf } from './gateway-models';
import { gatewayResponses } from './gateway-responses';

/** Functions that answer operations. */
export type ApiFunction = 'access-api' | 'ledger-api';

export interface GatewayDocumentProps {
  /** `api/openapi.yaml`, parsed. */
  readonly document: unknown;
  /** URI by which API Gateway invokes a function (`invocationUri`), by the name of the function. */
  readonly invocationUris: Readonly<Record<ApiFunction, string>>;
  readonly userPoolArn: string;
}

const METHODS = ['get', 'put', 'post', 'delete', 'patch', 'head'] as const;
/** Of a path, beside its methods. */
const BESIDE: ReadonlySet<string> = new Set(['summary', 'description']);
const VALIDATOR = 'everything';
/** API Gateway waits no longer by default; the functions end before. */
const LONGEST_MILLISECONDS = 29_000;

/**
 * The document for API Gateway: operations of the source with authorizer, validation of shape, and
 * integration, and what the gateway answers by itself. What it does not use (answers, examples,
 * descriptions of fields) is left out. Not in the source, since all of it belongs to one zone.
 *
 * @throws Error when the source has something that nobody has decided how to deploy
 */
export function gatewayDocument(props: GatewayDocumentProps): JsonObject {
  const { document, userPoolArn } = props;
  const operations = operationsIn(document);
  const bodies = operations
    .map(({ operation }) => bodyOf(operation))
    .filter((body) => body !== undefined);
  return {
    openapi: '3.0.3',
    info: { title: at(document, 'info', 'title'), version: at(document, 'info', 'version') },
    'x-amazon-apigateway-request-validators': {
      [VALIDATOR]: { validateRequestBody: true, validateRequestParameters: true },
    },
    'x-amazon-apigateway-request-validator': VALIDATOR,
    'x-amazon-apigateway-gateway-responses': gatewayResponses(),
    paths: joined(operations.map((found) => ({ ...found, deployed: deployed(found, props) }))),
    components: {
      schemas: modelsFor(document, bodies),
      securitySchemes: securitySchemes(userPoolArn),
    },
  };
}

/** An operation of the source, and where it stands. */
export interface FoundOperation {
  readonly path: string;
  /** In small letters. */
  readonly method: string;
  readonly operation: JsonObject;
}

/**
 * Every operation of a document.
 *
 * @throws Error when a path has a part that is none
 */
export function operationsIn(document: unknown): readonly FoundOperation[] {
  const paths = at(document, 'paths');
  if (!isObject(paths)) throw new Error('api/openapi.yaml has no paths');
  return Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(isObject(item) ? item : {})
      .filter(([key]) => !BESIDE.has(key))
      .map(([method, operation]) => {
        if (METHODS.some((known) => known === method) && isObject(operation)) {
          return { path, method, operation };
        }
        throw new Error(`api/openapi.yaml: ${path} has ${method}, which is deployed nowhere`);
      }),
  );
}

/** Methods of the operations, in capitals, by who calls them. */
export function methodsOf(
  document: unknown,
): Readonly<Record<'people' | 'services', readonly string[]>> {
  const below = (root: string): readonly string[] => [
    ...new Set(
      operationsIn(document)
        .filter(({ path }) => path.startsWith(`${root}/`))
        .map(({ method }) => method.toUpperCase()),
    ),
  ];
  return { people: below('/v1'), services: below('/service/v1') };
}

/** Paths of some operations, below both roots. */
export function pathsOf(document: unknown, operationIds: readonly string[]): readonly string[] {
  const wanted = new Set(
    operationIds.flatMap((id) => [id, `service${id.charAt(0).toUpperCase()}${id.slice(1)}`]),
  );
  return operationsIn(document)
    .filter(({ operation: { operationId: id } }) => wanted.has(String(id)))
    .map(({ path }) => path);
}

function deployed(
  found: FoundOperation,
  { document, invocationUris }: GatewayDocumentProps,
): JsonObject {
  const { operation } = found;
  const body = bodyOf(operation);
  const parameters = parametersOf(document, operation);
  const answers = operation['responses'];
  return {
    operationId: operation['operationId'],
    security: securityOf(found),
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(body === undefined
      ? {}
      : { requestBody: { required: true, content: { 'application/json': { schema: body } } } }),
    responses: Object.fromEntries(
      Object.keys(isObject(answers) ? answers : {}).map((status) => [
        status,
        { description: `Answer ${status}` },
      ]),
    ),
    'x-amazon-apigateway-integration': {
      type: 'aws_proxy',
      httpMethod: 'POST',
      uri: invocationUris[functionOf(document, found)],
      timeoutInMillis: LONGEST_MILLISECONDS,
    },
  };
}

/** Which function answers, as the tag of the operation says. */
function functionOf(document: unknown, { path, method, operation }: FoundOperation): ApiFunction {
  const [tag]: readonly unknown[] = [operation['tags']].flat();
  const tags: readonly unknown[] = [at(document, 'tags')].flat();
  const name = at(
    tags.find((entry) => at(entry, 'name') === tag),
    'x-hlz-function',
  );
  if (name === 'access-api' || name === 'ledger-api') return name;
  throw new Error(
    `api/openapi.yaml: ${method.toUpperCase()} ${path}: x-hlz-function of its first tag is ${String(name)}, expected access-api or ledger-api`,
  );
}

/**
 * Its authorizer, on each operation: API Gateway takes none from the root of the document. People
 * come with an access token and not an id token, for which the method must name a scope.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-enable-cognito-user-pool.html
 */
function securityOf({ path, method, operation }: FoundOperation): readonly JsonObject[] {
  const alternatives: readonly unknown[] = [operation['security']].flat();
  const [scheme, ...more] = alternatives.flatMap((entry) =>
    isObject(entry) ? Object.keys(entry) : [],
  );
  const root = ROOTS.find((known) => path.startsWith(`${known.root}/`));
  if (root === undefined || scheme !== root.scheme || more.length > 0) {
    throw new Error(
      `api/openapi.yaml: ${method.toUpperCase()} ${path}: expected security people below /v1 or services below /service/v1, and nothing else`,
    );
  }
  return [{ [root.scheme]: root.scopes }];
}

/** Roots of paths, who calls below them, and what his token must say. */
const ROOTS = [
  { root: '/v1', scheme: 'people', scopes: [API_SCOPE] },
  { root: '/service/v1', scheme: 'services', scopes: [] },
] as const;

function securitySchemes(userPoolArn: string): JsonObject {
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

/** Shape of the body, where the operation takes one. */
function bodyOf(operation: JsonObject): JsonObject | undefined {
  const schema = at(operation, 'requestBody', 'content', 'application/json', 'schema');
  return schema === undefined ? undefined : shapeOf(schema);
}

/** Its headers, written out. None is demanded here: API Gateway takes no other case than ours, and HTTP/2 knows small letters only. */
function parametersOf(document: unknown, operation: JsonObject): readonly JsonObject[] {
  const listed: readonly unknown[] = [operation['parameters'] ?? []].flat();
  return listed.map((entry) => {
    const reference = at(entry, '$ref');
    const parameter =
      typeof reference === 'string'
        ? at(document, ...reference.replace('#/', '').split('/'))
        : entry;
    if (!isObject(parameter) || parameter['in'] !== 'header') {
      throw new Error(
        `api/openapi.yaml: a parameter of ${String(operation['operationId'])} is no header. Ids stand in bodies only`,
      );
    }
    return { name: parameter['name'], in: 'header', required: false, schema: { type: 'string' } };
  });
}

function joined(
  operations: readonly (FoundOperation & { readonly deployed: JsonObject })[],
): JsonObject {
  const paths = new Map<string, JsonObject>();
  for (const { path, method, deployed: operation } of operations) {
    paths.set(path, { ...paths.get(path), [method]: operation });
  }
  return Object.fromEntries(paths);
}

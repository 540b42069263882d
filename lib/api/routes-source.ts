import type { Api, ApiOperation } from './document';
import { GENERATED } from './generated';

/** Below it, services call what people call. */
const FOLDER = '/service';

/** Source text of `routes.ts`: which operation a method and a path stand for, and who answers it. */
export function routesSource({ operations }: Api): string {
  const own = operations.filter(({ root }) => root === 'people');
  const functions = [...new Set(operations.map((operation) => operation.function))].toSorted();
  return [
    GENERATED,
    '',
    '/** People come with a token, services with a signature. */',
    "export type ApiRoot = 'people' | 'services';",
    '',
    '/** Functions that answer. */',
    `export type ApiFunction = ${functions.map((name) => `'${name}'`).join(' | ')};`,
    '',
    '/** Operations by the function that answers them; the same on both roots. */',
    'export interface OperationsOf {',
    ...functions.map((name) => {
      const ids = own.filter((operation) => operation.function === name);
      return `  readonly '${name}':\n${ids.map(({ operation }) => `    | '${operation}'`).join('\n')};`;
    }),
    '}',
    'export type OperationId = OperationsOf[ApiFunction];',
    '',
    '/** One method on one path. */',
    'export interface Route {',
    '  readonly operation: OperationId;',
    '  readonly root: ApiRoot;',
    '  readonly method: string;',
    '  readonly path: string;',
    '  readonly function: ApiFunction;',
    '  /** Whether it takes a body. */',
    '  readonly body: boolean;',
    '  /** Bytes of the longest body. @default - `LONGEST_BODY` */',
    '  readonly longestBody?: number;',
    '}',
    '',
    '/** Operation, path and function; bytes of the longest body; the method where it is not POST: then it has no body. */',
    'type Listed = readonly [OperationId, string, ApiFunction, (number | undefined)?, string?];',
    'const LISTED: readonly Listed[] = [',
    ...own.map((at) => `  [${listed(at)}],`),
    '];',
    '',
    '/** Short in a bundle: every function has all of them. */',
    'const OF_PEOPLE: readonly Route[] = LISTED.map(',
    "  ([operation, path, answering, longestBody, method = 'POST']): Route => ({",
    '    operation,',
    "    root: 'people',",
    '    method,',
    '    path,',
    '    function: answering,',
    "    body: method === 'POST',",
    '    ...(longestBody === undefined ? {} : { longestBody }),',
    '  }),',
    ');',
    '',
    '/** Operations that services have too. */',
    'const OF_SERVICES: ReadonlySet<OperationId> = new Set<OperationId>([',
    ...operations
      .filter(({ root }) => root === 'services')
      .map((at) => `  '${mirrored(at, own).operation}',`),
    ']);',
    '',
    '/** All of them; a service calls below another folder. */',
    'export const ROUTES: readonly Route[] = [',
    '  ...OF_PEOPLE,',
    '  ...OF_PEOPLE.filter(({ operation }) => OF_SERVICES.has(operation)).map(',
    `    (route): Route => ({ ...route, root: 'services', path: \`${FOLDER}\${route.path}\` }),`,
    '  ),',
    '];',
    '',
  ].join('\n');
}

/** @throws Error for a POST without a body, or a body of something else */
function listed(at: ApiOperation): string {
  const { operation, path, method, request, longestBody } = at;
  if ((method === 'POST') !== (request !== undefined)) {
    throw new Error(`${operation}: a POST has a body, and nothing else has.`);
  }
  const texts = [operation, path, at.function].map((text) => `'${text}'`);
  if (method !== 'POST') return [...texts, String(longestBody), `'${method}'`].join(', ');
  return [...texts, ...(longestBody === undefined ? [] : [String(longestBody)])].join(', ');
}

/**
 * The operation for people that is the same.
 *
 * @throws Error when there is none
 */
function mirrored(service: ApiOperation, own: readonly ApiOperation[]): ApiOperation {
  const same = own.find(
    ({ operation, method, path, request, longestBody }) =>
      operation === service.operation &&
      method === service.method &&
      `${FOLDER}${path}` === service.path &&
      request === service.request &&
      longestBody === service.longestBody,
  );
  if (same !== undefined) return same;
  throw new Error(`${service.operationId} is no operation for people below ${FOLDER}.`);
}

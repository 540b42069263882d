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
    'const OF_PEOPLE: readonly Route[] = [',
    ...own.map((at) => {
      const longest =
        at.longestBody === undefined ? '' : `, longestBody: ${String(at.longestBody)}`;
      return `  { operation: '${at.operation}', root: 'people', method: '${at.method}', path: '${at.path}', function: '${at.function}', body: ${String(at.request !== undefined)}${longest} },`;
    }),
    '];',
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

import type { Api } from './document';
import { GENERATED } from './generated';

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
    'export const ROUTES: readonly Route[] = [',
    ...operations.map((at) => {
      const longest =
        at.longestBody === undefined ? '' : `, longestBody: ${String(at.longestBody)}`;
      return `  { operation: '${at.operation}', root: '${at.root}', method: '${at.method}', path: '${at.path}', function: '${at.function}', body: ${String(at.request !== undefined)}${longest} },`;
    }),
    '];',
    '',
  ].join('\n');
}

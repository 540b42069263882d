import type { Route } from './generated/routes';
import { ROUTES } from './generated/routes';
import { RequestError } from './problem';

const BY_NAME: ReadonlyMap<string, Route> = new Map(
  ROUTES.map((route) => [nameOf(route.method, route.path), route]),
);

/**
 * The operation that a method and a path stand for.
 *
 * @throws RequestError 404 when there is none
 */
export function findRoute(method: string, path: string): Route {
  const route = BY_NAME.get(nameOf(method, path));
  if (route !== undefined) return route;
  throw new RequestError(404, {
    code: 'no-such-operation',
    title: 'There is no such operation.',
    detail: 'api/openapi.yaml lists the operations with their methods and paths.',
  });
}

function nameOf(method: string, path: string): string {
  return `${method.toUpperCase()} ${path}`;
}

import { ROUTES } from '../../../../lambda/shared/http/generated/routes';
import { findRoute } from '../../../../lambda/shared/http/route';

test.each(ROUTES.map((route) => [`${route.method} ${route.path}`, route] as const))(
  '%s is found',
  (_, route) => {
    expect(findRoute(route.method.toLowerCase(), route.path)).toBe(route);
  },
);

test('has no two routes for the same method and path', () => {
  expect(new Set(ROUTES.map(({ method, path }) => `${method} ${path}`)).size).toBe(ROUTES.length);
});

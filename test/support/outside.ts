import type { MAKERS } from './makers';

type Makers = typeof MAKERS;

declare global {
  /** Makes a thing outside of the test files of this process; set by `environment.cjs`. Nothing, where the process outlives its code or no test runs. */
  var makeOutside: ((what: string, given: string) => string) | undefined;
}

/**
 * What a maker makes of what is given to it. Both are JSON: see `make-outside.cjs` for why it is made
 * there.
 *
 * @throws what the maker throws
 */
export function made<What extends keyof Makers>(
  what: What,
  ...[given]: Parameters<Makers[What]>
): ReturnType<Makers[What]> {
  const text = JSON.stringify(given ?? null);
  return JSON.parse(globalThis.makeOutside?.(what, text) ?? makeHere(what, text)) as ReturnType<
    Makers[What]
  >;
}

function makeHere(what: keyof Makers, given: string): string {
  // Only where it is needed: it loads all of CDK. Named as it is, so that `jest --watch` sees it.
  const { MAKERS: makers } = require('./makers') as { readonly MAKERS: Makers };
  const make: (value: never) => unknown = makers[what];
  return JSON.stringify(make(JSON.parse(given) as never));
}

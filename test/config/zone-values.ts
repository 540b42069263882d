/** Things that tests know of config values, without the code that they test. */

/** Dotted path and value of each leaf: scalar, empty list, empty mapping. */
export function leaves(
  value: unknown,
  path: readonly string[] = [],
): readonly (readonly [string, unknown])[] {
  const children = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return children.length === 0
    ? [[path.join('.'), value]]
    : children.flatMap(([key, child]) => leaves(child, [...path, key]));
}

/** A tree of mappings from pairs of a path and the value there. */
export function treeOf(pairs: readonly (readonly [readonly string[], unknown])[]): object {
  const root: Record<string, unknown> = {};
  for (const [path, value] of pairs) {
    let holder = root;
    for (const key of path.slice(0, -1)) {
      holder[key] ??= {};
      holder = holder[key] as Record<string, unknown>;
    }
    // A copy: a later pair may put something into it.
    holder[path.at(-1) ?? ''] = structuredClone(value);
  }
  return root;
}

/** Path and value of each field; a list is one field, and so is a mapping with nothing in it. */
export function fields(
  value: unknown,
  path: readonly string[] = [],
): readonly (readonly [readonly string[], unknown])[] {
  const isMapping = typeof value === 'object' && value !== null && !Array.isArray(value);
  const children = isMapping ? Object.entries(value) : [];
  return children.length === 0
    ? [[path, value]]
    : children.flatMap(([key, child]) => fields(child, [...path, key]));
}

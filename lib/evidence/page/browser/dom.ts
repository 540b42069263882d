/**
 * The only way in which the script makes elements. Children that are text stay text: nothing here ever
 * parses markup.
 */
export function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Readonly<Record<string, string>>,
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
  made.append(...children);
  return made;
}

/** Elements of a kind below another one. */
export function all<T extends HTMLElement>(
  root: ParentNode,
  selector: string,
  kind: new () => T,
): readonly T[] {
  return [...root.querySelectorAll(selector)].filter((found): found is T => found instanceof kind);
}

/** The one element that the page always has. */
export function only<T extends HTMLElement>(
  root: ParentNode,
  selector: string,
  kind: new () => T,
): T {
  const [found] = all(root, selector, kind);
  if (found === undefined) throw new Error(`the page has no ${selector}`);
  return found;
}

/** `1 row`, `2 rows`; `3 of 7 rows` when some are hidden. */
export function shownOf(shown: number, total: number, one: string): string {
  const noun = total === 1 ? one : `${one}s`;
  return shown === total
    ? `${grouped(total)} ${noun}`
    : `${grouped(shown)} of ${grouped(total)} ${noun}`;
}

function grouped(count: number): string {
  return count.toLocaleString('en-US');
}

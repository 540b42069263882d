/** A piece of SVG whose text is escaped. Nothing but `element` and `together` makes one. */
export interface Markup {
  readonly markup: string;
}

type Attributes = Readonly<Record<string, string | number | undefined>>;

/** Elements that pictures are made of. Anything else in one was put there by somebody else. */
export const ELEMENTS = [
  'svg',
  'title',
  'desc',
  'style',
  'defs',
  'pattern',
  'g',
  'rect',
  'path',
  'circle',
  'text',
] as const;
export type ElementName = (typeof ELEMENTS)[number];

/** An element. Text in it is escaped, as are the values of its attributes. */
export function element(
  name: ElementName,
  attributes: Attributes,
  ...children: readonly (Markup | string)[]
): Markup {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${escaped(text(value))}"`)
    .join('');
  const inner = children
    .map((child) => (typeof child === 'string' ? escaped(child) : child.markup))
    .join('');
  return {
    markup: inner === '' ? `<${name}${written}/>` : `<${name}${written}>${inner}</${name}>`,
  };
}

/** Pieces one after the other, each on a line of its own. */
export function together(pieces: readonly Markup[]): Markup {
  return { markup: pieces.map(({ markup }) => markup).join('\n') };
}

/** A number as it stands in a path: no more than a tenth of a unit is seen. */
export function units(value: number): string {
  return String(Math.round(value * 10) / 10);
}

function text(value: string | number | undefined): string {
  return typeof value === 'number' ? units(value) : String(value);
}

/**
 * `>` too, since `]]>` may not stand in text. What XML 1.0 cannot hold becomes U+FFFD, and what nobody
 * sees: such characters turn the words beside them around.
 */
function escaped(value: string): string {
  return value
    .replaceAll(NOT_XML, '\uFFFD')
    .replaceAll(/\p{Cf}/gu, '\uFFFD')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** https://www.w3.org/TR/xml/#charsets: control characters, halves of pairs, non-characters. */
const NOT_XML = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;

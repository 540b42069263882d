/**
 * What our drawings are made of. They are markup already, so that nothing here escapes them: what they
 * may hold is listed, and anything else stops the page. Neither scripts nor links nor foreign content.
 */
const ELEMENTS: ReadonlySet<string> = new Set(
  'svg g path rect line polyline polygon circle ellipse text tspan title desc defs marker pattern style'.split(
    ' ',
  ),
);

const TAG = /<(\/?)([A-Za-z][\w-]*)((?:\s+[\w:-]+="[^"<>]*")*)\s*\/?>/g;
/** What would be loaded from somewhere. */
const ADDRESS = /url\((?!['"]?#)|@import/i;
const ATTRIBUTE = /([\w:-]+)="([^"<>]*)"/g;

/** A drawing that may stand within the page. */
export interface InlineSvg {
  readonly svg: string;
  /** What its style sheets hold, as a browser reads it: the policy of the page names them by hash. */
  readonly styles: readonly string[];
}

/**
 * Checks a drawing.
 *
 * @throws Error when it holds what a drawing of ours never does
 */
export function inlineSvg(svg: string): InlineSvg {
  const own = svg.replace(/^\s*<\?xml[^>]*\?>/, '').trim();
  const rest = own.replaceAll(TAG, (_tag, _end, name: string, attributes: string) => {
    if (!ELEMENTS.has(name)) throw refused(`an element ${name}`);
    for (const [, attribute = '', value = ''] of attributes.matchAll(ATTRIBUTE)) {
      if (/^on|^style$/i.test(attribute)) throw refused(`an attribute ${attribute}`);
      if (/href$/i.test(attribute) && !value.startsWith('#')) throw refused('a link');
      if (ADDRESS.test(value)) throw refused('an address');
    }
    return '';
  });
  if (rest.includes('<')) throw refused('markup that is not well-formed');
  const styles = [...own.matchAll(/<style>([^<]*)<\/style>/g)].map(([, style = '']) => read(style));
  if (styles.some((style) => ADDRESS.test(style))) throw refused('an address');
  return { svg: own, styles };
}

/** Text as it was before it was escaped. */
function read(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
}

function refused(what: string): Error {
  return new Error(
    `a picture holds ${what}, expected plain shapes and text: mend what draws it in lib/evidence/pictures`,
  );
}

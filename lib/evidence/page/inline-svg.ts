/**
 * What our drawings are made of. They are markup already, so that nothing here escapes them: what they
 * may hold is listed, and anything else stops the page. Neither scripts nor links nor foreign content.
 */
const ELEMENTS: ReadonlySet<string> = new Set(
  'svg g path rect line polyline polygon circle ellipse text tspan title desc defs marker style use symbol'.split(
    ' ',
  ),
);

const TAG = /<(\/?)([A-Za-z][\w-]*)((?:\s+[\w:-]+="[^"<>]*")*)\s*\/?>/g;
const ATTRIBUTE = /([\w:-]+)="([^"<>]*)"/g;

/**
 * A drawing as it may stand within the page.
 *
 * @throws Error when it holds what a drawing of ours never does
 */
export function inlineSvg(svg: string): string {
  const own = svg.replace(/^\s*<\?xml[^>]*\?>/, '').trim();
  const rest = own.replaceAll(TAG, (_tag, _end, name: string, attributes: string) => {
    if (!ELEMENTS.has(name)) throw refused(`an element ${name}`);
    for (const [, attribute = '', value = ''] of attributes.matchAll(ATTRIBUTE)) {
      if (/^on/i.test(attribute)) throw refused(`an attribute ${attribute}`);
      if (/href$/i.test(attribute) && !value.startsWith('#')) throw refused('a link');
      if (/url\((?!['"]?#)|@import/i.test(value)) throw refused('an address');
    }
    return '';
  });
  if (rest.includes('<')) throw refused('markup that is not well-formed');
  if (/url\((?!['"]?#)|@import/i.test(rest)) throw refused('an address');
  return own;
}

function refused(what: string): Error {
  return new Error(
    `a picture holds ${what}, expected plain shapes and text: mend what draws it in lib/evidence/pictures`,
  );
}

/** Programs by the token that tells them; the first that is found counts, since browsers name others too. */
const FAMILIES: readonly (readonly [family: string, token: RegExp])[] = [
  ['Edge', /\bEdg(?:e|A|iOS)?\/(\d{1,4})/],
  ['Opera', /\bOPR\/(\d{1,4})/],
  ['Firefox', /\b(?:Firefox|FxiOS)\/(\d{1,4})/],
  ['Chrome', /\b(?:Chrome|CriOS)\/(\d{1,4})/],
  ['Safari', /\bVersion\/(\d{1,4})\S* (?:Mobile\/\S+ )?Safari\//],
  ['aws-cli', /\baws-cli\/(\d{1,4})/],
  ['aws-sdk-js', /\baws-sdk-js\/(\d{1,4})/],
  ['aws-sdk-java', /\baws-sdk-java\/(\d{1,4})/],
  ['aws-sdk-go', /\baws-sdk-go(?:-v2)?\/(\d{1,4})/],
  ['boto', /\bBoto3?\/(\d{1,4})/i],
  ['python-requests', /\bpython-requests\/(\d{1,4})/],
  ['okhttp', /\bokhttp\/(\d{1,4})/],
  ['curl', /\bcurl\/(\d{1,4})/],
  ['axios', /\baxios\/(\d{1,4})/],
  ['node', /^(?:node|undici)(?:\/(\d{1,4}))?/],
  ['hlz-client', /\bhlz-client\/(\d{1,4})/],
];

const SYSTEMS: readonly (readonly [system: string, token: RegExp])[] = [
  ['Windows', /\bWindows\b/i],
  ['Android', /\bAndroid\b/],
  ['iOS', /\b(?:iPhone|iPad|iPod)\b/],
  ['macOS', /\b(?:Macintosh|macOS|Darwin)\b/i],
  ['ChromeOS', /\bCrOS\b/],
  ['Linux', /\bLinux\b/i],
];

const OTHER = 'other';

const names = (table: readonly (readonly [string, RegExp])[]): string =>
  table.map(([name]) => name).join('|');

/** Text of a regular expression for a shortened user agent, anchored. */
export const USER_AGENT = `^(?:${names(FAMILIES)}|${OTHER})(?:/\\d{1,4})?(?: on (?:${names(SYSTEMS)}))?$`;

/** Longer headers are cut before anything looks at them. */
const LONGEST_HEADER = 1024;

/**
 * A `User-Agent` as the audit event keeps it: `Chrome/131 on Windows`. Whatever a client writes there,
 * the result is made of our words: it holds no PHI, and nobody can spoil the record of his own act.
 */
export function shortUserAgent(header: string): string {
  const text = header.slice(0, LONGEST_HEADER);
  const found = FAMILIES.flatMap(([family, token]) => {
    const match = token.exec(text);
    return match === null ? [] : [match[1] === undefined ? family : `${family}/${match[1]}`];
  });
  const system = SYSTEMS.find(([, token]) => token.test(text))?.[0];
  return [found[0] ?? OTHER, ...(system === undefined ? [] : [`on ${system}`])].join(' ');
}

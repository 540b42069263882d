import { gzipSync } from 'node:zlib';

/** A body that is refused before anybody looks at what it says. */
export interface Unreadable {
  readonly kind: string;
  readonly body: Buffer;
  /** @default - that of JSON; undefined sends none */
  readonly headers?: Readonly<Record<string, string | undefined>>;
  /** Whether the bytes must arrive as they are: a gateway that makes text of them would mend them. */
  readonly bytes?: boolean;
}

const BOM = '\ufeff';

/** Bodies that are no JSON, each made from one that is good. */
export function noJson(good: string, canary: string): readonly Unreadable[] {
  const inner = good.slice(1, -1);
  const field = `"${canary}":`;
  const texts: Readonly<Record<string, string>> = {
    'no body': '',
    'nothing but blanks': ' \r\n\t ',
    'a BOM alone': BOM,
    'a BOM in the middle': `{${BOM}${inner}}`,
    'cut off': good.slice(0, -1),
    'cut off in a text': `{${field}"${canary}`,
    'a comma too many': `{${inner},}`,
    'a comma too few': `{${field}1 ${field}2}`,
    'a comment': `{/* ${canary} */${inner}}`,
    'a comment behind': `${good}// ${canary}`,
    'two documents': `${good}${good}`,
    'lines of documents': `${good}\n${good}\n`,
    'something behind': `${good}${canary}`,
    'something in front': `)]}',\n${good}`,
    'a NUL behind': `${good}\u0000`,
    'single quotes': `{'${canary}':'${canary}'}`,
    'names without quotes': `{${canary}:1}`,
    NaN: `{${field}NaN}`,
    Infinity: `{${field}-Infinity}`,
    'a hexadecimal number': `{${field}0x10}`,
    'a number that begins with zero': `{${field}007}`,
    'a number with a plus': `{${field}+1}`,
    undefined: `{${field}undefined}`,
    'an escape that there is not': `{${field}"\\x41"}`,
    'half an escape': `{${field}"\\u12"}`,
    'a line feed in a text': `{${field}"a\n${canary}"}`,
    'a NUL in a text': `{${field}"a\u0000${canary}"}`,
    'a callback': `${canary}(${good})`,
    'an expression': `{${field}(function(){return 1})()}`,
    XML: `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;${canary}</x>`,
    YAML: `${canary}: !!js/function 'function(){}'\n`,
    'a form': `a=${canary}&b=%00`,
    'brackets without end': `${'['.repeat(100_000)}"${canary}`,
  };
  const buffers: Readonly<Record<string, Buffer>> = {
    'UTF-16': Buffer.from(`${BOM}${good}`, 'utf16le'),
    'compressed, and does not say so': gzipSync(good),
    'bytes of nothing': Buffer.from(Array.from({ length: 256 }, (_, at) => at)),
  };
  return [
    ...Object.entries(texts).map(([kind, text]) => ({ kind, body: Buffer.from(text) })),
    ...Object.entries(buffers).map(([kind, body]) => ({ kind, body })),
    {
      kind: 'compressed',
      body: gzipSync(good),
      headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
    },
    ...noUtf8(canary),
  ];
}

/** Within a text, where nothing but the encoding is wrong. */
function noUtf8(canary: string): readonly Unreadable[] {
  const around = (...bytes: readonly number[]): Buffer =>
    Buffer.concat([Buffer.from(`{"${canary}":"`), Buffer.from(bytes), Buffer.from('"}')]);
  const bodies: Readonly<Record<string, Buffer>> = {
    'a byte that UTF-8 has not': around(0xff),
    'half a character': around(0xc3),
    'a slash that is too long': around(0xc0, 0xaf),
    'half a pair in UTF-8': around(0xed, 0xa0, 0x80),
    'beyond Unicode': around(0xf4, 0x90, 0x80, 0x80),
  };
  return Object.entries(bodies).map(([kind, body]) => ({ kind, body, bytes: true }));
}

/** Good bodies that say they are something else, or nothing at all. */
export function otherMedia(good: string, canary: string): readonly Unreadable[] {
  const types: readonly (string | undefined)[] = [
    undefined,
    '',
    'text/plain',
    'text/html; charset=utf-8',
    'application/xml',
    'application/x-www-form-urlencoded',
    `multipart/form-data; boundary=${canary}`,
    'application/octet-stream',
    'application/jsonp',
    'application/merge-patch+json',
    'application/problem+json',
    'application/json; charset=utf-16',
    `application/json; profile="${canary}"`,
    'application/json, text/plain',
    '*/*',
    `${canary}/json`,
    `application/${canary.repeat(100)}`,
  ];
  return types.map((type) => ({
    kind: `content type ${type === undefined ? 'none' : JSON.stringify(type.split(canary).join('…'))}`,
    body: Buffer.from(good),
    headers: { 'content-type': type },
  }));
}

/** Bodies longer than an operation takes. */
export function tooLong(
  good: string,
  longest: number,
): readonly { readonly kind: string; readonly make: () => Buffer }[] {
  const padded = (bytes: number): Buffer =>
    Buffer.from(good.padEnd(bytes - Buffer.byteLength(good) + good.length, ' '));
  return [
    { kind: 'one byte too long', make: () => padded(longest + 1) },
    {
      kind: 'too long in bytes, not in characters',
      make: () => Buffer.from(`{"a":"${'\u00e9'.repeat(longest / 2)}"}`),
    },
    {
      kind: 'megabytes',
      make: () => Buffer.from(`{"a":"${'x'.repeat(longest + 1_000_000)}",${good.slice(1)}`),
    },
  ];
}

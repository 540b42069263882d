import type { KeyObject } from 'node:crypto';
import { createCipheriv, createSecretKey, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { CompactEncrypt, compactDecrypt } from 'jose';
import { JWE, JWK } from 'node-jose';
import type { FieldHeader } from '../../../../lambda/phi/field/header';
import { headerText } from '../../../../lambda/phi/field/header';
import { open, parseField, seal } from '../../../../lambda/phi/field/jwe';
import { LONGEST_FIELD } from '../../../../lambda/phi/field/value';
import VECTORS from '../../../vectors/jwe.json';

const RAW = randomBytes(32);
const KEY = createSecretKey(RAW);
const HEADER: FieldHeader = {
  kid: randomBytes(16).toString('base64url'),
  ctx: randomBytes(16).toString('base64url'),
  kind: 'text',
};
const TEXT = Buffer.from('made up: no known allergies');

const keyOf = (k: string): KeyObject => createSecretKey(Buffer.from(k, 'base64url'));

/** An authentic field with whatever header, from whatever parts: what it is refused for is its form alone. */
function forged(
  header: string,
  { iv = randomBytes(12), tagBytes = 16, text = TEXT } = {},
): readonly string[] {
  const encoded = Buffer.from(header).toString('base64url');
  const cipher = createCipheriv('aes-256-gcm', RAW, iv, { authTagLength: tagBytes });
  cipher.setAAD(Buffer.from(encoded));
  const ciphertext = Buffer.concat([cipher.update(text), cipher.final()]);
  return [
    encoded,
    '',
    ...[iv, ciphertext, cipher.getAuthTag()].map((part) => part.toString('base64url')),
  ];
}

describe('a field', () => {
  test('has five parts, with this header and no key in it', () => {
    for (const [kind, more] of [
      ['text', ''],
      ['bytes', ',"cty":"application/octet-stream"'],
    ] as const) {
      const parts = seal({ ...HEADER, kind }, TEXT, KEY).split('.');
      expect(Buffer.from(parts[0] ?? '', 'base64url').toString()).toBe(
        `{"alg":"dir","enc":"A256GCM","kid":"${HEADER.kid}","ctx":"${HEADER.ctx}"${more}}`,
      );
      expect(parts.map((part) => part.length)).toEqual([
        kind === 'text' ? 122 : 166,
        0,
        16,
        Math.ceil((TEXT.length * 4) / 3),
        22,
      ]);
    }
  });

  test('says what it says of itself, and opens with its key alone', () => {
    const jwe = seal(HEADER, TEXT, KEY);
    expect(parseField(jwe)).toEqual(HEADER);
    expect(open(jwe, KEY)).toEqual(TEXT);
    expect(open(jwe, createSecretKey(randomBytes(32)))).toBeUndefined();
  });

  test('has an IV that no other has', () => {
    const ivs = Array.from({ length: 2000 }, () => seal(HEADER, TEXT, KEY).split('.')[2]);
    expect(new Set(ivs).size).toBe(2000);
  });
});

describe('another implementation', () => {
  test('reads ours, and ours reads theirs', async () => {
    const theirKey = await JWK.asKey({ kty: 'oct', alg: 'A256GCM', k: RAW.toString('base64url') });
    const reading: readonly ((jwe: string) => Promise<Uint8Array>)[] = [
      async (jwe) => (await compactDecrypt(jwe, RAW)).plaintext,
      async (jwe) => (await JWE.createDecrypt(theirKey).decrypt(jwe)).plaintext,
    ];
    const writing: readonly ((header: FieldHeader, bytes: Uint8Array) => Promise<string>)[] = [
      async (header, bytes) =>
        new CompactEncrypt(bytes)
          .setProtectedHeader(JSON.parse(headerText(header)) as { alg: 'dir'; enc: 'A256GCM' })
          .encrypt(RAW),
      async (header, bytes) =>
        JWE.createEncrypt(
          {
            format: 'compact',
            protect: '*',
            contentAlg: 'A256GCM',
            fields: JSON.parse(headerText(header)) as object,
          },
          { key: theirKey, reference: false },
        )
          .update(bytes)
          .final(),
    ];
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 100 }),
        fc.constantFrom('text' as const, 'bytes' as const),
        async (bytes, kind) => {
          const header = { ...HEADER, kind };
          const expected = Buffer.from(bytes);
          for (const read of reading) {
            expect(expected.equals(await read(seal(header, bytes, KEY)))).toBe(true);
          }
          for (const write of writing) {
            const theirs = await write(header, bytes);
            expect(parseField(theirs)).toEqual(header);
            expect(open(theirs, KEY)).toEqual(expected);
          }
        },
      ),
      { numRuns: 20 },
    );
  });

  const [contentEncryption, direct] = VECTORS.vectors;

  test('is the one of RFC 7516: its content encryption opens', () => {
    const { key = '', jwe = '', text } = contentEncryption ?? {};
    expect(String(Buffer.from(open(jwe, keyOf(key)) ?? []))).toBe(text);
  });

  test('is the one of RFC 7520: its direct encryption is of another key length', async () => {
    const { key = '', jwe = '', text } = direct ?? {};
    expect(String(Buffer.from((await compactDecrypt(jwe, keyOf(key))).plaintext))).toBe(text);
    expect(() => open(jwe, keyOf(key))).toThrow('Invalid key length');
  });

  test.each(VECTORS.vectors)('writes headers that are not ours: $source', ({ jwe }) => {
    expect(parseField(jwe)).toBeUndefined();
  });
});

describe('no field is', () => {
  const [alg, enc] = ['"alg":"dir"', '"enc":"A256GCM"'];
  const [kid, ctx] = [`"kid":"${HEADER.kid}"`, `"ctx":"${HEADER.ctx}"`];
  const cty = '"cty":"application/octet-stream"';
  const of = (...members: readonly string[]): string => `{${members.join()}}`;

  test.each([
    ['with members in another order', of(enc, alg, kid, ctx)],
    ['with a member twice', of(alg, enc, kid, ctx, ctx)],
    ['with another algorithm twice', of('"alg":"none"', alg, enc, kid, ctx)],
    ['with space', `{ ${[alg, enc, kid, ctx].join()}}`],
    ['without a kid', of(alg, enc, ctx)],
    ['without a context', of(alg, enc, kid)],
    ['of another algorithm', of('"alg":"A256KW"', enc, kid, ctx)],
    ['of another encryption', of(alg, '"enc":"A128GCM"', kid, ctx)],
    ['that is compressed', of(alg, enc, kid, ctx, '"zip":"DEF"')],
    ['with what is critical', of(alg, enc, kid, ctx, '"crit":["exp"]')],
    ['of another content type', of(alg, enc, kid, ctx, '"cty":"text/plain"')],
    ['with the content type elsewhere', of(alg, enc, cty, kid, ctx)],
    ['with a longer kid', of(alg, enc, '"kid":"AAAAAAAAAAAAAAAAAAAAAAAA"', ctx)],
    ['with a kid in another form', of(alg, enc, `"kid":"${'A'.repeat(21)}B"`, ctx)],
    ['with a context in another form', of(alg, enc, kid, `"ctx":"${'A'.repeat(21)}/"`)],
    ['with an escape', of(alg, enc, kid, ctx).replace('"alg"', String.raw`"\u0061lg"`)],
    ['with a line after it', `${of(alg, enc, kid, ctx)}\n`],
    ['that is no object', 'null'],
    ['that is nothing', ''],
  ])('one with a header %s', (_, header) => {
    const parts = forged(header);
    // It is authentic: only its form is wrong.
    expect(open(parts.join('.'), KEY)).toEqual(TEXT);
    expect(parseField(parts.join('.'))).toBeUndefined();
  });

  /** What may be done to one of the parts. */
  const at = (index: number, change: (part: string) => string) => (): string =>
    forged(headerText(HEADER))
      .map((part, where) => (where === index ? change(part) : part))
      .join('.');
  const padded = (part: string): string => `${part}==`;
  /** The last character with a bit set that stands for nothing. */
  const otherForm = (part: string): string => {
    const last = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    return part.slice(0, -1) + (last[last.indexOf(part.slice(-1)) + 1] ?? '');
  };

  test.each([
    ['with a wrapped key', at(1, () => 'AAAA')],
    ['with six parts', at(4, (part) => `${part}.`)],
    ['with four parts', () => forged(headerText(HEADER)).slice(0, 4).join('.')],
    ['with a longer IV', () => forged(headerText(HEADER), { iv: randomBytes(13) }).join('.')],
    ['with a shorter IV', () => forged(headerText(HEADER), { iv: randomBytes(9) }).join('.')],
    ['with a shorter tag', () => forged(headerText(HEADER), { tagBytes: 12 }).join('.')],
    ['with padding of the header', at(0, padded)],
    ['with padding of the ciphertext', at(3, padded)],
    ['with padding of the tag', at(4, padded)],
    ['with the header in another form', at(0, otherForm)],
    ['with the tag in another form', at(4, otherForm)],
    ['with space in it', at(3, (part) => `${part.slice(0, 4)} ${part.slice(4)}`)],
    ['with the characters of base64', at(3, () => 'ab+/')],
    ['with the header in those of base64', at(0, (part) => part.replace(/.$/, '+'))],
    ['with a line after it', at(4, (part) => `${part}\n`)],
    ['of nothing', () => ''],
  ])('one %s', (_, make) => {
    expect(parseField(make())).toBeUndefined();
  });

  test('one whose ciphertext is in another form, though it is authentic', () => {
    // Of one byte, and of two: both have bits that stand for nothing.
    for (const text of [Buffer.of(1), Buffer.of(1, 2)]) {
      const parts = forged(headerText(HEADER), { text });
      expect(parseField(parts.join('.'))).toEqual(HEADER);
      const other = parts.map((part, at) => (at === 3 ? otherForm(part) : part)).join('.');
      expect(open(other, KEY)).toEqual(text);
      expect(parseField(other)).toBeUndefined();
    }
  });

  test('one that is longer than the longest', () => {
    const longest = seal(HEADER, new Uint8Array(LONGEST_FIELD), KEY);
    expect(parseField(longest)).toEqual(HEADER);
    expect(parseField(seal(HEADER, new Uint8Array(LONGEST_FIELD + 1), KEY))).toBeUndefined();
  });
});

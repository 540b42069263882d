import fc from 'fast-check';
import { development } from '../../../../lambda/phi/deidentify/development';
import type { FieldKind } from '../../../../lambda/phi/deidentify/field';
import { FIELD_KINDS } from '../../../../lambda/phi/deidentify/field';
import { createTokens } from '../../../../lambda/phi/deidentify/tokens';
import { fieldOf, MEANS } from '../support/deidentify';

const SECRET: Uint8Array = new Uint8Array(32).fill(7);

async function treated(kind: FieldKind, text: string, salt = 'salt', secret = SECRET) {
  const [field] = await development([fieldOf(kind, text)], createTokens(secret, salt), MEANS);
  return field;
}

/** What stands for a value. */
async function standIn(kind: FieldKind, text: string, salt?: string, secret?: Uint8Array) {
  const field = await treated(kind, text, salt, secret);
  return field?.treatment === 'replaced' ? field.text : undefined;
}

const TOKENS = FIELD_KINDS.filter((kind) => /number|vehicle|device|url|ip-|identifier/.test(kind));
const MADE_UP = ['name', 'email', 'telephone', 'fax'] as const;
const GONE = ['address', 'city', 'ssn', 'biometric', 'photograph'] as const;

it.each(GONE)('drops each %s', async (kind) => {
  expect(await treated(kind, 'canary')).toEqual({
    field: `a-${kind}`,
    kind,
    treatment: 'dropped',
  });
});

it.each([
  ['date', '2019-05-06', '2019-01-01'],
  ['birth-date', '05/06/1980', '1980-01-01'],
  ['zip', '02139', '021'],
  ['zip', '05901', '000'],
  ['state', 'Vermont', 'VT'],
  ['age', '91', '90+'],
  ['text', 'Saw canary.', 'Saw [NAME].'],
  ['value', 'E11.9', 'E11.9'],
] as const)('tells the %s %p as %p', async (kind, text, expected) => {
  expect(await treated(kind, text)).toMatchObject({ text: expected });
});

it('drops a year of birth that reveals an age over 89', async () => {
  expect(await treated('birth-date', '1930-01-01')).toMatchObject({ treatment: 'dropped' });
});

it('makes up what nobody has', async () => {
  expect(await standIn('name', 'Jane Canary')).toMatch(/^[A-Z][a-z]+ [A-Z][a-z]+$/);
  expect(await standIn('telephone', '(617) 253-1000')).toMatch(/^\d{3}-555-01\d\d$/);
  expect(await standIn('fax', '617.253.1000')).toMatch(/^\d{3}-555-01\d\d$/);
  expect(await standIn('email', 'canary@hospital.test')).toMatch(/^[\w-]{22}@example\.com$/);
});

it.each([
  ['telephone', '(617) 253-1000', '+1 617.253.1000'],
  ['name', 'Jane Canary', ' jane  CANARY'],
  ['email', 'canary@hospital.test', 'Canary@Hospital.test '],
  ['medical-record-number', 'A-1', ' A-1'],
] as const)('knows the same %s in another spelling', async (kind, one, other) => {
  expect(await standIn(kind, one)).toBe(await standIn(kind, other));
});

it.each([...MADE_UP, ...TOKENS])('has nothing stand for a %s that is empty', async (kind) => {
  expect(await treated(kind, ' ')).toMatchObject({ treatment: 'dropped' });
});

it('has the same stand for the same, and tokens that match under no other salt, secret or kind', async () => {
  const value = fc.string({ unit: 'grapheme', minLength: 6 }).map((text) => `#${text}`);
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom<FieldKind>(...TOKENS, 'email'),
      value,
      fc.string({ unit: 'grapheme' }),
      async (kind, text, salt) => {
        const token = await standIn(kind, text, salt);
        expect(token).toBeDefined();
        expect(token).not.toContain(text);
        expect(await standIn(kind, text, salt)).toBe(token);
        expect(await standIn(kind, text, `${salt}.`)).not.toBe(token);
        expect(await standIn(kind, text, salt, new Uint8Array(32).fill(8))).not.toBe(token);
        expect((await standIn('identifier', text, salt)) === token).toBe(kind === 'identifier');
        expect(await standIn(kind, `${text}.`, salt)).not.toBe(token);
      },
    ),
    { numRuns: 50 },
  );
});

it('uses every made-up name and number about equally often', () => {
  const tokens = createTokens(SECRET, 'salt');
  const counts = Array.from({ length: 8 }, () => 0);
  for (let at = 0; at < 4000; at += 1) {
    const number = tokens.numberOf('name', String(at), counts.length);
    counts[number] = (counts[number] ?? 0) + 1;
  }
  for (const count of counts) expect(Math.abs(count - 500)).toBeLessThan(120);
});

it('refuses a secret that is too short', () => {
  expect(() => createTokens(new Uint8Array(31), 'salt')).toThrow(RangeError);
});

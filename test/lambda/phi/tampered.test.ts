import type { DataType } from '../../../lambda/access/vocabulary';
import { createFieldCipher, MOST_FIELDS } from '../../../lambda/phi/cipher';
import { createPseudonyms } from '../../../lambda/shared/pseudonym';
import { recordedKeys } from './support/recorded-keys';

const TENANT = 'acme-health';
const PATIENT = 'MADE-UP-0001';
const OTHER = 'MADE-UP-0002';

const keys = recordedKeys();
const cipher = createFieldCipher({
  keys,
  pseudonyms: createPseudonyms(async (tenant) =>
    Promise.resolve(Buffer.alloc(32, `key of ${tenant}`)),
  ),
});

async function fieldOf(patientId = PATIENT, tenant = TENANT): Promise<string> {
  const value = { text: 'made up' };
  const [jwe = ''] = await cipher.encrypt(tenant, [{ patientId, dataType: 'notes', value }]);
  return jwe;
}

/** How many of these are decrypted, or encrypted again, as fields of the patient. */
async function openedOf(jwes: readonly string[]): Promise<number> {
  let opened = 0;
  for (let at = 0; at < jwes.length; at += MOST_FIELDS) {
    const fields = jwes
      .slice(at, at + MOST_FIELDS)
      .map((jwe) => ({ patientId: PATIENT, dataType: 'notes' as const, jwe }));
    const answers = [
      ...(await cipher.decrypt(TENANT, fields)),
      ...(await cipher.reencrypt(TENANT, fields)),
    ];
    opened += answers.filter((answer) => answer !== undefined).length;
  }
  return opened;
}

/** Every way to flip one bit. */
function flipped(bytes: Buffer): readonly Buffer[] {
  return Array.from({ length: bytes.length * 8 }, (_, bit) => {
    const other = Buffer.from(bytes);
    other[bit >> 3] = (other[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    return other;
  });
}

/** With another header. */
function withHeader(jwe: string, change: (header: string) => string): string {
  const [header = '', ...rest] = jwe.split('.');
  const changed = change(Buffer.from(header, 'base64url').toString());
  return [Buffer.from(changed).toString('base64url'), ...rest].join('.');
}

/** A member of the header. */
function memberOf(jwe: string, name: 'kid' | 'ctx'): string {
  const header = Buffer.from(jwe.split('.')[0] ?? '', 'base64url').toString();
  return (JSON.parse(header) as Readonly<Record<string, string>>)[name] ?? '';
}

test('a field that nobody touched is decrypted', async () => {
  const jwe = await fieldOf();
  expect(await openedOf([jwe, jwe])).toBe(4);
});

test('no field with a bit flipped is decrypted, as it is written or as it is encoded', async () => {
  const jwe = await fieldOf();
  const written = flipped(Buffer.from(jwe)).map((bytes) => bytes.toString('latin1'));
  const parts = jwe.split('.');
  const encoded = parts.flatMap((part, at) =>
    flipped(Buffer.from(part, 'base64url')).map((bytes) =>
      parts.with(at, bytes.toString('base64url')).join('.'),
    ),
  );
  expect([written.length, encoded.length]).toEqual([jwe.length * 8, (91 + 12 + 7 + 16) * 8]);
  expect(await openedOf([...written, ...encoded])).toBe(0);
});

test('no part of a field is decrypted, from either end or without one of its characters', async () => {
  const jwe = await fieldOf();
  const cut = Array.from(jwe, (_, at) => [
    jwe.slice(0, at),
    jwe.slice(at + 1),
    jwe.slice(0, at) + jwe.slice(at + 1),
    jwe.slice(0, at) + jwe.charAt(at) + jwe.slice(at),
  ]);
  expect(await openedOf(cut.flat())).toBe(0);
});

test('no part of one field is taken for that of another', async () => {
  const [one, other] = [await fieldOf(), await fieldOf()].map((jwe) => jwe.split('.'));
  // Header and missing key are the same in both.
  const mixed = [2, 3, 4].map((at) => one?.with(at, other?.[at] ?? '').join('.') ?? '');
  expect(await openedOf(mixed)).toBe(0);
});

describe('for another context', () => {
  test.each<[string, string, string, DataType]>([
    ['tenant', 'clinic-7', PATIENT, 'notes'],
    ['patient', TENANT, OTHER, 'notes'],
    ['patient whose id has more to it', TENANT, `${PATIENT} `, 'notes'],
    ['data type', TENANT, PATIENT, 'vitals'],
  ])('of another %s a field is no field, and no key is asked for', async (_, ...context) => {
    const [tenant, patientId, dataType] = context;
    const jwe = await fieldOf();
    const before = keys.asked.length;
    expect(await cipher.decrypt(tenant, [{ patientId, dataType, jwe }])).toEqual([undefined]);
    expect(await cipher.reencrypt(tenant, [{ patientId, dataType, jwe }])).toEqual([undefined]);
    expect(keys.asked).toHaveLength(before);
  });

  test('it is none either with the header of a field that fits', async () => {
    const [own, others] = [await fieldOf(), await fieldOf(OTHER)];
    const stolen = withHeader(others, (header) =>
      header.replace(memberOf(others, 'ctx'), memberOf(own, 'ctx')),
    );
    const before = keys.asked.length;
    expect(await openedOf([stolen])).toBe(0);
    // The context fits, so a key was asked for: by the tag it was found out.
    expect(keys.asked.length).toBeGreaterThan(before);
  });
});

describe('under another key', () => {
  test('of the same tenant, or one that it never had, a field is no field', async () => {
    const old = await fieldOf();
    await keys.rotate(TENANT);
    const young = await fieldOf();
    const other = await fieldOf(PATIENT, 'clinic-7');
    const moved = [memberOf(young, 'kid'), memberOf(other, 'kid'), 'A'.repeat(22)].map((kid) =>
      withHeader(old, (header) => header.replace(memberOf(old, 'kid'), kid)),
    );
    expect(await openedOf(moved)).toBe(0);
    expect(await openedOf([old, young])).toBe(4);
  });

  test('text is not given out as bytes, nor bytes as text', async () => {
    const cty = ',"cty":"application/octet-stream"}';
    const text = await fieldOf();
    const value = { bytes: Buffer.from('made up') };
    const [bytes = ''] = await cipher.encrypt(TENANT, [
      { patientId: PATIENT, dataType: 'notes', value },
    ]);
    const changed = [
      withHeader(text, (header) => header.replace('}', cty)),
      withHeader(bytes, (header) => header.replace(cty, '}')),
    ];
    expect(await openedOf(changed)).toBe(0);
  });
});

test('a bad field of a call takes nothing from the others', async () => {
  const [good, other] = [await fieldOf(), await fieldOf(OTHER)];
  const fields = [good, `${good}A`, other, good].map((jwe) => ({
    patientId: PATIENT,
    dataType: 'notes' as const,
    jwe,
  }));
  const value = { text: 'made up' };
  expect(await cipher.decrypt(TENANT, fields)).toEqual([value, undefined, undefined, value]);
});

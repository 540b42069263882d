import fc from 'fast-check';
import { UnavailableError } from '../../../lambda/access/errors';
import type { EncryptedField, FieldValue, PlainField } from '../../../lambda/phi/cipher';
import { createFieldCipher, LONGEST_FIELD, MOST_FIELDS } from '../../../lambda/phi/cipher';
import { createPseudonyms, PatientIdError } from '../../../lambda/shared/pseudonym';
import { recordedKeys } from './support/recorded-keys';

const TENANT = 'acme-health';
const PATIENT = 'MADE-UP-0001';

function world() {
  const keys = recordedKeys();
  const real = createPseudonyms(async (tenant) => Promise.resolve(Buffer.alloc(32, tenant)));
  const contexts: string[] = [];
  const cipher = createFieldCipher({
    keys,
    pseudonyms: {
      fieldContext(tenant, patientId, dataType) {
        contexts.push(`${patientId} ${dataType}`);
        return real.fieldContext(tenant, patientId, dataType);
      },
    },
  });
  return { keys, cipher, contexts };
}

function field(value: FieldValue | string, patientId = PATIENT): PlainField {
  return {
    patientId,
    dataType: 'notes',
    value: typeof value === 'string' ? { text: value } : value,
  };
}

function encrypted(fields: readonly PlainField[], jwes: readonly string[]): EncryptedField[] {
  return fields.map(({ patientId, dataType }, at) => ({
    patientId,
    dataType,
    jwe: jwes[at] ?? '',
  }));
}

/** Of the header of a field. */
function headerOf(jwe = ''): Readonly<Record<string, string>> {
  const [header = ''] = jwe.split('.');
  return JSON.parse(Buffer.from(header, 'base64url').toString()) as Record<string, string>;
}

const ANY_VALUE = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }).map((text) => ({ text })),
  fc.uint8Array({ maxLength: 60 }).map((bytes) => ({ bytes })),
);

describe('what was encrypted', () => {
  test('comes back as it was, in its order: any text, any bytes', async () => {
    const { cipher } = world();
    const one = fc.record({
      patientId: fc.string({ minLength: 1, maxLength: 8, unit: 'grapheme' }),
      dataType: fc.constantFrom('notes' as const, 'vitals' as const),
      value: ANY_VALUE,
    });
    await fc.assert(
      fc.asyncProperty(fc.array(one, { maxLength: 12 }), async (fields) => {
        const jwes = await cipher.encrypt(TENANT, fields);
        expect(await cipher.decrypt(TENANT, encrypted(fields, jwes))).toEqual(
          fields.map(({ value }) => value),
        );
      }),
      { numRuns: 60 },
    );
  });

  test.each([
    ['nothing', ''],
    ['a byte order mark', '\ufeffa'],
    ['a zero', 'a\0b'],
    ['what looks like a field', 'a.b.c.d.e'],
    ['the longest text', '🩺'.repeat(LONGEST_FIELD / 4)],
  ])('comes back when it is %s', async (_, text) => {
    const { cipher } = world();
    const fields = [field(text), field({ bytes: Buffer.from(text) })];
    const [asText, asBytes] = await cipher.decrypt(
      TENANT,
      encrypted(fields, await cipher.encrypt(TENANT, fields)),
    );
    // Not by `toEqual`: it would print what differs.
    expect(asText && 'text' in asText && asText.text === text).toBe(true);
    expect(asBytes && 'bytes' in asBytes && Buffer.from(text).equals(asBytes.bytes)).toBe(true);
  });

  test('is bound by itself, whatever else is in the call', async () => {
    const { cipher } = world();
    const fields = [
      field('a'),
      { ...field('b'), dataType: 'vitals' as const },
      field('c', 'MADE-UP-0002'),
    ];
    const jwes = await cipher.encrypt(TENANT, fields);
    const alone: unknown[] = [];
    for (const each of encrypted(fields, jwes)) {
      alone.push(...(await cipher.decrypt(TENANT, [each])));
    }
    expect(alone).toEqual(fields.map(({ value }) => value));
  });

  test('comes back after its key has ended, under whichever key each field is', async () => {
    const { cipher, keys } = world();
    const fields = [field('one'), field('two'), field('three')];
    const jwes: string[] = [];
    for (const each of fields) {
      jwes.push(...(await cipher.encrypt(TENANT, [each])));
      await keys.rotate(TENANT);
    }
    expect(new Set(jwes.map((jwe) => headerOf(jwe)['kid'])).size).toBe(3);
    expect(await cipher.decrypt(TENANT, encrypted(fields, jwes))).toEqual(
      fields.map(({ value }) => value),
    );
  });
});

describe('a call', () => {
  test('takes one key for all its fields, and counts each', async () => {
    const { cipher, keys, contexts } = world();
    const fields = [field('a'), field('b'), field('c', 'MADE-UP-0002')];
    const jwes = await cipher.encrypt(TENANT, fields);
    expect([keys.asked, keys.uses()]).toEqual([[TENANT], 3]);
    expect(contexts).toEqual([`${PATIENT} notes`, 'MADE-UP-0002 notes']);
    await cipher.decrypt(TENANT, encrypted(fields, jwes));
    expect(keys.asked).toEqual([TENANT, `${TENANT} ${headerOf(jwes[0])['kid'] ?? ''}`]);
    expect(contexts).toHaveLength(4);
  });

  test('asks for at most 25 keys at once', async () => {
    const { cipher, keys } = world();
    const jwes: string[] = [];
    for (let epoch = 0; epoch < 40; epoch += 1) {
      jwes.push(...(await cipher.encrypt(TENANT, [field('a')])));
      await keys.rotate(TENANT);
    }
    let underWay = 0;
    let most = 0;
    const slow = createFieldCipher({
      keys: {
        ...keys,
        async toDecrypt(tenant, kid) {
          underWay += 1;
          most = Math.max(most, underWay);
          await new Promise(setImmediate);
          underWay -= 1;
          return keys.toDecrypt(tenant, kid);
        },
      },
      pseudonyms: createPseudonyms(async (tenant) => Promise.resolve(Buffer.alloc(32, tenant))),
    });
    const fields = jwes.map(() => field('a'));
    const values = await slow.decrypt(TENANT, encrypted(fields, jwes));
    expect([most, values.filter((value) => value !== undefined).length]).toEqual([25, 40]);
  });

  test('of nothing asks for nothing', async () => {
    const { cipher, keys } = world();
    expect(await cipher.encrypt(TENANT, [])).toEqual([]);
    expect(await cipher.decrypt(TENANT, [])).toEqual([]);
    expect(await cipher.reencrypt(TENANT, [])).toEqual([]);
    expect(keys.asked).toEqual([]);
  });

  test('of what its caller did not check is refused before anything is asked for', async () => {
    const { cipher, keys } = world();
    const many = Array.from({ length: MOST_FIELDS + 1 }, () => field('a'));
    const refused = [many, [field('a'), field('b\ud800')], [field('x'.repeat(LONGEST_FIELD + 1))]];
    for (const fields of refused) {
      await expect(cipher.encrypt(TENANT, fields)).rejects.toThrow(RangeError);
    }
    await expect(cipher.decrypt(TENANT, encrypted(many, []))).rejects.toThrow(RangeError);
    await expect(cipher.encrypt(TENANT, [field('a'), field('b', '')])).rejects.toThrow(
      PatientIdError,
    );
    expect(keys.asked).toEqual([]);
  });
});

describe('without a key', () => {
  test('nothing is encrypted, decrypted or encrypted again', async () => {
    const { cipher, keys } = world();
    const fields = [field('a'), field('b')];
    const old = await cipher.encrypt(TENANT, fields.slice(0, 1));
    await keys.rotate(TENANT);
    const jwes = [...old, ...(await cipher.encrypt(TENANT, fields.slice(1)))];
    keys.beDown();
    await expect(cipher.encrypt(TENANT, fields)).rejects.toThrow(UnavailableError);
    await expect(cipher.decrypt(TENANT, encrypted(fields, jwes))).rejects.toThrow(UnavailableError);
    await expect(cipher.reencrypt(TENANT, encrypted(fields, jwes))).rejects.toThrow(
      UnavailableError,
    );
  });

  test('of one field, no other field of the call is decrypted', async () => {
    const { cipher, keys } = world();
    const fields = [field('a'), field('b')];
    const jwes = await cipher.encrypt(TENANT, fields.slice(0, 1));
    await keys.rotate(TENANT);
    const both = [...jwes, ...(await cipher.encrypt(TENANT, fields.slice(1)))];
    const lost = headerOf(both[1])['kid'];
    const half = createFieldCipher({
      keys: {
        ...keys,
        async toDecrypt(tenant, kid) {
          if (kid === lost) throw new UnavailableError('The data key');
          return keys.toDecrypt(tenant, kid);
        },
      },
      pseudonyms: createPseudonyms(async (tenant) => Promise.resolve(Buffer.alloc(32, tenant))),
    });
    await expect(half.decrypt(TENANT, encrypted(fields, both))).rejects.toThrow(UnavailableError);
  });
});

describe('encrypting again', () => {
  test('moves old fields under the key of now, and leaves the others as they are', async () => {
    const { cipher, keys } = world();
    const fields = [
      field('old'),
      field({ bytes: Buffer.from([1, 0xff]) }),
      field('young'),
      field('?'),
    ];
    const old = await cipher.encrypt(TENANT, fields.slice(0, 2));
    await keys.rotate(TENANT);
    const young = await cipher.encrypt(TENANT, fields.slice(2, 3));
    const before = encrypted(fields, [...old, ...young, 'no field']);
    const after = await cipher.reencrypt(TENANT, before);

    expect(after.map((each) => each?.renewed)).toEqual([true, true, false, undefined]);
    expect(after[2]?.jwe).toBe(young[0]);
    const kids = after.slice(0, 3).map((each) => headerOf(each?.jwe)['kid']);
    expect(new Set(kids)).toEqual(new Set([headerOf(young[0])['kid']]));
    const renewed = encrypted(
      fields,
      after.map((each) => each?.jwe ?? ''),
    );
    const values = fields.slice(0, 3).map(({ value }) => value);
    expect(await cipher.decrypt(TENANT, renewed)).toEqual([...values, undefined]);
  });

  test('takes no key of now for what cannot be decrypted', async () => {
    const { cipher, keys } = world();
    expect(await cipher.reencrypt(TENANT, encrypted([field('a')], ['x']))).toEqual([undefined]);
    expect(keys.asked).toEqual([]);
  });
});

import { createHmac, createSecretKey } from 'node:crypto';
import { inspect } from 'node:util';
import fc from 'fast-check';
import {
  createPseudonyms,
  fieldContextOf,
  PatientIdError,
  pseudonymOf,
  tenantKeyMessage,
} from '../../../lambda/shared/pseudonym';

/** What stands for the key in KMS. */
const ZONE_KEY = Buffer.alloc(32, 7);
const tenantKey = (tenant: string): Buffer =>
  createHmac('sha256', ZONE_KEY).update(tenantKeyMessage(tenant)).digest();

/** A key source that counts, and gives the bytes away as KMS does: fresh each time. */
function source(failures = 0) {
  const asked: string[] = [];
  const given: Uint8Array[] = [];
  return {
    asked,
    given,
    async key(tenant: string) {
      asked.push(tenant);
      await Promise.resolve();
      if (asked.length <= failures) throw new Error('down');
      const bytes = Uint8Array.from(tenantKey(tenant));
      given.push(bytes);
      return bytes;
    },
  };
}

describe('a pseudonym', () => {
  // Computed with Python's hmac module, not with this code.
  test.each([
    ['acme-health', 'rec-1', 'uiRIdBlOkCCX7Ssvj13sHA'],
    ['acme-health', 'rec-2', '-Svy0GMIva36BSvSx7yHNw'],
    ['clinic-7', 'rec-1', 'YAjoCpB4vfYGX-h29GPZfQ'],
    ['acme-health', 'Zoë 12', '96GI199764hLgEV3QsAZEg'],
  ])('of %s %s is the same for ever', async (tenant, patient, expected) => {
    expect(await createPseudonyms(source().key).of(tenant, patient)).toBe(expected);
  });

  test('is what node:crypto makes of length and text, cut to 16 bytes', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1, maxLength: 80, unit: 'grapheme' }),
        fc.uint8Array({ minLength: 32, maxLength: 32 }),
        (patient, key) => {
          fc.pre(patient.length <= 256);
          const bytes = Buffer.from(patient, 'utf8');
          const message = Buffer.alloc(4 + bytes.length);
          message.writeUInt32BE(bytes.length, 0);
          bytes.copy(message, 4);
          const whole = createHmac('sha256', key).update(message).digest('hex');
          expect(
            Buffer.from(pseudonymOf(createSecretKey(key), patient), 'base64url').toString('hex'),
          ).toBe(whole.slice(0, 32));
        },
      ),
    );
  });

  test('has the form that an audit event asks for', async () => {
    expect(await createPseudonyms(source().key).of('a', 'b')).toMatch(/^[A-Za-z0-9_-]{21}[AQgw]$/);
  });

  test.each([
    ['nothing', ''],
    ['too long', '1'.repeat(257)],
    ['half a character', 'a\ud800'],
  ])('is not made of %s, and nobody reads of what', (_, patient) => {
    const make = (): string => pseudonymOf(createSecretKey(ZONE_KEY), patient);
    expect(make).toThrow(PatientIdError);
    const said = ((): string => {
      try {
        return make();
      } catch (error) {
        return inspect(error);
      }
    })();
    expect(said).not.toContain(patient || 'MADE-UP');
  });
});

describe('the context of a field', () => {
  // Computed with Python's hmac module, not with this code.
  test.each([
    ['acme-health', 'rec-1', 'notes', 'LjxFYWw7UOQtjpqNIi15GA'],
    ['acme-health', 'rec-1', 'vitals', 'H3RiQ4IBlVbqj8qiySRNZA'],
    ['clinic-7', 'rec-1', 'notes', 'LLu68QFY0W4uTngpS0rhwA'],
    ['acme-health', 'Zoë 12', 'lab-results', 'DnL9wvcA7qTnEDwmk_GgDw'],
  ] as const)('of %s %s %s is the same for ever', async (tenant, patient, dataType, expected) => {
    const pseudonyms = createPseudonyms(source().key);
    expect(await pseudonyms.fieldContext(tenant, patient, dataType)).toBe(expected);
  });

  test('is another where anything differs, also where the texts together are the same', () => {
    const key = createSecretKey(ZONE_KEY);
    const part = fc.string({ minLength: 1, maxLength: 3, unit: fc.constantFrom('a', 'b') });
    const parts = fc.tuple(part, part, part);
    fc.assert(
      fc.property(parts, parts, (one, other) => {
        expect(fieldContextOf(key, ...one) === fieldContextOf(key, ...other)).toBe(
          one.join() === other.join(),
        );
      }),
    );
  });

  test('is no pseudonym of any patient', () => {
    const key = createSecretKey(ZONE_KEY);
    // What comes after the first length, as a record number.
    const rest = 'hlz/field-context/v1\0\0\0\u0001a\0\0\0\u0001b\0\0\0\u0001c';
    expect(pseudonymOf(key, rest)).not.toBe(fieldContextOf(key, 'a', 'b', 'c'));
  });

  test('is not made of what is no patient id, nor when the key does not answer', async () => {
    const pseudonyms = createPseudonyms(source(1).key);
    await expect(pseudonyms.fieldContext('acme', '1', 'notes')).rejects.toThrow('down');
    for (const none of ['', 'a\ud800', '1'.repeat(257)]) {
      await expect(pseudonyms.fieldContext('acme', none, 'notes')).rejects.toThrow(PatientIdError);
    }
  });
});

describe('the key of a tenant', () => {
  test('is asked for by a message of its own', () => {
    expect(tenantKeyMessage('acme').toString('latin1')).toBe(
      'hlz/pseudonym/v1\u0000\u0000\u0000\u0004acme',
    );
  });

  test('is asked for once, also by calls at the same time', async () => {
    const { key, asked } = source();
    const pseudonyms = createPseudonyms(key);
    const all = await Promise.all(['1', '2', '1'].map(async (id) => pseudonyms.of('acme', id)));
    expect(all[0]).toBe(all[2]);
    expect(all[0]).not.toBe(all[1]);
    await pseudonyms.of('acme', '3');
    expect(asked).toEqual(['acme']);
  });

  test('is asked for again after a failure, which the caller gets', async () => {
    const { key, asked } = source(1);
    const pseudonyms = createPseudonyms(key);
    await expect(
      Promise.all([pseudonyms.of('acme', '1'), pseudonyms.of('acme', '2')]),
    ).rejects.toThrow('down');
    await expect(pseudonyms.of('acme', '1')).resolves.toHaveLength(22);
    expect(asked).toEqual(['acme', 'acme']);
  });

  test('is forgotten when others were used since, and never more are kept', async () => {
    const { key, asked } = source();
    const pseudonyms = createPseudonyms(key, 2);
    for (const tenant of ['a', 'b', 'a', 'c', 'a', 'b']) await pseudonyms.of(tenant, '1');
    expect(asked).toEqual(['a', 'b', 'c', 'b']);
  });

  test('is overwritten where it came from, and prints as nothing', async () => {
    const { key, given } = source();
    const pseudonyms = createPseudonyms(key);
    await pseudonyms.of('acme', '1');
    expect(given).toEqual([new Uint8Array(32)]);
    const printed = `${inspect(pseudonyms, { depth: 9, showHidden: true })}${JSON.stringify(pseudonyms)}`;
    for (const form of ['hex', 'base64', 'latin1'] as const) {
      expect(printed).not.toContain(tenantKey('acme').toString(form));
    }
  });

  test('of another length is refused: an empty one would make pseudonyms that all can make', async () => {
    await expect(
      createPseudonyms(() => Promise.resolve(new Uint8Array())).of('a', '1'),
    ).rejects.toThrow('32 bytes');
  });
});

import { watchedCipher } from '../../../../lambda/phi/api/watched-cipher';
import type { FieldCipher } from '../../../../lambda/phi/cipher';
import { memoryLog } from '../../support/memory-log';

const FIELD = { patientId: 'MR-0007', dataType: 'vitals', jwe: 'j' } as const;
/** Decrypts every second field. */
const HALF: FieldCipher = {
  encrypt: async (_, fields) => fields.map(() => 'j'),
  decrypt: async (_, fields) => fields.map((__, at) => (at % 2 === 0 ? { text: 't' } : undefined)),
  reencrypt: async (_, fields) =>
    fields.map((__, at) => (at % 2 === 0 ? { jwe: 'j', renewed: true } : undefined)),
};

it('says how many fields could not be decrypted, and nothing where all could', async () => {
  const log = memoryLog();
  const cipher = watchedCipher(HALF, log);
  const five = [FIELD, FIELD, FIELD, FIELD, FIELD];
  expect(await cipher.decrypt('t', five)).toEqual(await HALF.decrypt('t', five));
  expect(await cipher.reencrypt('t', [FIELD, FIELD])).toHaveLength(2);
  await cipher.decrypt('t', [FIELD]);
  expect(await cipher.encrypt('t', [])).toEqual([]);
  expect(log.lines).toEqual(
    [2, 1].map((fields) => ({
      level: 'warn',
      event: 'fields-not-decryptable',
      fields: { fields },
    })),
  );
});

import type { EncryptedField, FieldValue, PlainField } from '../../../../lambda/phi/cipher';

interface Sealed {
  readonly of: readonly string[];
  readonly text?: string;
  readonly base64?: string;
}

/** Encrypts nothing, and decrypts for whom a field is: for tests of who uses a cipher. */
export const readableCipher = {
  async encrypt(fields: readonly PlainField[]): Promise<readonly string[]> {
    return fields.map(({ patientId, dataType, value }) => {
      const of = [patientId, dataType];
      const sealed: Sealed =
        'text' in value
          ? { of, text: value.text }
          : { of, base64: Buffer.from(value.bytes).toString('base64') };
      return Buffer.from(JSON.stringify(sealed)).toString('base64url');
    });
  },
  async decrypt(fields: readonly EncryptedField[]): Promise<readonly (FieldValue | undefined)[]> {
    return fields.map(({ jwe, patientId, dataType }) => {
      try {
        const { of, text, base64 } = JSON.parse(Buffer.from(jwe, 'base64url').toString()) as Sealed;
        if (of.join('|') !== [patientId, dataType].join('|')) return undefined;
        return text === undefined ? { bytes: Buffer.from(base64 ?? '', 'base64') } : { text };
      } catch {
        return undefined;
      }
    });
  },
};

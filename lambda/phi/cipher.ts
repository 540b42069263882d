import type { DataType } from '../access/vocabulary';

/** What is encrypted: a text of whole Unicode, or bytes. */
export type FieldValue = { readonly text: string } | { readonly bytes: Uint8Array };

/** Of whom and of what a field is. Decrypting takes the same. */
export interface FieldContext {
  /** Record number, as the tenant's own systems spell it. */
  readonly patientId: string;
  readonly dataType: DataType;
}

export interface PlainField extends FieldContext {
  readonly value: FieldValue;
}

export interface EncryptedField extends FieldContext {
  /** JWE in its compact form, RFC 7516, section 3.1. */
  readonly jwe: string;
}

/** A field under the key of now. */
export interface RenewedField {
  readonly jwe: string;
  /** Whether it was under an older key. */
  readonly renewed: boolean;
}

/**
 * Encrypts and decrypts fields of a tenant, in the order in which they are given. It writes nothing
 * down: who calls it writes the act down before anything is released.
 */
export interface FieldCipher {
  /**
   * @param fields 1 to 500, each checked by `problemOfValue` before
   * @throws UnavailableError when a key cannot be had: nothing was encrypted
   */
  encrypt(tenant: string, fields: readonly PlainField[]): Promise<readonly string[]>;
  /**
   * Undefined where a field is not one that this tenant encrypted for this patient and data type: one
   * answer for all that can be wrong with it, which does not tell what.
   *
   * @throws UnavailableError when a key cannot be had: nothing was decrypted
   */
  decrypt(
    tenant: string,
    fields: readonly EncryptedField[],
  ): Promise<readonly (FieldValue | undefined)[]>;
  /** The same fields under the key of now. @throws UnavailableError likewise */
  reencrypt(
    tenant: string,
    fields: readonly EncryptedField[],
  ): Promise<readonly (RenewedField | undefined)[]>;
}

/** Most bytes of a field before it is encrypted; a text counts as UTF-8. */
export const LONGEST_FIELD = 262_144;
/** Most fields of a call. */
export const MOST_FIELDS = 500;

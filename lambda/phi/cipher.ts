import { KeyObject } from 'node:crypto';
import type { DataType } from '../access/vocabulary';
import { mapBounded } from '../shared/bounded';
import type { Pseudonyms } from '../shared/pseudonym';
import type { FieldHeader } from './field/header';
import { isBoundTo } from './field/header';
import { open, parseField, seal } from './field/jwe';
import { bytesOf, problemOfValue, valueOf } from './field/value';
import type { DataKeys } from './keys/data-keys';

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
   * @param fields at most 500, each checked by `problemOfValue` before
   * @throws UnavailableError when a key cannot be had: nothing was encrypted
   * @throws PatientIdError when a patient id cannot be one: nothing was encrypted
   * @throws RangeError of more fields, or of a value that was not checked
   */
  encrypt(tenant: string, fields: readonly PlainField[]): Promise<readonly string[]>;
  /**
   * Undefined where a field is not one that this tenant encrypted for this patient and data type: one
   * answer for all that can be wrong with it, which does not tell what.
   *
   * @throws UnavailableError when a key cannot be had: nothing was decrypted
   * @throws PatientIdError when a patient id cannot be one: nothing was decrypted
   */
  decrypt(
    tenant: string,
    fields: readonly EncryptedField[],
  ): Promise<readonly (FieldValue | undefined)[]>;
  /**
   * The same fields under the key of now, undefined where `decrypt` has it. One that is under it already
   * stays as it is.
   *
   * @throws what `decrypt` throws
   */
  reencrypt(
    tenant: string,
    fields: readonly EncryptedField[],
  ): Promise<readonly (RenewedField | undefined)[]>;
}

export { LONGEST_FIELD } from './field/value';
/** Most fields of a call. */
export const MOST_FIELDS = 500;
/** Keys that are asked for at once: a chart of many years has a key for each month. */
const KEYS_AT_ONCE = 25;

export interface FieldCipherDependencies {
  readonly keys: Pick<DataKeys, 'toEncrypt' | 'toDecrypt'>;
  readonly pseudonyms: Pick<Pseudonyms, 'fieldContext'>;
}

/** A field that is authentic. */
interface OpenField {
  readonly header: FieldHeader;
  readonly bytes: Uint8Array;
  readonly value: FieldValue;
}

export function createFieldCipher({ keys, pseudonyms }: FieldCipherDependencies): FieldCipher {
  /** Of each field, computed once for each patient and data type. */
  async function contextsOf(
    tenant: string,
    fields: readonly FieldContext[],
  ): Promise<readonly string[]> {
    const known = new Map<string, Promise<string>>();
    const contextOf = async ({ patientId, dataType }: FieldContext): Promise<string> => {
      // No data type has a space.
      const name = `${dataType} ${patientId}`;
      const context = known.get(name) ?? pseudonyms.fieldContext(tenant, patientId, dataType);
      known.set(name, context);
      return context;
    };
    return Promise.all(fields.map(contextOf));
  }

  async function keyOfNow(tenant: string, uses: number) {
    const { kid, key } = await keys.toEncrypt(tenant, uses);
    return { kid, key: KeyObject.from(key) };
  }

  async function openAll(
    tenant: string,
    fields: readonly EncryptedField[],
  ): Promise<readonly (OpenField | undefined)[]> {
    checkCount(fields);
    const contexts = await contextsOf(tenant, fields);
    // No key is asked for before the context fits: who asks for a field of somebody else learns nothing.
    const headers = fields.map(({ jwe }, at) => {
      const header = parseField(jwe);
      return header !== undefined && isBoundTo(header, contexts[at] ?? '') ? header : undefined;
    });
    const kids = new Set(headers.flatMap((header) => header?.kid ?? []));
    const found = new Map(
      await mapBounded([...kids], KEYS_AT_ONCE, async (kid) => {
        const key = await keys.toDecrypt(tenant, kid);
        return [kid, key && KeyObject.from(key)] as const;
      }),
    );
    return fields.map(({ jwe }, at) => {
      const header = headers[at];
      const key = header && found.get(header.kid);
      const bytes = key && open(jwe, key);
      if (header === undefined || bytes === undefined) return undefined;
      const value = valueOf(bytes, header.kind);
      return value && { header, bytes, value };
    });
  }

  return {
    async encrypt(tenant, fields) {
      checkCount(fields);
      checkValues(fields);
      if (fields.length === 0) return [];
      const contexts = await contextsOf(tenant, fields);
      const { kid, key } = await keyOfNow(tenant, fields.length);
      return fields.map(({ value }, at) => {
        const kind = 'bytes' in value ? 'bytes' : 'text';
        return seal({ kid, ctx: contexts[at] ?? '', kind }, bytesOf(value), key);
      });
    },

    async decrypt(tenant, fields) {
      return (await openAll(tenant, fields)).map((field) => field?.value);
    },

    async reencrypt(tenant, fields) {
      const opened = await openAll(tenant, fields);
      const count = opened.filter((field) => field !== undefined).length;
      if (count === 0) return opened.map(() => undefined);
      const { kid, key } = await keyOfNow(tenant, count);
      return opened.map((field, at) => {
        const jwe = fields[at]?.jwe;
        if (field === undefined || jwe === undefined) return undefined;
        if (field.header.kid === kid) return { jwe, renewed: false };
        return { jwe: seal({ ...field.header, kid }, field.bytes, key), renewed: true };
      });
    },
  };
}

function checkCount(fields: readonly unknown[]): void {
  if (fields.length > MOST_FIELDS) {
    throw new RangeError(`a call has at most ${String(MOST_FIELDS)} fields`);
  }
}

/** Callers answer each bad value by itself. One that got here is a mistake of theirs, and would not come back. */
function checkValues(fields: readonly PlainField[]): void {
  const problem = fields.map(({ value }) => problemOfValue(value)).find((found) => found);
  if (problem !== undefined) throw new RangeError(`a value was not checked: ${problem}`);
}

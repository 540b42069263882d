import type { Operation } from '../../../access/api/operation';
import type {
  EncryptedFields,
  EncryptFields,
  PlainItem,
} from '../../../shared/http/generated/types';
import type { FieldValue, PlainField } from '../../cipher';
import { batchPlan } from '../batch';
import { deedOf } from '../deed';
import type { ItemCode } from '../item-failure';
import { nameOfItem } from '../named';
import { checkOneOf } from '../one-of';
import type { PhiServices } from '../services';
import { bytesIn, problemOf } from '../values';

/** Encrypts what an application keeps. */
export function encryptOperation({
  cipher,
  pseudonyms,
}: PhiServices): Operation<EncryptFields, EncryptedFields> {
  return async (body, act) => {
    const { items } = body;
    checkOneOf(
      items.map(({ text, bytes }, at) => ({
        pointer: `#/items/${String(at)}`,
        given: { text, bytes },
      })),
    );
    return batchPlan(pseudonyms, {
      deed: deedOf(act, body, {
        action: 'encrypt',
        use: { type: 'phi-create' },
        phiAccessed: true,
      }),
      items,
      nameOf: nameOfItem,
      read: readItem,
      work: async (fields: readonly PlainField[]) => {
        const jwes = await cipher.encrypt(act.by.tenant, fields);
        return jwes.map((jwe) => ({ jwe }));
      },
    });
  };
}

function readItem({
  patientId,
  dataType,
  text,
  bytes,
}: PlainItem): { readonly good: PlainField } | ItemCode {
  const value = valueOf(text, bytes);
  if (value === undefined) return 'value-not-bytes';
  return problemOf(value) ?? { good: { patientId, dataType, value } };
}

function valueOf(text: string | undefined, bytes: string | undefined): FieldValue | undefined {
  if (text !== undefined) return { text };
  const read = bytesIn(bytes ?? '');
  return read === undefined ? undefined : { bytes: read };
}

import type { Operation } from '../../../access/api/operation';
import type { ReencryptedFields, ReencryptFields } from '../../../shared/http/generated/types';
import type { EncryptedField } from '../../cipher';
import { batchPlan } from '../batch';
import { deedOf } from '../deed';
import { nameOfItem } from '../named';
import type { PhiServices } from '../services';

/** Moves fields to the data key of now. What is in them leaves the cipher for nobody. */
export function reencryptOperation({
  cipher,
  pseudonyms,
}: PhiServices): Operation<ReencryptFields, ReencryptedFields> {
  return async (body, act) =>
    batchPlan(pseudonyms, {
      deed: deedOf(act, body, {
        action: 'reencrypt',
        use: { type: 'phi-update' },
        phiAccessed: false,
      }),
      items: body.items,
      nameOf: nameOfItem,
      read: ({ patientId, dataType, jwe }) => ({ good: { patientId, dataType, jwe } }),
      work: async (fields: readonly EncryptedField[]) => {
        const renewed = await cipher.reencrypt(act.by.tenant, fields);
        return renewed.map((field) => field ?? 'not-decryptable');
      },
    });
}

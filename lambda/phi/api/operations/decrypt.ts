import type { Operation } from '../../../access/api/operation';
import type { DecryptedFields, DecryptFields } from '../../../shared/http/generated/types';
import type { EncryptedField } from '../../cipher';
import { batchPlan } from '../batch';
import { deedOf } from '../deed';
import { nameOfItem } from '../named';
import { releaseOf } from '../release';
import type { PhiServices } from '../services';
import { told } from '../values';

/** Decrypts what was encrypted here: to be viewed, printed, shared or exported. */
export function decryptOperation({
  cipher,
  pseudonyms,
}: PhiServices): Operation<DecryptFields, DecryptedFields> {
  return async (body, act) => {
    const { claims, ...released } = releaseOf(body);
    return batchPlan(pseudonyms, {
      deed: deedOf(act, body, { ...released, phiAccessed: true }),
      items: body.items,
      nameOf: nameOfItem,
      read: ({ patientId, dataType, jwe }) => ({ good: { patientId, dataType, jwe } }),
      work: async (fields: readonly EncryptedField[]) => {
        const values = await cipher.decrypt(act.by.tenant, fields);
        return values.map((value) => (value === undefined ? 'not-decryptable' : told(value)));
      },
      claims,
    });
  };
}

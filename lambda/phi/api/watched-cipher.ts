import type { Logger } from '../../shared/log';
import type { FieldCipher } from '../cipher';

/**
 * A cipher that says in the log how many fields it could not decrypt, of whatever reason: many are an
 * alarm. It does not say which.
 */
export function watchedCipher(cipher: FieldCipher, log: Pick<Logger, 'warn'>): FieldCipher {
  const told = <T>(results: readonly (T | undefined)[]): readonly (T | undefined)[] => {
    const fields = results.filter((result) => result === undefined).length;
    if (fields > 0) log.warn('fields-not-decryptable', { fields });
    return results;
  };
  return {
    encrypt: async (tenant, fields) => cipher.encrypt(tenant, fields),
    decrypt: async (tenant, fields) => told(await cipher.decrypt(tenant, fields)),
    reencrypt: async (tenant, fields) => told(await cipher.reencrypt(tenant, fields)),
  };
}

import { KMSClient } from '@aws-sdk/client-kms';
import type { Pseudonyms } from '../../shared/pseudonym';
import { createPseudonyms } from '../../shared/pseudonym';
import type { Environment } from '../../shared/settings';
import { readSettings } from '../../shared/settings';
import { kmsClientDefaults, kmsTenantKey } from '../../shared/stores/kms-tenant-key';
import type { Sealer } from '../break-glass';
import { kmsSealer } from './kms-sealer';

/** Keys of KMS, apart from the rest of access: not every function behind the API has a use for them. */

/**
 * Pseudonyms of patients.
 *
 * @param kms default: a client of its own
 * @throws SettingError without PSEUDONYM_KEY
 */
export function awsPseudonyms(
  environment: Environment,
  kms = new KMSClient(kmsClientDefaults),
): Pseudonyms {
  const { PSEUDONYM_KEY } = readSettings(environment, ['PSEUDONYM_KEY']);
  return createPseudonyms(kmsTenantKey(kms, PSEUDONYM_KEY));
}

/**
 * The same, and the key of justifications, for the function that opens glasses.
 *
 * @throws SettingError without PSEUDONYM_KEY or PHI_KEY
 */
export function awsKeys(environment: Environment): {
  readonly pseudonyms: Pseudonyms;
  readonly sealer: Sealer;
} {
  const { PHI_KEY } = readSettings(environment, ['PHI_KEY']);
  const kms = new KMSClient(kmsClientDefaults);
  return { pseudonyms: awsPseudonyms(environment, kms), sealer: kmsSealer(kms, PHI_KEY) };
}

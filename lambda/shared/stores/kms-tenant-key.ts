import type { KMSClient } from '@aws-sdk/client-kms';
import { GenerateMacCommand } from '@aws-sdk/client-kms';
import { awsClientDefaults } from '../aws-clients';
import { tenantKeyMessage } from '../pseudonym';
import type { TenantKey } from '../pseudonym';

/** How the KMS client of a request behaves: somebody waits for it. */
export const kmsClientDefaults = {
  ...awsClientDefaults,
  maxAttempts: 3,
  requestHandler: { connectionTimeout: 1000, requestTimeout: 2000, throwOnRequestTimeout: true },
} as const;

/**
 * Keys of tenants, made by the HMAC key of the zone, which never leaves KMS.
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_GenerateMac.html
 */
export function kmsTenantKey(client: Pick<KMSClient, 'send'>, keyArn: string): TenantKey {
  return async (tenant) => {
    const { Mac } = await client.send(
      new GenerateMacCommand({
        KeyId: keyArn,
        Message: tenantKeyMessage(tenant),
        MacAlgorithm: 'HMAC_SHA_256',
      }),
    );
    return Mac ?? new Uint8Array();
  };
}

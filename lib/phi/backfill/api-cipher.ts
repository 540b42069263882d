import type { PhiClient, Result } from '../../../client';
import { PhiClientError } from '../../../client';
import type { EncryptBatch } from '../../../lambda/phi/backfill/engine';
import { fieldName } from '../../../lambda/phi/backfill/field-name';
import type { BackfillJob } from '../../../lambda/phi/backfill/job';
import type { Purpose } from '../../../lambda/shared/audit/vocabulary';
import { CommandError } from '../../aws/command-error';

export interface ApiCipherProps {
  readonly client: Pick<PhiClient, 'encrypt' | 'decrypt'>;
  readonly job: BackfillJob;
  readonly purpose: Purpose;
  /** Whether the caller decrypts too, to compare. */
  readonly decrypts: boolean;
}

/** The encryption API, which writes down each call before it answers. */
export function apiCipher({ client, job, purpose, decrypts }: ApiCipherProps): EncryptBatch {
  const field = fieldName(job);
  const reason = { purpose };
  return {
    encrypt: async (fields) => {
      const results = await asked(async () =>
        client.encrypt(
          fields.map(({ value, ...context }) => ({ ...context, ...value, field })),
          reason,
        ),
      );
      return results.map((result) => {
        if (!result.ok) throw refused('encrypt', result.code);
        return result.jwe;
      });
    },
    ...(decrypts
      ? {
          decrypt: async (fields) => {
            const results = await asked(async () =>
              client.decrypt(
                fields.map((encrypted) => ({ ...encrypted, field })),
                reason,
              ),
            );
            return results.map((result) => {
              if (result.ok) return result.value;
              if (result.code === 'not-decryptable') return undefined;
              throw refused('decrypt', result.code);
            });
          },
        }
      : {}),
  };
}

async function asked<T>(call: () => Promise<readonly Result<T>[]>): Promise<readonly Result<T>[]> {
  try {
    return await call();
  } catch (error) {
    if (!(error instanceof PhiClientError)) throw error;
    throw new CommandError(
      `The API did not do it: ${error.message} What is encrypted stays; run again, it goes on.`,
      { cause: error },
    );
  }
}

function refused(what: 'encrypt' | 'decrypt', code: string): CommandError {
  return new CommandError(
    `The API refused to ${what} (${code}). ${
      what === 'encrypt'
        ? 'Nothing of that batch was written.'
        : 'Leave --compare out: a service that acts for itself never decrypts.'
    }`,
  );
}

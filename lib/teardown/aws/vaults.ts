import {
  type BackupClient,
  DeleteBackupVaultLockConfigurationCommand,
  DeleteRecoveryPointCommand,
  ListBackupVaultsCommand,
  ListRecoveryPointsByBackupVaultCommand,
} from '@aws-sdk/client-backup';
import type { RecoveryPointPage, TeardownPort, Vault } from '../port';
import { PortError, calling, codeOf } from '../../aws/calling';

type VaultCalls = Pick<
  TeardownPort,
  'vault' | 'unlockVault' | 'listRecoveryPoints' | 'deleteRecoveryPoint'
>;

const MAX_PAGES = 100;

/** The AWS Backup half of the port. */
export function vaultCalls(client: BackupClient): VaultCalls {
  return {
    vault: (name) => findVault(client, name),
    unlockVault: (name) =>
      unlessGone('DeleteBackupVaultLockConfiguration', () =>
        client.send(new DeleteBackupVaultLockConfigurationCommand({ BackupVaultName: name })),
      ),
    listRecoveryPoints: (vault, cursor) => listRecoveryPoints(client, vault, cursor),
    deleteRecoveryPoint: (BackupVaultName, RecoveryPointArn) =>
      unlessGone('DeleteRecoveryPoint', () =>
        client.send(new DeleteRecoveryPointCommand({ BackupVaultName, RecoveryPointArn })),
      ),
  };
}

/**
 * Looks the vault up in the list of all. AWS Backup answers AccessDenied when asked for one that
 * does not exist, which cannot be told from a real refusal.
 */
async function findVault(client: BackupClient, name: string): Promise<Vault | undefined> {
  let NextToken: string | undefined;
  for (let pages = 0; pages < MAX_PAGES; pages += 1) {
    const page = await calling('ListBackupVaults', 'code-and-message', () =>
      client.send(new ListBackupVaultsCommand({ MaxResults: 1000, NextToken })),
    );
    const found = page.BackupVaultList?.find(({ BackupVaultName }) => BackupVaultName === name);
    if (found !== undefined) {
      return { name, locked: found.Locked ?? false, lockDate: found.LockDate };
    }
    if (page.NextToken === undefined) return undefined;
    NextToken = page.NextToken;
  }
  throw new PortError('ListBackupVaults', 'TooManyPages', `more than ${MAX_PAGES} pages`, false);
}

async function listRecoveryPoints(
  client: BackupClient,
  vault: string,
  cursor: string | undefined,
): Promise<RecoveryPointPage> {
  return calling('ListRecoveryPointsByBackupVault', 'code-and-message', async () => {
    try {
      const page = await client.send(
        new ListRecoveryPointsByBackupVaultCommand({
          BackupVaultName: vault,
          MaxResults: 1000,
          NextToken: cursor,
        }),
      );
      const points = (page.RecoveryPoints ?? []).flatMap(({ RecoveryPointArn, Status }) =>
        RecoveryPointArn === undefined ? [] : [{ arn: RecoveryPointArn, status: Status ?? '' }],
      );
      return { points, next: page.NextToken };
    } catch (error) {
      if (codeOf(error) === 'ResourceNotFoundException') return { points: [] };
      throw error;
    }
  });
}

async function unlessGone(operation: string, call: () => Promise<unknown>): Promise<void> {
  try {
    await calling(operation, 'code-and-message', call);
  } catch (error) {
    if (error instanceof PortError && error.code === 'ResourceNotFoundException') return;
    throw error;
  }
}

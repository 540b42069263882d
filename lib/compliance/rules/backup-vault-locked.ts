import { coversAction, isForEverybody, sparesAtMostOneRole, statementsIn } from '../reading/policy';
import type { Rule } from '../rule';
import { at } from '../reading/zone-view';

/** Shortest time of grace: https://docs.aws.amazon.com/aws-backup/latest/devguide/vault-lock.html */
const SHORTEST_GRACE_DAYS = 3;
/** Longest: until then an administrator can take the lock off. */
const LONGEST_GRACE_DAYS = 30;
const DENIED = 'backup:DeleteRecoveryPoint';

export const backupVaultLocked: Rule = {
  name: 'BackupVaultLocked',
  asks: 'A backup vault is locked for as long as backups are kept, and its policy denies to everybody to delete them.',
  citations: ['164.308(a)(7)(ii)(A)', '164.312(c)(1)'],
  types: ['AWS::Backup::BackupVault'],
  find: ({ properties }, { expectations: { backupDays, permanent } }) => {
    const minimum = at(properties, 'LockConfiguration', 'MinRetentionDays');
    const grace = at(properties, 'LockConfiguration', 'ChangeableForDays');
    const denied = (statementsIn(properties['AccessPolicy']) ?? []).some(
      (statement) =>
        statement.effect === 'Deny' &&
        isForEverybody(statement) &&
        coversAction(statement, DENIED) &&
        // Elsewhere than on `*` a denial would have to name recovery points that do not exist yet.
        !statement.inverted.has('Resource') &&
        statement.resources.includes('*') &&
        sparesAtMostOneRole(statement, permanent),
    );
    return [
      ...(typeof minimum === 'number' && minimum >= backupDays
        ? []
        : [`MinRetentionDays of the lock is not at least ${backupDays}. Set it.`]),
      ...(!permanent ||
      (typeof grace === 'number' && grace >= SHORTEST_GRACE_DAYS && grace <= LONGEST_GRACE_DAYS)
        ? []
        : [
            `ChangeableForDays of the lock is not from ${SHORTEST_GRACE_DAYS} to ${LONGEST_GRACE_DAYS}. Set it: without it, and until then, an administrator can take the lock off.`,
          ]),
      ...(denied
        ? []
        : [
            `AccessPolicy does not deny ${DENIED} on * to everybody. Add a Deny statement${permanent ? ' without condition' : ', excepting one role at most'}.`,
          ]),
    ];
  },
};

import { emptyVault } from '../../lib/teardown/empty-vault';
import { PortError } from '../../lib/aws/calling';
import { Stopped } from '../../lib/teardown/problem';
import { FakeAccount } from './fake-account';
import { intercepted, rig, type Rig } from './harness';

const VAULT = 'hlz-demo-archive-vault';

function empty(context: Rig): Promise<void> {
  return emptyVault(context, 'hlz-demo-archive', VAULT);
}

async function problemOf(context: Rig): Promise<unknown> {
  const error: unknown = await empty(context).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return error instanceof Stopped ? error.problems[0] : error;
}

test('takes the governance lock off first, deletes all recovery points and waits until they are gone', async () => {
  const account = new FakeAccount('111122223333', 3);
  account.store(
    VAULT,
    Array.from({ length: 8 }, () => ({ looksUntilGone: 3 })),
  ).locked = true;
  const context = rig(account);
  await empty(context);
  expect(account.vaults.get(VAULT)?.points).toEqual([]);
  expect(account.changes[0]).toEqual({ what: 'unlock', of: VAULT });
  expect(account.changes.filter(({ what }) => what === 'delete-recovery-point')).toHaveLength(8);
  expect(context.events.at(-1)).toMatchObject({ state: 'empty', left: 0 });
});

test('a vault that is gone is no error, an unlocked one is not unlocked', async () => {
  const account = new FakeAccount('111122223333');
  const context = rig(account);
  await empty(context);
  expect(context.events).toEqual([expect.objectContaining({ state: 'absent' })]);

  account.store(VAULT, [{}]);
  await empty(rig(account));
  expect(account.changes.map(({ what }) => what)).toEqual(['delete-recovery-point']);
});

test('one that is still being made is waited for', async () => {
  const account = new FakeAccount('111122223333');
  account.store(VAULT, [{ status: 'CREATING' }, {}]);
  await empty(rig(account));
  expect(account.vaults.get(VAULT)?.points).toEqual([]);
});

test('a compliance lock in its grace days is taken off; one past them is not even tried', async () => {
  const account = new FakeAccount('111122223333');
  const vault = account.store(VAULT, [{}]);
  vault.locked = true;
  vault.lockDate = new Date(account.now + 1000);
  await empty(rig(account));
  expect(account.changes[0]?.what).toBe('unlock');

  account.changes.length = 0;
  const locked = account.store(VAULT, [{}, {}]);
  locked.locked = true;
  locked.lockDate = new Date(account.now);
  expect(await problemOf(rig(account))).toEqual({
    kind: 'vault-locked',
    vault: VAULT,
    recoveryPoints: 2,
  });
  expect(account.changes).toEqual([]);

  locked.points = [];
  await empty(rig(account));
});

test('recovery points that come back as EXPIRED stop it soon', async () => {
  const account = new FakeAccount('111122223333');
  account.store(VAULT, [{ status: 'EXPIRED' }, {}]);
  const start = account.now;
  expect(await problemOf(rig(account))).toEqual({
    kind: 'recovery-points',
    vault: VAULT,
    left: 1,
    expired: 1,
    codes: {},
    example: '',
  });
  expect(account.now - start).toBeLessThan(60_000);
});

test('a refusal for lack of permission stops it soon, and says what was refused', async () => {
  const account = new FakeAccount('111122223333');
  account.store(VAULT, [{}, {}]);
  const port = intercepted(account.port(), {
    before: (operation) => {
      if (operation === 'deleteRecoveryPoint') {
        throw new PortError('DeleteRecoveryPoint', 'AccessDeniedException', 'no.', false);
      }
    },
  });
  const start = account.now;
  expect(await problemOf(rig(account, { port }))).toMatchObject({
    left: 2,
    codes: { AccessDeniedException: 2 },
    example: 'no.',
  });
  expect(account.now - start).toBeLessThan(60_000);
});

test('what never goes away is waited for a bounded time', async () => {
  const account = new FakeAccount('111122223333');
  account.store(VAULT, [{ status: 'DELETING', looksUntilGone: 1e9 }]);
  const limits = { vaultMs: 100_000, pollMs: 10_000 };
  expect(await problemOf(rig(account, { limits }))).toMatchObject({
    kind: 'recovery-points',
    left: 1,
    expired: 0,
  });
  expect(account.calls).toBe(1 + 11);
});

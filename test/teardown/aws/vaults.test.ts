import type { TeardownPort } from '../../../lib/teardown/port';
import { Loopback, sts, type Answer, type Sent } from './loopback';

const POINT = 'arn:aws:rds:us-east-1:111122223333:snapshot:awsbackup:job-1';

let loopback: Loopback;

async function open(answer: (sent: Sent) => Answer): Promise<TeardownPort> {
  const role = sts();
  loopback = new Loopback((sent) => role(sent) ?? answer(sent));
  return loopback.open();
}

function backupCalls(): readonly Sent[] {
  return loopback.sent.filter(({ service }) => service === 'backup');
}

function failure(code: string, status = 400): Answer {
  return { status, body: JSON.stringify({ __type: code, Message: 'so it is' }) };
}

afterEach(() => loopback.close());

test('finds a vault in the list of all, as the teardown role', async () => {
  const port = await open(({ query }) => ({
    body: JSON.stringify(
      query.has('nextToken')
        ? { BackupVaultList: [{ BackupVaultName: 'b', Locked: true, LockDate: 1_767_225_600 }] }
        : { BackupVaultList: [{ BackupVaultName: 'a' }], NextToken: '2' },
    ),
  }));
  expect(await port.vault('b')).toEqual({
    name: 'b',
    locked: true,
    lockDate: new Date('2026-01-01T00:00:00Z'),
  });
  expect(await port.vault('a')).toEqual({ name: 'a', locked: false, lockDate: undefined });
  expect(await port.vault('c')).toBeUndefined();
  expect(backupCalls().every(({ accessKey }) => accessKey === 'ROLE1')).toBe(true);
});

test('takes the lock off', async () => {
  const port = await open(() => ({ status: 200 }));
  await port.unlockVault('v');
  expect(backupCalls()[0]).toMatchObject({
    method: 'DELETE',
    path: '/backup-vaults/v/vault-lock',
  });
});

test('lists and deletes recovery points', async () => {
  const port = await open(({ method }) =>
    method === 'DELETE'
      ? {}
      : {
          body: JSON.stringify({
            RecoveryPoints: [{ RecoveryPointArn: POINT, Status: 'COMPLETED' }],
            NextToken: 'n',
          }),
        },
  );
  expect(await port.listRecoveryPoints('v', 'm')).toEqual({
    points: [{ arn: POINT, status: 'COMPLETED' }],
    next: 'n',
  });
  await port.deleteRecoveryPoint('v', POINT);
  const [list, deletion] = backupCalls();
  expect(list?.query.get('nextToken')).toBe('m');
  expect(deletion).toMatchObject({
    method: 'DELETE',
    path: `/backup-vaults/v/recovery-points/${POINT}`,
  });
});

test('what is gone is no error, any other refusal is', async () => {
  const port = await open(({ path }) =>
    failure(path.includes('gone') ? 'ResourceNotFoundException' : 'InvalidRequestException'),
  );
  await port.unlockVault('gone');
  await port.deleteRecoveryPoint('gone', POINT);
  expect(await port.listRecoveryPoints('gone')).toEqual({ points: [] });
  await expect(port.deleteRecoveryPoint('v', POINT)).rejects.toMatchObject({
    operation: 'DeleteRecoveryPoint',
    code: 'InvalidRequestException',
    detail: 'so it is',
    transient: false,
  });
});

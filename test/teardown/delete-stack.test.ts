import { removeStack } from '../../lib/teardown/delete-stack';
import type { StackResource } from '../../lib/teardown/port';
import { Stopped } from '../../lib/teardown/problem';
import { FakeAccount } from './fake-account';
import { intercepted, rig, type Rig } from './harness';

const STACK = 'hlz-demo-archive';
const BUCKET = 'hlz-demo-archive-ledger';
const VAULT = 'hlz-demo-archive-vault';

function remove(context: Rig): Promise<readonly StackResource[]> {
  return removeStack(context, STACK);
}

async function problemsOf(context: Rig): Promise<unknown> {
  const error: unknown = await remove(context).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return error instanceof Stopped ? error.problems : error;
}

function whatChanged(account: FakeAccount): readonly string[] {
  return account.changes.map(({ what }) => what);
}

test('empties, then switches the protection off, then deletes', async () => {
  const account = new FakeAccount('111122223333');
  account.deploy(STACK, { terminationProtection: true, buckets: [BUCKET], slowness: 4 });
  account.fill(BUCKET, 1);
  await remove(rig(account));
  expect(whatChanged(account)).toEqual(['delete-versions', 'allow-deletion', 'delete-stack']);
  expect(account.stacks.values().next().value).toMatchObject({ status: 'DELETE_COMPLETE' });
});

test('the protection stays on when the stack cannot be emptied', async () => {
  const account = new FakeAccount('111122223333');
  const stack = account.deploy(STACK, { terminationProtection: true, buckets: [BUCKET] });
  account.fill(BUCKET, 1, { lock: { legalHold: true } });
  expect(await problemsOf(rig(account))).toMatchObject([{ kind: 'legal-hold' }]);
  expect(stack).toMatchObject({ terminationProtection: true, status: 'CREATE_COMPLETE' });
});

test('one bucket that cannot be emptied does not keep the others full; all problems are told', async () => {
  const account = new FakeAccount('111122223333');
  account.deploy(STACK, { buckets: ['a', 'b', 'c'], vaults: [VAULT] });
  account.fill('a', 1, { lock: { legalHold: true } });
  account.fill('b', 9);
  account.fill('c', 2, { lock: { legalHold: true } });
  account.store(VAULT, [{}]);
  expect(await problemsOf(rig(account))).toEqual([
    { kind: 'legal-hold', bucket: 'a', objects: 1 },
    { kind: 'legal-hold', bucket: 'c', objects: 2 },
  ]);
  expect(account.buckets.get('b')?.versions).toEqual([]);
  expect(account.vaults.get(VAULT)?.points).toEqual([]);
});

test('a missing stack is no error', async () => {
  const account = new FakeAccount('111122223333');
  const context = rig(account);
  expect(await remove(context)).toEqual([]);
  expect(context.events).toEqual([{ event: 'stack', stack: STACK, state: 'absent' }]);
  expect(account.calls).toBe(1);
});

test('a deletion that is under way is waited for, not started again', async () => {
  const account = new FakeAccount('111122223333');
  account.deploy(STACK, { status: 'DELETE_IN_PROGRESS', slowness: 3 });
  await remove(rig(account));
  expect(account.changes).toEqual([]);
});

test('a deletion that ends in DELETE_FAILED is taken up from there', async () => {
  const account = new FakeAccount('111122223333');
  account.deploy(STACK, { status: 'DELETE_IN_PROGRESS', buckets: [BUCKET] });
  account.fill(BUCKET, 3);
  await remove(rig(account));
  expect(whatChanged(account)).toEqual(['delete-versions', 'delete-stack']);
});

test('logs that arrive between emptying and deletion are emptied again', async () => {
  const account = new FakeAccount('111122223333');
  account.deploy(STACK, { buckets: [BUCKET] });
  let late = 2;
  const port = intercepted(account.port(), {
    before: (operation) => {
      if (operation !== 'deleteStack' || late === 0) return;
      late -= 1;
      account.fill(BUCKET, 1);
    },
  });
  await remove(rig(account, { port }));
  expect(whatChanged(account).filter((what) => what === 'delete-stack')).toHaveLength(3);
});

test('logs that arrive for ever stop it, with what CloudFormation says', async () => {
  const account = new FakeAccount('111122223333');
  account.deploy(STACK, { buckets: [BUCKET] });
  const port = intercepted(account.port(), {
    before: (operation) => {
      if (operation === 'deleteStack') account.fill(BUCKET, 1);
    },
  });
  expect(await problemsOf(rig(account, { port, limits: { deleteRounds: 3 } }))).toEqual([
    {
      kind: 'delete-failed',
      stack: STACK,
      failures: [{ logicalId: BUCKET, type: 'AWS::S3::Bucket', reason: 'it is not empty' }],
    },
  ]);
  expect(whatChanged(account).filter((what) => what === 'delete-stack')).toHaveLength(3);
});

test('a resource that cannot be deleted stops it at once, named and with its reason', async () => {
  const account = new FakeAccount('111122223333');
  const failure = { logicalId: 'Vpc', type: 'AWS::EC2::VPC', reason: 'it has dependencies' };
  account.deploy(STACK, { deletionErrors: [failure, failure] });
  expect(await problemsOf(rig(account))).toEqual([
    { kind: 'delete-failed', stack: STACK, failures: [failure] },
  ]);
  expect(whatChanged(account)).toEqual(['delete-stack']);
});

test('a deletion that does not end is waited for a bounded time', async () => {
  const account = new FakeAccount('111122223333');
  account.deploy(STACK, { slowness: 1e9 });
  const limits = { stackMs: 300_000, pollMs: 10_000 };
  expect(await problemsOf(rig(account, { limits }))).toEqual([
    { kind: 'too-slow', stack: STACK, status: 'DELETE_IN_PROGRESS', minutes: 5 },
  ]);
  expect(account.calls).toBeLessThan(40);
});

test('looks after a second, then ever later, up to ten seconds', async () => {
  const account = new FakeAccount('111122223333');
  account.deploy(STACK, { slowness: 7 });
  const looks: number[] = [];
  const port = intercepted(account.port(), {
    before: (operation) => {
      if (operation === 'stack') looks.push(account.now);
    },
  });
  await remove(rig(account, { port }));
  expect(looks.slice(1).map((at, n) => (at - (looks[n] ?? 0)) / 1000)).toEqual([
    1, 1, 2, 4, 8, 10, 10, 10,
  ]);
});

test('a stack that is gone at once takes a second', async () => {
  const account = new FakeAccount('111122223333');
  account.deploy(STACK, { slowness: 0 });
  const began = account.now;
  await remove(rig(account));
  expect(account.now - began).toBe(1000);
});

test('does not take the failure of before for one of this deletion', async () => {
  const account = new FakeAccount('111122223333');
  const stack = account.deploy(STACK, { status: 'DELETE_FAILED', slowness: 0 });
  let deletedAt: number | undefined;
  const port = intercepted(account.port(), {
    before: (operation) => {
      // What CloudFormation tells for some seconds.
      if (operation !== 'stack' || deletedAt === undefined) return;
      stack.status = account.now - deletedAt < 5_000 ? 'DELETE_FAILED' : 'DELETE_IN_PROGRESS';
    },
    after: (operation) => {
      if (operation === 'deleteStack') deletedAt = account.now;
    },
  });
  await remove(rig(account, { port }));
  expect(whatChanged(account)).toEqual(['delete-stack']);
});

test('a stack that became another one after the first look is left alone', async () => {
  const account = new FakeAccount('111122223333');
  account.deploy(STACK, { tags: { Environment: 'production' }, buckets: [BUCKET] });
  account.fill(BUCKET, 1);
  expect(await problemsOf(rig(account))).toEqual([
    {
      kind: 'changed',
      stack: STACK,
      why: 'its Environment tag says "production", not "sandbox"',
    },
  ]);
  expect(account.changes).toEqual([]);
});

test('what the template says to keep is told', async () => {
  const account = new FakeAccount('111122223333');
  account.deploy(STACK, { buckets: [BUCKET, 'other'], keeps: [BUCKET] });
  expect(await remove(rig(account))).toEqual([
    expect.objectContaining({ physicalId: BUCKET, status: 'DELETE_SKIPPED' }),
  ]);
});

test('trying again does not make the wait longer', async () => {
  const account = new FakeAccount('111122223333');
  const stack = account.deploy(STACK, { buckets: [BUCKET], slowness: 20 });
  const port = intercepted(account.port(), {
    before: (operation) => {
      if (operation !== 'deleteStack') return;
      account.fill(BUCKET, 1);
      stack.slowness = 20;
    },
  });
  const limits = { stackMs: 300_000, pollMs: 10_000 };
  expect(await problemsOf(rig(account, { port, limits }))).toMatchObject([{ kind: 'too-slow' }]);
  expect(whatChanged(account).filter((what) => what === 'delete-stack')).toHaveLength(2);
});

test('what is deleted already, was never made, or is kept, is not emptied', async () => {
  const account = new FakeAccount('111122223333');
  const stack = account.deploy(STACK, { status: 'DELETE_FAILED', buckets: [BUCKET] });
  for (const bucket of [BUCKET, 'kept', 'name-used-again']) account.fill(bucket, 1);
  const type = 'AWS::S3::Bucket';
  stack.resources.push(
    { logicalId: 'A', type, physicalId: 'kept', status: 'DELETE_SKIPPED' },
    { logicalId: 'B', type, physicalId: 'name-used-again', status: 'DELETE_COMPLETE' },
    { logicalId: 'C', type, status: 'CREATE_FAILED' },
  );
  await remove(rig(account));
  expect(account.changes).toContainEqual({ what: 'delete-versions', of: BUCKET });
  expect(account.buckets.get('kept')?.versions).toHaveLength(1);
  expect(account.buckets.get('name-used-again')?.versions).toHaveLength(1);
});

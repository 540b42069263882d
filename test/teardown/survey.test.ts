import { teardownRoleArn } from '../../lib/names';
import { deletionOrder, isStackOf } from '../../lib/teardown/plan';
import { survey } from '../../lib/teardown/survey';
import { FakeAccount } from './fake-account';
import { rig, ZONE } from './harness';

test('names of stacks, in the order of their deletion', () => {
  expect(deletionOrder(ZONE)).toEqual(['hlz-demo-data', 'hlz-demo-archive', 'hlz-demo-keys']);
  expect(teardownRoleArn({ ...ZONE, region: 'us-gov-west-1' })).toBe(
    'arn:aws-us-gov:iam::111122223333:role/hlz-operations/demo-teardown',
  );
});

test.each([
  ['demo', 'hlz-demo-keys', true],
  ['demo', 'hlz-demo-anything9', true],
  ['demo', 'hlz-demo-2-keys', false],
  ['demo', 'hlz-demo', false],
  ['demo', 'hlz-demo-', false],
  ['demo', 'hlz-dem-keys', false],
  ['demo', 'xhlz-demo-keys', false],
  ['demo-2', 'hlz-demo-2-keys', true],
  ['demo-2', 'hlz-demo-keys', false],
])('of zone %s is %s: %s', (name, stack, expected) => {
  expect(isStackOf({ name }, stack)).toBe(expected);
});

test('finds what is deployed, last deployed first', async () => {
  const account = new FakeAccount(ZONE.account);
  for (const name of ['hlz-demo-keys', 'hlz-demo-2-keys', 'hlz-demo-data']) account.deploy(name);
  const found = await survey(rig(account), ZONE);
  expect(found.kind === 'clear' && found.stacks.map(({ name }) => name)).toEqual([
    'hlz-demo-data',
    'hlz-demo-keys',
  ]);
});

test('all that is against it is told at once', async () => {
  const account = new FakeAccount(ZONE.account);
  account.deploy('hlz-demo-keys', { tags: { Environment: 'production' } });
  account.deploy('hlz-demo-archive', { tags: {} });
  account.deploy('hlz-demo-data', { status: 'UPDATE_IN_PROGRESS' });
  account.deploy('hlz-demo-governance');
  expect(await survey(rig(account), ZONE)).toEqual({
    kind: 'refused',
    reasons: [
      'stack hlz-demo-governance is deployed but unknown here: use the version of hlz that deployed it',
      'stack hlz-demo-data: somebody is deploying it right now (UPDATE_IN_PROGRESS)',
      'stack hlz-demo-archive: it carries no Environment tag, so nothing shows that it is a sandbox',
      'stack hlz-demo-keys: its Environment tag says "production", not "sandbox"',
    ],
  });
});

test.each(['DELETE_IN_PROGRESS', 'DELETE_FAILED', 'ROLLBACK_FAILED', 'UPDATE_ROLLBACK_FAILED'])(
  'a stack in %s is no obstacle',
  async (status) => {
    const account = new FakeAccount(ZONE.account);
    account.deploy('hlz-demo-keys', { status });
    expect(await survey(rig(account), ZONE)).toMatchObject({ kind: 'clear' });
  },
);

test('a stack that was only reviewed needs no tag, but a wrong one counts', async () => {
  const account = new FakeAccount(ZONE.account);
  const stack = account.deploy('hlz-demo-keys', { status: 'REVIEW_IN_PROGRESS', tags: {} });
  expect(await survey(rig(account), ZONE)).toMatchObject({ kind: 'clear' });
  stack.tags = { Environment: 'production' };
  expect(await survey(rig(account), ZONE)).toMatchObject({ kind: 'refused' });
});

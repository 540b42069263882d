import * as fc from 'fast-check';
import { FakeAccount } from './fake-account';
import { ZONE } from './harness';

/** Accounts of every kind, for the model check. */

const STATUSES = [
  'CREATE_COMPLETE',
  'UPDATE_COMPLETE',
  'ROLLBACK_COMPLETE',
  'CREATE_FAILED',
  'UPDATE_ROLLBACK_FAILED',
  'REVIEW_IN_PROGRESS',
  'DELETE_IN_PROGRESS',
  'DELETE_FAILED',
];

const bucketArb = fc.record({
  versions: fc.integer({ min: 0, max: 35 }),
  arrivals: fc.array(fc.integer({ min: 0, max: 12 }), { maxLength: 6 }),
  flaky: fc.array(fc.constantFrom('SlowDown', 'InternalError', 'AccessDenied'), { maxLength: 2 }),
  gone: fc.boolean(),
});

const vaultArb = fc.record({
  points: fc.array(
    fc.record({
      status: fc.constantFrom('COMPLETED', 'PARTIAL', 'CREATING', 'DELETING'),
      looksUntilGone: fc.integer({ min: 0, max: 4 }),
    }),
    { maxLength: 25 },
  ),
  locked: fc.boolean(),
  gone: fc.boolean(),
});

const stackArb = fc.option(
  fc.record({
    status: fc.constantFrom(...STATUSES),
    terminationProtection: fc.boolean(),
    slowness: fc.integer({ min: 0, max: 5 }),
    failsOnce: fc.boolean(),
    buckets: fc.array(bucketArb, { maxLength: 3 }),
    vaults: fc.array(vaultArb, { maxLength: 1 }),
  }),
  { freq: 4 },
);

export const zoneArb = fc.record({ keys: stackArb, archive: stackArb, data: stackArb });
type ZoneModel = typeof zoneArb extends fc.Arbitrary<infer T> ? T : never;

/** For each run: at which call the process dies, and whether AWS had done it by then. */
export const crashesArb = fc.array(
  fc.record({ call: fc.integer({ min: 1, max: 120 }), done: fc.boolean() }),
  { maxLength: 6 },
);
/** Calls, over all runs, that are throttled. */
export const throttlesArb = fc.uniqueArray(fc.integer({ min: 1, max: 300 }), { maxLength: 20 });

/** Puts a zone into the account. */
function deploy(account: FakeAccount, zone: string, model: ZoneModel): void {
  const names = ['keys', 'archive', 'data'] as const;
  names.forEach((stack, index) => {
    const given = model[stack];
    if (given === null) return;
    const name = `hlz-${zone}-${stack}`;
    const buckets = given.buckets.map((_, number) => `${name}-bucket-${number}`);
    const vaults = given.vaults.map((_, number) => `${name}-vault-${number}`);
    const { status, terminationProtection, slowness } = given;
    account.deploy(name, {
      status,
      terminationProtection: terminationProtection && status !== 'DELETE_IN_PROGRESS',
      slowness,
      buckets,
      vaults,
      usedBy: names.slice(index + 1).map((later) => `hlz-${zone}-${later}`),
      deletionErrors: given.failsOnce
        ? [{ logicalId: 'Vpc', type: 'AWS::EC2::VPC', reason: 'has dependencies' }]
        : [],
    });
    given.buckets.forEach(({ versions, arrivals, flaky, gone }, number) => {
      const bucket = `${name}-bucket-${number}`;
      account.fill(bucket, versions);
      account.fill(bucket, flaky.length > 0 ? 1 : 0, { failures: [...flaky] });
      account.buckets.get(bucket)?.arrivals.push(...arrivals);
      if (gone) account.buckets.delete(bucket);
    });
    given.vaults.forEach(({ points, locked, gone }, number) => {
      const vault = `${name}-vault-${number}`;
      account.store(vault, points).locked = locked;
      if (gone) account.vaults.delete(vault);
    });
  });
}

/** Names of what is of the zone. */
export const OURS = /^hlz-demo-(keys|archive|data)/;

/** Everything of an account that is not of the zone, as text. */
export function othersOf({ stacks, buckets, vaults }: FakeAccount): string {
  return JSON.stringify([
    [...stacks.values()].filter(({ name }) => !OURS.test(name)),
    [...buckets].filter(([name]) => !OURS.test(name)),
    [...vaults].filter(([name]) => !OURS.test(name)),
  ]);
}

const FULL: ZoneModel = (() => {
  const stack = {
    status: 'CREATE_COMPLETE',
    terminationProtection: false,
    slowness: 0,
    failsOnce: false,
    buckets: [{ versions: 5, arrivals: [], flaky: [], gone: false }],
    vaults: [{ points: [{ status: 'COMPLETED', looksUntilGone: 0 }], locked: false, gone: false }],
  } as const;
  return { keys: stack, archive: stack, data: stack } as unknown as ZoneModel;
})();

/** An account with the zone, and with neighbours whose names come as near as names can. */
export function worldOf(model: ZoneModel): FakeAccount {
  const account = new FakeAccount(ZONE.account, 10);
  deploy(account, ZONE.name, model);
  deploy(account, 'demo-2', FULL);
  deploy(account, 'dem', FULL);
  deploy(account, 'prod', FULL);
  for (const stack of account.stacks.values()) {
    if (stack.name.startsWith('hlz-prod-')) stack.tags = { Environment: 'production' };
  }
  account.deploy('somebody-else', { tags: {}, buckets: ['somebody-else-bucket'] });
  return account;
}

/** What is left of the zone. */
export function leftOf(account: FakeAccount): readonly string[] {
  const live = [...account.stacks.values()].filter(({ status }) => status !== 'DELETE_COMPLETE');
  return [
    ...live.map(({ name }) => name),
    ...account.buckets.keys(),
    ...account.vaults.keys(),
  ].filter((name) => OURS.test(name));
}

/** A zone of two stacks with something in them. */
export function smallZone(): FakeAccount {
  const account = new FakeAccount(ZONE.account);
  account.deploy('hlz-demo-keys', { terminationProtection: true });
  account.deploy('hlz-demo-archive', {
    terminationProtection: true,
    buckets: ['hlz-demo-archive-ledger'],
    vaults: ['hlz-demo-archive-vault'],
  });
  account.fill('hlz-demo-archive-ledger', 1234);
  account.store('hlz-demo-archive-vault', [{}, {}]);
  return account;
}

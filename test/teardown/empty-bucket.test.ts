import { emptyBucket } from '../../lib/teardown/empty-bucket';
import { PortError } from '../../lib/aws/calling';
import { Stopped, type Problem } from '../../lib/teardown/problem';
import { FakeAccount } from './fake-account';
import { intercepted, rig, throttled, type Rig } from './harness';

const BUCKET = 'hlz-demo-archive-ledger';
const DAY_MS = 86_400_000;

async function problemsOf(work: Promise<void>): Promise<readonly Problem[]> {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(Stopped);
  return (error as Stopped).problems;
}

function empty(context: Rig): Promise<void> {
  return emptyBucket(context, 'hlz-demo-archive', BUCKET);
}

test('deletes versions and markers of all pages, and tells how many', async () => {
  const account = new FakeAccount('111122223333', 10);
  account.fill(BUCKET, 95);
  const context = rig(account);
  await empty(context);
  expect(account.buckets.get(BUCKET)?.versions).toEqual([]);
  expect(account.largestPage).toBe(10);
  expect(context.events.at(-1)).toEqual({
    event: 'bucket',
    stack: 'hlz-demo-archive',
    bucket: BUCKET,
    state: 'empty',
    deleted: 95,
  });
});

test('an empty bucket takes one call, one that is gone too', async () => {
  const account = new FakeAccount('111122223333');
  account.fill(BUCKET, 0);
  await empty(rig(account));
  expect(account.calls).toBe(1);

  account.buckets.clear();
  const context = rig(account);
  await empty(context);
  expect(account.calls).toBe(2);
  expect(context.events).toEqual([expect.objectContaining({ state: 'absent', deleted: 0 })]);
});

test('a bucket that is deleted while it is emptied is no error', async () => {
  const account = new FakeAccount('111122223333', 10);
  account.fill(BUCKET, 40);
  const port = intercepted(account.port(), {
    after: (operation) => {
      if (operation === 'listVersions') account.buckets.delete(BUCKET);
    },
  });
  await empty(rig(account, { port }));
  expect(account.changes).toEqual([]);
});

test('goes on until a listing is empty, with what arrives meanwhile', async () => {
  const account = new FakeAccount('111122223333', 10);
  account.fill(BUCKET, 5).arrivals.push(0, 7, 3, 1);
  await empty(rig(account));
  expect(account.buckets.get(BUCKET)?.versions).toEqual([]);
});

test('a bucket that never gets empty stops it after a bounded number of passes', async () => {
  const account = new FakeAccount('111122223333', 10);
  account.fill(BUCKET, 5).arrivals.push(...Array.from({ length: 1000 }, () => 2));
  const problems = await problemsOf(empty(rig(account, { limits: { passes: 4 } })));
  expect(problems).toEqual([{ kind: 'refilled', bucket: BUCKET, objects: 2, passes: 4 }]);
  expect(account.calls).toBe(8);
});

test('a writer that is faster than a listing does not make a pass endless', async () => {
  const account = new FakeAccount('111122223333', 10);
  account.fill(BUCKET, 20);
  const port = intercepted(account.port(), {
    after: (operation) => {
      if (operation === 'listVersions') account.fill(BUCKET, 20);
    },
  });
  const context = rig(account, { port, limits: { passes: 3, pagesPerPass: 6 } });
  expect(await problemsOf(empty(context))).toEqual([expect.objectContaining({ kind: 'refilled' })]);
  expect(account.calls).toBeLessThanOrEqual(3 * 6 * 2);
});

test('objects that fail for a passing reason are tried again', async () => {
  const account = new FakeAccount('111122223333');
  account.fill(BUCKET, 3);
  account.fill(BUCKET, 1, { failures: ['SlowDown', 'InternalError', 'SlowDown'] });
  await empty(rig(account));
  expect(account.buckets.get(BUCKET)?.versions).toEqual([]);
});

test('objects that fail once with AccessDenied are tried again in the next pass', async () => {
  const account = new FakeAccount('111122223333');
  account.fill(BUCKET, 3);
  account.fill(BUCKET, 1, { failures: ['AccessDenied'] });
  await empty(rig(account));
  expect(account.buckets.get(BUCKET)?.versions).toEqual([]);
});

test('objects that fail for good are counted by code, never named', async () => {
  const account = new FakeAccount('111122223333', 10);
  account.fill(BUCKET, 12, { failures: Array.from({ length: 99 }, () => 'AccessDenied') });
  const problems = await problemsOf(empty(rig(account, { limits: { passes: 3 } })));
  expect(problems).toEqual([
    { kind: 'undeletable', bucket: BUCKET, objects: 12, codes: { AccessDenied: 12 } },
  ]);
  expect(JSON.stringify(problems)).not.toContain('secret-');
});

test('a COMPLIANCE lock stops it with the date of the last lock; all else is deleted', async () => {
  const account = new FakeAccount('111122223333', 10);
  account.fill(BUCKET, 30);
  for (const days of [3, 9, 5]) {
    const until = new Date(account.now + days * DAY_MS);
    account.fill(BUCKET, 1, { lock: { mode: 'COMPLIANCE', until, legalHold: false } });
  }
  account.fill(BUCKET, 30);
  expect(await problemsOf(empty(rig(account)))).toEqual([
    { kind: 'compliance-locked', bucket: BUCKET, objects: 3, until: '2026-01-10T00:00:00.000Z' },
  ]);
  expect(account.buckets.get(BUCKET)?.versions).toHaveLength(3);

  account.now += 9 * DAY_MS;
  await empty(rig(account));
  expect(account.buckets.get(BUCKET)?.versions).toEqual([]);
});

test('of many locked objects, a bounded number is asked, the newest', async () => {
  const account = new FakeAccount('111122223333', 100);
  const start = account.now;
  for (let day = 0; day < 50; day += 1) {
    account.now = start + day * DAY_MS;
    const until = new Date(account.now + 100 * DAY_MS);
    account.fill(BUCKET, 1, { lock: { mode: 'COMPLIANCE', until, legalHold: false } });
  }
  const [problem] = await problemsOf(empty(rig(account, { limits: { lockSample: 5 } })));
  expect(problem).toMatchObject({
    objects: 50,
    until: new Date(start + 149 * DAY_MS).toISOString(),
  });
  expect(account.calls).toBe(2 + 5);
});

test('a legal hold is named as what it is', async () => {
  const account = new FakeAccount('111122223333');
  account.fill(BUCKET, 2, { lock: { legalHold: true } });
  expect(await problemsOf(empty(rig(account)))).toEqual([
    { kind: 'legal-hold', bucket: BUCKET, objects: 2 },
  ]);
});

test('at most so many deletions are under way at once', async () => {
  const account = new FakeAccount('111122223333', 1);
  account.fill(BUCKET, 40);
  const port = account.port();
  let underWay = 0;
  let most = 0;
  const slow = {
    ...port,
    deleteVersions: async (...args: Parameters<typeof port.deleteVersions>) => {
      underWay += 1;
      most = Math.max(most, underWay);
      await new Promise(setImmediate);
      underWay -= 1;
      return port.deleteVersions(...args);
    },
  };
  await empty(rig(account, { port: slow, limits: { deletesAtOnce: 3 } }));
  expect(most).toBe(3);
});

test('throttling is waited out, for a bounded time', async () => {
  const account = new FakeAccount('111122223333');
  account.fill(BUCKET, 1);
  let tries = 0;
  const port = intercepted(account.port(), {
    before: (operation) => {
      tries += 1;
      throw throttled(operation);
    },
  });
  const start = account.now;
  await expect(empty(rig(account, { port }))).rejects.toThrow(PortError);
  expect(tries).toBe(7);
  expect(account.now - start).toBe(500 + 1000 + 2000 + 4000 + 8000 + 15_000);
});

test('after Ctrl-C no further call is made', async () => {
  const account = new FakeAccount('111122223333', 10);
  account.fill(BUCKET, 100);
  const context = rig(account, {
    port: intercepted(account.port(), {
      after: () => {
        if (account.calls >= 6) context.stop.abort();
      },
    }),
  });
  expect(await problemsOf(empty(context))).toEqual([{ kind: 'interrupted' }]);
  expect(account.calls).toBeLessThanOrEqual(6 + 4);
});

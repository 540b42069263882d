import type { DetectorDependencies } from '../../../../lambda/breach/detector/dependencies';
import type { AuditDraft, AuditEvent } from '../../../../lambda/shared/audit/event';
import type { DirectoryEntry } from '../../../../lambda/identity/directory-entry';
import { noteCoverage } from '../../../../lambda/ledger/index/coverage';
import { bytesOf } from '../../ledger/support/events';
import { CLERK, GLASS, HOUR, MINUTE, NOON, refused, stamped, used } from '../support/acts';
import { ADMIN, close, CONTEXT, gone, leaving as leavingOf, world } from './support/world';

const DAY = 24 * HOUR;
const SHARD = 'shardId-000000000000';
let n = 100_000;
const act = (draft: AuditDraft, at = NOON): AuditEvent => {
  n += 1;
  return stamped(
    { ...draft, actor: { ...GLASS.actor, ...draft.actor, id: CLERK.user } } as AuditDraft,
    at,
    n,
  );
};

describe('the spool', () => {
  it('is looked at from where it was left, beside the stream, and each event once', async () => {
    const { seal, catchUp, give, incidents, watchItem, tables } = world();
    await catchUp();
    expect(tables.watches.all()).toEqual([]);
    const glasses = [0, 1, 2, 3].map((hours) => act(GLASS, NOON + hours * MINUTE));
    const [first, second, third, fourth] = glasses.map((event) => bytesOf(event));
    if (!first || !second || !third || !fourth) throw new Error('no events');
    seal('spool', [first, Buffer.from('no event'), second]);
    await catchUp();
    await catchUp();
    expect(incidents().map(({ hits }) => hits?.count)).toEqual([2]);
    // Accepted by the spool and by the stream: the answer of the stream was lost.
    await give(glasses.slice(1, 3));
    seal('spool', [third, fourth]);
    await catchUp();
    expect(incidents().map(({ hits }) => hits?.count)).toEqual([4]);
    expect(await watchItem()).toMatchObject({ positions: { spool: { last: '4' } } });
  });

  it('attaches an event once that came by the stream too, however long before', async () => {
    const { seal, catchUp, give, incidents, register, tables } = world();
    const [first, second] = [act(GLASS), act(GLASS, NOON + 2 * HOUR)];
    await give([first, second]);
    seal('spool', [bytesOf(first)], NOON + 2 * HOUR);
    await catchUp();
    const [incident, ...others] = incidents();
    expect(others).toEqual([]);
    expect(incident?.hits).toMatchObject({ count: 2, events: [first.eventId, second.eventId] });
    const id = incident?.id ?? '';
    expect(await register.history(id)).toHaveLength(1);
    // Nor does it open another one when that was closed.
    await close(tables.register, id);
    seal('spool', [bytesOf(first)], NOON + 2 * HOUR);
    await catchUp();
    expect(incidents()).toHaveLength(1);
    const third = act(GLASS, NOON + 3 * HOUR);
    seal('spool', [bytesOf(second), bytesOf(third)], NOON + 3 * HOUR);
    await catchUp();
    expect(incidents().map(({ hits }) => hits?.events)).toContainEqual([third.eventId]);
  });

  it('comes again from where its pointer stands, when the pointer was not written', async () => {
    const { seal, catchUp, incidents, dependencies, tables } = world();
    seal(
      'spool',
      [0, 1].map((hours) => bytesOf(act(GLASS, NOON + hours * MINUTE))),
    );
    const { handler } = world({
      ...dependencies,
      watches: {
        ...tables.watches,
        update: async () => Promise.reject(new Error('connection refused')),
      },
    });
    await expect(handler({ catchUp: true }, CONTEXT)).rejects.toMatchObject({
      name: 'NotWatchedError',
    });
    expect(incidents().map(({ hits }) => hits?.count)).toEqual([2]);
    await catchUp();
    expect(incidents().map(({ hits }) => hits?.count)).toEqual([2]);
  });

  it('leaves out what cannot have happened by the time at which its segment arrived', async () => {
    const { seal, catchUp, incidents } = world();
    const glasses = [-8 * DAY - 1, 0, 10 * MINUTE + 1].map((after) => act(GLASS, NOON + after));
    seal(
      'spool',
      glasses.map((event) => bytesOf(event)),
      NOON,
    );
    await catchUp();
    expect(incidents().map(({ hits }) => hits?.events)).toEqual([[glasses[1]?.eventId]]);
  });

  it('waits for time, and goes on in the next run', async () => {
    const { seal, catchUp, incidents } = world();
    seal('spool', [bytesOf(act(GLASS))]);
    seal('spool', [bytesOf(act(GLASS, NOON + MINUTE))]);
    const times = [60_000, 60_000, 0];
    await catchUp({ ...CONTEXT, getRemainingTimeInMillis: () => times.shift() ?? 0 });
    expect(incidents().map(({ hits }) => hits?.count)).toEqual([1]);
    await catchUp();
    expect(incidents().map(({ hits }) => hits?.count)).toEqual([2]);
  });
});

/** Told at noon that he left ten days ago; what he did since is in the index. */
const LEFT = NOON - 10 * DAY;
const TOLD = NOON;
const leaving = (fields: readonly string[] | undefined, at = TOLD): AuditEvent =>
  leavingOf(fields, at);
const AFTERWARDS = [LEFT, LEFT + DAY, TOLD - 1].map((at) => act(used(1), at));
const NOT_ASKED_FOR = [
  act(used(1), LEFT - 1),
  act(used(1), TOLD),
  // What was refused to him was seen when it came.
  act(refused('inactive'), LEFT + DAY + 1),
];

async function leftWorld(
  entry: DirectoryEntry = gone(LEFT, TOLD),
  over: Partial<DetectorDependencies> = {},
) {
  const all = world(over);
  const { setEntry, index, seal, clock, tables } = all;
  await noteCoverage(tables.index, 90, NOON - 90 * DAY);
  await setEntry(entry);
  await setEntry({ ...CLERK, user: ADMIN, role: 'it-administrator' });
  const events = [...AFTERWARDS, ...NOT_ASKED_FOR];
  seal(
    SHARD,
    events.map((event) => bytesOf(event)),
    TOLD,
  );
  await index(SHARD, events);
  clock.now = TOLD + HOUR;
  const inactive = () =>
    all
      .incidents()
      .filter(({ origin }) => origin.kind === 'rule' && origin.rule === 'inactive-user');
  return { ...all, inactive };
}

describe('a leaving that was told afterwards', () => {
  it('makes an incident of what he did since, once', async () => {
    const { give, catchUp, inactive, sweepItem, tables, register } = await leftWorld();
    await give([leaving(['leftAt'])], { from: 1 });
    expect(await sweepItem()).toMatchObject({
      sweep: 'due',
      sweepAt: new Date(TOLD).toISOString(),
    });
    await catchUp();
    const [incident] = inactive();
    expect(incident?.hits).toEqual({
      count: 3,
      firstAt: LEFT,
      lastAt: TOLD - 1,
      events: AFTERWARDS.map(({ eventId }) => eventId),
    });
    expect(await register.history(incident?.id ?? '')).toHaveLength(1);
    expect(await sweepItem()).not.toHaveProperty('sweep');
    const writes = tables.watches.writes();
    await catchUp();
    await give([leaving(['leftAt'])], { from: 1 });
    await give([leaving(['leftAt'])], { from: 1 });
    await catchUp();
    expect(inactive()).toHaveLength(1);
    expect(inactive()[0]?.hits?.count).toBe(3);
    expect(tables.watches.writes()).toBe(writes);
  });

  it('comes again when it cannot be noted', async () => {
    const { dependencies, tables, sweepItem } = await leftWorld();
    let isDown = true;
    const { give } = world({
      ...dependencies,
      watches: {
        ...tables.watches,
        update: async (key, change, when) =>
          isDown
            ? Promise.reject(new Error('connection refused'))
            : tables.watches.update(key, change, when),
      },
    });
    await expect(give([leaving(['leftAt'])])).rejects.toThrow('connection refused');
    isDown = false;
    await give([leaving(['leftAt'])]);
    expect(await sweepItem()).toMatchObject({ sweep: 'due' });
  });

  it('counts what he does from then on where it comes, in the same incident', async () => {
    const { give, catchUp, inactive } = await leftWorld();
    await give([NOT_ASKED_FOR[1]].flatMap((event) => event ?? []));
    expect(inactive().map(({ hits }) => hits?.count)).toEqual([1]);
    await give([...AFTERWARDS, leaving(['leftAt'])]);
    await catchUp();
    expect(inactive().map(({ hits }) => hits?.count)).toEqual([4]);
  });

  it.each([
    ['was told at once', leaving(undefined)],
    [
      'was refused',
      { ...leaving(['leftAt']), outcome: 'denied', reason: 'not-permitted' } as AuditEvent,
    ],
    ['was another change', { ...leaving(['leftAt']), type: 'user-modify' } as AuditEvent],
  ])('is none that %s', async (_, event) => {
    const { give, sweepItem } = await leftWorld();
    await give([event]);
    expect(await sweepItem()).toBeUndefined();
  });

  it('waits until the index has all that came until a while after', async () => {
    const { give, catchUp, inactive, seal, index, clock, log } = await leftWorld();
    await give([leaving(['leftAt'])]);
    clock.now = TOLD + 15 * MINUTE;
    await catchUp();
    expect(inactive()).toEqual([]);
    expect(log.lines.at(-1)).toMatchObject({ event: 'sweeps-made', fields: { waiting: 1 } });
    clock.now = TOLD + HOUR;
    // It came in time, and is sealed and not indexed.
    const late = act(used(2), TOLD - 2);
    const after = act(used(2), TOLD + HOUR);
    seal(SHARD, [bytesOf(late), bytesOf(after)], TOLD + 15 * MINUTE, TOLD + HOUR);
    await catchUp();
    expect(inactive()).toEqual([]);
    await index(SHARD, [late, after]);
    seal(SHARD, [bytesOf(act(used(2), TOLD + HOUR))], TOLD + 15 * MINUTE + 1);
    await catchUp();
    expect(inactive().map(({ hits }) => hits?.count)).toEqual([4]);
  });

  it('is looked through further when an earlier day is told, and not twice', async () => {
    const { give, catchUp, inactive, setEntry, index } = await leftWorld();
    await give([leaving(['leftAt'])]);
    await catchUp();
    const before = act(used(3), LEFT - DAY);
    await index(SHARD, [before]);
    await setEntry(gone(LEFT - 2 * DAY, TOLD));
    await give([leaving(['leftAt'], TOLD + MINUTE)]);
    await catchUp();
    expect(inactive()[0]?.hits).toMatchObject({ count: 5, firstAt: LEFT - DAY });
  });

  it('is another one after he was back', async () => {
    const { give, catchUp, inactive, setEntry, index, clock, tables } = await leftWorld();
    await give([leaving(['leftAt'])]);
    await catchUp();
    const [first] = inactive();
    await close(tables.register, first?.id ?? '');
    const again = act(used(3), TOLD + 2 * DAY);
    await index(SHARD, [again]);
    await setEntry(gone(TOLD + DAY, TOLD + 3 * DAY));
    clock.now = TOLD + 4 * DAY;
    await give([leaving(['leftAt'], TOLD + 3 * DAY)]);
    await catchUp();
    expect(
      inactive()
        .filter(({ state }) => state === 'triage')
        .map(({ hits }) => hits?.count),
    ).toEqual([1]);
  });

  it('is looked through also when he is back before the index is complete', async () => {
    const { give, catchUp, inactive, setEntry, clock, sweepItem, log } = await leftWorld();
    await give([leaving(['leftAt'])]);
    clock.now = TOLD + MINUTE;
    await catchUp();
    expect(inactive()).toEqual([]);
    await setEntry(CLERK);
    await catchUp();
    clock.now = TOLD + HOUR;
    await catchUp();
    expect(inactive().map(({ hits }) => hits?.count)).toEqual([3]);
    expect(await sweepItem()).not.toHaveProperty('sweep');
    expect(log.lines.filter(({ event }) => event === 'sweep-not-covered')).toEqual([]);
  });

  it('says when he is back before it could be written down since when he was gone', async () => {
    const { give, catchUp, log } = await leftWorld(CLERK);
    await give([leaving(['leftAt'])]);
    await catchUp();
    await catchUp();
    expect(log.lines.filter(({ event }) => event === 'sweep-not-covered')).toEqual([
      expect.objectContaining({ level: 'error', fields: { back: true } }),
    ]);
  });

  it.each([
    ['is back already', CLERK],
    ['was closed out at once', gone(LEFT)],
    ['is of another tenant', { ...gone(LEFT, TOLD), tenant: 'south-clinic' }],
  ])('is over when he %s', async (_, entry) => {
    const { give, catchUp, inactive, sweepItem } = await leftWorld(entry);
    await give([leaving(['leftAt'])]);
    await catchUp();
    expect(inactive()).toEqual([]);
    const item = await sweepItem();
    expect(item).not.toHaveProperty('sweep');
    expect(item).toHaveProperty('expires');
  });

  it('goes on where it was cut off, and counts nothing twice', async () => {
    const { give, catchUp, inactive, index, transaction } = await leftWorld(gone(LEFT, TOLD), {
      eventsAtOnce: 3,
    });
    await index(
      SHARD,
      Array.from({ length: 9 }, (_, at) => act(used(1), LEFT + DAY + at * 1000)),
    );
    await give([leaving(['leftAt'])]);
    transaction.fail(new Error('connection refused'), 'before');
    await expect(catchUp()).rejects.toMatchObject({ name: 'NotWatchedError' });
    expect(inactive()).toEqual([]);
    // Time for some events; then an answer is lost.
    let asked = 0;
    const getRemainingTimeInMillis = (): number => {
      asked += 1;
      return asked > 7 ? 0 : 60_000;
    };
    await catchUp({ ...CONTEXT, getRemainingTimeInMillis });
    const [brief] = inactive();
    expect(brief?.hits?.count).toBeLessThan(12);
    transaction.fail(new Error('socket hang up'), 'after');
    await expect(catchUp()).rejects.toMatchObject({ name: 'NotWatchedError' });
    await catchUp();
    expect(inactive().map(({ hits }) => hits?.count)).toEqual([12]);
    expect(inactive()[0]?.hits?.events).toHaveLength(12);
  });

  it('asks the table itself whether it is due, since an index lags behind', async () => {
    const { give, catchUp, sweepItem, dependencies, tables } = await leftWorld();
    await give([leaving(['leftAt'])]);
    const due = await sweepItem();
    await catchUp();
    const writes = tables.watches.writes();
    const { catchUp: behind } = world({
      ...dependencies,
      watches: {
        ...tables.watches,
        query: async () => Promise.resolve({ items: due === undefined ? [] : [due] }),
      },
    });
    await behind();
    expect(tables.watches.writes()).toBe(writes);
  });

  it('is not set back by a run that stood still', async () => {
    const left = gone(LEFT - MINUTE, TOLD);
    const { give, catchUp, inactive, index, dependencies, tables } = await leftWorld(left, {
      eventsAtOnce: 1,
    });
    // The first step finds nothing, and only writes how far it came.
    await index(SHARD, [act(refused('not-permitted'), LEFT - MINUTE)]);
    await give([leaving(['leftAt'])]);
    let isStill = true;
    const slow = world({
      ...dependencies,
      eventsAtOnce: 1,
      watches: {
        ...tables.watches,
        put: async (item, when) => {
          if (isStill) {
            isStill = false;
            await catchUp();
          }
          return tables.watches.put(item, when);
        },
      },
    });
    await slow.catchUp();
    expect(inactive().map(({ hits }) => hits?.count)).toEqual([4]);
  });

  it('says when it goes back further than the index', async () => {
    const { give, catchUp, log } = await leftWorld(gone(TOLD - 200 * DAY, TOLD));
    await give([leaving(['leftAt'])]);
    await catchUp();
    const told = log.lines.filter(({ event }) => event === 'sweep-not-covered');
    expect(told).toEqual([expect.objectContaining({ level: 'error', fields: { days: 111 } })]);
  });

  it('keeps no other waiting when its item cannot be read', async () => {
    const { give, catchUp, inactive, tables } = await leftWorld();
    await tables.watches.put({ subject: 'sweep/a/b', sweep: 'due', sweepAt: '2026-01-01' });
    await give([leaving(['leftAt'])]);
    await expect(catchUp()).rejects.toMatchObject({ name: 'NotWatchedError' });
    expect(inactive()).toHaveLength(1);
  });

  it('is made although the spool cannot be read', async () => {
    const { give, catchUp, inactive, store, seal, index } = await leftWorld();
    await give([leaving(['leftAt'])]);
    seal('spool', [bytesOf(act(GLASS))]);
    await index('spool', []);
    for (const key of store.objects.keys()) {
      if (key.includes('spool')) store.objects.set(key, Buffer.from('changed'));
    }
    await expect(catchUp()).rejects.toMatchObject({ name: 'NotWatchedError' });
    expect(inactive()).toHaveLength(1);
  });

  it('keeps the spool from nothing when the index cannot be read', async () => {
    const { give, catchUp, incidents, seal, tables } = await leftWorld();
    await give([leaving(['leftAt'])]);
    seal('spool', [bytesOf(act(GLASS))]);
    tables.index.fail(new Error('connection refused'), 10);
    await expect(catchUp()).rejects.toMatchObject({ name: 'NotWatchedError' });
    expect(incidents().map(({ origin }) => origin.kind === 'rule' && origin.rule)).toContain(
      'break-glass',
    );
  });
});

import type { Hit } from '../../../../lambda/breach/detect/detector';
import { gathered } from '../../../../lambda/breach/detector/incidents';
import { ruleIncidentId } from '../../../../lambda/breach/register/ids';
import type { AuditDraft, AuditEvent } from '../../../../lambda/shared/audit/event';
import { bytesOf } from '../../ledger/support/events';
import { kinesisEvent, sequenceNumber } from '../../ledger/support/sealing';
import {
  CLERK,
  exported,
  GLASS,
  HOUR,
  MINUTE,
  NOON,
  signInFailed,
  stamped,
  used,
} from '../support/acts';
import { batchOf, close, CONTEXT, gone, shardId, world } from './support/world';

let n = 0;
const act = (draft: AuditDraft, at = NOON, by = CLERK.user): AuditEvent => {
  n += 1;
  const { actor } = draft;
  const who = actor.kind === 'person' ? { ...actor, id: by } : actor;
  return stamped({ ...draft, actor: who } as AuditDraft, at, n);
};

describe('an act that breaks a rule', () => {
  it('opens an incident, told in the ledger before', async () => {
    const { give, incidents, audit, register } = world();
    const event = act(exported(1001));
    await give([act(used(1)), event]);
    const [incident, ...others] = incidents();
    expect(others).toEqual([]);
    expect(incident).toMatchObject({
      tenant: CLERK.tenant,
      origin: { kind: 'rule', rule: 'bulk-export', actor: CLERK.user },
      severity: 'high',
      state: 'triage',
      drill: false,
      discoveredOn: '2026-10-27',
      hits: { count: 1, firstAt: NOON, lastAt: NOON, events: [event.eventId] },
    });
    expect(audit.events()).toEqual([
      expect.objectContaining({
        type: 'breach-register-change',
        action: 'open-incident',
        outcome: 'success',
        tenant: CLERK.tenant,
        actor: { kind: 'service', id: 'breach-detector', role: 'breach-detector' },
        resource: { type: 'incident', ref: incident?.id },
      }),
    ]);
    expect(incident?.id).toBe(
      ruleIncidentId(CLERK.tenant, 'bulk-export', CLERK.user, event.eventId),
    );
    expect(await register.history(incident?.id ?? '')).toHaveLength(1);
  });

  it('is one entry with all others of its batch and rule, and the next batch is another', async () => {
    const { give, incidents, register } = world();
    const first = [3, 1, 2].map((minute) => act(exported(2000), NOON + minute * MINUTE));
    await give(first);
    const later = act(exported(2000), NOON + 4 * MINUTE);
    await give([later]);
    const [incident, ...others] = incidents();
    expect(others).toEqual([]);
    expect(incident?.hits).toEqual({
      count: 4,
      firstAt: NOON + MINUTE,
      lastAt: NOON + 4 * MINUTE,
      events: [first[1], first[2], first[0], later].map((event) => event?.eventId),
    });
    const entries = await register.history(incident?.id ?? '');
    expect(entries.map(({ change }) => change.kind)).toEqual(['opened', 'hit']);
  });

  it('says first what came first, whatever the order in which it was found', () => {
    const hit = (at: number, eventId: string, severity: 'low' | 'medium'): Hit => ({
      rule: 'break-glass',
      severity,
      at,
      eventId,
    });
    expect(gathered([hit(2, 'b', 'low'), hit(3, 'c', 'medium'), hit(1, 'a', 'low')])).toEqual([
      {
        rule: 'break-glass',
        severity: 'medium',
        hits: { count: 3, firstAt: 1, lastAt: 3, events: ['a', 'b', 'c'] },
      },
    ]);
  });

  it('opens one incident for each rule, each person and each tenant', async () => {
    const { give, incidents, setEntry } = world();
    const other = { ...CLERK, user: 'bbbbbbbb-8a53-4e0c-9a39-0c7d5a7f2a11' };
    await setEntry(other);
    await give([
      act(exported(2000)),
      act(GLASS),
      act(exported(2000), NOON, other.user),
      act({ ...exported(2000), tenant: 'south-clinic' }),
    ]);
    const triples = incidents().map(
      ({ tenant, origin }) => origin.kind === 'rule' && `${tenant} ${origin.rule} ${origin.actor}`,
    );
    expect(new Set(triples).size).toBe(triples.length);
    expect(new Set(triples)).toEqual(
      new Set([
        `${CLERK.tenant} bulk-export ${CLERK.user}`,
        `${CLERK.tenant} break-glass ${CLERK.user}`,
        `${CLERK.tenant} bulk-export ${other.user}`,
        // Nobody of that tenant: the directory knows him elsewhere only.
        `south-clinic bulk-export ${CLERK.user}`,
        `south-clinic inactive-user ${CLERK.user}`,
      ]),
    );
  });

  it.each(['not-a-breach', 'notified', 'closed'] as const)(
    'opens another one when the one before was %s, and not for what was told of it',
    async (state) => {
      const { give, incidents, register, tables } = world();
      await give([act(exported(2000))]);
      const [first] = incidents();
      if (first === undefined) throw new Error('none');
      await close(tables.register, first.id, state);
      expect((await register.find(CLERK.tenant, first.id))?.state).toBe(state);
      const later = act(exported(2000), NOON + HOUR);
      await give([later]);
      await give([act(exported(2000), NOON + 2 * HOUR)]);
      const all = incidents();
      expect(all).toHaveLength(2);
      expect(all.find(({ id }) => id !== first.id)?.hits).toMatchObject({
        count: 2,
        firstAt: NOON + HOUR,
      });
      expect((await register.find(CLERK.tenant, first.id))?.hits?.count).toBe(1);
    },
  );
});

describe('what comes again', () => {
  it('is counted once, whatever the bounds of its batch are', async () => {
    const { give, incidents, tables } = world();
    const events = [0, 1, 2, 3, 4].map((minute) =>
      act(signInFailed('wrong-password'), NOON + minute * MINUTE),
    );
    await give(events.slice(0, 3), { from: 10 });
    await give(events.slice(0, 4), { from: 10 });
    expect(incidents()).toEqual([]);
    await give(events, { from: 10 });
    await give(events.slice(2), { from: 12 });
    expect(incidents().map(({ hits }) => hits?.count)).toEqual([1]);
    const writes = tables.watches.writes();
    await give(events, { from: 10 });
    expect(tables.watches.writes()).toBe(writes);
  });

  it('is counted once also when its window is long forgotten', async () => {
    const { give, incidents } = world();
    const [early, late] = [act(GLASS), act(GLASS, NOON + 30 * HOUR)];
    await give([early], { from: 20 });
    await give([late], { from: 21 });
    await give([early, late], { from: 20 });
    expect(incidents().map(({ hits }) => hits?.count)).toEqual([2]);
  });

  it('is known for each shard by itself', async () => {
    const { give, incidents, watchItem } = world();
    // A shard is split: the parent has ended, the numbers of its child may be lower.
    await give([act(GLASS)], { shard: 7, from: 500 });
    await give([act(GLASS, NOON + 2 * HOUR)], { shard: 8, from: 3 });
    await give([act(GLASS, NOON + 4 * HOUR)], { shard: 8, from: 3 });
    expect(incidents().map(({ hits }) => hits?.count)).toEqual([2]);
    expect(await watchItem()).toMatchObject({
      positions: {
        [shardId(7)]: { last: sequenceNumber(500) },
        [shardId(8)]: { last: sequenceNumber(3) },
      },
    });
  });

  it('is forgotten a day after the stream has forgotten it', async () => {
    const { give, clock, watchItem } = world();
    await give([act(used(1))], { shard: 1 });
    clock.now += 8 * 24 * HOUR - 1;
    await give([act(used(2), clock.now)], { shard: 2 });
    expect(Object.keys((await watchItem())?.['positions'] ?? {})).toEqual([shardId(1), shardId(2)]);
    clock.now += 1;
    await give([act(used(3), clock.now)], { shard: 3 });
    expect(Object.keys((await watchItem())?.['positions'] ?? {})).toEqual([shardId(2), shardId(3)]);
  });
});

describe('what is kept of a person', () => {
  it('expires a day after the stream has forgotten it, unless an incident is open', async () => {
    const { give, clock, watchItem } = world();
    await give([act(used(1))]);
    expect((await watchItem())?.['expires']).toBe(Math.ceil(clock.now / 1000) + 8 * 24 * 3600);
    await give([act(GLASS)]);
    expect(await watchItem()).not.toHaveProperty('expires');
  });

  it('is read once and written once a batch, however much he did', async () => {
    const reads: string[] = [];
    const all = world();
    const { watches } = all.tables;
    const { give } = world({
      watches: {
        ...watches,
        get: async (key) => {
          reads.push(String(key['subject']));
          return watches.get(key);
        },
      },
    });
    await give(Array.from({ length: 500 }, (_, at) => act(used(at % 100), NOON + at * 100)));
    expect(reads).toEqual([`actor/${CLERK.tenant}/${CLERK.user}`]);
    expect(watches.writes()).toBe(1);
  });

  it('is not touched for acts of no interest, nor for those of services', async () => {
    const { give, tables, log } = world();
    const service = { kind: 'service', id: 'records-system', role: 'service' } as const;
    const idle = act(signInFailed('session-idle', 'authenticate'));
    const byService = { ...act(used(1)), actor: service } as AuditEvent;
    tables.directory.fail(new Error('nobody is asked'));
    await give([byService]);
    expect(tables.watches.all()).toEqual([]);
    await expect(give([idle])).rejects.toThrow('could not be looked at');
    await give([act(signInFailed('session-idle', 'authenticate'))]);
    expect(tables.watches.all()).toEqual([]);
    expect(log.lines.at(-1)).toMatchObject({ fields: { acts: 1, writes: 0 } });
  });
});

describe('a record that is no event', () => {
  it('is told by its number, and keeps no other waiting', async () => {
    const { handler, incidents, log } = world();
    const forged = Buffer.from(bytesOf(act(GLASS)).toString().replace('{', '{ '));
    const batch = kinesisEvent([Buffer.from('no event'), bytesOf(act(GLASS)), forged], {
      from: 5,
      arrived: [NOON, NOON, NOON],
    });
    await handler(batch, CONTEXT);
    expect(incidents().map(({ hits }) => hits?.count)).toEqual([1]);
    expect(log.lines.filter(({ level }) => level === 'error')).toEqual([
      {
        level: 'error',
        event: 'event-unreadable',
        fields: {
          source: shardId(0),
          records: 2,
          untimely: 0,
          positions: [sequenceNumber(5), sequenceNumber(7)],
        },
      },
    ]);
  });
});

describe('an event of a time at which it cannot have happened', () => {
  const DAY = 24 * HOUR;
  it.each([
    ['10 minutes ahead', -10 * MINUTE, -10 * MINUTE - 1],
    ['8 days back', 8 * DAY, 8 * DAY + 1],
  ])('is told and skipped beyond %s', async (_, last, beyond) => {
    const { give, incidents, log } = world();
    await give([act(GLASS)], { late: last });
    expect(incidents().map(({ hits }) => hits?.count)).toEqual([1]);
    await give([act(GLASS)], { late: beyond, from: 7 });
    expect(incidents().map(({ hits }) => hits?.count)).toEqual([1]);
    expect(log.lines.filter(({ level }) => level === 'error')).toEqual([
      {
        level: 'error',
        event: 'event-unreadable',
        fields: { source: shardId(0), records: 1, untimely: 1, positions: [sequenceNumber(7)] },
      },
    ]);
  });

  it('neither blinds the windows of a person nor keeps his shard from being read', async () => {
    const { give, incidents, watchItem } = world();
    for (const at of [Date.UTC(9999, 1, 1), Date.UTC(1969, 1, 1)]) {
      await give([act(exported(1001), at)], { late: NOON - at });
    }
    expect(await watchItem()).toBeUndefined();
    await give([act(exported(600))]);
    await give([act(exported(600), NOON + MINUTE)]);
    expect(incidents().map(({ hits }) => hits?.count)).toEqual([1]);
  });
});

it('says how many acts came hours after a newer one, and looks at them all the same', async () => {
  const { give, incidents, log } = world();
  await give([act(used(1))]);
  await give([act(used(2), NOON - 2 * HOUR), act(exported(2000), NOON - 2 * HOUR)]);
  expect(incidents()).toHaveLength(1);
  expect(log.lines.filter(({ event }) => event === 'act-too-late')).toEqual([
    { level: 'error', event: 'act-too-late', fields: { source: shardId(0), acts: 2 } },
  ]);
});

describe('when it cannot be looked at', () => {
  const item = { subject: `actor/${CLERK.tenant}/${CLERK.user}` };
  it.each([
    ['has no version', { ...item, state: '[1,[]]', positions: {}, open: {} }, 'version'],
    [
      'has another state',
      { ...item, version: 1, state: '{"windows":{}}', positions: {}, open: {} },
      'windows',
    ],
    [
      'has a position that is none',
      { ...item, version: 1, state: '[1,[]]', positions: { a: { last: '-1', at: 1 } }, open: {} },
      'positions',
    ],
    [
      'has an incident of no rule',
      { ...item, version: 1, state: '[1,[]]', positions: {}, open: { other: 'id' } },
      'open',
    ],
  ])('throws, and looks at all others, when an item %s', async (_, broken, problem) => {
    const { give, tables, incidents, setEntry, log } = world();
    await setEntry({ ...CLERK, user: 'bbbbbbbb-8a53-4e0c-9a39-0c7d5a7f2a11' });
    await tables.watches.put(broken);
    const events = [act(GLASS), act(GLASS, NOON, 'bbbbbbbb-8a53-4e0c-9a39-0c7d5a7f2a11')];
    await expect(give(events, { from: 1 })).rejects.toMatchObject({
      name: 'NotWatchedError',
      message: expect.stringContaining('1 of 2 people') as string,
    });
    expect(await tables.watches.get(item)).toEqual(broken);
    expect(incidents()).toHaveLength(1);
    const told = log.lines.find(({ event }) => event === 'people-not-watched');
    expect(told?.fields['problem']).toContain(`${item.subject} of the table watches`);
    expect(told?.fields['problem']).toContain(problem);
    await expect(give(events, { from: 1 })).rejects.toThrow('could not be looked at');
    expect(incidents().map(({ hits }) => hits?.count)).toEqual([1]);
  });

  it('writes nothing without the acknowledgement of the ledger', async () => {
    const { give, audit, tables, incidents } = world();
    audit.setDown(true);
    const event = act(exported(2000));
    await expect(give([event], { from: 1 })).rejects.toThrow('could not be looked at');
    expect([tables.watches.all(), tables.register.all()]).toEqual([[], []]);
    audit.setDown(false);
    await give([event], { from: 1 });
    expect(incidents()).toHaveLength(1);
  });

  it('counts nothing twice when the answer of a write was lost', async () => {
    const { give, transaction, incidents } = world();
    transaction.fail(new Error('socket hang up'), 'after');
    const event = act(exported(2000));
    await expect(give([event], { from: 1 })).rejects.toThrow('could not be looked at');
    await give([event], { from: 1 });
    expect(incidents().map(({ hits }) => hits?.count)).toEqual([1]);
  });

  it('reads again when others were faster, and tells in the ledger what was not made', async () => {
    const all = world();
    const { tables, dependencies, audit, incidents } = all;
    let races = 2;
    const { give } = world({
      ...dependencies,
      transact: async (writes) => {
        if (races > 0) {
          races -= 1;
          await all.give([act(GLASS, NOON + races * MINUTE)], { shard: 1 });
        }
        return dependencies.transact(writes);
      },
    });
    await give([act(exported(2000))], { shard: 2 });
    expect(new Set(incidents().map(({ hits }) => hits?.count))).toEqual(new Set([1, 2]));
    expect(await tables.watches.get(item)).toMatchObject({ version: 3 });
    expect(
      audit.events().map(({ type, action, outcome }) => [type, action, outcome]),
    ).toContainEqual(['breach-register-change', 'open-incident', 'error']);
  });

  it('gives up when others are faster each time', async () => {
    const { dependencies, tables } = world();
    const { give } = world({
      ...dependencies,
      watches: {
        ...tables.watches,
        put: async (written, when) => {
          const found = await tables.watches.get(item);
          const version = Number(found?.['version'] ?? 0) + 1;
          await tables.watches.put({ ...written, version, positions: {}, state: '[1,[]]' });
          return tables.watches.put(written, when);
        },
      },
    });
    await expect(give([act(used(1))])).rejects.toMatchObject({
      cause: { name: 'BusyWatchError' },
    });
  });
});

describe('somebody who left', () => {
  it('is told of by what he does after his account was closed, and by no act before', async () => {
    const { give, setEntry, incidents } = world();
    await setEntry(gone(NOON - HOUR, NOON));
    await give([act(used(1), NOON - HOUR), act(used(1), NOON - 1)]);
    expect(incidents()).toEqual([]);
    await give([act(used(1), NOON)]);
    expect(incidents()[0]?.origin).toMatchObject({ rule: 'inactive-user' });
    expect(incidents()[0]?.hits).toMatchObject({ count: 1, firstAt: NOON });
  });
});

it.each([
  ['nothing', undefined],
  ['a catch-up and more', { catchUp: true, Records: [] }],
  ['a catch-up that is not true', { catchUp: 'true' }],
])('refuses %s', async (_, event) => {
  await expect(world().handler(event, CONTEXT)).rejects.toMatchObject({
    name: 'LedgerEventError',
    message: expect.stringContaining('{"catchUp":true}') as string,
  });
  expect(batchOf([], 0, 0)).toEqual({ Records: [] });
});

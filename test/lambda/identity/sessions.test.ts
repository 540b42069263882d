import fc from 'fast-check';
import type { SessionKind } from '../../../lambda/identity/principal';
import { SESSION_KINDS } from '../../../lambda/identity/principal';
import { faultOf, readSession, sessionKey } from '../../../lambda/identity/session-record';
import type { SessionHolder, Sessions } from '../../../lambda/identity/sessions';
import { createSessions } from '../../../lambda/identity/sessions';
import { readSessionLimits } from '../../../lambda/identity/settings';
import { IDENTITY_TABLES } from '../../../lambda/identity/tables';
import type { Item, Table } from '../../../lambda/shared/table';
import type { MemoryTable } from '../support/memory-table';
import { memoryTable } from '../support/memory-table';
import { NOW } from './support/tokens';

const SECOND = 1000;
const LIMITS = readSessionLimits(
  JSON.stringify({
    'public-terminal': { idleSeconds: 120, absoluteSeconds: 600 },
    mobile: { idleSeconds: 300, absoluteSeconds: 1500 },
    console: { idleSeconds: 300, absoluteSeconds: 1500 },
    workstation: { idleSeconds: 600, absoluteSeconds: 3000 },
  }),
);

function holderOf(kind: SessionKind = 'workstation', session = 'session-1'): SessionHolder {
  return { user: 'user-1', session, kind, signedInAt: NOW, tenant: 'mercy', role: 'nurse' };
}

/** A table whose removals are handed on, as by its stream. */
function streamed(table: MemoryTable) {
  const removed: Item[] = [];
  const handingOn: Table = {
    ...table,
    async delete(key, when) {
      const item = await table.delete(key, when);
      if (item !== undefined) removed.push(item);
      return item;
    },
  };
  /** As DynamoDB does some time after `expires`. */
  const sweep = async (now: number): Promise<void> => {
    for (const item of table.all()) {
      const { session, expires } = readSession(item);
      if (expires <= Math.floor(now / SECOND)) await handingOn.delete({ session });
    }
  };
  return { table: handingOn, removed, sweep };
}

function world() {
  const inner = memoryTable(IDENTITY_TABLES.sessions);
  const { table, removed, sweep } = streamed(inner);
  const state = { now: NOW };
  const sessions = createSessions({ table, limits: LIMITS, clock: () => state.now });
  return { inner, removed, state, sessions, sweep: async () => sweep(state.now) };
}

describe.each(SESSION_KINDS)('a session of kind %s', (kind) => {
  const { idle, absolute } = LIMITS[kind];
  const holder = holderOf(kind);

  it('begins when its sign-in is no older than it may be idle, to the millisecond', async () => {
    const { state, sessions, inner } = world();
    state.now = NOW + idle + 1;
    expect(await sessions.touch(holder)).toBe('session-idle');
    expect(inner.all()).toEqual([]);
    state.now = NOW + idle;
    expect(await sessions.touch(holder)).toBeUndefined();
    expect(inner.all()).toHaveLength(1);
  });

  it('goes on exactly at its idle limit, and not a millisecond later', async () => {
    const { state, sessions, inner, removed } = world();
    await sessions.touch(holder);
    state.now += idle;
    expect(await sessions.touch(holder)).toBeUndefined();
    state.now += idle + 1;
    expect(await sessions.touch(holder)).toBe('session-idle');
    expect(inner.all()).toEqual([]);
    expect(removed).toHaveLength(1);
    expect(await sessions.touch(holder)).toBe('session-idle');
    expect(removed).toHaveLength(1);
  });

  it('goes on exactly at its absolute limit, and not a millisecond later', async () => {
    const { state, sessions, removed } = world();
    for (state.now = NOW; state.now < NOW + absolute; state.now += idle) {
      expect(await sessions.touch(holder)).toBeUndefined();
    }
    state.now = NOW + absolute;
    expect(await sessions.touch(holder)).toBeUndefined();
    state.now = NOW + absolute + 1;
    expect(await sessions.touch(holder)).toBe('session-over');
    expect(removed).toHaveLength(1);
    expect(await sessions.touch(holder)).toBeDefined();
  });
});

it('costs one write for each call', async () => {
  const { inner, sessions, state } = world();
  await sessions.touch(holderOf());
  const before = inner.writes();
  for (let call = 0; call < 10; call += 1) {
    state.now += SECOND;
    await sessions.touch(holderOf());
  }
  expect(inner.writes() - before).toBe(10);
});

it('keeps what is needed to tell its end, and nothing of the token', async () => {
  const { inner, sessions, state } = world();
  await sessions.touch(holderOf('mobile'));
  state.now += 1500;
  await sessions.touch(holderOf('mobile'));
  expect(inner.all()).toEqual([
    {
      session: 'user-1/session-1',
      tenant: 'mercy',
      role: 'nurse',
      kind: 'mobile',
      startedAt: NOW,
      lastSeen: NOW + 1500,
      expires: NOW / SECOND + 302,
    },
  ]);
});

it('does not change the kind of a session, which has the longer limit', async () => {
  const { sessions } = world();
  await sessions.touch(holderOf('public-terminal'));
  expect(await sessions.touch(holderOf('workstation'))).toBe('session-ended');
});

it('does not go back when the clock of another container is behind', async () => {
  const { inner, sessions, state } = world();
  state.now = NOW + 50;
  await sessions.touch(holderOf());
  state.now = NOW;
  expect(await sessions.touch(holderOf())).toBeUndefined();
  expect(inner.all()).toMatchObject([{ lastSeen: NOW + 50 }]);
});

it('does nothing with an item that no code of ours wrote', async () => {
  const table = memoryTable(IDENTITY_TABLES.sessions, [
    { session: 'user-1/session-1', lastSeen: 0, admin: true },
  ]);
  const sessions = createSessions({ table, limits: LIMITS, clock: () => NOW });
  await expect(sessions.touch(holderOf())).rejects.toThrow('not as our code writes it');
});

it('refuses when the table does not answer', async () => {
  const { inner, sessions } = world();
  inner.fail(new Error('throttled'));
  await expect(sessions.touch(holderOf())).rejects.toThrow('throttled');
});

describe('the end of a session', () => {
  it('refuses every later call, also of those that its sign-in would let begin', async () => {
    const { inner, sessions, state, removed, sweep } = world();
    await sessions.touch(holderOf());
    expect(await sessions.end('user-1', 'session-1')).toMatchObject({ ended: NOW, role: 'nurse' });
    expect(await sessions.touch(holderOf())).toBe('session-ended');
    state.now += LIMITS.workstation.idle;
    await sweep();
    expect(inner.all()).toHaveLength(1);
    expect(await sessions.touch(holderOf())).toBe('session-ended');
    state.now += SECOND;
    await sweep();
    expect(removed).toMatchObject([{ ended: NOW }]);
    expect(await sessions.touch(holderOf())).toBe('session-idle');
  });

  it('comes once', async () => {
    const { sessions, state } = world();
    expect(await sessions.end('user-1', 'session-1')).toBeUndefined();
    await sessions.touch(holderOf());
    await sessions.end('user-1', 'session-1');
    state.now += SECOND;
    expect(await sessions.end('user-1', 'session-1')).toMatchObject({ ended: NOW });
  });

  it('can be read', async () => {
    const { sessions } = world();
    expect(await sessions.get('user-1', 'session-1')).toBeUndefined();
    await sessions.touch(holderOf());
    expect(await sessions.get('user-1', 'session-1')).toMatchObject({ startedAt: NOW });
  });
});

type Step =
  | { readonly do: 'call'; readonly session: number; readonly by: number }
  | { readonly do: 'end'; readonly session: number }
  | { readonly do: 'sweep' }
  | { readonly do: 'wait'; readonly for: number };

const limitsOfKinds = SESSION_KINDS.flatMap((kind) => [LIMITS[kind].idle, LIMITS[kind].absolute]);
const waiting = fc.oneof(
  fc.integer({ min: 0, max: 700_000 }),
  // Where limits are: on them, a millisecond before and after.
  fc
    .tuple(fc.constantFrom(...limitsOfKinds), fc.integer({ min: -1, max: 1 }))
    .map(([a, b]) => a + b),
);
const steps = fc.array(
  fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({ do: fc.constant('call' as const), session: fc.nat(3), by: fc.nat(2) }),
    },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('end' as const), session: fc.nat(3) }) },
    { weight: 2, arbitrary: fc.constant({ do: 'sweep' as const }) },
    { weight: 5, arbitrary: waiting.map((length) => ({ do: 'wait' as const, for: length })) },
  ),
  { maxLength: 40 },
);

/** What is promised of one session, with no table in it. */
interface Promised {
  readonly holder: SessionHolder;
  lastAccepted: number;
  ended: boolean;
}

const promises = (signIns: readonly number[]): readonly Promised[] =>
  SESSION_KINDS.map((kind, at) => {
    const signedInAt = NOW + (signIns[at] ?? 0);
    return {
      holder: { ...holderOf(kind, `session-${String(at)}`), signedInAt },
      lastAccepted: signedInAt,
      ended: false,
    };
  });

const goesOn = ({ holder, lastAccepted, ended }: Promised, now: number, slack = 0): boolean => {
  const { idle, absolute } = LIMITS[holder.kind];
  return (
    !ended && now - holder.signedInAt <= absolute + slack && now - lastAccepted <= idle + slack
  );
};

it('is what the limits say in every history: of calls, ends, waits and removals by the table', async () => {
  const signIns = fc.array(fc.nat(300_000), { minLength: 4, maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(steps, signIns, async (history: readonly Step[], at) => {
      const { sessions, state, removed, sweep } = world();
      const model = promises(at);
      const broken: unknown[] = [];
      state.now = NOW + 300_000;
      for (const step of history) {
        if (step.do === 'wait') state.now += step.for;
        if (step.do === 'sweep') await sweep();
        const promised = 'session' in step ? model[step.session] : undefined;
        if (promised === undefined) continue;
        const { holder } = promised;
        if (step.do === 'end') {
          const ended = await sessions.end(holder.user, holder.session);
          promised.ended ||= ended !== undefined;
        } else {
          const fault = await sessions.touch(holder);
          const isAccepted = fault === undefined;
          if (isAccepted !== goesOn(promised, state.now)) broken.push({ fault, ...promised });
          if (isAccepted) promised.lastAccepted = state.now;
        }
      }
      expect(broken).toEqual([]);
      // The end of a session is told once.
      const told = removed.map(({ session }) => session);
      expect(new Set(told).size).toBe(told.length);
    }),
    { numRuns: 500 },
  );
});

it('is what the limits say up to the skew of clocks, when several containers are asked', async () => {
  const SKEW = 40;
  const skews = fc.array(fc.integer({ min: 0, max: SKEW }), { minLength: 3, maxLength: 3 });
  await fc.assert(
    fc.asyncProperty(steps, skews, async (history: readonly Step[], behind) => {
      const { table, sweep } = streamed(memoryTable(IDENTITY_TABLES.sessions));
      let now = NOW;
      const containers: readonly Sessions[] = behind.map((skew) =>
        createSessions({ table, limits: LIMITS, clock: () => now - skew }),
      );
      const model = promises([]);
      const broken: unknown[] = [];
      for (const step of history) {
        if (step.do === 'wait') now += step.for;
        if (step.do === 'sweep') await sweep(now);
        if (step.do !== 'call') continue;
        const [promised, sessions] = [model[step.session], containers[step.by]];
        if (promised === undefined || sessions === undefined) continue;
        const isAccepted = (await sessions.touch(promised.holder)) === undefined;
        const slack = isAccepted ? 2 * SKEW : -SKEW;
        if (isAccepted !== goesOn(promised, now, slack)) broken.push({ isAccepted, ...promised });
        if (isAccepted) promised.lastAccepted = now;
      }
      expect(broken).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

it('drops nothing that was ended, or went on, since it was found idle', async () => {
  for (const meanwhile of ['end', 'call'] as const) {
    const inner = memoryTable(IDENTITY_TABLES.sessions);
    const late = createSessions({ table: inner, limits: LIMITS, clock: () => NOW + 600_000 });
    await createSessions({ table: inner, limits: LIMITS, clock: () => NOW }).touch(holderOf());
    const table: Table = {
      ...inner,
      async delete(...call) {
        if (meanwhile === 'end') await late.end('user-1', 'session-1');
        else await late.touch(holderOf());
        return inner.delete(...call);
      },
    };
    const sessions = createSessions({ table, limits: LIMITS, clock: () => NOW + 600_001 });
    expect(await sessions.touch(holderOf())).toBe('session-idle');
    expect(inner.all()).toHaveLength(1);
  }
});

it('is over after its limits, and not at them', () => {
  const limit = { idle: 10, absolute: 20 };
  const fault = (lastSeen: number, now: number) => faultOf({ startedAt: 0, lastSeen }, limit, now);
  expect([fault(0, 10), fault(10, 20)]).toEqual([undefined, undefined]);
  expect([fault(0, 11), fault(15, 21)]).toEqual(['session-idle', 'session-over']);
});

describe('calls at the same time', () => {
  /** Each call of the table waits for its turn, which is drawn. */
  function scheduled(scheduler: fc.Scheduler, table: Table): Table {
    const turn = async (): Promise<void> => scheduler.schedule(Promise.resolve());
    return {
      ...table,
      async update(...call) {
        await turn();
        return table.update(...call);
      },
      async put(...call) {
        await turn();
        return table.put(...call);
      },
      async delete(...call) {
        await turn();
        return table.delete(...call);
      },
    };
  }
  const CALLS = 5;

  it('all begin one session, or all go on with it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.boolean(), async (scheduler, isThere) => {
        const inner = memoryTable(IDENTITY_TABLES.sessions);
        let now = NOW;
        const clock = (): number => {
          now += 1;
          return now;
        };
        const table = scheduled(scheduler, inner);
        const sessions = createSessions({ table, limits: LIMITS, clock });
        if (isThere) {
          await createSessions({ table: inner, limits: LIMITS, clock }).touch(holderOf());
        }
        const calls = Array.from({ length: CALLS }, async () => sessions.touch(holderOf()));
        const faults = await scheduler.waitFor(Promise.all(calls));
        expect(faults).toEqual(calls.map(() => undefined));
        expect(inner.all()).toHaveLength(1);
      }),
    );
  });

  it('are all refused when it was idle, and its end is told once', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const { table, removed } = streamed(memoryTable(IDENTITY_TABLES.sessions));
        let now = NOW;
        await createSessions({ table, limits: LIMITS, clock: () => now }).touch(holderOf());
        now += LIMITS.workstation.idle + 1;
        const sessions = createSessions({
          table: scheduled(scheduler, table),
          limits: LIMITS,
          clock: () => now,
        });
        const calls = Array.from({ length: CALLS }, async () => sessions.touch(holderOf()));
        const faults = await scheduler.waitFor(Promise.all(calls));
        expect(faults).toEqual(calls.map(() => 'session-idle'));
        expect(removed).toHaveLength(1);
      }),
    );
  });

  it('are refused from the moment in which its end is answered', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.boolean(), async (scheduler, isThere) => {
        const inner = memoryTable(IDENTITY_TABLES.sessions);
        const clock = (): number => NOW;
        if (isThere) {
          await createSessions({ table: inner, limits: LIMITS, clock }).touch(holderOf());
        }
        const table = scheduled(scheduler, inner);
        const sessions = createSessions({ table, limits: LIMITS, clock });
        const calls = Array.from({ length: CALLS }, async () => sessions.touch(holderOf()));
        const ended = sessions.end('user-1', 'session-1');
        const isEnded = (await scheduler.waitFor(ended)) !== undefined;
        const later = await scheduler.waitFor(sessions.touch(holderOf()));
        await scheduler.waitFor(Promise.all(calls));
        // Nothing is ended when no call has begun it yet.
        expect(isEnded || !isThere).toBe(true);
        expect(later).toBe(isEnded ? 'session-ended' : undefined);
        expect(inner.all()).toEqual([
          expect.objectContaining({
            session: sessionKey('user-1', 'session-1'),
            ...(isEnded ? { ended: NOW } : {}),
          }),
        ]);
      }),
    );
  });
});

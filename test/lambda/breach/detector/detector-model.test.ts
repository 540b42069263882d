import type { DetectorDependencies } from '../../../../lambda/breach/detector/dependencies';
import { createHandler } from '../../../../lambda/breach/detector/create-handler';
import type { Incident, Hits } from '../../../../lambda/breach/register/incident';
import { createRegister } from '../../../../lambda/breach/register/create-register';
import type { BreachSettings } from '../../../../lambda/breach/settings';
import { entryItem } from '../../../../lambda/identity/directory-entry';
import type { AuditTrail } from '../../../../lambda/shared/audit/audit-trail';
import type { AuditDraft, AuditEvent } from '../../../../lambda/shared/audit/event';
import type { Item, Table } from '../../../../lambda/shared/table';
import { bytesOf } from '../../ledger/support/events';
import type { Random } from '../../ledger/model/random';
import { seeded } from '../../ledger/model/random';
import type { Process } from '../../ledger/model/scheduler';
import { createScheduler } from '../../ledger/model/scheduler';
import { silent } from '../../access/support/silent';
import { CLERK, MINUTE, NOON, SETTINGS, stamped } from '../support/acts';
import type { Act, Deed } from '../support/oracle';
import { brokenAt, draftOf } from '../support/oracle';
import { batchOf, CONTEXT, incidentsIn, leaving, world } from './support/world';

Error.stackTraceLimit = 0;

const SCHEDULES = 40;
/** Within what may be late, so that any order of sources is allowed. */
const SPAN = 14 * MINUTE;
const LOW: BreachSettings = {
  ...SETTINGS,
  thresholds: {
    ...SETTINGS.thresholds,
    bulkExport: { records: 10, minutes: 4 },
    failedAccess: { times: 3, minutes: 3 },
    failedSignIn: { times: 3, minutes: 5 },
    outsideCareTeam: { patients: 2, minutes: 4 },
    manyPatients: { patients: 3, minutes: 5 },
    breakGlass: { times: 2, minutes: 5 },
  },
};
const PEOPLE = ['aaaaaaaa', 'bbbbbbbb', 'cccccccc'].map(
  (start) => `${start}${CLERK.user.slice(8)}`,
);
const [LEAVER = ''] = PEOPLE;
/** Told late: he left before his account was closed. */
const LEFT = NOON + 3 * MINUTE;
const CLOSED = NOON + 9 * MINUTE;
const ADMIN = CLERK.user;

interface Deeds extends Act {
  readonly by: string;
  readonly event: AuditEvent;
}

function madeUp(random: Random): readonly Deeds[] {
  const deed = (): Deed => {
    const patient = random.below(5);
    const kind = random.pick([
      'export',
      'share',
      'view',
      'outside',
      'denied',
      'glass',
      'wrong-password',
      'idle',
    ] as const);
    if (kind === 'export' || kind === 'share')
      return { kind, records: 1 + random.below(6), patient };
    if (kind === 'view') return { kind, patient };
    if (kind === 'outside' || kind === 'denied') {
      return { kind, patient, call: random.below(2), reported: random.chance(0.3) };
    }
    return { kind };
  };
  return Array.from({ length: 45 }, (_, n) => {
    const by = random.pick(PEOPLE);
    // Some at the very same time, some at the bounds of windows.
    const at = NOON + random.below(SPAN / 20_000) * 20_000;
    const one = deed();
    const draft = draftOf(one);
    const actor = { ...draft.actor, id: by };
    const event = stamped({ ...draft, actor } as AuditDraft, at, n);
    return { id: event.eventId, at, deed: one, by, event };
  });
}

/** Ids of the acts at which each rule is broken by each person, as `rule person`. */
function expected(acts: readonly Deeds[]): ReadonlyMap<string, readonly string[]> {
  return new Map(
    PEOPLE.flatMap((by) => {
      const own = acts.filter((act) => act.by === by);
      const afterwards = own.filter(
        ({ at, event }) => by === LEAVER && at >= LEFT && event.outcome === 'success',
      );
      return Object.entries({
        ...brokenAt(own, LOW.thresholds),
        'inactive-user': afterwards.map(({ id }) => id).toSorted(),
      }).flatMap(([rule, ids]) => (ids.length === 0 ? [] : [[`${rule} ${by}`, ids] as const]));
    }),
  );
}

/** A shard: its records, how far it was read, and the shard that has to end before. */
interface Shard {
  readonly number: number;
  readonly records: AuditEvent[];
  readonly after?: Shard;
  read: number;
}

/** Where acts go: two shards, of which one is split at some time, and the spool. */
function shardsOf(random: Random, acts: readonly Deeds[]) {
  const [left, right]: readonly Shard[] = [0, 1].map((number) => ({
    number,
    records: [],
    read: 0,
  }));
  if (left === undefined || right === undefined) throw new Error('no shards');
  const children: readonly Shard[] = [2, 3].map((number) => ({
    number,
    records: [],
    read: 0,
    after: left,
  }));
  const spool: AuditEvent[] = [];
  const split = random.below(acts.length);
  // In no order at all.
  const order = acts
    .map((act) => ({ act, place: random.below(1000) }))
    .toSorted((one, other) => one.place - other.place);
  for (const [
    n,
    {
      act: { by, event },
    },
  ] of order.entries()) {
    const child = children[PEOPLE.indexOf(by) % 2] ?? left;
    const home = by === PEOPLE[1] ? right : n < split ? left : child;
    const isSpooled = random.chance(0.2);
    if (isSpooled) spool.push(event);
    // An answer was lost: it is in both, or twice.
    if (!isSpooled || random.chance(0.4)) home.records.push(event);
    if (random.chance(0.1)) home.records.push(event);
  }
  right.records.splice(
    random.below(right.records.length + 1),
    0,
    leaving(['leftAt'], CLOSED, { user: LEAVER, by: ADMIN }),
  );
  return { shards: [left, right, ...children], spool };
}

/** Calls of a run go through a process, which may stand still, fail or be cut off at each. */
function throughProcess(
  process: Process,
  { dependencies, tables, transaction }: ReturnType<typeof world>,
  told: AuditDraft[],
): DetectorDependencies {
  const settle = async <T>(write: boolean, call: () => Promise<T>): Promise<T> =>
    process.call(write, () => {
      const result = call();
      // Nobody waits for one that lands later.
      result.catch(() => undefined);
      return result;
    });
  const slow = (table: Table): Table => ({
    get: async (key) => settle(false, async () => table.get(key)),
    query: async (query) => settle(false, async () => table.query(query)),
    put: async (item, when) => settle(true, async () => table.put(item, when)),
    update: async (key, change, when) => settle(true, async () => table.update(key, change, when)),
    delete: async (key, when) => settle(true, async () => table.delete(key, when)),
  });
  const trail: AuditTrail = {
    append: async (drafts) =>
      process.call(true, () => {
        told.push(...drafts);
        return drafts.map(() => ({
          acceptedBy: 'spool' as const,
          eventId: 'made-up',
          leafHash: '',
          key: '',
        }));
      }),
  };
  const transact: DetectorDependencies['transact'] = async (writes) =>
    settle(true, async () => transaction.transact(writes));
  const register = slow(tables.register);
  return {
    ...dependencies,
    settings: LOW,
    eventsAtOnce: 2,
    watches: slow(tables.watches),
    directory: { get: async (user) => settle(false, async () => dependencies.directory.get(user)) },
    register: createRegister({
      register,
      transact,
      trail,
      settings: LOW,
      now: dependencies.now,
      log: silent,
    }),
    transact,
    trail,
    log: silent,
  };
}

/** Runs detectors against each other, and says what must not have happened. */
async function runSchedule(seed: number): Promise<readonly string[]> {
  const random = seeded(seed);
  const scheduler = createScheduler(random);
  const all = world();
  const { tables, clock, seal, index } = all;
  for (const user of PEOPLE) {
    const entry = { ...CLERK, user };
    const left = { ...entry, active: false, terminatedAt: LEFT, closedAt: CLOSED };
    await tables.directory.put(entryItem(user === LEAVER ? left : entry));
  }
  clock.now = NOON + 30 * MINUTE;
  const acts = madeUp(random);
  const { shards, spool } = shardsOf(random, acts);
  const told: AuditDraft[] = [];
  const complaints: string[] = [];
  let closed = 0;

  /** A call of the function with a batch, or without one. */
  const start = async (event: unknown, done: () => void): Promise<void> =>
    scheduler.start(
      async (process) => createHandler(throughProcess(process, all, told))(event, CONTEXT),
      (end) => {
        if (end === 'done') done();
      },
    );
  const startShard = async (shard: Shard): Promise<void> => {
    if (shard.after !== undefined && shard.after.read < shard.after.records.length) return;
    const from = shard.read;
    const records = shard.records.slice(from, from + 1 + random.below(6));
    if (records.length === 0) return;
    // The same records may be out with another call that is thought to be dead.
    await start(batchOf(records, shard.number, from + 1), () => {
      shard.read = Math.max(shard.read, from + records.length);
    });
  };
  const catchUp = async (): Promise<void> => start({ catchUp: true }, () => undefined);
  const growSpool = async (): Promise<void> => {
    const some = spool.splice(0, 1 + random.below(4));
    if (some.length === 0) return;
    seal(
      'spool',
      some.map((event) => bytesOf(event)),
    );
    if (random.chance(0.5)) await index('spool', []);
  };
  /** A privacy officer is through with one. */
  const closeOne = async (): Promise<void> => {
    const open = incidentsIn(tables.register.all()).filter(({ state }) => state !== 'closed');
    if (open.length === 0) return;
    const { id, version } = random.pick(open);
    const head = await tables.register.get({ record: id, entry: 'head' });
    const text = JSON.stringify(head)
      .replace('"state":"triage"', '"state":"closed"')
      .replaceAll(`"version":${String(version)}`, `"version":${String(version + 1)}`);
    await tables.register.put(JSON.parse(text) as Item);
    closed += 1;
  };
  const check = (): void => {
    const open = incidentsIn(tables.register.all())
      .filter(({ state }) => state !== 'closed')
      .map((incident) => nameOf(incident));
    if (new Set(open).size < open.length) complaints.push('two incidents of one thing are open');
  };

  for (const act of acts) await index('spool', [act.event]);
  for (let turn = 0; turn < 30; turn += 1) {
    await startShard(random.pick(shards));
    if (random.chance(0.3)) await growSpool();
    if (random.chance(0.4)) await catchUp();
    for (let steps = random.below(40); steps > 0 && scheduler.waiting() > 0; steps -= 1) {
      await scheduler.step(true);
      if (scheduler.late() > 0 && random.chance(0.2)) scheduler.land();
      if (random.chance(0.005)) await closeOne();
    }
    check();
  }
  while (scheduler.late() > 0) scheduler.land();
  const drain = async (): Promise<void> => {
    while (scheduler.waiting() > 0) await scheduler.step(false);
  };
  await drain();
  while (spool.length > 0) await growSpool();
  await index('spool', []);
  for (let rounds = 0; shards.some(({ read, records }) => read < records.length); rounds += 1) {
    if (rounds > 200) return [...complaints, 'a shard is not read to its end'];
    for (const shard of shards) {
      await startShard(shard);
      await drain();
    }
  }
  await catchUp();
  await drain();
  check();
  if (
    (await tables.watches.query({ index: 'bySweep', partition: 'due', limit: 1 })).items.length > 0
  ) {
    complaints.push('a sweep is not made');
  }

  // What was told, entry by entry.
  const found = new Map<string, string[]>();
  const incidents = incidentsIn(tables.register.all());
  for (const item of tables.register.all()) {
    const { record, entry, change } = item;
    if (entry === 'head') continue;
    const incident = incidents.find(({ id }) => id === record);
    const hits = (change as unknown as { readonly hits?: Hits }).hits;
    if (incident === undefined || hits === undefined) {
      complaints.push('an entry without incident or hits');
      continue;
    }
    if (hits.count !== hits.events.length) complaints.push('an entry does not name its events');
    const name = nameOf(incident);
    found.set(name, [...(found.get(name) ?? []), ...hits.events]);
    const isTold = told.some(
      (draft) =>
        'resource' in draft && draft.resource?.ref === record && draft.outcome === 'success',
    );
    if (!isTold) complaints.push('a change that the ledger does not know');
  }
  const wanted = expected(acts);
  for (const [name, ids] of wanted) {
    const got = (found.get(name) ?? []).toSorted();
    if (new Set(got).size < got.length) complaints.push(`${name}: an event counts twice`);
    if (JSON.stringify([...new Set(got)]) !== JSON.stringify(ids))
      complaints.push(`${name}: other events`);
  }
  for (const name of found.keys())
    if (!wanted.has(name)) complaints.push(`${name}: nothing was broken`);
  if (closed === 0 && incidents.length !== wanted.size)
    complaints.push('more incidents than things');
  return complaints;
}

function nameOf({ origin }: Incident): string {
  return origin.kind === 'rule' ? `${origin.rule} ${origin.actor}` : origin.kind;
}

it('makes of each act what it is, once, in every schedule of crashes, zombies, shards and spool', async () => {
  const failures: string[] = [];
  for (let seed = 1; seed <= SCHEDULES && failures.length < 5; seed += 1) {
    const complaints = await runSchedule(seed);
    if (complaints.length > 0) {
      failures.push(`seed ${String(seed)}: ${[...new Set(complaints)].join('; ')}`);
    }
  }
  expect(failures).toEqual([]);
}, 120_000);

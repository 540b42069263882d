import fc from 'fast-check';
import { remindersDue } from '../../../../lambda/breach/clocks/marks';
import { duesOf } from '../../../../lambda/breach/clocks/dues';
import { today } from '../../../../lambda/breach/clocks/day';
import { createHandler } from '../../../../lambda/breach/clock/create-handler';
import { ClockEventError, ClockRunError } from '../../../../lambda/breach/errors';
import type { Transact } from '../../../../lambda/shared/transaction';
import type { Fault } from '../../access/support/flaky';
import { faults, madeUp } from '../../access/support/flaky';
import { after, clockOver, desk, OPENED, SETTINGS, START, TENANT } from '../support/desk';
import { counts, hold, notice } from '../support/made-up-incident';

type Desk = ReturnType<typeof desk>;

/** Reminders of an incident, as `clock due mark`. */
async function reminders(
  { register }: Pick<Desk, 'register'>,
  id = 'one',
): Promise<readonly string[]> {
  const incident = await register.find(TENANT, id);
  return (incident?.reminders ?? []).map(
    ({ clock, due, mark }) => `${clock} ${due} ${String(mark)}`,
  );
}

it('reminds 30, 14, 7 and 1 days before, and once when it is too late, however often it runs', async () => {
  const world = desk();
  await world.change('one', OPENED, { kind: 'counts', counts: counts(500) });
  const sent: (readonly [number, readonly string[]])[] = [];
  let before = 0;
  for (let hour = 0; hour <= 70 * 24; hour += 12) {
    world.clock.now = START + hour * 60 * 60_000;
    await world.remind();
    const all = await reminders(world);
    if (all.length > before) sent.push([hour / 24, all.slice(before)]);
    before = all.length;
  }
  // The half days end at midnight, when the day has begun.
  expect(sent.map(([day, which]) => [Math.ceil(day), which])).toEqual([
    [30, ['individuals 2026-03-16 30', 'hhs 2026-03-16 30']],
    [46, ['individuals 2026-03-16 14', 'hhs 2026-03-16 14']],
    [53, ['individuals 2026-03-16 7', 'hhs 2026-03-16 7']],
    [59, ['individuals 2026-03-16 1', 'hhs 2026-03-16 1']],
    [61, ['individuals 2026-03-16 overdue', 'hhs 2026-03-16 overdue']],
  ]);
});

it('counts days where the organization is: the last one ends at its midnight', async () => {
  const world = desk();
  await world.change('one', OPENED, { kind: 'counts', counts: counts(500) });
  // 23:59 of March 16 in New York, which is in daylight saving time by then.
  world.clock.now = Date.UTC(2026, 2, 17, 3, 59);
  await world.remind();
  expect(await reminders(world)).toEqual(['individuals 2026-03-16 1', 'hhs 2026-03-16 1']);
  world.clock.now += 60_000;
  await world.remind();
  expect((await reminders(world)).slice(2)).toEqual([
    'individuals 2026-03-16 overdue',
    'hhs 2026-03-16 overdue',
  ]);
});

it('sends the last of several marks alone, counts anew when the day moves, and is still when it is done', async () => {
  const world = desk();
  await world.change('one', OPENED, { kind: 'counts', counts: counts(5) });
  world.to(55);
  await world.remind();
  expect(await reminders(world)).toEqual(['individuals 2026-03-16 7']);
  await world.change('one', { kind: 'hold', hold: hold('oral', after(50)) });
  await world.remind();
  expect((await reminders(world)).slice(1)).toEqual(['individuals 2026-04-05 30']);
  await world.change('one', {
    kind: 'notice',
    notice: notice('individuals', after(55), { way: 'first-class-mail', persons: 5 }),
  });
  world.to(90);
  await world.remind();
  expect(await reminders(world)).toHaveLength(2);
  world.to(400);
  await world.remind();
  expect((await reminders(world)).slice(2)).toEqual(['hhs 2027-03-01 14']);
});

it('reminds of an incident while it is looked into, of a drill too, and of none that is no breach', async () => {
  const world = desk();
  await world.change('one', OPENED);
  await world.change('drill', { ...OPENED, drill: true });
  await world.change(
    'none',
    OPENED,
    {
      kind: 'exclusion',
      finding: { exclusion: 'not-retained', rationale: 'It came back unopened.' },
    },
    { kind: 'approval', of: 'exclusion' },
    { kind: 'state', to: 'not-a-breach', why: 'It came back.' },
  );
  world.to(59);
  await world.remind();
  const both = ['individuals 2026-03-16 1', 'counts 2026-03-16 1'];
  expect(await reminders(world, 'one')).toEqual(both);
  expect(await reminders(world, 'drill')).toEqual(both);
  expect(await reminders(world, 'none')).toEqual([]);
});

it('is told in the ledger before, and as a service', async () => {
  const world = desk();
  await world.change('one', OPENED, { kind: 'counts', counts: counts(5) });
  world.to(59);
  await world.remind();
  const first = world.audit.events().find(({ action }) => action === 'send-reminder');
  expect(first).toMatchObject({
    resource: { type: 'incident', ref: 'one' },
    type: 'breach-register-change',
    action: 'send-reminder',
    tenant: TENANT,
    requestId: 'run-1',
    actor: { kind: 'service', id: 'breach-clock', role: 'service' },
  });
});

it('goes on when one incident fails, and ends in an error that is told', async () => {
  const world = desk();
  await world.change('one', OPENED);
  await world.change('two', OPENED);
  await world.change('three', OPENED);
  world.to(59);
  const change: Desk['register']['change'] = async (tenant, id, ...rest) => {
    if (id === 'two') throw madeUp();
    return world.register.change(tenant, id, ...rest);
  };
  const run = clockOver(
    { ...world.register, change },
    { remind: async () => ({ reminded: 0, failed: 0 }) },
    { settings: SETTINGS, now: () => world.clock.now, log: world.log },
  );
  await expect(run()).rejects.toThrow(ClockRunError);
  const failed = world.log.lines.filter(({ level }) => level === 'error');
  expect(failed.map(({ event, fields }) => [event, fields['incident']])).toEqual([
    ['reminder-failed', 'two'],
  ]);
  expect(await reminders(world, 'one')).toHaveLength(2);
  expect(await reminders(world, 'two')).toEqual([]);
  expect(await reminders(world, 'three')).toHaveLength(2);
  await world.remind();
  expect(await reminders(world, 'two')).toHaveLength(2);
});

it('ends in an error when a duty fails', async () => {
  const world = desk();
  const run = clockOver(
    world.register,
    { remind: async () => ({ reminded: 0, failed: 1 }) },
    { settings: SETTINGS, now: () => world.clock.now, log: world.log },
  );
  await expect(run()).rejects.toThrow(ClockRunError);
});

it('sees every page of a list that lags behind, and takes for done what another run did', async () => {
  const world = desk();
  for (const id of ['one', 'two', 'three']) await world.change(id, OPENED);
  const stale = await world.register.open({ limit: 3 });
  world.to(59);
  const over = { settings: SETTINGS, now: () => world.clock.now, log: world.log };
  const paged: Desk['register']['open'] = async (page) =>
    world.register.open({ ...page, limit: 1 });
  await clockOver({ ...world.register, open: paged }, world.duties, over)();
  for (const id of ['one', 'two', 'three']) expect(await reminders(world, id)).toHaveLength(2);
  await clockOver({ ...world.register, open: async () => stale }, world.duties, over)();
  expect(await reminders(world)).toHaveLength(2);
  expect(world.log.lines.filter(({ level }) => level === 'error')).toEqual([]);
});

it('stops when its time is up, says so, and the next run goes on', async () => {
  const world = desk();
  const ids = Array.from({ length: 8 }, (_, n) => `incident-${String(n)}`);
  for (const id of ids) await world.change(id, OPENED);
  world.to(59);
  const over = { settings: SETTINGS, now: () => world.clock.now, log: world.log };
  const duties = { remind: async () => ({ reminded: 0, failed: 0 }) };
  // Each change takes a twelfth of the time, of which three are left for the duties.
  let left = 12;
  const change: Desk['register']['change'] = async (...all) => {
    left -= 1;
    return world.register.change(...all);
  };
  const run = clockOver({ ...world.register, change }, duties, over, () => left * 1000);
  await expect(run()).rejects.toThrow('time was up');
  const reminded = async (): Promise<number> => {
    const all = await Promise.all(ids.map(async (id) => reminders(world, id)));
    return all.filter(({ length }) => length === 2).length;
  };
  const first = await reminded();
  expect(first).toBeGreaterThan(2);
  expect(first).toBeLessThan(8);
  left = 24;
  await run();
  expect(await reminded()).toBe(8);
});

it('takes no other event', async () => {
  const world = desk();
  const handler = createHandler({
    register: world.register,
    duties: world.duties,
    settings: SETTINGS,
    now: () => START,
    log: world.log,
  });
  const context = { awsRequestId: 'run-1', getRemainingTimeInMillis: () => 1 };
  for (const event of [{}, { remind: 'true' }, undefined, { Records: [] }]) {
    await expect(handler(event, context)).rejects.toThrow(ClockEventError);
  }
});

const step = fc.record({
  days: fc.integer({ min: 0, max: 20 }),
  runs: fc.integer({ min: 1, max: 3 }),
  change: fc.constantFrom('none', 'none', 'hold', 'notice', 'counts'),
});
const plan = fc.array(fc.constantFrom<Fault>('none', 'none', 'before', 'after'), { maxLength: 10 });

it('makes each reminder once and loses none, whenever and by however many it is run, and whatever fails', async () => {
  let reminded = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 1, maxLength: 7 }),
      plan,
      plan,
      fc.scheduler(),
      async (steps, writes, stream, scheduler) => {
        let planned = { writes: faults([]), stream: faults([]) };
        let isQuiet = true;
        const failing = async <T>(fault: Fault, call: () => Promise<T>): Promise<T> => {
          if (fault === 'before') throw madeUp();
          const result = await call();
          if (fault === 'after') throw madeUp();
          return result;
        };
        const flaky =
          (real: Transact<'register'>): Transact<'register'> =>
          async (all) => {
            if (!isQuiet) await scheduler.schedule(Promise.resolve());
            return failing(planned.writes(), async () => real(all));
          };
        const world = desk({
          transact: flaky,
          trail: (real) => ({
            append: async (drafts) => failing(planned.stream(), async () => real.append(drafts)),
          }),
        });
        await world.change('one', OPENED);
        await world.change('two', OPENED, { kind: 'counts', counts: counts(501) });

        let day = 0;
        planned = { writes: faults(writes), stream: faults(stream) };
        for (const [at, { days, runs, change }] of steps.entries()) {
          day += days;
          world.to(day);
          isQuiet = true;
          const held = planned;
          planned = { writes: faults([]), stream: faults([]) };
          if (change === 'hold') {
            await world.change('one', { kind: 'hold', hold: hold('oral', after(day)) });
          } else if (change === 'counts') {
            await world.change('one', { kind: 'counts', counts: counts(day * 20) });
          } else if (change === 'notice') {
            await world.change('two', {
              kind: 'notice',
              notice: notice('hhs', after(day), {
                persons: 1000,
                evidence: `Report ${String(at)}`,
              }),
            });
          }
          planned = held;
          isQuiet = false;
          // Each run is cut off where something fails, as by a crash.
          await scheduler.waitFor(
            Promise.allSettled(Array.from({ length: runs }, async () => world.remind())),
          );
        }
        isQuiet = true;
        planned = { writes: faults([]), stream: faults([]) };
        await world.remind();

        const on = today(world.clock.now, SETTINGS.timeZone);
        let made = 0;
        for (const id of ['one', 'two']) {
          const incident = await world.register.find(TENANT, id);
          if (incident === undefined) throw new Error('the incident is gone');
          const all = await reminders(world, id);
          expect(new Set(all).size).toBe(all.length);
          expect(remindersDue(duesOf(incident, SETTINGS), incident.reminders, on)).toEqual([]);
          made += all.length;
        }
        for (const { reminders: sent, duty } of world.dutyRecords()) {
          const marks = sent.map((each) => JSON.stringify(each));
          expect([duty, new Set(marks).size]).toEqual([duty, marks.length]);
          made += marks.length;
        }
        expect(world.dutyRecords()).toHaveLength(7);
        // One message for each, and none that is not in the register.
        const messages = (await world.news()).filter(({ facts }) => 'reminder' in facts);
        const names = messages.map(({ facts: { incident, tenant, reminder } }) =>
          JSON.stringify([incident ?? tenant, reminder]),
        );
        expect(new Set(names).size).toBe(names.length);
        expect(names).toHaveLength(made);
        reminded += made;
      },
    ),
    { numRuns: 30, seed: 20260115 },
  );
  // A model in which nothing happens promises nothing.
  expect(reminded).toBeGreaterThan(300);
});

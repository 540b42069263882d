import type { ClockRun } from '../../../../lambda/breach/clocks/duties';
import { applyDuty, DUTIES, DUTY_IDS } from '../../../../lambda/breach/clocks/duty';
import type { DutyEntry, DutyId, DutyRecord } from '../../../../lambda/breach/clocks/duty';
import { dutyWrites } from '../../../../lambda/breach/clocks/duty-items';
import { ChangeRefusedError, NoSuchDutyError } from '../../../../lambda/breach/errors';
import { UnavailableError } from '../../../../lambda/access/errors';
import { TransactionRefusedError } from '../../../../lambda/shared/transaction';
import { AuditUnavailableError } from '../../../../lambda/shared/audit/errors';
import { madeUp } from '../../access/support/flaky';
import { DAY_MS, desk, OFFICER, SECOND, START, TENANT } from '../support/desk';

const RUN: ClockRun = { requestId: 'run-1', isOver: () => false };
const EVIDENCE = 'Report 4 in the compliance folder';

type Desk = ReturnType<typeof desk>;

const stateOf = async ({ duties }: Desk, duty: DutyId, tenant = TENANT) =>
  (await duties.list(tenant)).find((each) => each.duty === duty);
const done = (duty: string, on: string, evidence = EVIDENCE) => ({ duty, on, evidence });
/** Entries of a duty, in their order. */
const entries = ({ table }: Desk, key: string): readonly unknown[] =>
  table
    .all()
    .filter(({ record, entry }) => record === key && entry !== 'head')
    .map(({ n, change }) => [n, change]);
/** On that day, at noon in New York. */
const at = (day: string): number => Date.parse(`${day}T17:00:00Z`);

it('cites for each duty what asks for it, and says how often it is done', () => {
  expect(DUTIES.map(({ duty, citation, months, of }) => [duty, citation, months, of])).toEqual([
    ['risk-analysis', '45 CFR 164.308(a)(1)(ii)(A)', 12, 'zone'],
    ['evaluation', '45 CFR 164.308(a)(8)', 12, 'zone'],
    ['vulnerability-scan', '45 CFR 164.308(a)(1)(ii)(A), (a)(8)', 6, 'zone'],
    ['penetration-test', '45 CFR 164.308(a)(1)(ii)(A), (a)(8)', 12, 'zone'],
    ['incident-drill', '45 CFR 164.308(a)(6)(ii)', 12, 'zone'],
    ['contingency-test', '45 CFR 164.308(a)(7)(ii)(D)', 12, 'zone'],
    ['hhs-log', '45 CFR 164.408(c)', 12, 'tenant'],
  ]);
  expect(DUTIES.map(({ duty }) => duty)).toEqual([...DUTY_IDS]);
});

it('is due 30 days after the first look where nobody wrote down that it was done', async () => {
  const world = desk();
  expect(await stateOf(world, 'risk-analysis')).toMatchObject({ due: '2026-02-14', daysLeft: 30 });
  await world.duties.remind([TENANT], RUN);
  world.to(31);
  const risk = await stateOf(world, 'risk-analysis');
  expect(risk).toMatchObject({
    tenant: '-',
    title: 'Risk analysis',
    due: '2026-02-14',
    daysLeft: -1,
    overdue: true,
  });
  expect(risk).not.toHaveProperty('doneOn');
});

it.each<readonly [DutyId, string, string, string]>([
  ['risk-analysis', '2026-01-15', '2026-01-15', '2027-01-15'],
  ['evaluation', '2028-02-29', '2028-02-29', '2029-02-28'],
  ['vulnerability-scan', '2026-08-31', '2026-08-31', '2027-02-28'],
  ['penetration-test', '2026-12-31', '2026-12-31', '2027-12-31'],
  ['hhs-log', '2026-03-01', '2026-03-01', '2027-03-01'],
  ['hhs-log', '2026-12-31', '2026-12-31', '2027-03-01'],
  ['hhs-log', '2027-01-01', '2027-01-01', '2028-02-29'],
])('is due again: %s, done on %s', async (duty, today, on, due) => {
  const world = desk();
  world.clock.now = at(today);
  const state = await world.duties.record(TENANT, done(duty, on), OFFICER);
  expect(state).toMatchObject({
    duty,
    due,
    doneOn: on,
    by: 'officer-1',
    evidence: EVIDENCE,
    overdue: false,
  });
  expect(await stateOf(world, duty)).toEqual(state);
});

it.each([
  ['in January of what was found last year', '2027-01-10', '2027-03-01'],
  ['on the last day for it', '2027-03-01', '2027-03-01'],
  ['after that day of what is found this year', '2027-03-02', '2028-02-29'],
  ['in a leap year', '2028-02-29', '2028-02-29'],
  ['at the end of it', '2028-12-31', '2029-03-01'],
])('has HHS told of small breaches, looked at first %s', async (_, today, due) => {
  const world = desk();
  world.clock.now = at(today);
  expect((await stateOf(world, 'hhs-log'))?.due).toBe(due);
});

it('counts the last time that it was done, whenever that is written down, and keeps each record', async () => {
  const world = desk();
  world.to(20);
  await world.duties.record(TENANT, done('evaluation', '2026-02-01'), OFFICER);
  await world.duties.record(TENANT, done('evaluation', '2025-02-01', 'Older report'), OFFICER);
  expect(await stateOf(world, 'evaluation')).toMatchObject({
    doneOn: '2026-02-01',
    due: '2027-02-01',
  });
  await world.duties.record(TENANT, done('evaluation', '2026-02-01', 'Better report'), SECOND);
  expect(await stateOf(world, 'evaluation')).toMatchObject({
    evidence: 'Better report',
    by: 'officer-2',
  });
  // The same once more is the answer that was lost.
  await world.duties.record(TENANT, done('evaluation', '2026-02-01', 'Better report'), SECOND);
  expect(entries(world, 'duty/-/evaluation')).toEqual([
    [1, { kind: 'recorded', doneOn: '2026-02-01', evidence: EVIDENCE }],
    [2, { kind: 'recorded', doneOn: '2025-02-01', evidence: 'Older report' }],
    [3, { kind: 'recorded', doneOn: '2026-02-01', evidence: 'Better report' }],
  ]);
});

it('is told in the ledger before it is written down', async () => {
  const world = desk();
  await world.duties.record(TENANT, done('incident-drill', '2026-01-14'), OFFICER);
  expect(world.audit.events()).toMatchObject([
    {
      type: 'breach-register-change',
      action: 'record-duty',
      tenant: TENANT,
      actor: { id: 'officer-1' },
      resource: { type: 'duty', ref: 'duty/-/incident-drill' },
      fields: ['doneOn', 'evidence'],
      outcome: 'success',
    },
  ]);
  world.audit.setDown(true);
  await expect(
    world.duties.record(TENANT, done('evaluation', '2026-01-14'), OFFICER),
  ).rejects.toThrow(AuditUnavailableError);
  expect(entries(world, 'duty/-/evaluation')).toEqual([]);
});

it.each([
  ['a day to come', done('evaluation', '2026-01-17'), 'future-day'],
  ['no day', done('evaluation', '2026-02-30'), 'malformed'],
  ['no proof', done('evaluation', '2026-01-14', ' '), 'malformed'],
  ['too long a proof', done('evaluation', '2026-01-14', 'x'.repeat(201)), 'malformed'],
  [
    'a proof that names somebody',
    done('evaluation', '2026-01-14', 'Ask 123-45-6789'),
    'phi-in-text',
  ],
])('refuses %s, and writes nothing', async (_, wrong, refusal) => {
  const world = desk();
  const refused = world.duties.record(TENANT, wrong, OFFICER);
  await expect(refused).rejects.toThrow(ChangeRefusedError);
  await expect(refused).rejects.toMatchObject({ refusal, status: 400 });
  await expect(refused).rejects.not.toThrow('123-45');
  expect(world.table.all()).toEqual([]);
  expect(world.audit.events()).toEqual([]);
});

it('takes a day that has begun elsewhere', async () => {
  const { duties } = desk();
  const state = await duties.record(TENANT, done('evaluation', '2026-01-16'), OFFICER);
  expect(state.doneOn).toBe('2026-01-16');
});

it('knows no other duty, and for the zone itself none of a tenant', async () => {
  const { duties } = desk();
  for (const [tenant, duty] of [
    [TENANT, 'made-up'],
    ['-', 'hhs-log'],
  ] as const) {
    await expect(duties.record(tenant, done(duty, '2026-01-14'), OFFICER)).rejects.toThrow(
      NoSuchDutyError,
    );
  }
});

it('is one for the zone, and another for each tenant where each answers for itself', async () => {
  const world = desk();
  await world.duties.record(TENANT, done('risk-analysis', '2026-01-14'), OFFICER);
  await world.duties.record(TENANT, done('hhs-log', '2026-01-14'), OFFICER);
  expect((await stateOf(world, 'risk-analysis', 'south-clinic'))?.doneOn).toBe('2026-01-14');
  expect(await stateOf(world, 'hhs-log', 'south-clinic')).not.toHaveProperty('doneOn');
  expect((await world.duties.list('-')).map(({ duty }) => duty)).toEqual(DUTY_IDS.slice(0, -1));
});

it('reminds of each mark once, of all that were looked at before, and anew after it was done', async () => {
  const world = desk();
  await world.duties.record('south-clinic', done('hhs-log', '2026-01-14'), OFFICER);
  const sent: (readonly [number, number])[] = [];
  for (let day = 0; day <= 45; day += 1) {
    world.clock.now = START + day * DAY_MS;
    const { reminded, failed } = await world.duties.remind([], RUN);
    expect(failed).toBe(0);
    await world.duties.remind([TENANT], RUN);
    if (reminded > 0) sent.push([day, reminded]);
  }
  // Six duties of the zone; what HHS is told by two tenants is due on March 1, in 45 days, and in the year after.
  expect(sent).toEqual([
    [0, 6],
    [15, 1],
    [16, 6],
    [23, 6],
    [29, 6],
    [31, 7],
    [38, 1],
    [44, 1],
  ]);
  world.clock.now = at('2027-02-20');
  expect(await world.duties.remind([], RUN)).toEqual({ reminded: 2, failed: 0 });
  expect(entries(world, 'duty/south-clinic/hhs-log').at(-1)).toEqual([
    2,
    { kind: 'reminder', due: '2027-03-01', mark: 14 },
  ]);
});

it('goes on when one of them fails, or cannot be read, and says how many', async () => {
  const world = desk();
  await world.duties.remind([TENANT], RUN);
  world.to(29);
  const heads = world.table.all().filter(({ entry }) => entry === 'head');
  const odd = heads.find(({ record }) => record === 'duty/-/evaluation');
  await world.table.put({ ...odd, version: 9 });
  world.transaction.fail(madeUp(), 'before');
  expect(await world.duties.remind([TENANT], RUN)).toEqual({ reminded: 5, failed: 2 });
  expect(
    world.log.lines.filter(({ level }) => level === 'error').map(({ event }) => event),
  ).toEqual(expect.arrayContaining(['duty-unreadable', 'duty-reminder-failed']));
});

it('stops when its time is up', async () => {
  const world = desk();
  expect(await world.duties.remind([TENANT], { ...RUN, isOver: () => true })).toEqual({
    reminded: 0,
    failed: 0,
  });
  expect(world.table.all()).toEqual([]);
});

it('writes down once what two write down at once, and gives up when others are always faster', async () => {
  const refused = new TransactionRefusedError([0]);
  const raced = desk({
    transact: (real) => async (writes) => {
      // Somebody else makes the same change a moment before.
      await real(writes);
      throw refused;
    },
  });
  const risk = done('evaluation', '2026-01-14');
  expect(await raced.duties.record(TENANT, risk, OFFICER)).toMatchObject({ doneOn: '2026-01-14' });
  expect(entries(raced, 'duty/-/evaluation')).toHaveLength(1);
  const lost = desk({
    transact: () => async () => {
      throw refused;
    },
  });
  await expect(lost.duties.record(TENANT, risk, OFFICER)).rejects.toThrow(UnavailableError);
  expect(lost.audit.events().map(({ outcome }) => outcome)).toEqual(['success', 'error']);
});

it('overwrites no entry and no newer head, whichever of both somebody took away', async () => {
  const world = desk();
  const ref = { tenant: '-', duty: 'evaluation' } as const;
  const entry = (n: number): DutyEntry => ({
    n,
    at: START + n,
    by: { kind: 'service', id: 'breach-clock' },
    change: { kind: 'looked', on: '2026-01-15' },
  });
  const first = applyDuty(ref, undefined, entry(1));
  const second = applyDuty(ref, first, entry(2));
  const write = async (record: DutyRecord, n: number): Promise<void> =>
    world.transaction.transact(dutyWrites(record, entry(n)));
  await write(first, 1);
  await write(second, 2);
  const key = { record: 'duty/-/evaluation' };
  await expect(write(second, 2)).rejects.toMatchObject({ refused: [0, 1] });
  await world.table.delete({ ...key, entry: 'entry/0000000002' });
  await expect(write(second, 2)).rejects.toMatchObject({ refused: [1] });
  await world.table.delete({ ...key, entry: 'entry/0000000001' });
  await expect(write(first, 1)).rejects.toMatchObject({ refused: [1] });
  await world.table.put({ ...key, entry: 'entry/0000000001' });
  await world.table.delete({ ...key, entry: 'head' });
  await expect(write(first, 1)).rejects.toMatchObject({ refused: [0] });
});

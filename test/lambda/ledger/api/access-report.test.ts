import type { Principal } from '../../../../lambda/identity/principal';
import { MOST_EVENTS } from '../../../../lambda/ledger/api/report/page';
import type {
  AccessReport,
  ReadAccessReport,
} from '../../../../lambda/shared/http/generated/types';
import { OTHER_PATIENT, person, TENANT } from '../../access/support/people';
import { SHARD } from '../support/sealing';
import type { LedgerWorld } from './support/world';
import { DAY, ledgerWorld, PATIENT_ID, viewOf } from './support/world';

const auditor = person('auditor');
const NURSE = '5b0c8f5e-8a53-4e0c-9a39-0c7d5a7f2a12';
const PHYSICIAN = '3f0c8f5e-8a53-4e0c-9a39-0c7d5a7f2a11';
const PERIOD = { from: '2026-11-20T00:00:00.000Z', to: '2026-11-26T00:00:00.000Z' };
const ABOUT = { ...PERIOD, patientId: PATIENT_ID };

const byNurse = {
  actor: { kind: 'person', id: NURSE, role: 'nurse', session: 's-1', via: 'scheduling' },
};
const at = (time: string) => ({ time: `2026-11-${time}Z` });

async function read(
  world: LedgerWorld,
  body: ReadAccessReport,
  by: Principal = auditor,
): Promise<AccessReport> {
  const reply = await world.call(world.operations.readAccessReport, body, by);
  return reply.body as AccessReport;
}

async function filled(): Promise<LedgerWorld> {
  const world = await ledgerWorld();
  const { patient } = world;
  await world.append([
    viewOf(patient, at('21T09:00:00.000')),
    viewOf(patient, {
      ...at('21T10:00:00.000'),
      ...byNurse,
      resource: { type: 'vitals', ref: 'v' },
    }),
    viewOf(OTHER_PATIENT, at('21T11:00:00.000')),
    viewOf(patient, {
      ...at('23T08:00:00.000'),
      ...byNurse,
      action: 'print',
      type: 'phi-print',
      outcome: 'denied',
      reason: 'no-care-relation',
      phiAccessed: false,
    }),
    viewOf(patient, { ...at('24T08:00:00.000'), tenant: 'south-clinic' }),
    viewOf(patient, at('26T00:00:00.000')),
    viewOf(patient, at('19T23:59:59.999')),
  ]);
  await world.seal();
  await world.sign();
  await world.indexAll();
  return world;
}

it('says of a patient who did what, in the order of time, each row with its leaf', async () => {
  const world = await filled();
  const report = await read(world, ABOUT);
  const { patient } = world;
  expect(report.rows.map(({ time }) => time)).toEqual([
    '2026-11-21T09:00:00.000Z',
    '2026-11-21T10:00:00.000Z',
    '2026-11-23T08:00:00.000Z',
  ]);
  const [, , denied] = report.rows;
  expect(denied).toEqual({
    eventId: world.audit.events()[3]?.eventId,
    time: '2026-11-23T08:00:00.000Z',
    type: 'phi-print',
    action: 'print',
    outcome: 'denied',
    reason: 'no-care-relation',
    actor: { kind: 'person', id: NURSE, role: 'nurse', via: 'scheduling' },
    patient,
    resource: { type: 'notes', ref: 'rec-1' },
    fields: ['text'],
    recordCount: 1,
    purpose: 'TREAT',
    phiAccessed: false,
    breakGlass: false,
    reportedBy: 'zone',
    log: SHARD,
    index: 3,
    leafHash: expect.stringMatching(/^[A-Za-z0-9+/]{43}=$/) as string,
  });
  expect(report.period).toEqual(PERIOD);
  expect(report.page).toBeUndefined();
});

it('has the totals of the whole period: by person and what he did, by kind of record, by day', async () => {
  const { totals } = await read(await filled(), { ...ABOUT, pageSize: 1 });
  expect(totals).toEqual({
    events: 3,
    denied: 1,
    byActor: [
      {
        actor: { kind: 'person', id: NURSE, role: 'nurse', via: 'scheduling' },
        events: 2,
        denied: 1,
        byAction: [
          { action: 'read', events: 1 },
          { action: 'print', events: 1 },
        ],
      },
      {
        actor: { kind: 'person', id: PHYSICIAN, role: 'attending-physician' },
        events: 1,
        denied: 0,
        byAction: [{ action: 'read', events: 1 }],
      },
    ],
    byResourceType: [
      { type: 'notes', events: 2 },
      { type: 'vitals', events: 1 },
    ],
    byDay: [
      { day: '2026-11-21', events: 2, denied: 0 },
      { day: '2026-11-23', events: 1, denied: 1 },
    ],
  });
});

it('says of a person what he did, with whomever, day by day', async () => {
  const world = await filled();
  const ofPhysician = await read(world, { ...PERIOD, actor: PHYSICIAN });
  expect(ofPhysician.rows.map(({ time, patient }) => [time.slice(8, 13), patient])).toEqual([
    ['21T09', world.patient],
    ['21T11', OTHER_PATIENT],
  ]);
  expect(ofPhysician.totals).toMatchObject({ events: 2, byActor: [{ events: 2 }] });
  const hours = { from: '2026-11-21T09:00:00.001Z', to: '2026-11-21T11:00:00.001Z' };
  expect((await read(world, { ...hours, actor: PHYSICIAN })).rows).toHaveLength(1);
  const both = await read(world, { ...ABOUT, actor: NURSE, pageSize: 1 });
  expect(both.totals?.events).toBe(2);
  expect(both.rows.map(({ time }) => time.slice(8, 13))).toEqual(['21T10']);
  const rest = await read(world, { ...ABOUT, actor: NURSE, pageSize: 1, page: both.page ?? '' });
  expect(rest.rows.map(({ time }) => time.slice(8, 13))).toEqual(['23T08']);
  expect(rest).not.toHaveProperty('page');
});

it('comes in pages that have each row once, and totals once', async () => {
  const world = await ledgerWorld();
  await world.append(
    Array.from({ length: 23 }, (_, n) =>
      // Several of one moment, whose order nothing but their bytes decides.
      viewOf(world.patient, { time: `2026-11-21T09:00:0${String(n % 4)}.000Z`, recordCount: n }),
    ),
  );
  await world.seal();
  await world.indexAll();
  for (const [body, most] of [
    [ABOUT, 7],
    [{ ...PERIOD, actor: PHYSICIAN }, 5],
    [{ ...PERIOD, actor: PHYSICIAN }, 23],
  ] as const) {
    const seen: (number | undefined)[] = [];
    let page: string | undefined;
    let pages = 0;
    do {
      const report: AccessReport = await read(world, {
        ...body,
        pageSize: most,
        ...(page === undefined ? {} : { page }),
      });
      expect(report.rows.length).toBeLessThanOrEqual(most);
      expect(report.totals?.events).toBe(pages === 0 ? 23 : undefined);
      seen.push(...report.rows.map(({ recordCount }) => recordCount));
      ({ page } = report);
      pages += 1;
    } while (page !== undefined);
    expect(seen.toSorted((a, b) => (a ?? 0) - (b ?? 0))).toEqual(
      Array.from({ length: 23 }, (_, n) => n),
    );
    expect(pages).toBe(Math.ceil(23 / most));
  }
});

it('ends a page that has become large, and loses nothing by it', async () => {
  const world = await ledgerWorld();
  const fields = Array.from({ length: 230 }, (_, n) => `${'f'.repeat(60)}${String(n)}`);
  await world.append(
    Array.from({ length: 150 }, (_, n) => viewOf(world.patient, { fields, recordCount: n })),
  );
  await world.seal();
  await world.indexAll();
  const body = { ...PERIOD, patientId: PATIENT_ID, pageSize: 500 };
  const first = await read(world, body);
  expect(first.rows.length).toBeLessThan(150);
  expect(JSON.stringify(first).length).toBeLessThan(3_000_000);
  const second = await read(world, { ...body, page: first.page ?? '' });
  expect(first.rows.length + second.rows.length).toBe(150);
  expect(second.page).toBeUndefined();
}, 20_000);

it('says what of the period it has not read', async () => {
  const world = await filled();
  const covered = new Date(world.clock.now - 90 * DAY + 60_000).toISOString();
  const old = { from: '2026-01-01T00:00:00.000Z', to: '2026-02-01T00:00:00.000Z' };
  expect((await read(world, { ...ABOUT, ...old })).coverage).toEqual([
    { ...old, source: 'not-read' },
  ]);
  const both = await read(world, { ...ABOUT, from: old.from });
  expect(both.coverage).toEqual([
    { from: old.from, to: covered, source: 'not-read' },
    { from: covered, to: PERIOD.to, source: 'index' },
  ]);
  expect(both.rows).toHaveLength(4);
  expect((await read(world, ABOUT)).coverage).toEqual([{ ...PERIOD, source: 'index' }]);
});

it('has read nothing where the indexer never ran', async () => {
  const world = await ledgerWorld();
  expect((await read(world, ABOUT)).coverage).toEqual([{ ...PERIOD, source: 'not-read' }]);
});

it('is complete through the newest zone checkpoint that is indexed as a whole', async () => {
  const world = await ledgerWorld();
  const view = viewOf(world.patient, at('21T09:00:00.000'));
  expect((await read(world, ABOUT)).completeThrough).toEqual({ logs: [] });
  for (let round = 0; round < 3; round += 1) {
    await world.append([view]);
    await world.seal();
    await world.sign();
    if (round < 2) await world.indexAll();
    world.clock.now += 60_000;
  }
  expect((await read(world, ABOUT)).completeThrough).toEqual({
    checkpoint: 1,
    time: '2026-11-25T10:31:00.000Z',
    logs: [{ log: SHARD, size: 3 }],
  });
  await world.indexAll();
  expect((await read(world, ABOUT)).completeThrough).toMatchObject({
    checkpoint: 2,
    logs: [{ log: SHARD, size: 4 }],
  });
});

it('refuses a period with more events than it can count, and no page of one', async () => {
  const world = await ledgerWorld();
  await world.append([viewOf(world.patient, at('21T09:00:00.000'))]);
  await world.seal();
  await world.indexAll();
  const row = world.index.all().find(({ subject }) => subject === `p/${TENANT}/${world.patient}`);
  let asked = 0;
  Object.assign(world.index, {
    query: async () => {
      asked += 1;
      return { items: Array.from({ length: 500 }, () => row), next: 'more' };
    },
  });
  await expect(read(world, ABOUT)).rejects.toMatchObject({ status: 400, code: 'too-many-events' });
  expect(asked).toBe(MOST_EVENTS / 500 + 1);
  // Of many that nobody asked for, a page goes as far as one call reads.
  const page = Buffer.from(`2026-11-21T08:00:00.000Z/${'A'.repeat(43)}`).toString('base64url');
  const later = await read(world, { ...ABOUT, actor: NURSE, page });
  expect(later.rows).toEqual([]);
  expect(Buffer.from(later.page ?? '', 'base64url').toString()).toBe(row?.['at']);
});

describe('who calls', () => {
  it('names a patient or a person, or is a patient', async () => {
    const world = await filled();
    await expect(read(world, PERIOD)).rejects.toMatchObject({
      status: 400,
      errors: [{ pointer: '#/patientId' }],
    });
    const own = person('patient', { ownRecord: world.patient });
    expect((await read(world, PERIOD, own)).rows).toHaveLength(3);
  });

  it('is asked for the patient: whom he names, or himself', async () => {
    const world = await filled();
    const needs = async (body: ReadAccessReport, by: Principal) => {
      const plan = await world.plan(world.operations.readAccessReport, body, by);
      return plan.needs === 'signed-in' ? undefined : plan.needs;
    };
    const action = 'read-access-report';
    const { patient } = world;
    expect(await needs(ABOUT, auditor)).toEqual({ action, patient });
    expect(await needs({ ...PERIOD, actor: NURSE }, auditor)).toEqual({ action });
    const own = person('patient', { ownRecord: OTHER_PATIENT });
    expect(await needs(PERIOD, own)).toEqual({ action, patient: OTHER_PATIENT });
    expect(await needs({ ...PERIOD, actor: NURSE }, own)).toEqual({
      action,
      patient: OTHER_PATIENT,
    });
    expect(await needs(ABOUT, own)).toEqual({ action, patient });
    expect(await needs(PERIOD, person('patient'))).toEqual({ action });
  });

  it('reads what his own tenant has, whatever he names', async () => {
    const world = await filled();
    const elsewhere = person('auditor', { tenant: 'south-clinic' });
    // In this world all tenants have one key, so it is the same pseudonym.
    expect((await read(world, ABOUT, elsewhere)).rows.map(({ time }) => time)).toEqual([
      '2026-11-24T08:00:00.000Z',
    ]);
    expect((await read(world, { ...PERIOD, actor: PHYSICIAN }, elsewhere)).rows).toHaveLength(1);
  });

  it('is told what is wrong with what he asks', async () => {
    const world = await filled();
    const wrong = async (body: Partial<ReadAccessReport>) => read(world, { ...ABOUT, ...body });
    await expect(wrong({ to: PERIOD.from })).rejects.toMatchObject({
      errors: [{ pointer: '#/to' }],
    });
    await expect(wrong({ page: 'bm9uZQ' })).rejects.toMatchObject({ code: 'page-token' });
    await expect(wrong({ actor: 'nurse-123-45-6789' })).rejects.toMatchObject({
      errors: [{ pointer: '#/actor' }],
    });
  });

  it('is written down before he gets anything, and refused when that cannot be', async () => {
    const world = await filled();
    await read(world, { ...ABOUT, actor: NURSE });
    expect(world.audit.events().at(-1)).toMatchObject({
      type: 'audit-read',
      tenant: TENANT,
      action: 'read-access-report',
      outcome: 'success',
      actor: { id: auditor.id, role: 'auditor' },
      patient: world.patient,
      resource: { type: 'actor', ref: NURSE },
      recordCount: 2,
    });
    world.audit.setDown(true);
    await expect(read(world, ABOUT)).rejects.toMatchObject({ name: 'AuditUnavailableError' });
  });
});

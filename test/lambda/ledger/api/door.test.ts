import type { DirectoryEntry } from '../../../../lambda/identity/directory-entry';
import type { Role } from '../../../../lambda/identity/roles';
import { ROLES } from '../../../../lambda/identity/roles';
import { createHandler } from '../../../../lambda/ledger/api/create-handler';
import { itemOf, rowsOf } from '../../../../lambda/ledger/index/row';
import { LEDGER_TABLES } from '../../../../lambda/ledger/index/tables';
import type { AuditEvent } from '../../../../lambda/shared/audit/event';
import type { ReadAccessReport } from '../../../../lambda/shared/http/generated/types';
import type { Caller } from '../../access/support/api-world';
import { apiWorldOf } from '../../access/support/api-world';
import { memoryTable } from '../../support/memory-table';
import { KEY } from '../support/checkpointing';
import { bytesOf } from '../support/events';
import { memoryStore } from '../support/memory-store';
import { viewOf } from './support/world';

const PATIENT_ID = 'MR-0042';
const PERIOD = { from: '2026-11-20T00:00:00.000Z', to: '2026-11-26T00:00:00.000Z' };
const NAMED: ReadAccessReport = { ...PERIOD, patientId: PATIENT_ID };
const EVENT = {
  type: 'phi-view',
  action: 'open-chart',
  outcome: 'success',
  patientId: PATIENT_ID,
  resource: { type: 'notes', ref: 'rec-1' },
  fields: ['text'],
  recordCount: 1,
  phiAccessed: true,
  purpose: 'TREAT',
} as const;

function ledgerApi(may: readonly string[] = ['append-audit-events', 'read-access-report']) {
  const index = memoryTable(LEDGER_TABLES.index);
  const idempotency = memoryTable(LEDGER_TABLES.idempotency);
  const store = memoryStore();
  const world = apiWorldOf<'ledger-api'>(may, (access, now) =>
    createHandler(access, {
      store,
      verifier: () => Promise.resolve(KEY.verifier),
      tables: { index, idempotency },
      auditDays: 2192,
      now,
    }),
  );
  let keys = 0;
  return {
    ...world,
    index,
    store,
    /** Puts an event into the index, as the indexer does. */
    async indexed(): Promise<AuditEvent> {
      const patient = await world.pseudonym(PATIENT_ID);
      await world.access.trail.append([viewOf(patient)]);
      const event = world.events().at(-1);
      if (event === undefined) throw new Error('nothing was written');
      const place = { log: 'spool', index: 0, arrived: world.clock.now };
      for (const row of rowsOf(
        event,
        bytesOf(event),
        place,
        { auditDays: 2192, indexDays: 90 },
        0,
      )) {
        await index.put(itemOf(row));
      }
      await index.put({ subject: 'coverage', at: '-', days: 90 });
      return event;
    },
    append: async (who: Caller) => {
      keys += 1;
      const idempotencyKey = `c5b4d7a0-3f6e-4a0b-9d5e-${String(keys).padStart(12, '0')}`;
      return world.call(who, 'appendAuditEvents', { idempotencyKey, events: [EVENT] });
    },
  };
}

const READERS: ReadonlySet<Role> = new Set(['auditor', 'privacy-officer']);

describe.each(ROLES)('a %s', (role) => {
  it('writes down what he did himself', async () => {
    const api = ledgerApi();
    const user = await api.user(role);
    expect(await api.append({ user })).toMatchObject({ status: 200, body: { accepted: 1 } });
    expect(api.events()).toMatchObject([{ type: 'phi-view', actor: { id: user.user, role } }]);
  });

  it(`${READERS.has(role) ? 'reads' : 'does not read'} what others did to a patient`, async () => {
    const api = ledgerApi();
    const event = await api.indexed();
    const who = { user: await api.user(role) };
    const answers = [
      await api.call(who, 'readAccessReport', NAMED),
      await api.call(who, 'readDisclosures', NAMED),
      await api.call(who, 'proveAuditEvent', { eventId: event.eventId }),
    ];
    const may = READERS.has(role);
    expect(answers.map(({ status }) => status)).toEqual(may ? [200, 200, 202] : [403, 403, 403]);
    const looks = api.events().slice(1);
    expect(looks.map(({ type, outcome }) => `${type} ${outcome}`)).toEqual(
      Array(3).fill(`audit-read ${may ? 'success' : 'denied'}`),
    );
    const patient = await api.pseudonym(PATIENT_ID);
    for (const look of looks) expect(look).toMatchObject({ patient, actor: { role } });
  });
});

it('gives a patient his own record, and nobody names himself another', async () => {
  const api = ledgerApi();
  const event = await api.indexed();
  const own = { user: await api.user('patient', { ownRecord: await api.pseudonym(PATIENT_ID) }) };
  const other = { user: await api.user('patient') };
  const report = await api.call(own, 'readAccessReport', PERIOD);
  expect(report.body).toMatchObject({ rows: [{ eventId: event.eventId }] });
  expect((await api.call(own, 'readAccessReport', NAMED)).status).toBe(200);
  expect((await api.call(own, 'readDisclosures', PERIOD)).status).toBe(200);
  expect((await api.call(own, 'proveAuditEvent', { eventId: event.eventId })).status).toBe(202);
  // To the others it is no answer, neither that it is there nor that it is not.
  const nothing = { eventId: `${event.eventId.slice(0, -1)}7` };
  for (const asked of [{ eventId: event.eventId }, nothing]) {
    expect(await api.call(other, 'proveAuditEvent', asked)).toMatchObject({
      status: 403,
      body: { code: 'not-own' },
    });
  }
  expect((await api.call(other, 'readAccessReport', PERIOD)).body).toMatchObject({ rows: [] });
});

it('gives nobody what another tenant has', async () => {
  const api = ledgerApi();
  const event = await api.indexed();
  const who = { user: await api.user('auditor', { tenant: 'south-clinic' }) };
  expect((await api.call(who, 'readAccessReport', NAMED)).body).toMatchObject({ rows: [] });
  const actor = 'id' in event.actor ? event.actor.id : '';
  const byActor = await api.call(who, 'readAccessReport', { ...PERIOD, actor });
  expect(byActor.body).toMatchObject({ rows: [] });
  expect(await api.call(who, 'proveAuditEvent', { eventId: event.eventId })).toMatchObject({
    status: 202,
    body: { state: 'accepted' },
  });
});

describe('a service', () => {
  const service = { service: 'records-system' };

  it('appends alone, when config names it, and reads nothing alone', async () => {
    const api = ledgerApi();
    expect(await api.append(service)).toMatchObject({ status: 200 });
    expect(await api.call(service, 'readAccessReport', NAMED)).toMatchObject({ status: 403 });
    expect(api.events().at(-1)).toMatchObject({
      type: 'audit-read',
      outcome: 'denied',
      actor: { kind: 'service', id: 'records-system' },
    });
    expect(await ledgerApi([]).append(service)).toMatchObject({
      status: 403,
      body: { code: 'service-not-permitted' },
    });
  });

  it('reads for a person when both may, and the look is the person’s', async () => {
    const api = ledgerApi();
    await api.indexed();
    const onBehalfOf: DirectoryEntry = await api.user('privacy-officer');
    const answer = await api.call({ ...service, onBehalfOf }, 'readAccessReport', NAMED);
    expect(answer).toMatchObject({ status: 200, body: { rows: [{}] } });
    expect(api.events().at(-1)).toMatchObject({
      type: 'audit-read',
      actor: { kind: 'person', id: onBehalfOf.user, via: 'records-system' },
    });
    expect(await api.call({ ...service, onBehalfOf }, 'readDisclosures', NAMED)).toMatchObject({
      status: 403,
    });
  });
});

describe('what does not answer', () => {
  it('is 503: without the stream nothing is shown, and nothing taken', async () => {
    const api = ledgerApi();
    await api.indexed();
    const who = { user: await api.user('auditor') };
    api.down.stream = true;
    for (const answer of [
      await api.call(who, 'readAccessReport', NAMED),
      await api.call(who, 'readDisclosures', NAMED),
      await api.append(who),
    ]) {
      expect(answer).toMatchObject({ status: 503, body: { code: 'audit-unavailable' } });
      expect(answer.headers['Retry-After']).toBe('1');
      expect(answer.text).not.toContain('rows');
    }
  });

  it('is 503: the index, the bucket', async () => {
    const api = ledgerApi();
    const who = { user: await api.user('auditor') };
    api.index.fail(new Error('throttled'), 9);
    expect(await api.call(who, 'readAccessReport', NAMED)).toMatchObject({
      status: 503,
      body: { code: 'unavailable' },
    });
    api.index.fail(undefined, 0);
    Object.assign(api.store, {
      keys: async function* () {
        await Promise.resolve();
        yield* [];
        throw new Error('down');
      },
    });
    expect(await api.call(who, 'readAccessReport', NAMED)).toMatchObject({ status: 503 });
  });
});

it('lets no record number out, whatever is asked and however it ends', async () => {
  const api = ledgerApi();
  await api.indexed();
  const answers: string[] = [];
  for (const role of ['auditor', 'nurse', 'patient'] as const) {
    const who = { user: await api.user(role) };
    answers.push((await api.append(who)).text);
    answers.push((await api.call(who, 'readAccessReport', NAMED)).text);
    answers.push((await api.send(who, 'readAccessReport', { ...NAMED, page: 'x', to: 1 })).text);
    api.index.fail(new Error(`about ${PATIENT_ID}`));
    answers.push((await api.call(who, 'readDisclosures', NAMED)).text);
    api.index.fail(undefined, 0);
  }
  const kept = [
    api.events(),
    api.index.all(),
    Object.values(api.tables).map((table) => table.all()),
  ];
  expect(JSON.stringify([answers, kept])).not.toContain(PATIENT_ID);
  // A message of a client may hold anything; ours do not.
  const own = api.logged.filter(({ fields }) => !String(fields['error']).includes('about'));
  expect(JSON.stringify(own)).not.toContain(PATIENT_ID);
});

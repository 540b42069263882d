import {
  createReservations,
  LEASE_MS,
  REMEMBERED_MS,
} from '../../../../lambda/ledger/api/append/idempotency';
import { appendOperation } from '../../../../lambda/ledger/api/operations/append';
import { LEDGER_TABLES } from '../../../../lambda/ledger/index/tables';
import type { Principal } from '../../../../lambda/identity/principal';
import { isAppendable } from '../../../../lambda/ledger/api/append/types';
import { EVENT_TYPES } from '../../../../lambda/shared/audit/vocabulary';
import { openApi } from '../../../support/api/open-api';
import type {
  AppendableEventType,
  AppendAuditEvents,
  AppendedAuditEvents,
  AuditEventDraft,
} from '../../../../lambda/shared/http/generated/types';
import { createPseudonyms } from '../../../../lambda/shared/pseudonym';
import { ORIGIN, person, service, TENANT } from '../../access/support/people';
import { memoryAuditTrail } from '../../support/memory-audit-trail';
import { memoryTable } from '../../support/memory-table';
import { recordingLogger } from '../support/sealing';
import { actBy, permitted } from './support/calling';

const KEY = 'c5b4d7a0-3f6e-4a0b-9d5e-111122223333';
const pseudonyms = createPseudonyms((tenant) =>
  Promise.resolve(new Uint8Array(32).fill(tenant.length)),
);

const VIEW: AuditEventDraft = {
  type: 'phi-view',
  action: 'open-chart',
  outcome: 'success',
  patientId: 'MR-0042',
  resource: { type: 'notes', ref: 'rec-1' },
  fields: ['text'],
  recordCount: 1,
  phiAccessed: true,
  purpose: 'TREAT',
};
const BODY: AppendAuditEvents = { idempotencyKey: KEY, events: [VIEW] };

function applying() {
  const audit = memoryAuditTrail();
  const table = memoryTable(LEDGER_TABLES.idempotency);
  const { log, lines } = recordingLogger();
  const clock = { now: Date.UTC(2026, 10, 25, 10, 30) };
  const reservations = createReservations({ table, now: () => clock.now, log });
  const operation = appendOperation({ trail: audit.trail, pseudonyms, reservations });
  const append = async (body: AppendAuditEvents, by: Principal = nurse) => {
    const { status = 200, body: answer } = await permitted(operation(body, actBy(by)));
    return { status, ...(answer as AppendedAuditEvents) };
  };
  return { ...audit, table, lines, clock, append, operation };
}

const nurse = person('nurse');
const records = service(['append-audit-events']);

it('writes down an act of the caller, under a pseudonym, and gives a receipt', async () => {
  const { append, events } = applying();
  const { status, accepted, results } = await append(BODY);
  expect({ status, accepted }).toEqual({ status: 200, accepted: 1 });
  const [event] = events();
  expect(event).toEqual({
    schemaVersion: 2,
    eventId: results[0]?.eventId,
    time: '2026-11-25T10:30:00.000Z',
    type: 'phi-view',
    tenant: TENANT,
    action: 'open-chart',
    outcome: 'success',
    actor: { kind: 'person', id: nurse.id, role: 'nurse', session: nurse.session },
    requestId: ORIGIN.requestId,
    idempotencyKey: KEY,
    sourceIp: ORIGIN.sourceIp,
    userAgent: ORIGIN.userAgent,
    patient: await pseudonyms.of(TENANT, 'MR-0042'),
    purpose: 'TREAT',
    resource: { type: 'notes', ref: 'rec-1' },
    fields: ['text'],
    recordCount: 1,
    phiAccessed: true,
    breakGlass: false,
  });
  expect(results).toEqual([
    {
      status: 'accepted',
      eventId: event?.eventId,
      leafHash: expect.stringMatching(/^[A-Za-z0-9+/]{43}=$/) as string,
      acceptedBy: 'stream',
      shardId: 'shardId-000000000000',
      sequenceNumber: '1',
    },
  ]);
});

it('takes what is told of the request, of a broken glass, and, from a service, of the person', async () => {
  const { append, events } = applying();
  await append(
    {
      idempotencyKey: KEY,
      events: [
        {
          ...VIEW,
          time: '2026-11-25T09:00:00.000Z',
          requestId: 'req-77',
          glass: 'glass-5',
          client: { sourceIp: '203.0.113.9', userAgent: 'Mozilla/5.0 (X11; Linux) Firefox/133.0' },
        },
      ],
    },
    person('nurse', { via: records }),
  );
  expect(events()).toMatchObject([
    {
      time: '2026-11-25T09:00:00.000Z',
      requestId: 'req-77',
      breakGlass: { justification: 'glass-5' },
      sourceIp: '203.0.113.9',
      userAgent: 'Firefox/133 on Linux',
      actor: { kind: 'person', via: 'records-system' },
    },
  ]);
});

it('takes an act of a service alone', async () => {
  const { append, events } = applying();
  const started: AuditEventDraft = { type: 'system-start', action: 'start', outcome: 'success' };
  await append({ idempotencyKey: KEY, events: [started] }, records);
  expect(events()).toMatchObject([
    { type: 'system-start', actor: { kind: 'service', id: 'records-system', role: 'service' } },
  ]);
});

it('answers each event by itself, with what is wrong and where, and never with what stands there', async () => {
  const { append, events } = applying();
  const { status, accepted, results } = await append({
    idempotencyKey: KEY,
    events: [
      VIEW,
      { ...VIEW, resource: { type: 'notes', ref: 'ssn-123-45-6789' } },
      { type: 'phi-view', action: 'open', outcome: 'success' },
      { ...VIEW, client: { sourceIp: '203.0.113.9' } },
      { ...VIEW, time: '2026-11-25T10:35:00.001Z' },
      { ...VIEW, time: '2026-11-18T10:29:59.999Z' },
      { ...VIEW, fields: Array.from({ length: 256 }, (_, n) => `${'f'.repeat(60)}${String(n)}`) },
      VIEW,
    ],
  });
  expect({ status, accepted }).toEqual({ status: 207, accepted: 2 });
  expect(events()).toHaveLength(2);
  expect(results.map((result) => result.status)).toEqual([
    'accepted',
    'rejected',
    'rejected',
    'rejected',
    'rejected',
    'rejected',
    'rejected',
    'accepted',
  ]);
  expect(results[1]?.problems).toEqual([
    {
      pointer: '#/events/1/resource/ref',
      detail: expect.stringMatching(/^looks like a social security number/) as string,
    },
  ]);
  expect(results[2]?.problems?.map(({ pointer }) => pointer)).toEqual([
    '#/events/2/patientId',
    '#/events/2/purpose',
    '#/events/2/resource',
    '#/events/2/fields',
    '#/events/2/recordCount',
  ]);
  expect(results[3]?.problems?.[0]?.pointer).toBe('#/events/3/client');
  expect(results[4]?.problems?.[0]).toEqual({
    pointer: '#/events/4/time',
    detail: 'is in the future, expected when it happened.',
  });
  expect(results[5]?.problems?.[0]).toEqual({
    pointer: '#/events/5/time',
    detail: 'is too long ago, expected within 7 days.',
  });
  expect(results[6]?.problems?.[0]?.pointer).toBe('#/events/6');
  expect(results[6]?.problems?.[0]?.detail).toContain('Its longest field is fields');
  expect(JSON.stringify(results)).not.toContain('123-45');
});

it('takes what happened from seven days ago to five minutes ahead', async () => {
  const { append, events } = applying();
  const times = ['2026-11-18T10:30:00.000Z', '2026-11-25T10:35:00.000Z'];
  const { status } = await append({
    idempotencyKey: KEY,
    events: times.map((time) => ({ ...VIEW, time })),
  });
  expect(status).toBe(200);
  expect(events().map(({ time }) => time)).toEqual(times);
});

describe('types', () => {
  const TYPES = openApi().components.schemas['AppendableEventType']
    ?.enum as readonly AppendableEventType[];
  /** What a person did himself. All else looks like the word of the zone. */
  const OF_PEOPLE = TYPES.filter((type) => type.startsWith('phi-') || type === 'logout');

  const more: Partial<Record<AppendableEventType, Partial<AuditEventDraft>>> = {
    'phi-share': { recipient: 'health-department' },
    'phi-export': { exportFormat: 'pdf', exportDestination: 'workstation' },
    logout: {},
  };
  const eventOf = (type: AppendableEventType): AuditEventDraft =>
    type.startsWith('phi-')
      ? { ...VIEW, type, ...more[type] }
      : {
          type,
          action: 'act',
          outcome: 'success',
          ...(more[type] ?? { resource: { type: 'user', ref: 'user-1' } }),
        };
  const sent = async (by: Principal, types: readonly AppendableEventType[]) => {
    const { append, events } = applying();
    const { results } = await append({ idempotencyKey: KEY, events: types.map(eventOf) }, by);
    return { results, types: events().map(({ type }) => type) };
  };

  it('a person appends what he did with records, and his logout', async () => {
    expect(OF_PEOPLE).toHaveLength(8);
    expect((await sent(nurse, OF_PEOPLE)).types).toEqual(OF_PEOPLE);
  });

  it.each(TYPES.filter((type) => !OF_PEOPLE.includes(type)))(
    '%s takes a service, alone or for a person',
    async (type) => {
      const alone = await sent(nurse, [type]);
      expect(alone.results).toEqual([
        {
          status: 'rejected',
          problems: [
            {
              pointer: '#/events/0/type',
              detail: expect.stringMatching(
                /^is given by a person, expected from a service/,
              ) as string,
            },
          ],
        },
      ]);
      expect(alone.types).toEqual([]);
      for (const by of [records, person('nurse', { via: records })]) {
        expect((await sent(by, [type])).types).toEqual([type]);
      }
    },
  );

  it('are those of the API document, each taken from somebody', () => {
    expect(EVENT_TYPES.filter(isAppendable).toSorted()).toEqual(TYPES.toSorted());
  });
});

describe('the same key', () => {
  it('with the same body has the same receipts, and nothing is written twice', async () => {
    const { append, events } = applying();
    const first = await append(BODY);
    expect(await append(BODY)).toEqual(first);
    expect(events()).toHaveLength(1);
  });

  it('with another body is refused', async () => {
    const { append, events } = applying();
    await append(BODY);
    for (const change of [
      { patientId: 'MR-0043' },
      { recordCount: 2 },
      { fields: ['text', 'a'] },
    ]) {
      await expect(append({ ...BODY, events: [{ ...VIEW, ...change }] })).rejects.toMatchObject({
        status: 409,
        code: 'idempotency-key-reused',
      });
    }
    expect(events()).toHaveLength(1);
  });

  it('is another one for somebody else, in his tenant and elsewhere, alone and by a service', async () => {
    const { append, events } = applying();
    const callers = [
      nurse,
      person('nurse'),
      person('nurse', { id: nurse.id, tenant: 'south-clinic' }),
      person('nurse', { id: nurse.id, via: records }),
      service(['append-audit-events'], { id: nurse.id }),
    ];
    for (const by of callers) expect((await append(BODY, by)).status).toBe(200);
    expect(events()).toHaveLength(callers.length);
    expect(new Set(events().map(({ eventId }) => eventId)).size).toBe(callers.length);
  });

  it('is forgotten after a day, whether or not DynamoDB has deleted it', async () => {
    const { append, events, clock } = applying();
    await append(BODY);
    clock.now += REMEMBERED_MS - 1000;
    await append(BODY);
    expect(events()).toHaveLength(1);
    clock.now += 3000;
    await append({ ...BODY, events: [VIEW, VIEW] });
    expect(events()).toHaveLength(3);
  });

  it('while the first call is under way is refused, and the caller told when to try again', async () => {
    const { append, events } = applying();
    const answers = await Promise.allSettled([append(BODY), append(BODY), append(BODY)]);
    const refused = answers.flatMap((answer) =>
      answer.status === 'rejected' ? [answer.reason as unknown] : [],
    );
    expect(refused).toHaveLength(2);
    for (const error of refused) {
      expect(error).toMatchObject({
        status: 409,
        code: 'in-progress',
        headers: { 'Retry-After': '5' },
      });
    }
    expect(events()).toHaveLength(1);
  });

  it('takes up what could not be accepted, and only that', async () => {
    const { append, events, spooled, setDown } = applying();
    setDown(true);
    const body = {
      ...BODY,
      events: [VIEW, { ...VIEW, glass: 'glass-5' }, { ...VIEW, purpose: 'x' }],
    };
    const first = await append(body as AppendAuditEvents);
    expect(first.status).toBe(207);
    expect(first.results.map(({ status }) => status)).toEqual([
      'unavailable',
      'accepted',
      'rejected',
    ]);
    expect(first.results[1]).toMatchObject({ acceptedBy: 'spool', key: expect.any(String) });
    setDown(false);
    const second = await append(body as AppendAuditEvents);
    expect(second.results.map(({ status }) => status)).toEqual([
      'accepted',
      'accepted',
      'rejected',
    ]);
    expect(second.results[1]).toEqual(first.results[1]);
    expect(events()).toHaveLength(1);
    // It closed the hole before the one that was accepted, and is no third act.
    expect(spooled()).toHaveLength(2);
  });

  it('may be sent again at once when nothing was accepted, which is 503', async () => {
    const { append, events, setDown } = applying();
    setDown(true);
    await expect(append(BODY)).rejects.toMatchObject({ name: 'AuditUnavailableError' });
    setDown(false);
    expect((await append(BODY)).status).toBe(200);
    expect(events()).toHaveLength(1);
  });
});

it('gives one that was taken for dead the receipts of who took over, once there are any', async () => {
  const clock = { now: Date.UTC(2026, 10, 25) };
  const { log } = recordingLogger();
  const table = memoryTable(LEDGER_TABLES.idempotency);
  const reservations = createReservations({ table, now: () => clock.now, log });
  const receiptOf = (eventId: string) =>
    new Map([[0, { acceptedBy: 'spool', eventId, leafHash: 'x', key: 'y' } as const]]);
  const slow = await reservations.reserve('r', 'body');
  clock.now += LEASE_MS;
  const other = await reservations.reserve('r', 'body');
  await expect(slow.complete(receiptOf('a'))).rejects.toMatchObject({ code: 'in-progress' });
  expect(await other.complete(receiptOf('b'))).toEqual(receiptOf('b'));
  expect(await slow.complete(receiptOf('a'))).toEqual(receiptOf('b'));
});

it('says that events are accepted when only their receipts cannot be kept', async () => {
  const { append, events, table, lines, operation } = applying();
  const plan = permitted(operation(BODY, actBy(nurse)));
  await Promise.resolve();
  const { update } = table;
  Object.assign(table, { update: async () => Promise.reject(new Error('throttled')) });
  expect(await plan).toMatchObject({ status: 200, body: { accepted: 1 } });
  expect(lines.map(({ event }) => event)).toEqual(['append-not-remembered']);
  Object.assign(table, { update });
  await expect(append(BODY)).rejects.toMatchObject({ code: 'in-progress' });
  expect(events()).toHaveLength(1);
});

it('appends nothing when the key cannot be reserved', async () => {
  const { append, events, table } = applying();
  table.fail(new Error('throttled'));
  await expect(append(BODY)).rejects.toThrow('throttled');
  expect(events()).toEqual([]);
});

it('keeps no record number: neither in the table, nor in the log, nor in the ledger', async () => {
  const { append, table, lines, events } = applying();
  await append(BODY);
  expect(JSON.stringify([table.all(), lines, events()])).not.toContain('MR-0042');
});

it('takes no key that looks like somebody', () => {
  const { operation } = applying();
  const call = () => operation({ ...BODY, idempotencyKey: 'call-123-45-6789' }, actBy(nurse));
  expect(call).toThrow(expect.objectContaining({ status: 400, code: 'invalid-body' }));
});

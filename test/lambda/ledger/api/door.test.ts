import type { DirectoryEntry } from '../../../../lambda/identity/directory-entry';
import type { Role } from '../../../../lambda/identity/roles';
import { ROLES } from '../../../../lambda/identity/roles';
import type { ReadAccessReport } from '../../../../lambda/shared/http/generated/types';
import { ledgerApi, PERIOD } from './support/ledger-api';
import { PATIENT_ID } from './support/world';

const NAMED: ReadAccessReport = { ...PERIOD, patientId: PATIENT_ID };

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

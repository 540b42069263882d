import { draftOf, lockDraft } from '../../../../lambda/identity/events/drafts';
import type { Fact } from '../../../../lambda/identity/events/fact';
import { reportedBy } from '../../../../lambda/ledger/api/report/reported-by';
import type { AuditDraft } from '../../../../lambda/shared/audit/event';
import type { AuditEventDraft } from '../../../../lambda/shared/http/generated/types';
import { person, service } from '../../access/support/people';
import { NURSE } from '../../identity/support/people';
import { stored } from '../support/events';
import { ledgerWorld, PATIENT_ID, viewOf } from './support/world';

const VIEW: AuditEventDraft = {
  type: 'phi-view',
  action: 'read',
  outcome: 'success',
  patientId: PATIENT_ID,
  resource: { type: 'notes', ref: 'rec-1' },
  fields: ['text'],
  recordCount: 1,
  phiAccessed: true,
  purpose: 'TREAT',
};
/** With type and action of an event of the zone. */
const CHANGE: AuditEventDraft = {
  type: 'user-modify',
  action: 'lock-account',
  outcome: 'success',
  resource: { type: 'user', ref: 'user-1' },
};
const PERIOD = { from: '2026-11-18T00:00:00.000Z', to: '2026-11-26T00:00:00.000Z' };
const KEY = 'c5b4d7a0-3f6e-4a0b-9d5e-111122223333';

it('what is appended is the word of an application, whoever appends it', async () => {
  const world = await ledgerWorld();
  const records = service(['append-audit-events']);
  const { appendAuditEvents } = world.operations;
  for (const [by, events] of [
    [person('nurse'), [VIEW]],
    [records, [VIEW, CHANGE]],
    [person('nurse', { via: records }), [VIEW, CHANGE]],
  ] as const) {
    await world.call(appendAuditEvents, { idempotencyKey: KEY, events }, by);
  }
  expect(world.audit.events().map(reportedBy)).toEqual(Array(5).fill('application'));
});

describe('what the zone saw itself is its own word', () => {
  const fact = (more: Partial<Fact>): Fact => ({
    id: KEY,
    at: Date.UTC(2026, 10, 25),
    type: 'login-failure',
    action: 'sign-in',
    user: NURSE.user,
    requestId: 'request-1',
    ...more,
  });
  const told: readonly (readonly [string, AuditDraft])[] = [
    ['a failed sign-in', draftOf(fact({}), NURSE)],
    ['a password', draftOf(fact({ type: 'password-change' }), NURSE)],
    ['a second factor', draftOf(fact({ type: 'mfa-enabled' }), NURSE)],
    ['a right that a person gave himself', draftOf(fact({ type: 'permission-change' }), NURSE)],
    [
      'a right that an administrator gave',
      draftOf(fact({ type: 'permission-change', by: 'arn:aws:iam::111122223333:role/it' }), NURSE),
    ],
    ['a setting', draftOf(fact({ type: 'configuration-change' }), undefined)],
    ['a lock', lockDraft(fact({}), NURSE)],
    [
      'a session that timed out',
      {
        type: 'session-timeout',
        tenant: NURSE.tenant,
        actor: { kind: 'person', id: NURSE.user, role: 'nurse', session: 'session-1' },
        action: 'time-out',
        idempotencyKey: KEY,
        outcome: 'success',
        phiAccessed: false,
        breakGlass: false,
      },
    ],
    ['an act that has no key of a caller', viewOf('bWFkZS11cC1wYXRpZW50MQ')],
  ];
  it.each(told)('%s', (_, draft) => {
    expect(reportedBy(stored(draft, 0))).toBe('zone');
  });
});

it('every format of a report says it, and the accounting of disclosures too', async () => {
  const world = await ledgerWorld();
  await world.append([viewOf(world.patient)]);
  world.clock.now += 1;
  const shared: AuditEventDraft = {
    ...VIEW,
    type: 'phi-share',
    purpose: 'PUBHLTH',
    recipient: 'health-department',
    time: '2026-11-25T10:30:00.001Z',
  };
  await world.call(
    world.operations.appendAuditEvents,
    { idempotencyKey: KEY, events: [shared] },
    person('nurse'),
  );
  await world.seal();
  await world.sign();
  await world.indexAll();
  const body = { ...PERIOD, patientId: PATIENT_ID };
  const auditor = person('auditor');
  const { readAccessReport, readDisclosures } = world.operations;

  const json = await world.call(readAccessReport, body, auditor);
  expect(json.body).toMatchObject({
    rows: [
      { type: 'phi-view', reportedBy: 'zone' },
      { type: 'phi-share', reportedBy: 'application' },
    ],
  });
  const disclosures = await world.call(readDisclosures, body, auditor);
  expect(disclosures.body).toMatchObject({ rows: [{ reportedBy: 'application' }] });

  const csv = await world.call(readAccessReport, { ...body, format: 'csv' }, auditor);
  const [names = [], ...lines] = textOf(csv.body)
    .split('\r\n')
    .map((line) => line.split(','));
  const column = names.indexOf('reportedBy');
  expect(lines.slice(0, 2).map((line) => line[column])).toEqual(['zone', 'application']);

  const fhir = await world.call(readAccessReport, { ...body, format: 'fhir' }, auditor);
  const said = [...textOf(fhir.body).matchAll(/"url":"reportedBy","valueString":"(\w+)"/g)];
  expect(said.map(([, by]) => by)).toEqual(['zone', 'application']);
});

function textOf(body: unknown): string {
  if (typeof body !== 'string') throw new Error('not a text');
  return body;
}

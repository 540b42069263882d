import assert from 'node:assert/strict';
import type { Ruling } from '../../../../lambda/access/desk';
import type { DataType } from '../../../../lambda/access/vocabulary';
import type { Person } from '../../../../lambda/identity/principal';
import { expectAnswer, expectProblem } from '../../people/api';
import { deskOver } from '../../people/desk';
import type { Inbox, Notification } from '../../people/queue';
import { inboxOf } from '../../people/queue';
import { until } from '../../machine/until';
import type { PeopleScene } from './scene';
import { RECORDS, TENANT } from './scene';
import { sealedEvent } from './sealed-events';

const JUSTIFICATION = 'Made-up reason, brought in unconscious at night.';
const BREAK = {
  path: '/v1/break-glass',
  body: { patientId: RECORDS.other, purpose: 'ETREAT', justification: JUSTIFICATION },
} as const;

/**
 * Emergency access: it is written down before it counts, the privacy officer is alerted, its hour ends,
 * and it is reviewed. The hour is not waited for: the table is told that it is over.
 */
export async function brokenGlass(scene: PeopleScene): Promise<void> {
  const { api, aws, people, cast, report } = scene;
  const inbox = await inboxOf(aws, people.securityTopic, 'privacy-office');
  const nurse = cast.nurse.tokens.access;
  const officer = cast.privacyOfficer.tokens.access;

  const short = { ...BREAK, body: { ...BREAK.body, justification: 'urgent' } };
  expectAnswer(await api.asPerson(nurse, short), 400, 'a justification that says nothing');
  expectProblem(
    await api.asPerson(cast.auditor.tokens.access, BREAK),
    403,
    'not-permitted',
    'an auditor who breaks the glass',
  );
  const since = new Date().toISOString();
  const glass = expectAnswer(await api.asPerson(nurse, BREAK), 200, 'a broken glass') as Glass;
  assert.equal(Date.parse(glass.expiresAt) - Date.parse(glass.openedAt), 60 * 60 * 1000);

  const written = await sealedEvent(
    scene,
    'the broken glass',
    ({ type, time, outcome, actor }) =>
      type === 'break-glass-access' &&
      time >= since &&
      outcome === 'success' &&
      actor.kind === 'person' &&
      actor.id === cast.nurse.id,
  );
  const patient = 'patient' in written ? String(written.patient) : '';
  await alerted(inbox, glass, [RECORDS.other, JUSTIFICATION, patient]);
  report.fact('a broken glass: in the ledger, and its alert in the inbox of the privacy office');

  await kept(scene, patient, glass);
  await expired(scene, patient, glass);

  const list = { path: '/v1/break-glass/list', body: { glass: glass.glass } };
  const { glasses } = expectAnswer(await api.asPerson(officer, list), 200, 'the list') as {
    readonly glasses: readonly (Glass & { readonly justification?: string })[];
  };
  assert.equal(glasses[0]?.justification, JUSTIFICATION);
  const review = {
    path: '/v1/break-glass/review',
    body: { glass: glass.glass, result: 'justified' },
  };
  expectAnswer(await api.asPerson(nurse, review), 403, 'a nurse who reviews herself');
  const reviewed = expectAnswer(await api.asPerson(officer, review), 200, 'the review') as Glass;
  assert.equal(reviewed.state, 'reviewed');
  await sealedEvent(
    scene,
    'the review',
    ({ type, time, outcome }) =>
      type === 'break-glass-review' && time >= since && outcome === 'success',
  );
  report.fact(
    'its justification is kept encrypted and read by the privacy officer alone, whose review is in the ledger',
  );
}

interface Glass {
  readonly glass: string;
  readonly openedAt: string;
  readonly expiresAt: string;
  readonly state: string;
}

/** Says which glass, and nothing of the patient. */
async function alerted(inbox: Inbox, { glass }: Glass, secrets: readonly string[]): Promise<void> {
  const alert = await until<Notification>('the alert', 60, async () => {
    const seen = await inbox.read();
    return (
      seen.find(({ Message }) => Message.includes(glass)) ?? `${String(seen.length)} notifications`
    );
  });
  const text = JSON.stringify(alert);
  for (const secret of secrets) assert.ok(!text.includes(secret), 'an alert tells nothing of PHI');
}

/** The justification is nowhere in the table as it was written. */
async function kept({ people, cast }: PeopleScene, patient: string, glass: Glass): Promise<void> {
  const row = await people.tables.brokenGlass.get(keyOf(cast.nurse.id, patient, glass));
  assert.ok(row);
  assert.ok(!JSON.stringify(row).includes('unconscious'));
}

function keyOf(person: string, patient: string, { glass }: Glass) {
  return { holder: `${person}/${patient}`, glass };
}

/** It opens what a nurse may see of a patient of hers, and no more, and until its time is over. */
async function expired(
  { api, people, cast, report }: PeopleScene,
  patient: string,
  glass: Glass,
): Promise<void> {
  const desk = deskOver(people);
  const principal: Person = {
    kind: 'person',
    id: cast.nurse.id,
    tenant: TENANT,
    role: 'nurse',
    departments: [],
    session: 'end-to-end',
    sessionKind: cast.nurse.kind,
  };
  const mayRead = (dataType: DataType) =>
    desk.decide({ principal, action: 'read', dataType, patient });
  assert.deepEqual(await under(mayRead('notes')), [true, glass.glass]);
  assert.deepEqual(await under(mayRead('insurance')), [false, undefined]);
  const again = expectAnswer(
    await api.asPerson(cast.nurse.tokens.access, BREAK),
    200,
    'the same glass, broken again within its hour',
  ) as Glass;
  assert.equal(again.glass, glass.glass);

  const key = keyOf(cast.nurse.id, patient, glass);
  await people.tables.brokenGlass.update(key, { set: { until: Date.now() - 1 } });
  assert.deepEqual(await under(mayRead('notes')), [false, undefined]);
  report.fact(
    'within its hour a broken glass opens what the role may see and no more, after it nothing',
  );
}

async function under(ruling: Promise<Ruling>): Promise<readonly unknown[]> {
  const { allowed, glass } = await ruling;
  return [allowed, glass];
}

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { addDays, today } from '../../../../lambda/breach/clocks/day';
import type {
  Incident,
  IncidentList,
  IncidentSummary,
  OpenedIncident,
} from '../../../../lambda/shared/http/generated/types';
import { ROOT } from '../../../support/root';
import type { Call } from '../../people/api';
import { expectAnswer, expectProblem } from '../../people/api';
import type { Inbox, Notification } from '../../people/queue';
import { inboxOf } from '../../people/queue';
import { until } from '../../machine/until';
import { endOf, hlz } from '../hlz';
import { deliverAgain } from '../quiet';
import type { PeopleScene } from './scene';
import { RECORDS } from './scene';
import { sealedEvent } from './sealed-events';

/** One more than an hour's work: the default of the rule is 1,000 in ten minutes. */
const EXPORTS = 1_001;
const CONFIG = join(ROOT, 'config', 'sandbox.yaml');
/** Most events of one call. */
const A_CALL = 500;
/** Day of the calendar of this zone, as its config counts it. */
const CALENDAR = 'Pacific/Honolulu';

/**
 * The breach desk: exports of one person raise one incident and one alert, however often they are told; it is
 * walked to closed over HTTP, and what must be refused is; reminders come once, by a clock that is moved by moving
 * the day of discovery.
 */
export async function incidents(scene: PeopleScene): Promise<void> {
  const { aws, people, cast, report } = scene;
  const inbox = await inboxOf(aws, people.incidentTopics.high, 'privacy-office-high');
  await exported(scene);
  const found = await raised(scene, inbox);
  report.fact(`${String(EXPORTS)} exports raised one incident, and its alert tells no PHI`);

  await deliverAgain(scene);
  assert.deepEqual(await bulkExportsOf(scene), [found], 'redelivery changes nothing');
  report.fact(
    'the whole stream, delivered to the detector once more, raised none and changed none',
  );

  await walked(scene, found);
  await reminded(scene, inbox);
  await drilled(scene);
  await sealedEvent(
    scene,
    'the closing of an incident',
    (event) =>
      event.type === 'breach-register-change' &&
      event.outcome === 'success' &&
      event.resource.ref === found.incident &&
      event.actor.kind === 'person' &&
      event.actor.id === cast.privacyOfficer.id,
  );
}

async function exported({ api, cast }: PeopleScene): Promise<void> {
  const one = {
    type: 'phi-export',
    action: 'export',
    outcome: 'success',
    patientId: RECORDS.own,
    purpose: 'TREAT',
    resource: { type: 'lab-results', ref: 'list-5a1b2c' },
    fields: ['value'],
    recordCount: 1,
    phiAccessed: true,
    exportFormat: 'csv',
    exportDestination: 'workstation',
  };
  for (let from = 0; from < EXPORTS; from += A_CALL) {
    const events = Array.from({ length: Math.min(A_CALL, EXPORTS - from) }, () => one);
    const body = { idempotencyKey: randomUUID(), events };
    expectAnswer(
      await api.asPerson(cast.physician.tokens.access, { path: '/v1/audit/events', body }),
      200,
      'exports of an application',
    );
  }
}

function post(path: string, body: object): Call {
  return { path: `/v1/incidents${path}`, body };
}

/** Incidents of the rule by the physician. */
async function bulkExportsOf({ api, cast }: PeopleScene): Promise<readonly IncidentSummary[]> {
  const found: IncidentSummary[] = [];
  let page: string | undefined;
  do {
    const list = expectAnswer(
      await api.asPerson(
        cast.privacyOfficer.tokens.access,
        post('/list', page === undefined ? {} : { page }),
      ),
      200,
      'the list of incidents',
    ) as IncidentList;
    found.push(...list.incidents);
    ({ page } = list);
  } while (page !== undefined);
  return found.filter(
    ({ origin }) => origin.rule === 'bulk-export' && origin.actor === cast.physician.id,
  );
}

/** Waits for the alert, which costs no call of the API; then there is one incident, and it is that of the alert. */
async function raised(scene: PeopleScene, inbox: Inbox): Promise<IncidentSummary> {
  const alert = await until<Notification>('the alert', 120, async () => {
    const seen = await inbox.read();
    return (
      seen.find(({ Message }) => Message.includes('bulk-export')) ??
      `${String(seen.length)} notifications`
    );
  });
  assert.ok(!JSON.stringify(alert).includes(RECORDS.own), 'an alert tells nothing of PHI');
  const found = await bulkExportsOf(scene);
  const [only] = found;
  assert.ok(only);
  assert.equal(found.length, 1);
  assert.ok(alert.Message.includes(only.incident));
  assert.equal(only.state, 'triage');
  assert.equal(only.severity, 'high');
  return only;
}

/** A drill in the zone: opened over HTTP, alerted as one, closed, and its record written. */
async function drilled({ api, aws, shop, people, cast, report }: PeopleScene): Promise<void> {
  const inbox = await inboxOf(aws, people.incidentTopics.low, 'privacy-office-low');
  const address = new URL(`/restapis/${people.api}/${people.stage}/_user_request_`, aws.endpoint)
    .href;
  const { access } = cast.secondOfficer.tokens;
  const ended = await hlz({ ...shop, env: { ...shop.env, HLZ_TOKEN: access } }, [
    'breach',
    'drill',
    CONFIG,
    '--api',
    address,
    '--out',
    'drill.json',
    '--json',
  ]);
  const { incident, passed } = endOf(ended);
  assert.equal(passed, true);
  const read = await api.asPerson(access, post('/read', { incident: String(incident) }));
  const kept = expectAnswer(read, 200, 'the incident of the drill') as Incident;
  assert.deepEqual([kept.drill, kept.state], [true, 'closed']);
  await until<Notification>('the alert of the drill', 60, async () => {
    const seen = await inbox.read();
    return (
      seen.find(
        ({ Subject = '', Message }) =>
          Subject.includes('DRILL') && Message.includes(String(incident)),
      ) ?? `${String(seen.length)} others`
    );
  });
  report.fact('a drill of hlz, walked in the zone, alerted as a drill, and kept as one');
}

/** From triage to closed, over HTTP. */
async function walked({ api, cast, report }: PeopleScene, found: IncidentSummary): Promise<void> {
  const officer = cast.privacyOfficer.tokens.access;
  const { incident } = found;
  const day = today(Date.now(), CALENDAR);
  const make = async (path: string, body: object, what: string): Promise<Incident> =>
    expectAnswer(
      await api.asPerson(officer, post(path, { incident, ...body })),
      200,
      what,
    ) as Incident;
  const refused = async (path: string, body: object, code: string, what: string): Promise<void> => {
    expectProblem(await api.asPerson(officer, post(path, { incident, ...body })), 409, code, what);
  };
  const state = async (to: string): Promise<Incident> =>
    make('/state', { to, why: 'Made up: end to end.' }, `to ${to}`);

  expectProblem(
    await api.asPerson(cast.nurse.tokens.access, post('/read', { incident })),
    403,
    'not-permitted',
    'a nurse who reads an incident',
  );
  await state('investigating');
  const facts = {
    title: 'Made-up exports',
    description: 'Made up. An account exported a thousand records.',
    breachFrom: day,
    phiKinds: ['name', 'lab-results'],
    steps: 'Made up: nothing to do.',
    mitigation: 'Made up: the account was closed.',
  };
  await make('/describe', { facts }, 'facts');
  const counts = {
    total: 501,
    byState: [{ jurisdiction: 'CA', persons: 501 }],
    unreachable: 0,
  };
  const counted = await make('/counts', { counts }, 'counts');
  assert.deepEqual(
    counted.dues.map(({ clock, due }) => [clock, due]),
    ['individuals', 'media:CA', 'hhs'].map((clock) => [clock, addDays(found.discoveredOn, 60)]),
  );
  await refused(
    '/state',
    { to: 'not-a-breach', why: 'Made up.' },
    'finding-missing',
    'no breach, without a finding',
  );
  const factors = {
    natureAndExtent: 'Made up: names and results.',
    unauthorizedPerson: 'Made up: an account of the hospital.',
    acquiredOrViewed: 'Made up: all of it was exported.',
    mitigation: 'Made up: nothing came back.',
  };
  const assessment = {
    factors,
    conclusion: 'breach',
    rationale: 'Made up: nothing speaks against it.',
  };
  await make('/assess', { assessment }, 'the assessment');
  await state('confirmed');
  await state('contained');
  await refused(
    '/state',
    { to: 'notified', why: 'Made up.' },
    'notices-missing',
    'notified, before anybody was told',
  );
  const notices = [
    { kind: 'individuals', on: day, way: 'first-class-mail', persons: 501, evidence: 'Made up.' },
    { kind: 'media', on: day, way: 'press-release', jurisdiction: 'CA', evidence: 'Made up.' },
    { kind: 'hhs', on: day, way: 'portal', persons: 501, evidence: 'Made up.' },
  ];
  for (const notice of notices) await make('/notice', { notice }, `a notice: ${notice.kind}`);
  await state('notified');
  await state('closed');
  await refused('/describe', { facts: { title: 'Later' } }, 'closed', 'a change after it');
  report.fact('it was walked to closed over HTTP; four things that must be refused were');

  const page = expectAnswer(
    await api.asPerson(officer, post('/export', { incident, format: 'html' })),
    200,
    'the file of the incident',
  );
  assert.match(String(page), /^<!doctype html>/i);
  assert.ok(String(page).includes(incident));
  report.fact('its file, for six years: one page that needs nothing else');
}

/** 55 days after discovery five are left: one reminder, however often the clock runs. */
async function reminded(scene: PeopleScene, inbox: Inbox): Promise<void> {
  const { api, cast, people, functions, report } = scene;
  const officer = cast.privacyOfficer.tokens.access;
  const discoveredOn = addDays(today(Date.now(), CALENDAR), -59);
  const { incident } = expectAnswer(
    await api.asPerson(
      officer,
      post('', {
        title: 'Made-up report',
        description: 'Made up. It was told late.',
        discoveredOn,
      }),
    ),
    200,
    'an incident that somebody reports',
  ) as OpenedIncident;
  const run = async (): Promise<void> =>
    functions.invoke(people.functions['breach-clock'], '{"remind":true}');
  const remindersOf = async (): Promise<Incident['reminders']> =>
    (expectAnswer(await api.asPerson(officer, post('/read', { incident })), 200, 'it') as Incident)
      .reminders;
  await run();
  const sent = await remindersOf();
  assert.ok(sent.some(({ clock, mark }) => clock === 'individuals' && mark === '1'));
  const alert = await until<Notification>('a reminder', 60, async () => {
    const seen = await inbox.read();
    return (
      seen.find(({ Message }) => Message.includes(incident)) ?? `${String(seen.length)} others`
    );
  });
  assert.ok(!alert.Message.includes('told late'), 'an alert quotes nobody');
  await run();
  assert.deepEqual(await remindersOf(), sent, 'each reminder once');

  // The clock is moved: it was discovered two days earlier than was thought.
  const why = 'Made up: somebody knew before.';
  const earlier = { incident, discoveredOn: addDays(discoveredOn, -2), why };
  expectAnswer(await api.asPerson(officer, post('/describe', earlier)), 200, 'another discovery');
  await run();
  const late = await remindersOf();
  assert.ok(
    late.some(({ clock, mark }) => clock === 'individuals' && mark === 'overdue'),
    'overdue is told',
  );
  report.fact('reminders: one a day before the last, one when it is past, and each of them once');
}

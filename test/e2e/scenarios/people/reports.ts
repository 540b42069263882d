import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Call } from '../../people/api';
import { expectAnswer, expectProblem } from '../../people/api';
import { until } from '../../machine/until';
import { endOf, hlz } from '../hlz';
import { sign } from '../sign';
import type { Member, PeopleScene } from './scene';
import { RECORDS, TENANT } from './scene';
import { sealedEvent } from './sealed-events';

/**
 * A physician's application writes down what he did; the event is sealed, proven, reported to the
 * privacy officer and to the patient, and to no other patient.
 *
 * @param key verifier key of the ledger
 */
export async function reports(scene: PeopleScene, key: string): Promise<void> {
  const { api, cast, report } = scene;
  const began = Date.now() - 1000;
  const body = {
    idempotencyKey: '0b7f3f5e-2f0c-4a52-8f0e-222222222222',
    events: [
      {
        type: 'phi-view',
        action: 'read',
        outcome: 'success',
        patientId: RECORDS.own,
        purpose: 'TREAT',
        resource: { type: 'medications', ref: 'list-4f0a1c' },
        fields: ['name', 'dose'],
        recordCount: 2,
        phiAccessed: true,
      },
    ],
  };
  const append = (content: object): Call => ({ path: '/v1/audit/events', body: content });
  const first = receiptIn(
    expectAnswer(await api.asPerson(cast.physician.tokens.access, append(body)), 200, 'append'),
  );
  const again = receiptIn(
    expectAnswer(
      await api.asPerson(cast.physician.tokens.access, append(body)),
      200,
      'the same append again',
    ),
  );
  assert.deepEqual(again, first, 'one key, one event');
  const other = { ...body, events: body.events.map((event) => ({ ...event, recordCount: 3 })) };
  expectAnswer(
    await api.asPerson(cast.physician.tokens.access, append(other)),
    409,
    'the same key for something else',
  );
  const written = await sealedEvent(
    scene,
    'what the API wrote',
    ({ eventId }) => eventId === first.eventId,
  );
  assert.equal(written.tenant, TENANT);
  assert.equal(written.actor.kind === 'person' ? written.actor.id : '', cast.physician.id);
  assert.ok(!JSON.stringify(written).includes(RECORDS.own), 'a pseudonym, not a record number');
  report.fact('an event written through the API: once for one key, with a pseudonym, and sealed');

  await proven(scene, first, key);
  await reported(scene, first, began);
  await deniedAndSealed(scene);
}

interface Receipt {
  readonly eventId: string;
  readonly leafHash: string;
}

function receiptIn(answer: unknown): Receipt {
  const { results } = answer as {
    readonly results: readonly (Receipt & { readonly status: string })[];
  };
  const [only] = results;
  assert.ok(only);
  assert.equal(only.status, 'accepted');
  return { eventId: only.eventId, leafHash: only.leafHash };
}

/** The API hands out a proof, which `hlz` checks with nothing but the key. */
async function proven(
  scene: PeopleScene,
  { eventId, leafHash }: Receipt,
  key: string,
): Promise<void> {
  const { api, cast, shop, report } = scene;
  await sign(scene);
  await index(scene);
  const call = { path: '/v1/audit/proof', body: { eventId } };
  const proof = await until('a proof', 30, async () => {
    const answer = await api.asPerson(cast.auditor.tokens.access, call);
    if (answer.status !== 202) return expectAnswer(answer, 200, 'a proof') as Proof;
    assert.match(answer.headers.get('retry-after') ?? '', /^\d+$/);
    await index(scene);
    return 'pending';
  });
  assert.equal(proof.leafHash, leafHash);
  const file = 'api.tlog-proof';
  writeFileSync(join(shop.folder, file), proof.proof);
  const checked = endOf(await hlz(shop, ['ledger', 'verify-proof', file, '--key', key, '--json']));
  const event = JSON.parse(String(checked['leaf'])) as { readonly eventId: string };
  assert.equal(event.eventId, eventId);
  report.fact('its proof, handed out by the API, verified by hlz with nothing but the key');
}

interface Proof {
  readonly leafHash: string;
  readonly proof: string;
}

async function reported(scene: PeopleScene, receipt: Receipt, began: number): Promise<void> {
  const { api, cast, report } = scene;
  const period = {
    from: new Date(began).toISOString(),
    to: new Date(Date.now() + 60_000).toISOString(),
  };
  const read = (member: Member, body: object) =>
    api.asPerson(member.tokens.access, { path: '/v1/audit/access-report', body });
  const rowsFor = async (member: Member, body: object) => {
    const answer = await read(member, { ...period, ...body });
    const { rows } = expectAnswer(answer, 200, `a report for a ${member.role}`) as {
      readonly rows: readonly Row[];
    };
    return rows;
  };
  const has = (rows: readonly Row[]): boolean =>
    rows.some(
      ({ eventId, leafHash }) => eventId === receipt.eventId && leafHash === receipt.leafHash,
    );

  assert.ok(has(await rowsFor(cast.privacyOfficer, { patientId: RECORDS.own })));
  assert.ok(has(await rowsFor(cast.privacyOfficer, { actor: cast.physician.id })));
  assert.ok(!has(await rowsFor(cast.privacyOfficer, { patientId: RECORDS.other })));
  assert.ok(has(await rowsFor(cast.patient, {})));
  assert.ok(!has(await rowsFor(cast.otherPatient, {})));
  expectAnswer(
    await read(cast.otherPatient, { ...period, patientId: RECORDS.own }),
    403,
    'a patient who asks for the record of another',
  );
  report.fact('the patient reads who saw his record, another patient does not');
}

interface Row {
  readonly eventId: string;
  readonly leafHash: string;
}

async function deniedAndSealed(scene: PeopleScene): Promise<void> {
  const { api, cast, report } = scene;
  const call = { path: '/v1/audit/access-report', body: { patientId: RECORDS.own, ...ANY_TIME } };
  const since = new Date().toISOString();
  expectProblem(
    await api.asPerson(cast.nurse.tokens.access, call),
    403,
    'not-permitted',
    'a nurse who asks for a report',
  );
  const denied = await sealedEvent(
    scene,
    'the denied call',
    ({ type, time, outcome, actor }) =>
      type === 'audit-read' &&
      time >= since &&
      outcome === 'denied' &&
      actor.kind === 'person' &&
      actor.id === cast.nurse.id,
  );
  assert.equal(denied.tenant, TENANT);
  report.fact('a call that was denied is in the ledger, with who made it and why');
}

const ANY_TIME = { from: '2026-01-01T00:00:00.000Z', to: '2030-01-01T00:00:00.000Z' };

/** Reads what is sealed into the index, as the schedule does each minute. */
async function index({ functions, people }: PeopleScene): Promise<void> {
  await functions.invoke(people.functions['ledger-indexer'], '{}');
}

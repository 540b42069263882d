import { leafHash } from '../../../../lambda/shared/hash';
import { LONGEST_EPOCH_MS } from '../../../../lambda/shared/audit/producer';
import type { AuditProof } from '../../../../lambda/shared/http/generated/types';
import { verifyProof } from '../../../../lambda/ledger/proof/tlog-proof';
import { segmentKey } from '../../../../lambda/ledger/format/layout';
import type { Principal } from '../../../../lambda/identity/principal';
import { emptyDesk } from './support/desk';
import { person, service, TENANT } from '../../access/support/people';
import { KEY } from '../support/checkpointing';
import { bytesOf } from '../support/events';
import { PREFIX, SHARD } from '../support/sealing';
import type { LedgerWorld } from './support/world';
import { ledgerWorld, viewOf } from './support/world';

const auditor = person('auditor');

async function prove(world: LedgerWorld, eventId: string, by: Principal = auditor) {
  return world.call(world.operations.proveAuditEvent, { eventId }, by);
}

/** A ledger with some events about the patient and about others; the ids of those about the patient. */
async function filled(): Promise<{ readonly world: LedgerWorld; readonly ids: readonly string[] }> {
  const world = await ledgerWorld();
  const ids = await world.append(
    Array.from({ length: 7 }, (_, n) => viewOf(world.patient, { recordCount: n })),
  );
  await world.seal();
  await world.sign();
  await world.indexAll();
  return { world, ids };
}

it('proves an event to anybody who has the public key, by the verifier of `hlz ledger`', async () => {
  const { world, ids } = await filled();
  for (const [index, eventId] of ids.entries()) {
    const { status = 200, body } = await prove(world, eventId);
    expect(status).toBe(200);
    const { proof, leafHash: hash, ...rest } = body as AuditProof;
    expect(rest).toEqual({ eventId, log: SHARD, index, size: 7 });
    const { leaf, ...proven } = verifyProof(Buffer.from(proof), KEY.verifier);
    expect(proven).toEqual({ log: SHARD, origin: `${PREFIX}/${SHARD}`, index, size: 7 });
    expect(JSON.parse(leaf.toString())).toMatchObject({ eventId, recordCount: index });
    expect(hash).toBe(leafHash(leaf).toString('base64'));
  }
});

it('says that an event is on its way until it is sealed, indexed and signed', async () => {
  const world = await ledgerWorld();
  const [eventId = ''] = await world.append([viewOf(world.patient)]);
  const pending = (state: string) => ({
    status: 202,
    headers: { 'Retry-After': '30' },
    body: { eventId, state },
  });
  expect(await prove(world, eventId)).toEqual(pending('accepted'));
  await world.seal();
  expect(await prove(world, eventId)).toEqual(pending('accepted'));
  await world.indexAll();
  expect(await prove(world, eventId)).toEqual(pending('sealed'));
  await world.sign();
  expect(await prove(world, eventId)).toMatchObject({ body: { index: 0, size: 2 } });
});

it('says that there is no such event once none with its epoch can come any more', async () => {
  const { world, ids } = await filled();
  const unknown = `${(ids[0] ?? '').slice(0, -1)}9`;
  expect(await prove(world, unknown)).toMatchObject({ status: 202, body: { state: 'accepted' } });
  world.clock.now += LONGEST_EPOCH_MS + 2 * 3_600_000;
  expect(await prove(world, unknown)).toMatchObject({ status: 202 });
  // The zone is signed an hour after, at the latest; only then it is known that nothing came.
  await world.seal();
  await world.sign();
  expect(await prove(world, unknown)).toMatchObject({ status: 202 });
  await world.indexAll();
  await expect(prove(world, unknown)).rejects.toMatchObject({ status: 404, code: 'no-such-event' });
});

it('does not wait for an event of a time to come', async () => {
  const { world } = await filled();
  const epoch = Buffer.alloc(16);
  epoch.writeUIntBE(world.clock.now + 2 * 3_600_000, 0, 6);
  await expect(prove(world, `${epoch.toString('base64url')}-0`)).rejects.toMatchObject({
    status: 404,
  });
});

it('knows no event of another tenant, nor tells that there is one', async () => {
  const { world, ids } = await filled();
  const elsewhere = person('auditor', { tenant: 'south-clinic' });
  expect(await prove(world, ids[0] ?? '', elsewhere)).toMatchObject({ status: 202 });
});

it('asks for the patient of the event: a patient has proofs of his own record alone', async () => {
  const { world, ids } = await filled();
  const desk = emptyDesk();
  const needs = async (eventId: string) => {
    const plan = await world.plan(world.operations.proveAuditEvent, { eventId }, auditor);
    return typeof plan.needs === 'string' ? undefined : plan.needs;
  };
  expect(await needs(ids[0] ?? '')).toEqual({
    action: 'prove-audit-event',
    patient: world.patient,
  });
  const own = person('patient', { ownRecord: world.patient });
  const other = person('patient', { ownRecord: 'bWFkZS11cC1wYXRpZW50MQ' });
  const known = await needs(ids[0] ?? '');
  const unknown = await needs(`${(ids[0] ?? '').slice(0, -1)}9`);
  if (known === undefined || unknown === undefined) throw new Error('a proof needs permission');
  const allowed = async (by: Principal, ask: typeof known): Promise<boolean> =>
    (await desk.decide({ ...ask, principal: by })).allowed;
  expect(await allowed(own, known)).toBe(true);
  expect(await allowed(other, known)).toBe(false);
  expect(await allowed(own, unknown)).toBe(false);
  expect(await allowed(auditor, known)).toBe(true);
  expect(await allowed(person('it-administrator'), known)).toBe(false);
  expect(await allowed(service(['prove-audit-event']), known)).toBe(false);
});

it('writes down who asked, for what, and what he got, before he gets it', async () => {
  const { world, ids } = await filled();
  const [eventId = ''] = ids;
  await prove(world, eventId);
  const about = { type: 'audit-read', action: 'prove-audit-event', tenant: TENANT };
  expect(world.audit.events().slice(7)).toMatchObject([
    {
      ...about,
      outcome: 'success',
      patient: world.patient,
      resource: { type: 'audit-event', ref: eventId },
      recordCount: 1,
      actor: { id: auditor.id },
    },
  ]);
  world.audit.setDown(true);
  await expect(prove(world, eventId)).rejects.toMatchObject({ name: 'AuditUnavailableError' });
  world.audit.setDown(false);
  const refused = await world.plan(world.operations.proveAuditEvent, { eventId }, auditor);
  if (refused.needs === 'signed-in' || refused.needs === 'each')
    throw new Error('a proof needs permission');
  expect(refused.refused({ outcome: 'denied', reason: 'not-own' })).toMatchObject({
    ...about,
    outcome: 'denied',
    reason: 'not-own',
    patient: world.patient,
  });
});

it('writes down who asked for what is not there', async () => {
  const { world } = await filled();
  const old = `${Buffer.alloc(16, 1).toString('base64url')}-0`;
  await expect(prove(world, old)).rejects.toMatchObject({ status: 404 });
  expect(world.audit.events().at(-1)).toMatchObject({
    type: 'audit-read',
    outcome: 'error',
    reason: 'no-such-event',
    resource: { ref: old },
  });
});

it('gives no proof when the index names another leaf, or the ledger is not what was signed', async () => {
  const { world, ids } = await filled();
  const [eventId = ''] = ids;
  const row = world.index.all().find(({ subject }) => subject === `e/${eventId}`);
  await world.index.put({ ...row, index: 3 });
  await expect(prove(world, eventId)).rejects.toMatchObject({ name: 'IndexRowError' });
  await world.index.put({ ...row });
  world.store.objects.set(segmentKey(SHARD, 0), Buffer.from('rubbish'));
  await expect(prove(world, eventId)).rejects.toMatchObject({ name: 'LedgerFormatError' });
});

it('tells of two events under one id, and says by its leaf hash which one it proves', async () => {
  const { world, ids } = await filled();
  const [eventId = ''] = ids;
  const [first] = world.audit.events();
  if (first === undefined) throw new Error('no event');
  const forged = bytesOf({ ...first, time: '2026-11-25T10:31:00.000Z' });
  const row = world.index.all().find(({ subject }) => subject === `e/${eventId}`);
  await world.index.put({
    ...row,
    at: `2026-11-25T10:31:00.000Z/${leafHash(forged).toString('base64url')}`,
    event: forged.toString(),
  });
  expect(await prove(world, eventId)).toMatchObject({ body: { index: 0 } });
  expect(world.lines).toContainEqual(expect.objectContaining({ event: 'two-contents' }));
});

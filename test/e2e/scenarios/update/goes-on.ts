import assert from 'node:assert/strict';
import { GetAccountPasswordPolicyCommand } from '@aws-sdk/client-iam';
import { until } from '../../machine/until';
import { expectAnswer, expectProblem } from '../../people/api';
import type { FieldItem } from '../../people/fields';
import { aboutFields, kidOf, resultsOf } from '../../people/fields';
import { claimsOf } from '../../people/forged';
import { leavesOf } from '../../zone/ledger';
import { LOCK } from '../audit';
import { endOf, hlz, verifierKey } from '../hlz';
import type { PeopleScene } from '../people/scene';
import { sealedEvents } from '../people/sealed-events';
import { produce } from '../produce';
import { SHARDS } from '../scene';
import { allSealed } from '../seal';
import { sign } from '../sign';
import type { Kept } from './kept';
import { FIELD, readIncident } from './kept';
import { LOG_LINE, RELEASE } from './version-b';

const SESSION = { path: '/v1/session' };
const EXPORT = 'export-after-update';

/**
 * The next version is at work, and what was there before it is.
 *
 * @param eventIds of events that were accepted while it was deployed
 */
export async function goesOn(
  scene: PeopleScene,
  kept: Kept,
  eventIds: readonly string[],
): Promise<void> {
  await newVersion(scene, kept);
  await people(scene, kept);
  await data(scene, kept);
  await ledger(scene, kept, eventIds);
}

/** Code, config and the setting of the account, as seen from outside. */
async function newVersion({ api, aws, report }: PeopleScene, { tokens }: Kept): Promise<void> {
  const answer = await api.asPerson(tokens.nurse.access, SESSION);
  const session = expectAnswer(answer, 200, 'a session') as { readonly idleSeconds: number };
  assert.equal(answer.headers.get(RELEASE.header), RELEASE.name);
  assert.equal(session.idleSeconds, RELEASE.idleSeconds);
  const { PasswordPolicy } = await aws.iam.send(new GetAccountPasswordPolicyCommand({}));
  assert.equal(PasswordPolicy?.MinimumPasswordLength, RELEASE.passwordLength);
  report.fact('the code of version B answers, its config holds, and the account is set as it says');
}

/** Whoever was signed in stays so, within the limits of the new config; everybody can sign in. */
async function people(
  { api, cast, people: found, pool, report }: PeopleScene,
  { tokens }: Kept,
): Promise<void> {
  const { nurse } = cast;
  const { access } = tokens.nurse;
  const session = `${nurse.id}/${String(claimsOf(access)['origin_jti'])}`;
  const pause = (RELEASE.idleSeconds + 60) * 1000;
  const set = { lastSeen: Date.now() - pause };
  await found.tables.sessions.update({ session }, { set });
  expectProblem(await api.asPerson(access, SESSION), 401, 'session-idle', 'a pause of A, with B');
  const again = await pool.signIn(nurse, found.clients[nurse.kind]);
  expectAnswer(await api.asPerson(again.access, SESSION), 200, 'a sign-in after the update');
  report.fact(
    'sessions go on, a pause that is too long by the new config ends one, and people sign in',
  );
}

/** Fields of before are read, new ones are under the same data key; the incident is as it was. */
async function data(scene: PeopleScene, kept: Kept): Promise<void> {
  const { api, report } = scene;
  const { access } = kept.tokens.physician;
  const call = async (operation: 'encrypt' | 'decrypt', items: readonly FieldItem[]) =>
    resultsOf(await api.asPerson(access, aboutFields(operation, items)), 200, operation);
  const text = 'a reading after the update';
  const [sealed] = await call('encrypt', [{ ...FIELD, text }]);
  assert.equal(kidOf(sealed?.jwe), kept.kid);
  const all = [...kept.fields, { text, jwe: sealed?.jwe ?? '' }];
  const opened = await call(
    'decrypt',
    all.map(({ jwe }) => ({ ...FIELD, jwe })),
  );
  assert.deepEqual(
    opened.map((result) => result.text),
    all.map((field) => field.text),
  );
  const { incident } = kept.incident;
  const { secondOfficer } = kept.tokens;
  assert.deepEqual(await readIncident(scene, secondOfficer.access, incident), kept.incident);
  report.fact(
    'fields of version A are read, new ones are under the same data key, the incident is as it was',
  );
}

/** The same logs go on without a gap, from where the mappings stood; an auditor holds them to what he has kept. */
async function ledger(scene: PeopleScene, kept: Kept, eventIds: readonly string[]): Promise<void> {
  const { functions, report, shop, zone } = scene;
  const order = { name: 'after-update', events: 60, batch: 10, width: 2, kind: 'acts' } as const;
  const { receipts } = await produce(scene, order);
  await allSealed(scene);
  await until('a line of the new sealer', 60, async () => {
    const lines = await functions.linesWith(zone.sealer, LOG_LINE);
    return lines > 0 ? lines : 'none';
  });
  const logs = await Promise.all(SHARDS.map((log) => scene.ledger.segments(log)));
  const leaves = new Set(leavesOf(logs.flat()));
  const missing = [...kept.receipts, ...receipts].filter(({ leafHash }) => !leaves.has(leafHash));
  assert.deepEqual(missing, []);
  const sealed = new Set((await sealedEvents(scene)).map(({ eventId }) => eventId));
  assert.deepEqual(
    eventIds.filter((id) => !sealed.has(id)),
    [],
  );
  await sign(scene);
  await hlz(shop, ['ledger', 'export', '--bucket', zone.ledgerBucket, '--to', EXPORT]);
  const key = await verifierKey(shop, zone);
  const args = ['--key', key, '--expect', kept.checkpoint, '--json', ...LOCK];
  const verified = endOf(await hlz(shop, ['ledger', 'verify', EXPORT, ...args]));
  assert.equal(verified['outcome'], 'verified');
  report.fact(
    `the ledger goes on in the same logs: ${String(receipts.length)} events after the update and ${String(eventIds.length)} of during it are sealed, ${String(verified['events'])} are exported and verified against the checkpoint of version A`,
  );
}

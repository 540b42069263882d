import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { logOrigin } from '../../../../lambda/ledger/format/layout';
import type { AuditEvent } from '../../../../lambda/shared/audit/event';
import type { Call as AwsCall, LaidFault } from '../../machine/wire';
import type { Call } from '../../people/api';
import { expectAnswer } from '../../people/api';
import { aboutFields, keyItem, kidOf, resultsOf } from '../../people/fields';
import { freshContainers } from '../../zone/containers';
import type { Member, PeopleScene } from '../people/scene';
import { RECORDS } from '../people/scene';
import { sealedEvent, sealedEvents } from '../people/sealed-events';
import { LOGS } from '../scene';
import { allSealed } from '../seal';
import { appendCall, assignCall, breakCall, expectRetry, JUSTIFICATION } from './calls';
import { toldBy } from './told';
import { exported, trailOf } from './trail';

const FAILS = { status: 500, code: 'KMSInternalException' } as const;
/** What an alarm counts. */
const UNAVAILABLE = "event: 'request-unavailable'";
const FIELD = { patientId: RECORDS.own, dataType: 'vitals', field: 'reading' } as const;
const ENCRYPT = aboutFields('encrypt', [{ ...FIELD, text: '72 /min' }]);

/** KMS does not do what is asked of it: each of its uses fails closed, says so, and heals by itself. */
export async function keysFail(scene: PeopleScene): Promise<void> {
  const { api, cast } = scene;
  const { administrator, physician } = cast;
  const assigned = await api.asPerson(administrator.tokens.access, assignCall(physician.id));
  expectAnswer(assigned, 200, 'a physician cares for a patient');
  await withoutPseudonyms(scene);
  await withoutDataKeys(scene);
  await withoutSealing(scene);
  await withoutSignatures(scene);
}

function failing(
  { emulator }: PeopleScene,
  operation: string,
  which: (call: AwsCall) => boolean = () => true,
): LaidFault {
  return emulator.functionWire.lay({
    matches: (call) => call.target === `TrentService.${operation}` && which(call),
    effect: FAILS,
  });
}

/** Without the key of pseudonyms nothing is said of a patient, written of him, or encrypted for him. */
async function withoutPseudonyms(scene: PeopleScene): Promise<void> {
  const { api, aws, cast, people, report } = scene;
  const names = ['ledger-api', 'access-api', 'phi-api'] as const;
  // A container that has the key keeps it.
  await Promise.all(names.map((name) => freshContainers(aws, people.functions[name])));
  const said = await Promise.all(
    names.map(async (name) => toldBy(scene, people.functions[name], UNAVAILABLE)),
  );
  const key = randomUUID();
  const calls: readonly (readonly [Member, Call])[] = [
    [cast.nurse, appendCall(key, 1)],
    [cast.nurse, breakCall('pseudonyms')],
    [cast.physician, ENCRYPT],
  ];
  const down = failing(scene, 'GenerateMac');
  await Promise.all(
    calls.map(async ([{ tokens }, call]) =>
      expectRetry(await api.asPerson(tokens.access, call), 'unavailable', call.path),
    ),
  );
  down.lift();
  await Promise.all(
    calls.map(async ([{ tokens }, call]) =>
      expectAnswer(await api.asPerson(tokens.access, call), 200, call.path),
    ),
  );
  for (const wasSaid of said) await wasSaid();
  await sealedEvent(scene, 'what is tried again', ({ idempotencyKey }) => idempotencyKey === key);
  const of = (await sealedEvents(scene)).filter(({ idempotencyKey }) => idempotencyKey === key);
  assert.equal(of.length, 1);
  report.fact(
    'without pseudonyms nothing was written, opened or encrypted (503, in the log that an alarm reads); with them the same calls were answered, and written once',
  );
}

/** What a key is there for can be encrypted and read; the next key is made when KMS makes one. */
async function withoutDataKeys(scene: PeopleScene): Promise<void> {
  const { api, cast, people, report } = scene;
  const rotate = { path: '/v1/keys/rotate', body: {} };
  const { access } = cast.administrator.tokens;
  const encrypted = async (): Promise<string> => {
    const answer = await api.asPerson(cast.physician.tokens.access, ENCRYPT);
    return kidOf(resultsOf(answer, 200, 'encrypt')[0]?.jwe);
  };
  const before = await encrypted();
  // A key that is less than a minute old would stay.
  const earlier = { set: { createdAt: Date.now() - 120_000 } };
  await people.tables.dataKeys.update(keyItem(before), earlier);
  const down = failing(scene, 'GenerateDataKey');
  expectRetry(await api.asPerson(access, rotate), 'unavailable', 'a key that cannot be made');
  assert.ok(down.happened() > 0);
  assert.equal(await encrypted(), before, 'the key stays');
  down.lift();
  expectAnswer(await api.asPerson(access, rotate), 200, 'a rotation');
  assert.notEqual(await encrypted(), before);
  report.fact(
    'without new data keys the one that is there went on, and a rotation was told to come again (503)',
  );
}

/** No glass is broken whose justification cannot be kept, and none is read that cannot be opened. */
async function withoutSealing(scene: PeopleScene): Promise<void> {
  const { api, cast, report } = scene;
  const since = new Date().toISOString();
  const { id, tokens } = cast.nurse;
  const broken = async () => api.asPerson(tokens.access, breakCall('sealing'));
  const written = async (what: (event: AuditEvent) => boolean): Promise<number> =>
    (await sealedEvents(scene)).filter((event) => event.time >= since && what(event)).length;

  const sealing = failing(scene, 'Encrypt');
  expectRetry(await broken(), 'unavailable', 'a justification that cannot be kept');
  assert.ok(sealing.happened() > 0);
  sealing.lift();
  const { glass } = expectAnswer(await broken(), 200, 'a glass') as { readonly glass: string };

  const read = { path: '/v1/break-glass/list', body: { glass } };
  const officer = cast.secondOfficer.tokens.access;
  const opening = failing(scene, 'Decrypt');
  expectRetry(await api.asPerson(officer, read), 'unavailable', 'one that cannot be opened');
  assert.ok(opening.happened() > 0);
  opening.lift();
  const { glasses } = expectAnswer(await api.asPerson(officer, read), 200, 'the glass') as {
    readonly glasses: readonly { readonly justification?: string }[];
  };
  assert.equal(glasses[0]?.justification, JUSTIFICATION);

  const isRead = ({ action }: AuditEvent): boolean => action === 'read-justification';
  await sealedEvent(scene, 'the look at it', (event) => event.time >= since && isRead(event));
  assert.equal(await written(isRead), 1, 'only what was read is told');
  const isBroken = ({ type, actor }: AuditEvent): boolean =>
    type === 'break-glass-access' && actor.kind === 'person' && actor.id === id;
  assert.equal(await written(isBroken), 1, 'one glass');
  report.fact(
    'a justification that could not be kept broke no glass, one that could not be opened was read by nobody (503); both went on by themselves',
  );
}

/** What could not be signed is signed by the next run, all of it. */
async function withoutSignatures(scene: PeopleScene): Promise<void> {
  const { cast, functions, ledger, zone, report } = scene;
  const run = async () => functions.invoke(zone.checkpointer, zone.scheduledInputs.checkpoint);
  const sizes = async (of: 'size' | 'signedSize') =>
    Promise.all(LOGS.map(async (log) => ledger[of](log)));
  const signedUpTo = async (least: readonly number[], what: string): Promise<void> => {
    const signed = await sizes('signedSize');
    least.forEach((size, at) => assert.ok(Number(signed[at]) >= size, what));
  };
  const before = await ledger.zoneNumber();
  const told = await toldBy(scene, zone.checkpointer, "event: 'checkpoint-failed'");

  const none = failing(scene, 'Sign');
  const [receipt] = await trailOf(scene).append([exported(cast.nurse, 1)]);
  assert.ok(receipt?.acceptedBy === 'stream');
  await allSealed(scene);
  const grown = { log: receipt.shardId, size: await ledger.size(receipt.shardId) };
  await assert.rejects(run(), /kms:Sign|could not be checked/);
  await told();
  assert.ok((await ledger.signedSize(grown.log)) < grown.size, 'not signed');

  // Those of the logs are made, and the one over all of them is not.
  const zoneOnly = failing(scene, 'Sign', (call) => isOverAll(scene, call));
  none.lift();
  const whole = await sizes('size');
  await assert.rejects(run(), /kms:Sign/);
  assert.ok(zoneOnly.happened() > 0, 'what is over all logs was not to be signed');
  await signedUpTo(whole, 'each log is signed whole, without the zone');
  assert.ok((await sizeInZone(scene, grown.log)) < grown.size, 'the zone is not');
  zoneOnly.lift();

  const sealed = await sizes('size');
  await run();
  await signedUpTo(sealed, 'signed whole');
  assert.ok((await sizeInZone(scene, grown.log)) >= grown.size, 'and so is the zone');
  const after = await ledger.zoneNumber();
  assert.ok(after > before, `zone checkpoint ${String(after)} after ${String(before)}`);
  const numbers = Array.from({ length: after - before }, (_, at) => before + 1 + at);
  await Promise.all(numbers.map(async (number) => ledger.zoneCheckpoint(number)));
  report.fact(
    `without signatures the checkpointer said so and threw, without that of the zone likewise, with each log signed; the next run signed all ${String(sealed.reduce((sum, size) => sum + size, 0))} leaves, and no number is missing`,
  );
}

/** Whether a note over all logs is to be signed, by what it says of itself. */
function isOverAll({ zone }: PeopleScene, { body }: AwsCall): boolean {
  const { Message } = JSON.parse(body) as { readonly Message: string };
  return Buffer.from(Message, 'base64').toString().startsWith(`${zone.origin}/zone/`);
}

/** Size of a log by the newest zone checkpoint; 0 where it does not name it. */
async function sizeInZone({ ledger, zone }: PeopleScene, log: string): Promise<number> {
  const number = await ledger.zoneNumber();
  if (number < 0) return 0;
  const text = (await ledger.zoneCheckpoint(number)).toString();
  const start = `${logOrigin(zone.origin, log)} `;
  const line = text.split('\n').find((one) => one.startsWith(start));
  return Number(line?.slice(start.length).split(' ')[0] ?? 0);
}

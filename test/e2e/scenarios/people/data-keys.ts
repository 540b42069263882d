import assert from 'node:assert/strict';
import type { SigningCredentials } from '../../people/sigv4';
import type { Answer } from '../../people/api';
import { expectAnswer, expectProblem } from '../../people/api';
import type { FieldItem, FieldResult } from '../../people/fields';
import { aboutFields, keyItem, kidOf, resultsOf } from '../../people/fields';
import { hlz } from '../hlz';
import { freshContainers } from '../../zone/containers';
import type { PeopleScene } from './scene';
import { RECORDS } from './scene';

const OWN = { patientId: RECORDS.own, dataType: 'vitals', field: 'reading' } as const;
const BEFORE = 'a reading before the change';
/** Callers before the key is changed, and as many more after it, for whom new containers start. */
const WORKERS = 3;
const CALLS = 40;
const ITEMS = 10;

/**
 * The data key is changed while a service encrypts: every field that was answered can be read, and is
 * moved to the new key. A container keeps an unwrapped key; a new one asks KMS, and without it gives
 * nothing away.
 *
 * @param service credentials of a role that config lets encrypt
 */
export async function dataKeys(scene: PeopleScene, service: SigningCredentials): Promise<void> {
  const { api, aws, people, cast, report } = scene;
  const { administrator, physician } = cast;
  const { dataKeys: table } = people.tables;
  const encrypt = async (texts: readonly string[]): Promise<readonly FieldResult[]> => {
    const items = texts.map((text): FieldItem => ({ ...OWN, text }));
    const call = aboutFields('encrypt', items, '/service/v1');
    return resultsOf(await api.asService(service, call), 200, 'encrypt');
  };
  const [first] = await encrypt([BEFORE]);
  const before = kidOf(first?.jwe);
  // A key that is less than a minute old would stay: the table is told that it is older.
  await table.update(keyItem(before), { set: { createdAt: Date.now() - 120_000 } });

  const texts = Array.from({ length: CALLS * ITEMS }, (_, at) => `reading ${String(at)}`);
  let left = CALLS;
  const work = async (): Promise<readonly (readonly [string, string])[]> => {
    const done: (readonly [string, string])[] = [];
    while (left > 0) {
      left -= 1;
      const own = texts.slice(left * ITEMS, (left + 1) * ITEMS);
      const results = await encrypt(own);
      own.forEach((text, at) => done.push([text, results[at]?.jwe ?? '']));
    }
    return done;
  };
  const rotate = async (): Promise<Answer> =>
    api.asPerson(administrator.tokens.access, { path: '/v1/keys/rotate', body: {} });
  const rotated = rotate();
  const later = async () => rotated.then(work);
  const loads = await Promise.all(
    Array.from({ length: 2 * WORKERS }, (_, at) => (at < WORKERS ? work() : later())),
  );
  const { epoch } = expectAnswer(await rotated, 200, 'a rotation under load') as {
    readonly epoch: number;
  };
  const written = loads.flat();
  assert.equal(written.length, texts.length);
  await allRead(scene, written);
  const pointer = await table.get(keyItem('current'));
  assert.equal(pointer?.['epoch'], epoch);
  assert.notEqual(pointer?.['of'], before);
  report.fact(
    `the key was changed while ${String(texts.length)} fields were encrypted; all of them were read, whichever key they are under`,
  );

  const old = written.slice(0, ITEMS).map(([, jwe]): FieldItem => ({ ...OWN, jwe }));
  // Whoever has not heard of the new key yet is no container any longer.
  await freshContainers(aws, people.functions['phi-api']);
  const moved = resultsOf(
    await api.asPerson(administrator.tokens.access, aboutFields('reencrypt', old)),
    200,
    'reencrypt',
  );
  for (const { jwe } of moved) assert.equal(kidOf(jwe), pointer?.['of']);
  await allRead(
    scene,
    moved.map(({ jwe = '' }, at) => [written[at]?.[0] ?? '', jwe]),
  );
  const again = moved.map(({ jwe = '' }): FieldItem => ({ ...OWN, jwe }));
  const stayed = resultsOf(
    await api.asPerson(administrator.tokens.access, aboutFields('reencrypt', again)),
    200,
    'reencrypt what is under the new key',
  );
  assert.ok(stayed.every(({ renewed }) => renewed === false));
  report.fact('fields of the old key were moved to the new one, and read again');

  await unwrapped(scene, physician.tokens.access, again.slice(0, 1));
  await restored(scene, { kid: before, jwe: first?.jwe ?? '' });
}

/** Fields by what is in them, as a physician who cares for the patient reads them. */
async function allRead(
  { api, cast }: PeopleScene,
  written: readonly (readonly [text: string, jwe: string])[],
): Promise<void> {
  const items = written.map(([, jwe]): FieldItem => ({ ...OWN, jwe }));
  const results = resultsOf(
    await api.asPerson(cast.physician.tokens.access, aboutFields('decrypt', items)),
    200,
    'decrypt',
  );
  assert.deepEqual(
    results.map(({ text }) => text),
    written.map(([text]) => text),
  );
}

/** The minutes of the cache are not waited for: a new container has nothing in it either. */
async function unwrapped(
  { api, aws, emulator, people, report }: PeopleScene,
  token: string,
  items: readonly FieldItem[],
): Promise<void> {
  const read = () => api.asPerson(token, aboutFields('decrypt', items));
  await freshContainers(aws, people.functions['phi-api']);
  resultsOf(await read(), 200, 'a field whose key was unwrapped');
  const down = emulator.functionWire.lay({
    matches: ({ target }) => target === 'TrentService.Decrypt',
    effect: 'cut',
  });
  resultsOf(await read(), 200, 'a field whose key is in the cache');
  assert.equal(down.happened(), 0);
  await freshContainers(aws, people.functions['phi-api']);
  expectProblem(await read(), 503, 'unavailable', 'a field whose key cannot be unwrapped');
  assert.ok(down.happened() > 0);
  down.lift();
  resultsOf(await read(), 200, 'the same field when KMS answers');
  report.fact(
    'a container keeps an unwrapped key, a new one unwraps it itself; without KMS it gives nothing away (503)',
  );
}

/** A key that the table has lost comes back from its copy. */
async function restored(
  { api, aws, cast, people, shop, zone, report }: PeopleScene,
  { kid, jwe }: { readonly kid: string; readonly jwe: string },
): Promise<void> {
  const read = () =>
    api.asPerson(cast.physician.tokens.access, aboutFields('decrypt', [{ ...OWN, jwe }]));
  await people.tables.dataKeys.delete(keyItem(kid));
  await freshContainers(aws, people.functions['phi-api']);
  const [lost] = resultsOf(await read(), 207, 'a field whose key is lost');
  assert.equal(lost?.code, 'not-decryptable');
  const command = ['phi', 'restore-keys', '--bucket', zone.ledgerBucket];
  const args = [...command, '--table', people.dataKeysTable];
  await hlz(shop, args, 1);
  await hlz(shop, [...args, '--write']);
  const [back] = resultsOf(await read(), 200, 'the same field after the restore');
  assert.equal(back?.text, BEFORE);
  await hlz(shop, args);
  report.fact('a data key that the table had lost was put back from its write-once copy');
}

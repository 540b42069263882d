import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { until } from '../../machine/until';
import type { AwsError, LaidFault } from '../../machine/wire';
import type { Call } from '../../people/api';
import { expectAnswer } from '../../people/api';
import { aboutFields } from '../../people/fields';
import { freshContainers, variableOf } from '../../zone/containers';
import type { Member, PeopleScene } from '../people/scene';
import { RECORDS } from '../people/scene';
import { sealedEvent } from '../people/sealed-events';
import { appendCall, assignCall, breakCall, expectRetry } from './calls';
import { incidentsOf, registerOf } from './register';
import { toldBy } from './told';
import { exported, trailOf } from './trail';

const FULL = { status: 400, code: 'ProvisionedThroughputExceededException' } as const;
const TOO_FAST = { status: 400, code: 'ThrottlingException' } as const;
/** What it says, and an alarm counts the errors beside it. */
const FAILED = "event: 'people-not-watched'";
const SESSION = { path: '/v1/session' };

/**
 * A table takes no more calls. For a moment nobody notices. For longer, callers are told to come again and get
 * nothing; when it is over the same calls are answered, and what functions had to do meanwhile is done once.
 */
export async function tablesThrottled(scene: PeopleScene): Promise<void> {
  const { api, aws, cast, people, report } = scene;
  const { access } = cast.physician.tokens;
  const moment = throttle(scene, [], FULL, 2);
  expectAnswer(await api.asPerson(access, SESSION), 200, 'after two refusals');
  assert.equal(moment.happened(), 2);
  moment.lift();

  expectAnswer(
    await api.asPerson(cast.administrator.tokens.access, assignCall(cast.physician.id)),
    200,
    'a physician cares for a patient',
  );
  // Containers that have read keys before would not ask for them.
  await freshContainers(aws, people.functions['phi-api']);
  const since = new Date().toISOString();
  const trials = trialsOf(scene);
  for (const together of trials) await refusedThenAnswered(scene, together);
  await sealedEvent(
    scene,
    'a change that could not be made',
    ({ action, outcome, time }) =>
      action === 'assign-care-team' && outcome === 'error' && time >= since,
  );
  report.fact(
    `a table that was full for a moment was not noticed; for longer, ${String(trials.flat().length)} calls, one for each table, were told to come again (503), and answered after it`,
  );
  await behindTheApi(scene);
}

interface Trial {
  /** Variable that names the table. */
  readonly table: string;
  /** Function that has it. */
  readonly of: 'access-api' | 'ledger-api' | 'phi-api' | 'breach-detector';
  /** Whose items alone it refuses. @default - all */
  readonly only?: Member;
  readonly by: Member;
  readonly call: Call;
  /** @default unavailable */
  readonly code?: string;
}

/** A call for each table that a caller waits for, those together of which none meets what another one is to meet. */
function trialsOf({ cast }: PeopleScene): readonly (readonly Trial[])[] {
  const { administrator, nurse, patient, physician, researcher } = cast;
  const { privacyOfficer, secondOfficer } = cast;
  const field = {
    patientId: RECORDS.own,
    dataType: 'vitals',
    field: 'reading',
    text: '72',
  } as const;
  const encrypt = aboutFields('encrypt', [field]);
  const classify = {
    path: '/v1/phi/classify',
    body: { purpose: 'TREAT', items: [field] },
  };
  const period = { from: '2026-01-01T00:00:00.000Z', to: '2026-01-02T00:00:00.000Z' };
  const reports = { path: '/v1/audit/access-report', body: { actor: physician.id, ...period } };
  const append = appendCall(randomUUID(), 1);
  const list = (what: string): Call => ({ path: `/v1/${what}/list`, body: {} });
  const each = (table: string, by: Member, call: Call): Trial => ({
    table,
    of: 'access-api',
    by,
    call,
  });
  const own = (table: string, by: Member, call: Call): Trial => ({
    ...each(table, by, call),
    only: by,
  });
  return [
    [
      { ...each('PUBLIC_KEYS_TABLE', physician, classify), code: 'key-unavailable' },
      each('CARE_TEAMS_TABLE', administrator, assignCall(nurse.id)),
    ],
    [
      own('DIRECTORY_TABLE', administrator, SESSION),
      own('SESSIONS_TABLE', researcher, SESSION),
      own('RATES_TABLE', patient, SESSION),
      own('RESTRICTIONS_TABLE', physician, encrypt),
      own('BROKEN_GLASS_TABLE', nurse, breakCall('tables')),
      each('APPROVALS_TABLE', privacyOfficer, list('approvals')),
      { ...each('DATA_KEYS_TABLE', nurse, encrypt), of: 'phi-api' },
      { ...each('IDEMPOTENCY_TABLE', nurse, append), of: 'ledger-api' },
      { ...each('INDEX_TABLE', privacyOfficer, reports), of: 'ledger-api' },
      { ...each('REGISTER_TABLE', secondOfficer, list('incidents')), of: 'breach-detector' },
    ],
  ];
}

async function refusedThenAnswered(scene: PeopleScene, trials: readonly Trial[]): Promise<void> {
  const { api, aws, people } = scene;
  const laid = await Promise.all(
    trials.map(async ({ table, of, only }) => {
      const name = await variableOf(aws, people.functions[of], table);
      return throttle(scene, [name, ...(only === undefined ? [] : [only.id])], TOO_FAST);
    }),
  );
  await Promise.all(
    trials.map(async ({ table, by, call, code = 'unavailable' }, at) => {
      const what = `${call.path}, and ${table} is throttled`;
      expectRetry(await api.asPerson(by.tokens.access, call), code, what);
      assert.ok(Number(laid[at]?.happened()) > 0, what);
    }),
  );
  for (const fault of laid) fault.lift();
  await Promise.all(
    trials.map(async ({ table, by, call }) => {
      const answer = await api.asPerson(by.tokens.access, call);
      expectAnswer(answer, 200, `${call.path}, and ${table} is throttled no more`);
    }),
  );
}

/** @param about what a call must say to be refused: name of a table, and whose item */
function throttle(
  { emulator }: PeopleScene,
  about: readonly string[],
  effect: AwsError,
  times = Infinity,
): LaidFault {
  return emulator.functionWire.lay({
    matches: ({ target, body }) =>
      target.startsWith('DynamoDB_') && about.every((word) => body.includes(word)),
    effect,
    times,
  });
}

/** Nobody signs in whom the directory cannot tell; what the detector could not count is counted later, once. */
async function behindTheApi(scene: PeopleScene): Promise<void> {
  await Promise.all([signInRefused(scene), watchedLater(scene)]);
  scene.report.fact(
    'nobody signed in while the directory was throttled; the detector said that it could not look, and found the same later, once',
  );
}

async function signInRefused(scene: PeopleScene): Promise<void> {
  const { aws, cast, people, pool } = scene;
  const { patient } = cast;
  const client = people.clients[patient.kind];
  const directory = await variableOf(aws, people.functions['access-api'], 'DIRECTORY_TABLE');
  const unknown = throttle(scene, [directory, patient.id], TOO_FAST);
  await assert.rejects(pool.signIn(patient, client), 'a sign-in, and nobody knows whose');
  unknown.lift();
  await pool.signIn(patient, client);
}

async function watchedLater(scene: PeopleScene): Promise<void> {
  const { aws, cast, people } = scene;
  const { researcher } = cast;
  const detector = people.functions['breach-detector'];
  const failed = await toldBy(scene, detector, FAILED);
  const watches = throttle(scene, [await variableOf(aws, detector, 'WATCHES_TABLE')], FULL);
  await trailOf(scene).append([exported(researcher, 1_001)]);
  await failed();
  watches.lift();
  const register = await registerOf(scene);
  const { hits } = await until('the incident', 60, async () => {
    const [found] = await incidentsOf(register, researcher.id);
    return found ?? 'none';
  });
  assert.equal(hits?.count, 1);
}

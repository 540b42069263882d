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
import { exported, trailOf } from './trail';

const FULL = { status: 400, code: 'ProvisionedThroughputExceededException' } as const;
const TOO_FAST = { status: 400, code: 'ThrottlingException' } as const;
const SESSION = { path: '/v1/session' };

/**
 * A table takes no more calls. For a moment nobody notices. For longer, callers are told to come again and get
 * nothing; when it is over the same calls are answered, and what functions had to do meanwhile is done once.
 */
export async function tablesThrottled(scene: PeopleScene): Promise<void> {
  const { api, aws, cast, people, report } = scene;
  const { access } = cast.physician.tokens;
  const moment = throttle(scene, '', FULL, 2);
  expectAnswer(await api.asPerson(access, SESSION), 200, 'after two refusals');
  assert.equal(moment.happened(), 2);
  moment.lift();

  expectAnswer(
    await api.asPerson(cast.administrator.tokens.access, assignCall(cast.physician.id)),
    200,
    'a physician cares for a patient',
  );
  // Containers that have read keys before would not ask for them.
  await Promise.all(
    (['access-api', 'phi-api'] as const).map((name) =>
      freshContainers(aws, people.functions[name]),
    ),
  );
  const since = new Date().toISOString();
  const trials = trialsOf(scene);
  for (const { table, of, by, call, code = 'unavailable' } of trials) {
    const throttled = throttle(scene, await variableOf(aws, people.functions[of], table), TOO_FAST);
    const what = `${call.path}, and ${table} is throttled`;
    expectRetry(await api.asPerson(by.tokens.access, call), code, what);
    assert.ok(throttled.happened() > 0, what);
    throttled.lift();
    expectAnswer(await api.asPerson(by.tokens.access, call), 200, `${what} no more`);
  }
  await sealedEvent(
    scene,
    'a change that could not be made',
    ({ action, outcome, time }) =>
      action === 'assign-care-team' && outcome === 'error' && time >= since,
  );
  report.fact(
    `a table that was full for a moment was not noticed; for longer, ${String(trials.length)} calls, one for each table, were told to come again (503), and answered after it`,
  );
  await behindTheApi(scene);
}

interface Trial {
  /** Variable that names the table. */
  readonly table: string;
  /** Function that has it. */
  readonly of: 'access-api' | 'ledger-api' | 'phi-api' | 'breach-detector';
  readonly by: Member;
  readonly call: Call;
  /** @default unavailable */
  readonly code?: string;
}

/** A call for each table that a caller waits for. */
function trialsOf({ cast }: PeopleScene): readonly Trial[] {
  const { administrator, nurse, physician, privacyOfficer, secondOfficer } = cast;
  const text = {
    patientId: RECORDS.own,
    dataType: 'vitals',
    field: 'reading',
    text: '72',
  } as const;
  const encrypt = aboutFields('encrypt', [text]);
  const period = { from: '2026-01-01T00:00:00.000Z', to: '2026-01-02T00:00:00.000Z' };
  const reports = { path: '/v1/audit/access-report', body: { actor: physician.id, ...period } };
  const list = (what: string): Call => ({ path: `/v1/${what}/list`, body: {} });
  const access = 'access-api';
  return [
    {
      table: 'PUBLIC_KEYS_TABLE',
      of: access,
      by: physician,
      call: SESSION,
      code: 'key-unavailable',
    },
    { table: 'DATA_KEYS_TABLE', of: 'phi-api', by: physician, call: encrypt },
    { table: 'DIRECTORY_TABLE', of: access, by: physician, call: SESSION },
    { table: 'SESSIONS_TABLE', of: access, by: physician, call: SESSION },
    { table: 'RATES_TABLE', of: access, by: physician, call: SESSION },
    { table: 'RESTRICTIONS_TABLE', of: access, by: physician, call: encrypt },
    { table: 'CARE_TEAMS_TABLE', of: access, by: administrator, call: assignCall(nurse.id) },
    { table: 'BROKEN_GLASS_TABLE', of: access, by: nurse, call: breakCall('tables') },
    { table: 'APPROVALS_TABLE', of: access, by: privacyOfficer, call: list('approvals') },
    { table: 'IDEMPOTENCY_TABLE', of: 'ledger-api', by: nurse, call: appendCall(randomUUID(), 1) },
    { table: 'INDEX_TABLE', of: 'ledger-api', by: privacyOfficer, call: reports },
    { table: 'REGISTER_TABLE', of: 'breach-detector', by: secondOfficer, call: list('incidents') },
  ];
}

/** @param table '' for all of them */
function throttle(
  { emulator }: PeopleScene,
  table: string,
  effect: AwsError,
  times = Infinity,
): LaidFault {
  return emulator.functionWire.lay({
    matches: ({ target, body }) => target.startsWith('DynamoDB_') && body.includes(table),
    effect,
    times,
  });
}

/** Nobody signs in whom the directory cannot tell; what the detector could not count is counted later, once. */
async function behindTheApi(scene: PeopleScene): Promise<void> {
  const { aws, cast, people, pool, report } = scene;
  const { researcher } = cast;
  const client = people.clients[researcher.kind];
  const directory = await variableOf(aws, people.functions['access-api'], 'DIRECTORY_TABLE');
  const unknown = throttle(scene, directory, TOO_FAST);
  await assert.rejects(pool.signIn(researcher, client), 'a sign-in, and nobody knows whose');
  unknown.lift();
  await pool.signIn(researcher, client);

  const detector = people.functions['breach-detector'];
  const failed = await scene.functions.linesWith(detector, "event: 'people-not-watched'");
  const watches = throttle(scene, await variableOf(aws, detector, 'WATCHES_TABLE'), FULL);
  await trailOf(scene).append([exported(researcher, 1_001)]);
  await until('a detector that tells of it', 60, async () => {
    const times = await scene.functions.linesWith(detector, "event: 'people-not-watched'");
    return times > failed ? true : 'nothing told';
  });
  watches.lift();
  const register = await registerOf(scene);
  const { hits } = await until('the incident', 60, async () => {
    const [found] = await incidentsOf(register, researcher.id);
    return found ?? 'none';
  });
  assert.equal(hits?.count, 1);
  report.fact(
    'nobody signed in while the directory was throttled; the detector said that it could not look, and found the same later, once',
  );
}

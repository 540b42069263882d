import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { until } from '../../machine/until';
import type { Call } from '../../machine/wire';
import { inboxOf } from '../../people/queue';
import { streamRecords } from '../../zone/ledger';
import type { PeopleScene } from '../people/scene';
import { TENANT } from '../people/scene';
import { batchOf } from '../quiet';
import { entriesOf, incidentsOf, registerOf } from './register';
import { exported, trailOf } from './trail';

const MINUTE = 60_000;

/**
 * The detector dies behind each of its writes: what is kept of a person, the audit event of an incident, the
 * incident itself. What comes again is counted once: one incident, one alert, and the window is exact, to the
 * record (more than 1,000 in ten minutes).
 */
export async function detectorDies(scene: PeopleScene): Promise<void> {
  const { aws, cast, emulator, functions, people, zone, report } = scene;
  const { privacyOfficer } = cast;
  const trail = trailOf(scene);
  const inbox = await inboxOf(aws, people.incidentTopics.high, 'privacy-office-faults');
  const register = await registerOf(scene);
  const now = Date.now();
  const act = async (records: number, minutes: number): Promise<string> => {
    const [receipt] = await trail.append([
      exported(privacyOfficer, records, now + minutes * MINUTE),
    ]);
    assert.ok(receipt?.acceptedBy === 'stream');
    return receipt.eventId;
  };
  const diesBehind = (matches: (call: Call) => boolean) =>
    emulator.functionWire.lay({ matches, effect: () => emulator.crashFunctions(), times: 1 });

  const kept = diesBehind(
    ({ target, body }) =>
      target.endsWith('.PutItem') && body.includes(`"actor/${TENANT}/${privacyOfficer.id}"`),
  );
  // In the last ten minutes as many as may be. Counted twice, they would be too many.
  for (const [records, minutes] of [
    [500, -16],
    [400, -9],
    [300, -5],
    [300, -1],
  ] as const) {
    await act(records, minutes);
  }
  await untilHappened('what is kept of him', kept.happened);

  const told = diesBehind(({ target, body }) => target.endsWith('.PutRecords') && opens(body));
  const opened = diesBehind(
    ({ target, body }) =>
      target.endsWith('.TransactWriteItems') && body.includes(privacyOfficer.id),
  );
  const first = await act(1, 0);
  await untilHappened('the event of the incident', told.happened);
  await untilHappened('the incident', opened.happened);
  const second = await act(1, 0.5);
  await act(1, 2);
  const { id } = await until('both hits', 60, async () => {
    const [found, ...others] = await incidentsOf(register, privacyOfficer.id);
    assert.deepEqual(others, []);
    return found?.hits?.count === 2 ? found : `${String(found?.hits?.count)} hits`;
  });
  for (const fault of [kept, told, opened]) fault.lift();

  // Whatever Lambda gives again, it changes nothing.
  const givenAgain = async (): Promise<void> => {
    for (const [shard, records] of await streamRecords(aws, zone.streamName)) {
      const his = records.filter(({ data }) => data.includes(privacyOfficer.id));
      if (his.length > 0) {
        await functions.invoke(people.functions['breach-detector'], batchOf(shard, his));
      }
    }
  };
  await givenAgain();
  const lastAt = now + MINUTE / 2;
  const found = await incidentsOf(register, privacyOfficer.id);
  assert.deepEqual(
    found.map(({ hits }) => hits),
    [{ count: 2, firstAt: now, lastAt, events: [first, second] }],
  );
  assert.deepEqual(await entriesOf(register, id), ['opened', 'hit']);
  // Hits are news once a day.
  const days = new Set([now, lastAt].map((time) => new Date(time).getUTCDate())).size;
  const alerts: string[] = [];
  const alertsOf = (incident: string): number =>
    alerts.filter((text) => text.includes(incident)).length;
  const untilAlerted = async (what: string, incident: string, times: number): Promise<void> => {
    await until(what, 60, async () => {
      alerts.push(...(await inbox.read()).map(({ Message }) => Message));
      return alertsOf(incident) >= times ? true : `${String(alertsOf(incident))} alerts`;
    });
  };
  await untilAlerted('the alert', id, days);
  // Once more; what is told of somebody else afterwards comes behind all that would be told of him.
  await givenAgain();
  const somebody = { id: randomUUID(), role: 'nurse' } as const;
  await trail.append([exported(somebody, 600), exported(somebody, 600)]);
  const other = await until('the incident of somebody else', 60, async () => {
    const [opened] = await incidentsOf(register, somebody.id);
    return opened ?? 'none';
  });
  await untilAlerted('the alert of somebody else', other.id, 1);
  assert.equal(alertsOf(id), days);
  report.fact(
    'a detector that died behind each of its three writes was called again: 1,000 records in ten minutes are none too many, one more is one incident, one alert, one entry for each hit',
  );
}

async function untilHappened(what: string, happened: () => number): Promise<void> {
  await until(what, 60, async () => Promise.resolve(happened() > 0 ? true : 'not written'));
}

/** Whether records for the stream tell of an incident that the detector opens. */
function opens(body: string): boolean {
  const { Records = [] } = JSON.parse(body) as {
    readonly Records?: readonly { readonly Data: string }[];
  };
  return Records.some(({ Data }) =>
    Buffer.from(Data, 'base64').toString().includes('"action":"open-incident"'),
  );
}

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { Segment } from '../../../../lambda/ledger/format/segment';
import type { AppendResult } from '../../../../lambda/shared/http/generated/types';
import { until } from '../../machine/until';
import { expectAnswer, expectProblem } from '../../people/api';
import { freshContainers } from '../../zone/containers';
import { signIn } from '../drafts';
import { expired } from '../people/tokens';
import { sealedEvent, sealedEvents } from '../people/sealed-events';
import type { PeopleScene } from '../people/scene';
import { allSealed } from '../seal';
import { appendCall } from './calls';
import { incidentsOf, registerOf } from './register';
import { toldBy } from './told';
import { exported, trailOf } from './trail';

const MINUTE = 60_000;
/** Minutes: further than any tolerance. */
const HOURS = 3 * 60;
/** More than a run takes, and much less than that. */
const NEAR = 10 * MINUTE;

/**
 * Clocks that are wrong by hours. What is sealed and signed has the order of the stream and times that can be true; the
 * API lets nobody in; a producer whose clock is wrong is sealed as it speaks, and counted where it may be.
 *
 * @returns how many events were written by a clock that was hours ahead, of which a verifier tells
 */
export async function clocksWrong(scene: PeopleScene): Promise<number> {
  await sealerAndCheckpointer(scene);
  await whoAsks(scene);
  const written = await writtenAhead(scene);
  await producers(scene);
  return written;
}

/** What the API writes down of whom it refuses has the time that it goes by. */
async function writtenAhead(scene: PeopleScene): Promise<number> {
  await allSealed(scene);
  const soon = Date.now() + NEAR;
  const ahead = (await sealedEvents(scene)).filter(({ time }) => Date.parse(time) > soon);
  assert.ok(ahead.length > 0, 'an event of a clock that is ahead');
  return ahead.length;
}

/** @returns waits until a container has told that its clock is so */
async function setClock(
  scene: PeopleScene,
  name: string,
  skew: number,
): Promise<() => Promise<void>> {
  const minutes = String(skew);
  const told = await toldBy(scene, name, `minutes ahead: ${minutes} and ${minutes}.`);
  await freshContainers(scene.aws, name, skew);
  return skew === 0 ? async () => Promise.resolve() : told;
}

const isNear = (time: number): boolean => Math.abs(time - Date.now()) < NEAR;

async function sealerAndCheckpointer(scene: PeopleScene): Promise<void> {
  const { cast, functions, ledger, zone, report } = scene;
  const trail = trailOf(scene);
  const spool = trailOf(scene, 0, {
    put: async () => Promise.reject(new Error('the stream is down')),
  });
  const check = async (): Promise<void> =>
    functions.invoke(zone.checkpointer, zone.scheduledInputs.checkpoint);
  await check();
  const times: number[] = [];
  for (const skew of [HOURS, -HOURS, 0]) {
    const told = await Promise.all(
      [zone.sealer, zone.checkpointer].map((name) => setClock(scene, name, skew)),
    );
    const [receipt] = await trail.append([exported(cast.nurse, 1)]);
    await allSealed(scene);
    assert.ok(receipt?.acceptedBy === 'stream');
    const arrived = lastOf(await ledger.segments(receipt.shardId));
    assert.ok(isNear(arrived), `arrived ${new Date(arrived).toISOString()}`);
    await spool.append([signIn(cast.nurse.id)]);
    await functions.invoke(zone.sealer, zone.scheduledInputs.spool);
    const spooled = lastOf(await ledger.segments('spool'));
    assert.ok(isNear(spooled), `sealed ${new Date(spooled).toISOString()}`);
    await check();
    const note = (await ledger.zoneCheckpoint(await ledger.zoneNumber())).toString();
    const [, time = ''] = /^\S+\/zone\/\d+\/(\S+)\n/.exec(note) ?? [];
    assert.ok(isNear(Date.parse(time)), `signed ${time} with a clock ${String(skew)} min ahead`);
    times.push(Date.parse(time));
    for (const wasSet of told) await wasSet();
  }
  assert.deepEqual(
    times,
    times.toSorted((one, other) => one - other),
  );
  report.fact(
    'a sealer and a checkpointer three hours ahead, and three behind: every record in its order, times of segments and zone checkpoints true, and never backwards',
  );
}

function lastOf(segments: readonly Segment[]): number {
  return segments.at(-1)?.header.arrived.to ?? 0;
}

/**
 * Ahead, all tokens seem to be over; behind, none seems to be valid yet. Nobody who must not is let in, and who may
 * comes in when the clock is right again.
 */
async function whoAsks(scene: PeopleScene): Promise<void> {
  const { api, aws, cast, people, report } = scene;
  const ledgerApi = people.functions['ledger-api'];
  const good = cast.secondOfficer.tokens.access;
  const over = await expired(scene, cast.secondOfficer);
  for (const [skew, code] of [
    [HOURS, 'token-expired'],
    [-HOURS, 'token-invalid'],
  ] as const) {
    const wasSet = await setClock(scene, ledgerApi, skew);
    const clock = `with a clock ${String(skew)} min ahead`;
    const call = appendCall(randomUUID(), 1);
    expectProblem(await api.pastGateway(ledgerApi, over, call), 401, code, clock);
    expectProblem(await api.asPerson(good, call), 401, code, clock);
    const { status } = await api.asPerson(over, call);
    assert.equal(status, 401, clock);
    await wasSet();
  }
  await freshContainers(aws, ledgerApi);
  await timesOfApplications(scene);
  report.fact(
    'the API with a clock three hours ahead, and three behind: nobody is let in, with a good token or one that is over; with a clock that is right, it takes times of applications up to five minutes ahead and seven days back',
  );
}

async function timesOfApplications({ api, cast }: PeopleScene): Promise<void> {
  const { path, body } = appendCall(randomUUID(), 1);
  const { events } = body as { readonly events: readonly object[] };
  const times = [4, 6, -7 * 24 * 60 + 5, -7 * 24 * 60 - 5].map((minutes) =>
    new Date(Date.now() + minutes * MINUTE).toISOString(),
  );
  const timed = times.map((time) => ({ ...events[0], time }));
  const answer = await api.asPerson(cast.secondOfficer.tokens.access, {
    path,
    body: { ...body, events: timed },
  });
  const { results } = expectAnswer(answer, 207, 'times of an application') as {
    readonly results: readonly AppendResult[];
  };
  assert.deepEqual(
    results.map(({ status }) => status),
    ['accepted', 'rejected', 'accepted', 'rejected'],
  );
}

/** Who may write to the stream may say any time. */
async function producers(scene: PeopleScene): Promise<void> {
  const { cast, people, report } = scene;
  const { administrator, otherPatient } = cast;
  const detector = people.functions['breach-detector'];
  const register = await registerOf(scene);
  const told = await toldBy(scene, detector, "event: 'event-unreadable'");
  const ahead = trailOf(scene, 20 * MINUTE);
  const [kept] = await ahead.append([exported(administrator, 1_001)]);
  await sealedEvent(scene, 'what is ahead', ({ eventId }) => eventId === kept?.eventId);
  await told();
  assert.deepEqual(await incidentsOf(register, administrator.id), []);

  // Each in the ten minutes in which it says that it was.
  const now = trailOf(scene);
  await now.append([exported(otherPatient, 900)]);
  await trailOf(scene, -HOURS * MINUTE).append([exported(otherPatient, 900)]);
  await now.append([exported(otherPatient, 100)]);
  const [last] = await now.append([exported(otherPatient, 1)]);
  const { hits } = await until('an incident', 60, async () => {
    const [found] = await incidentsOf(register, otherPatient.id);
    return found ?? 'none';
  });
  assert.deepEqual([hits?.count, hits?.events], [1, [last?.eventId]]);
  report.fact(
    'a producer 20 minutes ahead is sealed, and the detector tells that it does not count it; one three hours behind is counted in its own ten minutes, and not in those of now',
  );
}

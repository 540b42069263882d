import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { until } from '../../machine/until';
import type { Answer, Call } from '../../people/api';
import { expectAnswer } from '../../people/api';
import type { PeopleScene } from '../people/scene';
import type { Kept } from './kept';
import { ON_DUTY, PATIENT } from './kept';
import { RELEASE } from './version-b';

/** What was asked of the API while something else went on. */
export interface Meanwhile<T> {
  readonly result: T;
  readonly answered: Answered;
  /** Ids of events that were accepted. */
  readonly eventIds: readonly string[];
}

/** How calls were answered: by which version, and how many of them had to be made again. */
export interface Answered {
  readonly before: number;
  readonly after: number;
  readonly again: number;
}

/**
 * People go on with their work until something is done, one after the other: all of them ask for their sessions, and
 * a physician's application writes down what he did. Each call has to be answered.
 *
 * @param callsEach most calls of one person: in a minute he may make 60, for all that a scenario asks of him. The
 *   last of them he makes when the work is done
 * @param isTurned asked half way: the other calls are made when it says so, or the work is done. @default - at once
 */
export async function meanwhile<T>(
  { api }: PeopleScene,
  { tokens }: Kept,
  callsEach: number,
  work: Promise<T>,
  isTurned: () => Promise<boolean> = async () => Promise.resolve(true),
): Promise<Meanwhile<T>> {
  let done = false;
  const end = work.finally(() => {
    done = true;
  });
  const answered = { before: 0, after: 0, again: 0 };
  const eventIds: string[] = [];
  const round = async (): Promise<void> => {
    for (const name of ON_DUTY) {
      const isAct = name === 'physician';
      const asked = isAct ? act() : { path: '/v1/session' };
      const { answer, killed } = await ask(async () => api.asPerson(tokens[name].access, asked));
      answered.again += killed;
      const body = expectAnswer(answer, 200, `${name}, during a deploy`);
      const isNew = answer.headers.get(RELEASE.header) === RELEASE.name;
      answered[isNew ? 'after' : 'before'] += 1;
      if (isAct) eventIds.push(eventIdIn(body));
    }
  };
  const call = async (): Promise<void> => {
    const half = Math.floor(callsEach / 2);
    for (let at = 0; at < callsEach - 1; at += 1) {
      if (done) break;
      if (at === half) {
        await until('the turn of the work', 600, async () =>
          done || (await isTurned()) ? true : 'not yet',
        );
      }
      await round();
    }
    await end;
    await round();
  };
  const [result] = await Promise.all([end, call()]);
  assert.ok(eventIds.length > 0, 'something was written down meanwhile');
  return { result, answered, eventIds };
}

/** What the emulator says of a call under way when its function is replaced: Lambda lets it end. */
const KILLED = /Worker process died/;

/** Makes a call, and again when the emulator has killed who was to answer: with the same idempotency key. */
async function ask(
  call: () => Promise<Answer>,
): Promise<{ readonly answer: Answer; readonly killed: number }> {
  for (let killed = 0; ; killed += 1) {
    const answer = await call();
    if (answer.status !== 502 || !KILLED.test(JSON.stringify(answer.body))) {
      return { answer, killed };
    }
  }
}

function act(): Call {
  const event = {
    type: 'phi-view',
    action: 'read',
    outcome: 'success',
    patientId: PATIENT,
    purpose: 'TREAT',
    resource: { type: 'vitals', ref: 'ward-round' },
    fields: ['pulse'],
    recordCount: 1,
    phiAccessed: true,
  };
  return { path: '/v1/audit/events', body: { idempotencyKey: randomUUID(), events: [event] } };
}

function eventIdIn(body: unknown): string {
  const { results } = body as {
    readonly results: readonly { readonly status: string; readonly eventId: string }[];
  };
  assert.equal(results[0]?.status, 'accepted');
  return results[0].eventId;
}

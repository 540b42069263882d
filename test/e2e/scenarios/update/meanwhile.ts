import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { Call } from '../../people/api';
import { expectAnswer } from '../../people/api';
import type { PeopleScene } from '../people/scene';
import type { Kept } from './kept';
import { ON_DUTY, PATIENT } from './kept';

/** What was asked of the API while something else went on. */
export interface Meanwhile<T> {
  readonly result: T;
  readonly calls: number;
  /** Ids of events that were accepted. */
  readonly eventIds: readonly string[];
}

/** Calls of each: a minute, in which somebody may make 60, has several such times and other calls too. */
const CALLS_EACH = 12;

/**
 * People go on with their work until something is done: all of them ask for their sessions, and a physician's
 * application writes down what he did. Each call has to be answered.
 */
export async function meanwhile<T>(
  { api }: PeopleScene,
  { tokens }: Kept,
  work: Promise<T>,
): Promise<Meanwhile<T>> {
  let done = false;
  const end = work.finally(() => {
    done = true;
  });
  let calls = 0;
  const eventIds: string[] = [];
  const callers = ON_DUTY.map(async (name) => {
    for (let left = CALLS_EACH; left > 0 && !done; left -= 1) {
      const isAct = name === 'physician';
      const call = isAct ? act() : { path: '/v1/session' };
      const answer = await api.asPerson(tokens[name].access, call);
      const body = expectAnswer(answer, 200, `${name}, during a deploy`);
      calls += 1;
      if (isAct) eventIds.push(eventIdIn(body));
    }
  });
  const [result] = await Promise.all([end, ...callers]);
  return { result, calls, eventIds };
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

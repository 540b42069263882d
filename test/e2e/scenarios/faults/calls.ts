import assert from 'node:assert/strict';
import type { Answer, Call } from '../../people/api';
import { expectProblem } from '../../people/api';
import { RECORDS } from '../people/scene';

export const JUSTIFICATION = 'Made-up reason, brought in unconscious at night.';

/** So many views of a record, as an application reports them. */
export function appendCall(idempotencyKey: string, events: number): Call {
  const view = (at: number) => ({
    type: 'phi-view',
    action: 'read',
    outcome: 'success',
    patientId: RECORDS.own,
    purpose: 'TREAT',
    resource: { type: 'vitals', ref: `bed-${String(at)}` },
    fields: ['pulse'],
    recordCount: 1,
    phiAccessed: true,
  });
  const body = { idempotencyKey, events: Array.from({ length: events }, (_, at) => view(at)) };
  return { path: '/v1/audit/events', body };
}

/** What does not answer is told as a problem that is worth trying again. */
export function expectRetry(answer: Answer, code: string, what: string): void {
  expectProblem(answer, 503, code, what);
  assert.match(answer.headers.get('retry-after') ?? '', /^[1-9]\d*$/, what);
}

/** Somebody is to care for the patient of `RECORDS.own`. */
export function assignCall(id: string): Call {
  const member = { kind: 'person', id };
  return { path: '/v1/care-team', body: { change: 'assign', patientId: RECORDS.own, member } };
}

/** Emergency access to a patient of whom no other scenario knows. */
export function breakCall(of: string): Call {
  return {
    path: '/v1/break-glass',
    body: {
      patientId: `MADE-UP-${of}`,
      purpose: 'ETREAT',
      justification: JUSTIFICATION,
    },
  };
}

import { boundedList, cut } from './bounded-text';
import type { ResourceRequest } from './event';
import type { Outcome } from './setting';

export interface Success {
  readonly status: 'SUCCESS';
  readonly physicalId: string;
  /** Absent on Delete. */
  readonly outcome?: Outcome & { readonly state: 'enforced' | 'verified' };
}

export interface Failure {
  readonly status: 'FAILED';
  readonly physicalId: string;
  /** One sentence: what was wrong, what was expected, how to mend it. */
  readonly sentence: string;
  /** Where to read on. Never cut. */
  readonly details: string;
}

export type Answer = Success | Failure;

/** CloudFormation refuses a longer answer, and then waits for an hour. */
export const LONGEST_BODY = 4096;
const LONGEST_SENTENCE = 2000;
const LONGEST_CHANGED = 1024;
const LONGEST_VALUE = 512;

/** The JSON that CloudFormation expects, never longer than it accepts. */
export function answerBody(request: ResourceRequest, answer: Answer): string {
  const ids = {
    PhysicalResourceId: answer.physicalId,
    StackId: request.stackId,
    RequestId: request.requestId,
    LogicalResourceId: request.logicalId,
  };
  if (answer.status === 'FAILED') {
    const body = (sentence: string) =>
      JSON.stringify({ Status: 'FAILED', Reason: `${sentence} ${answer.details}`, ...ids });
    return body(cut(answer.sentence, Math.min(LONGEST_SENTENCE, roomIn(body('')))));
  }
  const { outcome } = answer;
  if (outcome === undefined) {
    return JSON.stringify({ Status: 'SUCCESS', ...ids });
  }
  const more = Object.fromEntries(
    Object.entries(outcome.data ?? {}).map(([name, value]) => [name, cut(value, LONGEST_VALUE)]),
  );
  const body = (changed: string) =>
    JSON.stringify({
      Status: 'SUCCESS',
      ...ids,
      Data: { ...more, Changed: changed, State: outcome.state },
    });
  const room = Math.min(LONGEST_CHANGED, roomIn(body('')));
  return body(outcome.changed.length === 0 ? 'nothing' : boundedList(outcome.changed, room));
}

function roomIn(body: string): number {
  return Math.max(0, LONGEST_BODY - Buffer.byteLength(body));
}

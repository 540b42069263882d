import { SECURITY_HEADERS } from '../../../../lambda/shared/http/answer';
import { fieldsOf, jsonIn } from '../../../../lambda/shared/json';
import { canariesIn } from './bodies/canary';
import type { RawAnswer } from './send';

/** How a call must be answered. */
export interface Verdict {
  readonly status: number;
  readonly code: string;
  /** Where the body is wrong, and nowhere else. @default - that is not told */
  readonly pointer?: string;
}

/** Says whether a value is a problem as the document describes it. */
export type IsProblem = (value: unknown) => boolean;

/**
 * What is wrong with the answer to a call that must be refused: a problem of RFC 9457 with this status and code,
 * with the headers of every answer, and nothing in it that was sent. Tells nothing of what was.
 */
export function faultsIn(
  answer: RawAnswer,
  { status, code, pointer }: Verdict,
  isProblem: IsProblem,
): readonly string[] {
  const { headers, text } = answer;
  const problem = fieldsOf(jsonIn(text));
  const pointers = (problem['errors'] as readonly { readonly pointer: string }[] | undefined)?.map(
    (error) => error.pointer,
  );
  const isEcho = canariesIn(`${text} ${JSON.stringify(headers)}`).length > 0;
  return [
    ...(answer.status === status
      ? []
      : [`is answered ${String(answer.status)}, expected ${String(status)}`]),
    ...(isEcho ? ['repeats what was sent'] : []),
    ...(isProblem(problem) ? [] : ['is answered with no problem of RFC 9457']),
    ...(headers['content-type'] === 'application/problem+json' ? [] : ['has another content type']),
    ...(problem['status'] === answer.status ? [] : ['says another status than it has']),
    ...(isEcho || problem['code'] === code
      ? []
      : [`says ${String(problem['code'])}, expected ${code}`]),
    ...(pointer === undefined || isEcho || pointers?.join(' ') === pointer
      ? []
      : [`finds it at ${String(pointers?.slice(0, 5).join(' '))}, expected ${pointer}`]),
    ...headerFaults(answer),
  ];
}

function headerFaults({ headers }: RawAnswer): readonly string[] {
  const missing = Object.entries(SECURITY_HEADERS).filter(
    ([name, value]) => headers[name.toLowerCase()] !== value,
  );
  return [
    ...missing.map(([name]) => `lacks ${name}`),
    ...(Object.keys(headers).some((name) => NEVER.test(name))
      ? ['has a header that none has']
      : []),
  ];
}

/** What lets other sites read answers, keeps something at the caller, or tells what runs here. */
const NEVER = /^(?:access-control-|set-cookie|server$|x-powered-by)/;

/** What only a body that the document forbids is told. */
const OF_SHAPE = new Set(['invalid-json', 'not-json', 'too-large']);

/**
 * What is wrong with the answer to a call that the document takes: it is answered as the operation answers, which
 * may well be that nothing of that name is there, but not that the zone failed.
 *
 * @param statuses with which the operation answers
 */
export function oddFaultsIn(
  answer: RawAnswer,
  statuses: readonly number[],
  isProblem: IsProblem,
): readonly string[] {
  const { status, text } = answer;
  const code = String(fieldsOf(jsonIn(text))['code']);
  if (!statuses.includes(status) || status >= 500) return [`is answered ${String(status)} ${code}`];
  if (status < 400) return headerFaults(answer);
  if (OF_SHAPE.has(code)) return [`is told ${code}, and the document takes it`];
  return faultsIn(answer, { status, code }, isProblem);
}

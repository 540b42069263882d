import { AuditUnavailableError } from '../audit/errors';
import { errorChain, ZoneError } from '../errors';
import type { Logger } from '../log';
import type { ApiAnswer } from './answer';
import type { FieldProblem, Problem } from './generated/types';

/** What a caller is told of an error, beside the status. None of it repeats what he wrote. */
export interface ProblemText {
  /** Such as `invalid-body`. */
  readonly code: string;
  /** The same for a code, always. @default - of the status, in `TITLES` */
  readonly title?: string;
  /** What to do about it. */
  readonly detail: string;
  /** @default - none */
  readonly headers?: Readonly<Record<string, string>>;
  /** What is wrong with the body. @default - nothing that can be pointed at */
  readonly errors?: readonly FieldProblem[];
}

/** An error that says itself how the caller is answered (RFC 9457). */
export abstract class ProblemError extends ZoneError {
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly errors: readonly FieldProblem[];

  /** @param status HTTP status, 400 to 599 */
  constructor(
    readonly status: number,
    { code, title, detail, headers = {}, errors = [] }: ProblemText,
    options?: ErrorOptions,
  ) {
    super(detail, options);
    this.code = code;
    this.title = title ?? TITLES[status] ?? FAULT_TITLE;
    this.detail = detail;
    this.headers = headers;
    this.errors = errors;
  }
}

/** A request that cannot be read, or is for nothing that there is. */
export class RequestError extends ProblemError {
  override readonly name = 'RequestError';
}

/** Titles of problems that say no more than their status does; those of API Gateway too. */
export const TITLES: Readonly<Record<number, string>> = {
  400: 'The request is not as it has to be.',
  401: 'Nobody is signed in.',
  403: 'This is not allowed.',
  404: 'There is no such thing.',
  409: 'The state of things does not allow this.',
  413: 'The body is too long.',
  415: 'The body is of another media type.',
  429: 'There were too many calls.',
  503: 'Something that is needed does not answer.',
};
const FAULT_TITLE = 'The zone failed.';
const UNAVAILABLE = 503;
const NOT_AUTHENTICATED = 401;
/** Most problems that are listed: `maxItems` in the API document. */
export const MOST_ERRORS = 100;

/** What the answer says beside the problem itself. */
export interface Answering {
  /** Of the request. */
  readonly requestId: string;
  readonly log: Logger;
}

/**
 * Answers with whatever was thrown. An error that says how it is answered is taken at its word; of any
 * other the caller learns that there was one, and the log what it was.
 */
export function problemAnswer(error: unknown, { requestId, log }: Answering): ApiAnswer {
  const known = readProblem(error);
  if (known === undefined) {
    log.error('request-failed', { requestId, error: errorChain(error) });
  } else if (known.status >= 500) {
    log.warn('request-unavailable', { requestId, code: known.code, error: errorChain(error) });
  }
  const { status, headers, ...text } = known ?? FAULT;
  const problem: Problem = {
    type: `https://hlz.example/problems/${text.code}`,
    title: text.title,
    status,
    detail: text.detail,
    instance: `urn:request:${requestId}`,
    code: text.code,
    ...(text.errors === undefined || text.errors.length === 0
      ? {}
      : { errors: text.errors.slice(0, MOST_ERRORS) }),
  };
  return {
    status,
    contentType: 'application/problem+json',
    headers: { ...DEFAULT_HEADERS[status], ...headers },
    body: problem,
  };
}

type KnownProblem = ProblemText & { readonly status: number; readonly title: string };

const FAULT: KnownProblem = {
  status: 500,
  code: 'internal-error',
  title: FAULT_TITLE,
  detail:
    'Nothing can be done about it from outside: tell who runs the zone the id of the request.',
};

const DEFAULT_HEADERS: Readonly<Record<number, Readonly<Record<string, string>>>> = {
  // RFC 9110, section 15.5.2.
  [NOT_AUTHENTICATED]: { 'WWW-Authenticate': 'Bearer' },
  [UNAVAILABLE]: { 'Retry-After': '1' },
};

function readProblem(error: unknown): KnownProblem | undefined {
  if (error instanceof AuditUnavailableError) {
    return {
      status: UNAVAILABLE,
      code: 'audit-unavailable',
      title: 'The act cannot be written down.',
      detail: 'What is not written down is not done, and nothing was given away: try again.',
    };
  }
  if (error instanceof ProblemError) return error;
  if (!(error instanceof ZoneError)) return undefined;
  const { status, code } = error as ZoneError & Partial<Record<'status' | 'code', unknown>>;
  const title = typeof status === 'number' ? TITLES[status] : undefined;
  return typeof status === 'number' && typeof code === 'string' && title !== undefined
    ? { status, code, title, detail: error.message }
    : undefined;
}

import type { FieldProblem, Problem } from '../lambda/shared/http/generated/types';

/** What went wrong, without anything that was sent or received: safe to log. */
export abstract class PhiClientError extends Error {}

/** The zone has answered with a problem (RFC 9457). */
export class RefusedError extends PhiClientError {
  override readonly name: string = 'RefusedError';
  /** HTTP status. */
  readonly status: number;
  /** Such as `invalid-body`; the list is in docs/api.md. */
  readonly code: string;
  /** Id of the request in the log of the API and in the ledger. */
  readonly requestId: string | undefined;
  /** What is wrong with the body, by JSON pointers. */
  readonly errors: readonly FieldProblem[];

  constructor(status: number, problem: Partial<Problem>, options?: ErrorOptions) {
    const { code = 'unknown', title = 'The API has refused the call.', detail = '' } = problem;
    super([`${String(status)} ${code}: ${title}`, detail].join(' ').trim(), options);
    this.status = status;
    this.code = code;
    this.requestId = problem.instance?.replace(/^urn:request:/, '');
    this.errors = problem.errors ?? [];
  }
}

/** 400, 409, 413, 415: the call will never do. Mend it. */
export class InvalidCallError extends RefusedError {
  override readonly name = 'InvalidCallError';
}

/** 401: no session, or one that is over. Sign in again. */
export class NotAuthenticatedError extends RefusedError {
  override readonly name = 'NotAuthenticatedError';
}

/** 403: nothing of the call is permitted. `code` says why. */
export class NotPermittedError extends RefusedError {
  override readonly name = 'NotPermittedError';
}

/** 429, and the limit lasts longer than the call may. Nothing was done. */
export class TooManyCallsError extends RefusedError {
  override readonly name = 'TooManyCallsError';

  constructor(
    problem: Partial<Problem>,
    /** Seconds until there is room again. */
    readonly retryAfter: number | undefined,
  ) {
    super(429, problem);
  }
}

/** 5xx: nothing was given away. What an approval covers may be taken already, with a call that uses one. */
export class UnavailableError extends RefusedError {
  override readonly name = 'UnavailableError';
}

/**
 * No answer came, or none that can be read. Whether the call was carried out is not known: what may be
 * repeated was repeated before this was thrown.
 */
export class NoAnswerError extends PhiClientError {
  override readonly name = 'NoAnswerError';
}

/** What the client was given to work with cannot be right. Nothing was sent. */
export class ClientSetupError extends PhiClientError {
  override readonly name = 'ClientSetupError';
}

/** One field of a call for one field alone. */
export class FieldFailedError extends PhiClientError {
  override readonly name = 'FieldFailedError';

  constructor(
    /** Such as `not-decryptable`; the list is in docs/phi-api.md. */
    readonly code: string,
    detail: string,
  ) {
    super(`${code}: ${detail}`);
  }
}

/** The error for a status. */
export function refusal(
  status: number,
  problem: Partial<Problem>,
  retryAfter: number | undefined,
): RefusedError {
  if (status === 401) return new NotAuthenticatedError(status, problem);
  if (status === 403) return new NotPermittedError(status, problem);
  if (status === 429) return new TooManyCallsError(problem, retryAfter);
  return status >= 500
    ? new UnavailableError(status, problem)
    : new InvalidCallError(status, problem);
}

import type { AuditTrail } from '../../shared/audit/audit-trail';
import { mapBounded } from '../../shared/bounded';
import { isAnswerable } from '../../shared/http/answer';
import { ProblemError, RequestError } from '../../shared/http/problem';
import type { ApiCall } from '../../shared/http/request';
import type { Logger } from '../../shared/log';
import type { Act } from '../act';
import type { Denial } from '../decision';
import type { AccessDesk } from '../desk';
import { NotPermittedError } from '../errors';
import { DENIALS } from './denials';
import type { PartedPlan, Reply } from './operation';

/** Parts that are decided at a time. */
const AT_A_TIME = 25;

interface PartsDependencies {
  readonly desk: Pick<AccessDesk, 'decide' | 'claim'>;
  readonly trail: AuditTrail;
  readonly log: Logger;
}

/**
 * The way of a call about many records: each part is decided, what is permitted is done, the approval is
 * claimed, and all of it, allowed or denied, is written down before anything leaves. Whatever does not
 * answer on the way, nothing leaves.
 *
 * The approval comes last but one: what fails before, or would be too long an answer, takes nothing from it.
 * What fails behind it (the ledger takes nothing) has used it up all the same, and released nothing.
 *
 * @throws NotPermittedError when no part is permitted
 * @throws RequestError 413 when the answer is too long
 */
export async function partedReply(
  { desk, trail, log }: PartsDependencies,
  { parts, run }: PartedPlan<unknown>,
  { operationId: operation, requestId }: ApiCall,
  { by: principal }: Act,
): Promise<Reply<string>> {
  const rulings = await mapBounded(parts, AT_A_TIME, async ({ ask }) =>
    desk.decide({ ...ask, principal }),
  );
  const denials = rulings.filter((ruling) => !ruling.allowed);
  const refusals = parts.flatMap(({ refused }, at) => {
    const ruling = rulings[at];
    return ruling === undefined || ruling.allowed
      ? []
      : refused({ outcome: 'denied', reason: ruling.reason });
  });
  if (denials.length > 0) {
    const code = codeOf(denials);
    log.info('call-denied', { requestId, operation, code, parts: denials.length });
    if (denials.length === parts.length) {
      await trail.append(refusals);
      throw notPermitted(code);
    }
  }

  const { reply, claim, events } = await run(rulings);
  const text = JSON.stringify(reply.body);
  try {
    if (!isAnswerable(text)) throw answerTooLarge();
    if (claim !== undefined) await desk.claim({ ...claim, principal });
  } catch (error) {
    // What does not answer says nothing; everything else is how it ended.
    if (error instanceof ProblemError && error.status < 500) {
      const { code: reason } = error;
      const outcome = error.status === TOO_LARGE ? 'error' : 'denied';
      log.info(`call-${outcome === 'error' ? 'failed' : 'denied'}`, {
        requestId,
        operation,
        code: reason,
      });
      await trail.append([...refusals, ...events({ outcome, reason })]);
    }
    throw error;
  }
  await trail.append([...refusals, ...events()]);
  return { ...reply, body: text };
}

const TOO_LARGE = 413;
const MIXED = 'mixed';

/** The reason of all, if there is one. */
function codeOf(denials: readonly Denial[]): Denial['reason'] | typeof MIXED {
  const reasons = new Set(denials.map(({ reason }) => reason));
  const [reason] = reasons;
  return reason === undefined || reasons.size > 1 ? MIXED : reason;
}

function notPermitted(code: Denial['reason'] | typeof MIXED): NotPermittedError {
  return code === MIXED
    ? new NotPermittedError(
        'not-permitted',
        'Nothing of it is permitted, for more than one reason: ask for less at a time to learn each.',
      )
    : new NotPermittedError(code, DENIALS[code]);
}

function answerTooLarge(): RequestError {
  return new RequestError(TOO_LARGE, {
    code: 'answer-too-large',
    title: 'The answer would be too long.',
    detail: 'Nothing of it was given away: send less at a time.',
  });
}

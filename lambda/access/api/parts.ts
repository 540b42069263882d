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
import type { PartedPlan, PartedReply, Reply } from './operation';

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

  const done = await run(rulings);
  const text = JSON.stringify(done.reply.body);
  if (!isAnswerable(text)) {
    const error = answerTooLarge();
    const failed = { outcome: 'error', reason: error.code } as const;
    await trail.append([...refusals, ...done.events(failed)]);
    throw error;
  }
  await claimed(done, async (draft) => trail.append([...refusals, ...draft]));
  await trail.append([...refusals, ...done.events()]);
  return { ...done.reply, body: text };

  async function claimed(
    { claim, events }: PartedReply<unknown>,
    append: AuditTrail['append'],
  ): Promise<void> {
    if (claim === undefined) return;
    try {
      await desk.claim({ ...claim, principal });
    } catch (error) {
      // The register of approvals, or the limit of bulk exports, says no: an answer like any other.
      if (error instanceof ProblemError && error.status < 500) {
        log.info('call-denied', { requestId, operation, code: error.code });
        await append(events({ outcome: 'denied', reason: error.code }));
      }
      throw error;
    }
  }
}

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
  return new RequestError(413, {
    code: 'answer-too-large',
    title: 'The answer would be too long.',
    detail: 'Nothing of it was given away: send less at a time.',
  });
}

import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import type { Authenticate } from '../../identity/authenticate';
import { AccountRefusedError, NotAuthenticatedError } from '../../identity/errors';
import type { Principal } from '../../identity/principal';
import type { AuditTrail } from '../../shared/audit/audit-trail';
import { AuditEventError } from '../../shared/audit/errors';
import type { ApiAnswer } from '../../shared/http/answer';
import { proxyResult } from '../../shared/http/answer';
import type { ApiFunction } from '../../shared/http/generated/routes';
import type { Validator } from '../../shared/http/generated/validators';
import { problemAnswer, ProblemError, RequestError } from '../../shared/http/problem';
import type { ApiCall } from '../../shared/http/request';
import { readBody, readCall, requestIdOf } from '../../shared/http/request';
import { checkedBody } from '../../shared/http/validate';
import type { Logger } from '../../shared/log';
import type { Act } from '../act';
import { actOf } from '../act';
import type { AccessDesk } from '../desk';
import { NotPermittedError } from '../errors';
import type { Rates } from '../rates';
import type { Operation, Operations, Plan, Reply, Validators } from './operation';
import { refusedSignIn } from './refused-sign-in';
import { DENIALS } from './denials';
import { partedReply } from './parts';

export interface DoorProps<F extends ApiFunction> {
  readonly operations: Operations<F>;
  readonly validators: Validators<F>;
  readonly authenticate: Authenticate;
  readonly desk: Pick<AccessDesk, 'decide' | 'claim'>;
  readonly rates: Pick<Rates, 'admit'>;
  readonly trail: AuditTrail;
  readonly log: Logger;
}

/** Takes what API Gateway gives, and never throws: whatever happens is an answer. */
export type Door = (event: APIGatewayProxyEvent) => Promise<APIGatewayProxyResult>;

/**
 * The way of every call: which operation, who is asking, not too often, a body that can be read, may he;
 * then the operation. What is refused is in the ledger before the caller learns of it.
 */
export function createDoor<F extends ApiFunction>(props: DoorProps<F>): Door {
  const { authenticate, desk, rates, trail, log } = props;
  const endpoints = endpointsOf(props);

  async function whoAsks(call: ApiCall): Promise<Principal> {
    try {
      return await authenticate(call);
    } catch (error) {
      const isRefusal =
        error instanceof AccountRefusedError ||
        (error instanceof NotAuthenticatedError && error.status === 401);
      if (isRefusal) {
        // Each is an event: whoever was shut out must not fill the ledger.
        if (error.known !== undefined) await rates.admit(error.known.id, 'refused');
        log.warn('caller-refused', { requestId: call.requestId, code: error.code });
        await trail.append([refusedSignIn(error, call)]);
      }
      throw error;
    }
  }

  async function performed(call: ApiCall, plan: Plan<unknown>, act: Act): Promise<ApiAnswer> {
    if (plan.needs === 'signed-in') return answerOf(await plan.run());
    if (plan.needs === 'each') return answerOf(await partedReply(props, plan, call, act));
    const { needs, refused, run } = plan;
    try {
      const ruling = await desk.decide({ ...needs, principal: act.by });
      if (!ruling.allowed) throw new NotPermittedError(ruling.reason, DENIALS[ruling.reason]);
      return answerOf(await run(ruling));
    } catch (error) {
      if (error instanceof ProblemError && error.status === 403) {
        const { operationId: operation, requestId } = call;
        log.info('call-denied', { requestId, operation, code: error.code });
        await trail.append([refused({ outcome: 'denied', reason: error.code })]);
      }
      throw error;
    }
  }

  async function answer(event: APIGatewayProxyEvent): Promise<ApiAnswer> {
    const call = readCall(event);
    const endpoint = endpoints.get(call.operationId);
    if (endpoint === undefined) throw elsewhere();
    const principal = await whoAsks(call);
    // Of services there are few, and each is known.
    if (principal.kind === 'person') await rates.admit(principal.id, 'calls');
    const act = actOf(principal, call);
    return performed(call, await endpoint(readBody(event), act), act);
  }

  return async (event) => {
    try {
      return proxyResult(await answer(event));
    } catch (error) {
      return proxyResult(problemAnswer(mended(error), { requestId: requestIdOf(event), log }));
    }
  };

  /** What cannot be written down is not done; the caller may have given an id that tells who somebody is. */
  function mended(error: unknown): unknown {
    if (!(error instanceof AuditEventError)) return error;
    log.error('act-not-writable', { paths: error.problems.map(({ path }) => path) });
    return new RequestError(
      400,
      {
        code: 'not-writable',
        title: 'The act cannot be written down.',
        detail:
          'An id or a name in the body looks like an identifier of a person: send opaque ids.',
      },
      { cause: error },
    );
  }
}

type Endpoint = (body: unknown, act: Act) => Promise<Plan<unknown>>;

/** Each operation with the check of its body: from here on both have one type. */
function endpointsOf<F extends ApiFunction>({
  operations,
  validators,
}: Pick<DoorProps<F>, 'operations' | 'validators'>): ReadonlyMap<string, Endpoint> {
  const checks: Readonly<Record<string, Validator<unknown> | undefined>> = validators;
  const entries = Object.entries<Operation<never, unknown>>(operations);
  return new Map(
    entries.map(([id, operation]) => {
      const check = checks[id];
      // The types of both tables say that they belong together.
      const checked = (body: unknown): never =>
        (check === undefined ? undefined : checkedBody(check, body)) as never;
      return [id, async (body, act) => operation(checked(body), act)];
    }),
  );
}

function answerOf({ status = 200, ...rest }: Reply<unknown>): ApiAnswer {
  const { body } = rest;
  return {
    ...rest,
    status,
    body: typeof body === 'object' && body !== null ? body : String(body),
  };
}

/** API Gateway was told to bring it here, and it is answered by another function. */
function elsewhere(): RequestError {
  return new RequestError(404, {
    code: 'no-such-operation',
    title: 'There is no such operation.',
    detail: 'This function does not answer it: deploy the Api stack again.',
  });
}

import { isOpaqueId } from '../audit/opaque';
import type { FieldProblem } from './generated/types';
import { MOST_ERRORS, RequestError } from './problem';
import type { Validator } from './shape';
import { problemsIn } from './shape';

/**
 * Checks a body by the schema of its operation. This is the check that counts: the one of API Gateway
 * only looks at the shape, and an emulator has none.
 *
 * @throws RequestError 400 with everything that is wrong
 */
export function checkedBody<B>({ shape }: Validator<B>, body: unknown): B {
  const errors = problemsIn(shape, body);
  if (errors.length > 0) throw invalidBody(errors);
  // Types and validators are made from one schema: what has the shape is of the type.
  return body as B;
}

/** For what an operation finds out itself, beyond the schema. */
export function invalidBody(errors: readonly FieldProblem[]): RequestError {
  const more = errors.length - MOST_ERRORS;
  return new RequestError(400, {
    code: 'invalid-body',
    title: 'The body is not what the operation expects.',
    detail: `Mend what errors lists, and send the request again.${more > 0 ? ` ${String(more)} more are not listed.` : ''}`,
    errors: errors.slice(0, MOST_ERRORS),
  });
}

/**
 * Takes ids of a caller only where an audit event takes them: what cannot be written down is not done.
 *
 * @param ids by their pointers, such as `/member/id`
 * @throws RequestError 400
 */
export function checkOpaque(ids: Readonly<Record<string, string | undefined>>): void {
  const wrong = Object.entries(ids).filter(([, id]) => id !== undefined && !isOpaqueId(id));
  if (wrong.length === 0) return;
  throw invalidBody(
    wrong.map(([pointer]) => ({
      pointer: `#${pointer}`,
      detail: 'looks like an identifier of a person, expected an opaque id.',
    })),
  );
}

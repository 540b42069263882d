import type { FieldProblem } from './generated/types';
import type { Validator, Violation } from './generated/validators';
import { EXPECTED } from './generated/validators';
import { MOST_ERRORS, RequestError } from './problem';

/**
 * Checks a body by the schema of its operation. This is the check that counts: the one of API Gateway
 * only looks at the shape, and an emulator has none.
 *
 * @throws RequestError 400 with everything that is wrong: where, and what is expected, never what
 *   stands there, nor a name that the caller chose
 */
export function checkedBody<B>(validator: Validator<B>, body: unknown): B {
  if (validator(body)) return body;
  throw invalidBody(problemsIn(validator.errors ?? []));
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

/** The first problem of each place, and the unknown fields of an object as one. */
function problemsIn(violations: readonly Violation[]): readonly FieldProblem[] {
  const found = new Map<string, string>();
  const unknownFields = new Map<string, number>();
  for (const violation of violations) {
    const { instancePath, keyword, params } = violation;
    if (keyword === 'additionalProperties') {
      unknownFields.set(instancePath, (unknownFields.get(instancePath) ?? 0) + 1);
    } else {
      const missing = keyword === 'required' ? `/${String(params['missingProperty'])}` : '';
      const path = `${instancePath}${missing}`;
      if (!found.has(path)) found.set(path, sentenceFor(violation));
    }
  }
  for (const [path, count] of unknownFields) {
    const fields = count === 1 ? 'a field' : `${String(count)} fields`;
    found.set(path, `has ${fields} that api/openapi.yaml does not have.`);
  }
  return [...found].map(([path, detail]) => ({ pointer: `#${path}`, detail }));
}

const TYPES: Readonly<Record<string, string>> = {
  object: 'an object',
  array: 'a list',
  string: 'a text',
  integer: 'a whole number',
  boolean: 'true or false',
};

function sentenceFor({ keyword, params }: Violation): string {
  const limit = String(params['limit']);
  switch (keyword) {
    case 'required':
      return 'is missing.';
    case 'type':
      return `expected ${TYPES[String(params['type'])] ?? 'another type'}.`;
    case 'enum':
      return `expected one of ${(params['allowedValues'] as readonly string[]).join(', ')}.`;
    case 'pattern':
      return `expected ${EXPECTED.get(String(params['pattern'])) ?? 'another form'}.`;
    case 'minLength':
      return `expected at least ${limit} characters.`;
    case 'maxLength':
      return `expected at most ${limit} characters.`;
    case 'minItems':
      return `expected at least ${limit} entries.`;
    case 'maxItems':
      return `expected at most ${limit} entries.`;
    case 'minimum':
      return `expected at least ${limit}.`;
    case 'maximum':
      return `expected at most ${limit}.`;
    default:
      return 'is not as api/openapi.yaml says.';
  }
}

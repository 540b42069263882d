import type { FieldProblem } from '../../shared/http/generated/types';
import { invalidBody } from '../../shared/http/validate';

/** Of some fields exactly one is expected: what the schema cannot say. */
export interface OneOf {
  /** Of the object that has the fields, such as `#/items/0`. */
  readonly pointer: string;
  readonly given: Readonly<Record<string, unknown>>;
}

/** @throws RequestError 400 */
export function checkOneOf(objects: readonly OneOf[]): void {
  const problems = objects.flatMap(({ pointer, given }): readonly FieldProblem[] => {
    const names = Object.keys(given);
    const present = names.filter((name) => given[name] !== undefined);
    if (present.length === 1) return [];
    const [at = ''] = present.length === 0 ? names : present;
    const found = present.length === 0 ? 'is missing' : 'does not stand alone';
    return [
      { pointer: `${pointer}/${at}`, detail: `${found}: expected one of ${names.join(' and ')}.` },
    ];
  });
  if (problems.length > 0) throw invalidBody(problems);
}

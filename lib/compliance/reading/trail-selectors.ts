import type { JsonObject } from './zone-view';
import { isObject } from './zone-view';

/**
 * Advanced event selectors of CloudTrail, as CloudTrail evaluates them.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/filtering-data-events.html
 */

/** Yes, no, or not to be told from the template. */
export type Answer = 'yes' | 'no' | 'unknown';

/** A condition on one field of an event. Its values are texts, or undefined where one cannot be read. */
export interface FieldSelector {
  readonly field: string;
  readonly conditions: readonly FieldCondition[];
}

export interface FieldCondition {
  readonly operator: Operator;
  readonly values: readonly (string | undefined)[];
}

/** At the end of a field of an event: goes on with a text that the template does not say. */
export const AND_MORE = '\uE000';

export type Operator = (typeof OPERATORS)[number];

const OPERATORS = [
  'Equals',
  'StartsWith',
  'EndsWith',
  'NotEquals',
  'NotStartsWith',
  'NotEndsWith',
] as const;

/** Whether an operator takes events out, instead of choosing them. */
export function deselects(operator: Operator): boolean {
  return operator.startsWith('Not');
}

/** Reads one selector of a template; undefined when it has a form that is not known. */
export function readSelector(
  selector: JsonObject,
  textOf: (field: string, value: unknown) => string | undefined,
): readonly FieldSelector[] | undefined {
  const { FieldSelectors: fields } = selector;
  if (!Array.isArray(fields) || fields.length === 0) return undefined;
  const read = (fields as readonly unknown[]).map((field) => readField(field, textOf));
  return read.every((field) => field !== undefined) ? read : undefined;
}

/** Whether a selector chooses an event: every one of its fields has to. */
export function selects(
  selector: readonly FieldSelector[],
  event: Readonly<Record<string, string>>,
): Answer {
  return all(selector.map(({ field, conditions }) => chooses(conditions, event[field])));
}

/** Of the operators that choose, one is enough; of those that take out, none may apply. */
function chooses(conditions: readonly FieldCondition[], actual: string | undefined): Answer {
  const answers = (deselecting: boolean): readonly Answer[] =>
    conditions
      .filter(({ operator }) => deselects(operator) === deselecting)
      .flatMap(({ operator, values }) =>
        values.map((value) => compare(operator.replace('Not', ''), actual, value)),
      );
  const chosen = answers(false);
  return all([
    ...(chosen.length === 0 ? [] : [not(all(chosen.map(not)))]),
    ...answers(true).map(not),
  ]);
}

function compare(operator: string, actual: string | undefined, value: string | undefined): Answer {
  if (actual === undefined || value === undefined) return 'unknown';
  if (actual.endsWith(AND_MORE)) {
    const known = actual.slice(0, -AND_MORE.length);
    if (operator === 'StartsWith' && known.startsWith(value)) return 'yes';
    return operator === 'EndsWith' || value.startsWith(known) ? 'unknown' : 'no';
  }
  const holds =
    operator === 'Equals'
      ? actual === value
      : operator === 'StartsWith'
        ? actual.startsWith(value)
        : actual.endsWith(value);
  return holds ? 'yes' : 'no';
}

function all(answers: readonly Answer[]): Answer {
  if (answers.includes('no')) return 'no';
  return answers.includes('unknown') ? 'unknown' : 'yes';
}

function not(answer: Answer): Answer {
  return answer === 'unknown' ? answer : answer === 'yes' ? 'no' : 'yes';
}

function readField(
  value: unknown,
  textOf: (field: string, value: unknown) => string | undefined,
): FieldSelector | undefined {
  if (!isObject(value)) return undefined;
  const { Field: field, ...rest } = value;
  if (typeof field !== 'string') return undefined;
  const given = Object.entries(rest).filter(([, values]) => values !== undefined);
  const conditions = given.map(([key, values]) => {
    const operator = OPERATORS.find((known) => known === key);
    return operator === undefined || !Array.isArray(values)
      ? undefined
      : {
          operator,
          values: (values as readonly unknown[]).map((entry) => textOf(field, entry)),
        };
  });
  return conditions.length > 0 && conditions.every((condition) => condition !== undefined)
    ? { field, conditions }
    : undefined;
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { ROOT } from '../support/root';

/**
 * A small evaluator of IAM policies, for the subset that the files of `bootstrap/` use. What it does
 * not know (NotAction, policy variables, another condition operator) it refuses to load or to judge,
 * so that a test never passes on a statement that was not read.
 */

const oneOrMore = z
  .union([z.string(), z.array(z.string()).min(1)])
  .transform((value): readonly string[] => (typeof value === 'string' ? [value] : value))
  .refine((values) => values.every((value) => !value.includes('${')), 'no policy variables here');

const policySchema = z.strictObject({
  Version: z.literal('2012-10-17'),
  Statement: z.array(
    z.strictObject({
      Sid: z.string().regex(/^[A-Za-z0-9]+$/),
      Effect: z.enum(['Allow', 'Deny']),
      Action: oneOrMore,
      Resource: oneOrMore,
      Condition: z.record(z.string(), z.record(z.string(), oneOrMore)).default({}),
    }),
  ),
});

export type Policy = z.output<typeof policySchema>;
export type Statement = Policy['Statement'][number];

/** One call to AWS, as IAM sees it. */
export interface Call {
  readonly action: string;
  readonly resource: string;
  /** Condition keys, spelled as in the policies. */
  readonly context?: Readonly<Record<string, string | readonly string[]>>;
}

/** `implicit deny` is the answer when no statement matches. */
export type Verdict = 'allow' | 'deny' | 'implicit deny';

/** Text of a file of `bootstrap/`. */
export function policyText(name: string): string {
  return readFileSync(join(ROOT, 'bootstrap', `${name}.json`), 'utf8');
}

export function loadPolicy(name: string): Policy {
  return policySchema.parse(JSON.parse(policyText(name)));
}

/** What policies of one kind say together: a deny wins. */
export function judge(policies: readonly Policy[], call: Call): Verdict {
  const matching = policies
    .flatMap(({ Statement }) => Statement)
    .filter((statement) => applies(statement, call));
  if (matching.some(({ Effect }) => Effect === 'Deny')) return 'deny';
  return matching.length > 0 ? 'allow' : 'implicit deny';
}

function applies(statement: Statement, call: Call): boolean {
  const { Action, Resource, Condition } = statement;
  return (
    Action.some((pattern) => like(pattern.toLowerCase(), call.action.toLowerCase())) &&
    Resource.some((pattern) => arnLike(pattern, call.resource)) &&
    Object.entries(Condition).every(([operator, keys]) =>
      Object.entries(keys).every(([key, expected]) =>
        holds(operator, expected, call.context?.[key]),
      ),
    )
  );
}

type Comparison = (expected: string, actual: string) => boolean;

/** Operators that hold when one expected value fits, and not when the key is absent. */
const COMPARISONS: Readonly<Record<string, Comparison>> = {
  StringEquals: (expected, actual) => expected === actual,
  StringEqualsIgnoreCase: (expected, actual) => expected.toLowerCase() === actual.toLowerCase(),
  StringLike: like,
  ArnLike: arnLike,
  Bool: (expected, actual) => expected.toLowerCase() === actual.toLowerCase(),
  NumericLessThan: (expected, actual) => Number(actual) < Number(expected),
};

function holds(
  operator: string,
  expected: readonly string[],
  actual: string | readonly string[] | undefined,
): boolean {
  const anyOf = operator.startsWith('ForAnyValue:');
  if (Array.isArray(actual) && !anyOf) throw new Error(`${operator} with several values`);
  const actuals = actual === undefined ? [] : [actual].flat();
  if (operator === 'Null') return expected.includes(String(actual === undefined));
  if (operator === 'ArnNotLike') return !some(arnLike, expected, actuals);
  if (operator === 'StringNotEquals') {
    return !some((wanted, given) => wanted === given, expected, actuals);
  }
  if (operator === 'StringNotLike') return !some(like, expected, actuals);
  const comparison = COMPARISONS[operator.replace('ForAnyValue:', '')];
  if (comparison === undefined) throw new Error(`unknown condition operator ${operator}`);
  return some(comparison, expected, actuals);
}

function some(compare: Comparison, expected: readonly string[], actual: readonly string[]) {
  return expected.some((value) => actual.some((given) => compare(value, given)));
}

/** Of which there are few, and calls are many. */
const compiled = new Map<string, RegExp>();

/** `*` is any text, `?` any one character. */
function like(pattern: string, text: string): boolean {
  if (!/[*?]/.test(pattern)) return pattern === text;
  const expression = compiled.get(pattern) ?? expressionOf(pattern);
  compiled.set(pattern, expression);
  return expression.test(text);
}

function expressionOf(pattern: string): RegExp {
  const source = pattern
    .replaceAll(/[.+^$()|[\]{}\\]/g, String.raw`\$&`)
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 's');
}

/** Part by part: the first five parts of an ARN end at a colon, the sixth is the rest. */
function arnLike(pattern: string, arn: string): boolean {
  if (pattern === '*') return true;
  const patterns = parts(pattern);
  const given = parts(arn);
  return given.length === 6 && given.every((part, index) => like(patterns[index] ?? '', part));
}

function parts(arn: string): readonly string[] {
  const split = arn.split(':');
  return split.length < 6 ? [] : [...split.slice(0, 5), split.slice(5).join(':')];
}

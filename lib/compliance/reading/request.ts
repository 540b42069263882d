import type { Subject } from '../evaluation';
import type { Condition, Statement } from './policy';
import { coversAction, isForEverybody, matches } from './policy';
import { textOf, THIS_ACCOUNT } from './value-text';
import type { ZoneView } from './zone-view';

/**
 * What AWS would say of a request, by condition key in small letters; `undefined` of a key that the
 * request lacks. A key that is not here could be anything.
 */
export type RequestContext = ReadonlyMap<string, string | undefined>;

/**
 * Whether a policy refuses an action on the resource that it is put on, to whoever asks in a context.
 * By what its statements do: one with a condition that cannot be judged is taken for one that does
 * nothing. Read once for many contexts.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export function refusalOf(
  zone: ZoneView,
  policy: Subject,
  statements: readonly Statement[],
  action: string,
): (context: RequestContext) => boolean {
  const denials = statements
    .filter(
      (statement) =>
        statement.effect === 'Deny' &&
        isForEverybody(statement) &&
        !statement.inverted.has('Resource') &&
        statement.resources.includes('*') &&
        coversAction(statement, action),
    )
    .map(({ conditions }) => conditions.map((condition) => testOf(zone, policy, condition)));
  return (context) => denials.some((tests) => tests.every((holds) => holds(context)));
}

/** A principal as text with the account of the zone and one partition; undefined when it cannot be read. */
export function principalText(zone: ZoneView, policy: Subject, value: unknown): string | undefined {
  const { account } = zone.expectations;
  const role = zone.follow(policy, value);
  if (role?.type === 'AWS::IAM::Role') {
    const { Path: path = '/', RoleName: name = role.logicalId } = role.properties;
    return `arn:aws:iam::${account}:role${String(path)}${String(name)}`;
  }
  return textOf(zone, policy, value)
    ?.replaceAll(THIS_ACCOUNT, account)
    .replace(/^arn:[^:]+:/, 'arn:aws:');
}

const OPERATOR =
  /^(?<kind>String|Arn|Bool|NumericLessThan)(?<not>Not)?(?<how>Equals|Like)?(?<optional>IfExists)?$/;

/** Whether a condition holds in a context, for certain. */
function testOf(
  zone: ZoneView,
  policy: Subject,
  { operator, key, values }: Condition,
): (context: RequestContext) => boolean {
  if (operator === 'Null') {
    const [isAbsent, ...more] = values.map(String);
    return (context) =>
      context.has(key) && more.length === 0 && isAbsent === String(context.get(key) === undefined);
  }
  const { kind, not, how, optional } = OPERATOR.exec(operator)?.groups ?? {};
  if (kind === undefined) return () => false;
  const wanted = values.map((value) => principalText(zone, policy, value));
  return (context) => {
    if (!context.has(key)) return false;
    const found = context.get(key);
    if (found === undefined) return optional !== undefined || not !== undefined;
    const met = wanted.map((text) => meets(found, text, kind, how));
    // An exception that cannot be read could be for anybody.
    return not === undefined ? met.includes(true) : met.every((one) => one === false);
  };
}

/** Whether a value is what a condition wants; undefined when that cannot be said. */
function meets(
  found: string,
  wanted: string | undefined,
  kind: string,
  how: string | undefined,
): boolean | undefined {
  if (wanted === undefined) return undefined;
  if (kind === 'NumericLessThan') {
    return how === 'Equals' ? Number(found) <= Number(wanted) : Number(found) < Number(wanted);
  }
  if (kind === 'Arn') return wanted.split(':').length < 6 ? undefined : matches(wanted, found);
  return how === 'Like' ? matches(wanted, found) : wanted === found;
}

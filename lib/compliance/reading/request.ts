import type { Subject } from '../evaluation';
import type { Condition, Statement } from './policy';
import { coversAction, isForEverybody, matches } from './policy';
import { textOf, THIS_ACCOUNT } from './value-text';
import type { ZoneView } from './zone-view';

/** A request that somebody could make, as far as it is known. */
export interface Request {
  readonly action: string;
  /**
   * What AWS would say of it, by condition key in small letters; `undefined` of a key that the
   * request lacks. A key that is not here could be anything.
   */
  readonly context: ReadonlyMap<string, string | undefined>;
}

/**
 * Whether a policy refuses a request on the resource that it is put on. By what its statements do:
 * one with a condition that cannot be judged is taken for one that does nothing.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export function isRefused(
  zone: ZoneView,
  policy: Subject,
  statements: readonly Statement[],
  { action, context }: Request,
): boolean {
  return statements.some(
    (statement) =>
      statement.effect === 'Deny' &&
      isForEverybody(statement) &&
      coversAction(statement, action) &&
      !statement.inverted.has('Resource') &&
      statement.resources.includes('*') &&
      statement.conditions.every((condition) => holds(zone, policy, condition, context)),
  );
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

function holds(
  zone: ZoneView,
  policy: Subject,
  { operator, key, values }: Condition,
  context: Request['context'],
): boolean {
  if (!context.has(key)) return false;
  const found = context.get(key);
  if (operator === 'Null')
    return values.length === 1 && String(values[0]) === String(found === undefined);
  const { kind, not, how, optional } = OPERATOR.exec(operator)?.groups ?? {};
  if (kind === undefined) return false;
  if (found === undefined) return optional !== undefined || not !== undefined;
  const wanted = values.map((value) => principalText(zone, policy, value));
  const met = wanted.map((text) => {
    if (text === undefined) return undefined;
    if (kind === 'NumericLessThan') {
      return how === 'Equals' ? Number(found) <= Number(text) : Number(found) < Number(text);
    }
    if (kind === 'Arn') return text.split(':').length < 6 ? undefined : matches(text, found);
    return how === 'Like' ? matches(text, found) : text === found;
  });
  if (not === undefined) return met.includes(true);
  // An exception that cannot be read could be for anybody.
  return met.every((one) => one === false);
}

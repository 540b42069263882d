import type { Subject } from '../../../compliance/evaluation';
import type { Condition, Statement } from '../../../compliance/reading/policy';
import { actorOf } from './names';
import { shown } from './shown';
import type { EvidenceZone } from '../../zone/evidence-zone';

/** Statements of policies as a person reads them. */

const OPERATOR =
  /^(?:(?<set>ForAllValues|ForAnyValue):)?(?<kind>String|Arn|Bool|Numeric|Date|IpAddress|NotIpAddress|Binary)(?<how>\w*?)(?<optional>IfExists)?$/;

const HOW: Readonly<Record<string, string>> = {
  '': 'is',
  Equals: 'is',
  EqualsIgnoreCase: 'is (in any case)',
  Like: 'is like',
  NotEquals: 'is not',
  NotEqualsIgnoreCase: 'is not (in any case)',
  NotLike: 'is not like',
  LessThan: 'is less than',
  LessThanEquals: 'is at most',
  GreaterThan: 'is more than',
  GreaterThanEquals: 'is at least',
};

/** Conditions in words, all of which must hold: `aws:SourceVpc is Network/Vpc; kms:ViaService is absent`. */
export function conditionsText(
  zone: EvidenceZone,
  policy: Subject,
  conditions: readonly Condition[],
): string {
  return conditions.map((condition) => conditionText(zone, policy, condition)).join('; ');
}

function conditionText(
  zone: EvidenceZone,
  policy: Subject,
  { operator, written, values }: Condition,
): string {
  const texts = values.map((value) => shown(zone, policy, value));
  if (operator === 'Null') {
    return `${written} is ${texts.join() === 'true' ? 'absent' : 'present'}`;
  }
  const { set, kind = '', how = '', optional } = OPERATOR.exec(operator)?.groups ?? {};
  const words = HOW[how];
  // An operator of which this knows nothing stands as it is written.
  if (kind === '' || words === undefined) return `${written} ${operator} ${texts.join(' or ')}`;
  const verb = kind === 'NotIpAddress' ? 'is not' : words;
  const subject =
    set === undefined ? written : `${set === 'ForAllValues' ? 'every' : 'one'} of ${written}`;
  // Of several values one is enough to be met, and none may be met where it is denied.
  const list = texts.join(verb.startsWith('is not') ? ' nor ' : ' or ');
  return `${subject} ${verb} ${list}${optional === undefined ? '' : ', or it is absent'}`;
}

/** Actions of a statement: `kms:Decrypt, kms:GenerateDataKey`. */
export function actionsText({ actions, inverted }: Statement): string {
  return `${inverted.has('Action') ? 'everything but ' : ''}${[...actions].toSorted().join(', ')}`;
}

/** Resources of a statement, each by itself. */
export function resourceTexts(
  zone: EvidenceZone,
  policy: Subject,
  { resources, inverted }: Statement,
): readonly string[] {
  const texts = resources.map((resource) => shown(zone, policy, resource));
  return inverted.has('Resource') ? [`everything but ${texts.join(', ')}`] : texts;
}

/** Principals of a statement. */
export function principalsText(
  zone: EvidenceZone,
  policy: Subject,
  { principals, inverted }: Statement,
): string {
  const texts = principals.map(({ value }) => {
    const role = zone.follow(policy, value);
    if (role?.type === 'AWS::IAM::Role') return actorOf(role);
    return value === '*' ? 'everybody' : shown(zone, policy, value);
  });
  return `${inverted.has('Principal') ? 'everybody but ' : ''}${texts.join(', ')}`;
}

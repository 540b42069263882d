import type { Principal, Statement } from '../../../compliance/reading/policy';
import { coversAction, statementsIn } from '../../../compliance/reading/policy';
import { principalText } from '../../../compliance/reading/request';
import type { ResourceView } from '../../../compliance/reading/zone-view';
import { isOwnAccount } from './principals';
import type { EvidenceZone } from '../../zone/evidence-zone';

/** What the policy of a key says, and how it is known. */
export interface KeyPolicy {
  /** None when it cannot be read, or is that of AWS. */
  readonly statements: readonly Statement[];
  /**
   * `default`: the template has none, and AWS makes one that leaves all to IAM of the account.
   * https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
   */
  readonly state: 'read' | 'default' | 'unread';
}

/** In place of what a policy says. */
export const UNREAD = 'the policy could not be read: look at the template';

/** The policy of a key. */
export function keyPolicyOf({ type, properties }: ResourceView): KeyPolicy {
  const { KeyPolicy: policy } = properties;
  if (policy === undefined && type === 'AWS::KMS::Key') return { statements: [], state: 'default' };
  const statements = statementsIn(policy);
  return statements === undefined
    ? { statements: [], state: 'unread' }
    : { statements, state: 'read' };
}

/** Whether policies of IAM may count for an action on a key: its own leaves it to the account, or is not known. */
export function delegatesToIam(zone: EvidenceZone, key: ResourceView, action: string): boolean {
  const { statements, state } = keyPolicyOf(key);
  return (
    state !== 'read' ||
    statements.some(
      (statement) =>
        statement.effect === 'Allow' &&
        coversAction(statement, action) &&
        delegates(zone, key, statement),
    )
  );
}

/** Whether a statement is for the account of the zone, or may be, under whichever condition. */
function delegates(
  zone: EvidenceZone,
  key: ResourceView,
  { principals, inverted }: Statement,
): boolean {
  const isOwn = (principal: Principal): boolean => isOwnAccount(zone, key, principal);
  return inverted.has('Principal')
    ? !principals.some(isOwn)
    : principals.some(
        (principal) => isOwn(principal) || principalText(zone, key, principal.value) === undefined,
      );
}

import type { Principal, Statement } from '../../../compliance/reading/policy';
import { principalText } from '../../../compliance/reading/request';
import type { ResourceView } from '../../../compliance/reading/zone-view';
import { actorOf } from './names';
import { shown } from './shown';
import { principalsText } from './statement-text';
import type { EvidenceZone } from '../../zone/evidence-zone';

/** Somebody whom a statement of a policy of a resource is for. */
export interface Named {
  readonly who: string;
  /**
   * `own`: the account of the zone, whose IAM decides; `everybody`: whoever meets the conditions;
   * `role`: one of the templates; `service`: one of AWS; `other`: anybody else.
   */
  readonly kind: 'own' | 'everybody' | 'role' | 'service' | 'other';
}

/** Whom a statement is for, each by itself; of one with NotPrincipal all but those at once. */
export function namedIn(
  zone: EvidenceZone,
  policy: ResourceView,
  statement: Statement,
): readonly Named[] {
  return statement.inverted.has('Principal')
    ? [{ who: principalsText(zone, policy, statement), kind: 'everybody' }]
    : statement.principals.map((principal) => named(zone, policy, principal));
}

/** The account of the zone, as somebody to whom a policy leaves it. */
export function accountText({ expectations: { account } }: EvidenceZone): string {
  return `account ${account}: whom its IAM policies allow`;
}

/** Whether a principal is the account of the zone. */
export function isOwnAccount(
  zone: EvidenceZone,
  policy: ResourceView,
  { kind, value }: Principal,
): boolean {
  const { account } = zone.expectations;
  const text = principalText(zone, policy, value);
  return kind === 'AWS' && (text === account || text === `arn:aws:iam::${account}:root`);
}

function named(zone: EvidenceZone, policy: ResourceView, principal: Principal): Named {
  const { kind, value } = principal;
  if (value === '*') return { who: 'everybody', kind: 'everybody' };
  if (kind === 'Service') return { who: shown(zone, policy, value), kind: 'service' };
  if (isOwnAccount(zone, policy, principal)) return { who: accountText(zone), kind: 'own' };
  const role = zone.follow(policy, value);
  if (role?.type === 'AWS::IAM::Role') return { who: actorOf(role), kind: 'role' };
  const text = shown(zone, policy, value);
  const [, account] = /^(?:arn:[\w-]+:iam::)?(\d{12})(?::root)?$/.exec(text) ?? [];
  return { who: account === undefined ? text : `account ${account}`, kind: 'other' };
}

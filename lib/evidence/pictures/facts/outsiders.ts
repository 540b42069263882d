import type { Principal, Statement } from '../../../compliance/reading/policy';
import {
  hasWildcardPrincipal,
  isTiedToOwner,
  namesItsPrincipals,
  statementsIn,
} from '../../../compliance/reading/policy';
import { policyDocuments } from '../../../compliance/reading/resource-policies';
import type { ResourceView } from '../../../compliance/reading/zone-view';
import { shown } from '../../inventories/reading/shown';
import { policiesOf } from '../../zone/actor-policies';
import type { EvidenceZone } from '../../zone/evidence-zone';
import type { Flow } from './flow';
import { idOf } from './labels';
import { rightsOf } from './rights';

/** Somebody that is not of this account, and what a policy of the zone lets him do. */
export interface Outsider {
  /** `anybody`, or what the policy calls him. */
  readonly who: string;
  /** The policy, the resource that it stands on, or the role that he may become. */
  readonly on: ResourceView;
  readonly actions: readonly string[];
}

/** Everybody outside of the account whom a policy of a resource, or the trust of a role, lets in. */
export function outsiders(zone: EvidenceZone): readonly Outsider[] {
  return zone.resources.flatMap((policy) =>
    policyDocuments(policy).flatMap((document) => {
      const statements = statementsIn(document);
      if (statements === undefined) {
        return [{ who: 'whom a policy lets in that cannot be read', on: policy, actions: [] }];
      }
      return statements
        .filter(({ effect }) => effect === 'Allow')
        .flatMap((statement) => letIn(zone, policy, statement));
    }),
  );
}

function letIn(
  zone: EvidenceZone,
  policy: ResourceView,
  statement: Statement,
): readonly Outsider[] {
  const { actions, principals } = statement;
  // What a condition ties to this account or its organization is not from outside.
  if (isTiedToOwner(zone, policy, statement)) return [];
  const on = guarded(zone, policy);
  if (hasWildcardPrincipal(statement)) return [{ who: 'anybody', on, actions }];
  return principals
    .filter((principal) => isOutside(zone, policy, statement, principal))
    .map(({ value }) => ({ who: shown(zone, policy, value), on, actions }));
}

/** Services are AWS itself; who signs in elsewhere is always outside. */
function isOutside(
  zone: EvidenceZone,
  policy: ResourceView,
  statement: Statement,
  principal: Principal,
): boolean {
  if (principal.kind === 'Service') return false;
  return (
    principal.kind !== 'AWS' ||
    !namesItsPrincipals(zone, policy, { ...statement, principals: [principal] })
  );
}

/** What a policy stands before: the policy itself where it names nothing of the zone. */
function guarded(zone: EvidenceZone, policy: ResourceView): ResourceView {
  const { Bucket, Queues, Queue, Topics, TopicArn, FunctionName } = policy.properties;
  const values = [Bucket, Queues, Queue, Topics, TopicArn, FunctionName].filter(
    (value) => value !== undefined,
  );
  return zone.mentioned(policy, values)[0] ?? policy;
}

/** Somebody who is no function, and what his policies let him do to stores, topics and keys. */
export interface Actor {
  readonly actor: ResourceView;
  readonly flows: readonly Flow[];
  /** Policies whose text is in no template. */
  readonly elsewhere: readonly string[];
}

/** Users of IAM, and roles that somebody outside of the account may become. */
export function actors(zone: EvidenceZone): readonly Actor[] {
  const roles = new Set(
    outsiders(zone)
      .map(({ on }) => on)
      .filter(({ type }) => type === 'AWS::IAM::Role'),
  );
  return [...zone.ofType('AWS::IAM::User'), ...zone.ofType('AWS::IAM::Group'), ...roles].map(
    (actor) => ({
      actor,
      flows: rightsOf(zone, actor, idOf(actor)),
      elsewhere: policiesOf(zone, actor).elsewhere.map((value) => shown(zone, actor, value)),
    }),
  );
}

import { at } from '../../compliance/reading/json';
import { listOf } from '../../compliance/reading/policy';
import { isSame } from '../../compliance/reading/value-text';
import type { ResourceView } from '../../compliance/reading/zone-view';
import type { EvidenceZone } from './evidence-zone';

/** A policy document, and where it stands. */
export interface AttachedDocument {
  /** The resource whose references stand in it: the role itself for one that is written into it. */
  readonly policy: ResourceView;
  readonly document: unknown;
}

/** All policies of a role, user or group. */
export interface ActorPolicies {
  readonly documents: readonly AttachedDocument[];
  /** Policies whose text is in no template, such as those that AWS writes, as the template names them. */
  readonly elsewhere: readonly unknown[];
}

/** Every policy that a role, user or group of the zone has, whichever side names the other. */
export function policiesOf(zone: EvidenceZone, actor: ResourceView): ActorPolicies {
  const word = actor.type.replace('AWS::IAM::', '');
  const { [`${word}Name`]: name } = actor.properties;
  const names = (policy: ResourceView, value: unknown): boolean =>
    isSame(zone.follow(policy, value), actor) || (value !== undefined && value === name);
  const attached = [
    ...['AWS::IAM::ManagedPolicy', 'AWS::IAM::Policy']
      .flatMap((type) => zone.ofType(type))
      .filter((policy) =>
        listOf(policy.properties[`${word}s`]).some((value) => names(policy, value)),
      ),
    ...zone
      .ofType(`AWS::IAM::${word}Policy`)
      .filter((policy) => names(policy, policy.properties[`${word}Name`])),
  ];
  const given = listOf(actor.properties['ManagedPolicyArns']).map((value) => ({
    value,
    policy: zone.follow(actor, value),
  }));
  const policies = [...attached, ...given.flatMap(({ policy }) => policy ?? [])].filter(
    (policy, index, all) => all.findIndex((other) => isSame(other, policy)) === index,
  );
  return {
    documents: [
      ...listOf(actor.properties['Policies']).map((inline) => ({
        policy: actor,
        document: at(inline, 'PolicyDocument'),
      })),
      ...policies.map((policy) => ({ policy, document: policy.properties['PolicyDocument'] })),
    ],
    elsewhere: given.filter(({ policy }) => policy === undefined).map(({ value }) => value),
  };
}

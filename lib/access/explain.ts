import type { Decision } from '../../lambda/access/decision';
import type { Engine } from '../../lambda/access/engine';
import type { Policy } from '../../lambda/access/engine-policies';
import type { Asker, Question } from '../../lambda/access/question';
import type { Needs } from './needs';
import { needsOf } from './needs';

/** What stands against a question whatever else holds, and can be lifted. */
export type Hindrance = 'inactive' | 'other-tenant' | 'restricted' | 'service-not-permitted';

export interface Explanation {
  readonly decision: Decision;
  /** Policies that made it. None when nothing permits. */
  readonly policies: readonly Policy[];
  /** What would have to go. */
  readonly hindrances: readonly Hindrance[];
  /** What would have to be given then, any one of these; none: nothing would do. */
  readonly needs: Needs;
}

/** A decision, what made it, and when it was denied what would turn it. */
export function explain(
  engine: Engine,
  policies: readonly Policy[],
  question: Question,
): Explanation {
  const decision = engine.decide(question);
  return {
    decision,
    policies: decision.policies.flatMap((id) => policies.find((policy) => policy.id === id) ?? []),
    hindrances: hindrancesOf(question),
    needs: needsOf(engine, unhindered(question)),
  };
}

function hindrancesOf(question: Question): readonly Hindrance[] {
  const { principal, action, resource, active, restricted } = question;
  const service = principal.kind === 'service' ? principal : principal.via;
  const present: Readonly<Record<Hindrance, boolean>> = {
    inactive: !active,
    'other-tenant': principal.tenant !== resource.tenant,
    restricted,
    'service-not-permitted': service !== undefined && !service.may.includes(action),
  };
  const names: readonly Hindrance[] = [
    'inactive',
    'other-tenant',
    'restricted',
    'service-not-permitted',
  ];
  return names.filter((name) => present[name]);
}

function unhindered(question: Question): Question {
  const { principal, action, resource } = question;
  const named = <S extends { readonly may: readonly string[] }>(service: S): S => ({
    ...service,
    may: [action],
  });
  const asker: Asker =
    principal.kind === 'service'
      ? named(principal)
      : { ...principal, ...(principal.via === undefined ? {} : { via: named(principal.via) }) };
  return {
    ...question,
    principal: asker,
    resource: { ...resource, tenant: principal.tenant },
    restricted: false,
    active: true,
  };
}

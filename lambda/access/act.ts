import type { Person, Principal } from '../identity/principal';
import type { AuditDraft } from '../shared/audit/event';
import { SERVICE_ROLE } from './question';

/** One call, by somebody who is known: what each event of it says. */
export interface Act<By extends Principal = Principal> {
  readonly by: By;
  readonly written: Written<ActorOf<By>>;
}
export type PersonAct = Act<Person>;

/** Fields that all events of a call have. */
export interface Written<Actor> {
  readonly tenant: string;
  readonly requestId: string;
  readonly actor: Actor;
  readonly sourceIp?: string;
  readonly userAgent?: string;
}

/** A person in a session, as an event names him. */
export type PersonActor = Extract<AuditDraft, { type: 'break-glass-review' }>['actor'];
/** Whoever is signed in, as an event names him. */
export type SignedInActor = Extract<AuditDraft, { type: 'amendment-request' }>['actor'];
type ActorOf<By extends Principal> = By extends Person ? PersonActor : SignedInActor;

/** Where a call came from. */
export interface Origin {
  readonly requestId: string;
  /** In a form that an audit event takes. */
  readonly sourceIp?: string;
  /** As an audit event keeps it. */
  readonly userAgent?: string;
}

export function actOf(by: Principal, origin: Origin): Act {
  return by.kind === 'person'
    ? personAct(by, origin)
    : {
        by,
        written: written(by.tenant, origin, { kind: 'service', id: by.id, role: SERVICE_ROLE }),
      };
}

export function personAct(by: Person, origin: Origin): PersonAct {
  return {
    by,
    written: written(by.tenant, origin, {
      kind: 'person',
      id: by.id,
      role: by.role,
      session: by.session,
      ...(by.via === undefined ? {} : { via: by.via.id }),
    }),
  };
}

/** Whether it is the act of a person, for himself or by a service. */
export function isPersonAct(act: Act): act is PersonAct {
  return act.by.kind === 'person';
}

export function written<Actor>(
  tenant: string,
  { requestId, sourceIp, userAgent }: Origin,
  actor: Actor,
): Written<Actor> {
  return {
    tenant,
    requestId,
    actor,
    ...(sourceIp === undefined ? {} : { sourceIp }),
    ...(userAgent === undefined ? {} : { userAgent }),
  };
}

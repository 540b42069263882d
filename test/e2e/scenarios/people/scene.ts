import type { Role } from '../../../../lambda/identity/roles';
import type { SessionKind } from '../../../../lambda/identity/principal';
import type { Api } from '../../people/api';
import type { Enrolled, Tokens, UserPool } from '../../people/user-pool';
import type { Scene } from '../scene';

/** All that a scenario with people works with. */
export interface PeopleScene extends Scene {
  readonly people: Scene['zone']['people'];
  readonly pool: UserPool;
  readonly api: Api;
  readonly cast: Cast;
}

/** Somebody with an account and an entry in the directory. */
export interface Member extends Enrolled {
  readonly role: Role;
  readonly kind: SessionKind;
  /** Of his first session. */
  readonly tokens: Tokens;
}

/** Made-up people of one made-up hospital. Each has calls of his own to make in a minute. */
export interface Cast {
  readonly administrator: Member;
  readonly physician: Member;
  readonly nurse: Member;
  readonly privacyOfficer: Member;
  /** Who practises, since each has calls of his own to make in a minute. */
  readonly secondOfficer: Member;
  readonly auditor: Member;
  readonly researcher: Member;
  /** Whose record is `RECORDS.own`. */
  readonly patient: Member;
  /** Whose record is `RECORDS.other`. */
  readonly otherPatient: Member;
}

/** Tenant of everybody. */
export const TENANT = 'mercy-example';

/** Made-up record numbers of the hospital. */
export const RECORDS = { own: 'MADE-UP-0001', other: 'MADE-UP-0002' } as const;

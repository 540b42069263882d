import type { Role } from './roles';

/** Who is asking, once that is certain. Everything else is refused before there is one. */
export type Principal = Person | Service;

/** A person in a session that is not over, with what the directory says of him now. */
export interface Person {
  readonly kind: 'person';
  /** The `sub` of the token. */
  readonly id: string;
  readonly tenant: string;
  readonly role: Role;
  /** Departments of the tenant, by id. */
  readonly departments: readonly string[];
  /** The `origin_jti` of the token. */
  readonly session: string;
  readonly sessionKind: SessionKind;
  /** Pseudonym of his own record, when he is a patient. */
  readonly ownRecord?: string;
  /** The service that sent his token beside its own signature. */
  readonly via?: Service;
}

/** An IAM role that config names. */
export interface Service {
  readonly kind: 'service';
  /** Its name in config. */
  readonly id: string;
  readonly tenant: string;
  /** What its own policy names: actions of the access vocabulary. */
  readonly may: readonly string[];
}

/** Where a person sits; each has an app client and an idle limit of its own (45 CFR 164.312(a)(2)(iii)). */
export const SESSION_KINDS = ['public-terminal', 'mobile', 'console', 'workstation'] as const;
export type SessionKind = (typeof SESSION_KINDS)[number];

import { ZoneError } from '../shared/errors';
import type { Service } from './principal';
import type { Role } from './roles';

/** What is known of somebody who was refused: enough to write it down. */
export interface KnownCaller {
  /** The `sub` of a token that was signed by the pool. */
  readonly id: string;
  /** The `origin_jti` of that token. */
  readonly session: string;
  /** By the directory. @default - it does not know him */
  readonly role?: Role;
  /** By the directory. @default - it does not know him */
  readonly tenant?: string;
  /** Name of the service that sent the token. @default - he himself */
  readonly via?: string;
}

/** A service that brought a token, as config names it. */
export type BroughtBy = Pick<Service, 'id' | 'tenant'>;

/** Why nobody is signed in, for the caller. */
export type NotAuthenticatedCode =
  | 'token-missing'
  | 'token-invalid'
  | 'token-expired'
  | 'session-idle'
  | 'session-over'
  | 'session-ended'
  | 'key-unavailable';

/** What is wrong with a token, for logs and tests: the caller only learns that it is invalid. */
export type TokenFault =
  | 'malformed'
  | 'too-long'
  | 'header'
  | 'algorithm'
  | 'unknown-key'
  | 'signature'
  | 'issuer'
  | 'use'
  | 'client'
  | 'claims'
  | 'not-yet-valid';

const SAYS: Readonly<Record<NotAuthenticatedCode, string>> = {
  'token-missing': 'There is no access token: send it as Authorization: Bearer <token>.',
  'token-invalid': 'The token is no access token of this zone: sign in, and send the access token.',
  'token-expired': 'The access token has expired: get a new one with the refresh token.',
  'session-idle': 'Nothing was done for longer than a session may be idle: sign in again.',
  'session-over': 'The session is as old as a session may be: sign in again.',
  'session-ended': 'The session was ended: sign in again.',
  'key-unavailable': 'Tokens cannot be checked at the moment: try again later.',
};

/** Nobody is signed in, or nobody can tell: nothing is done. The token is neither here nor in a cause. */
export class NotAuthenticatedError extends ZoneError {
  override readonly name = 'NotAuthenticatedError';
  /** 503 when it is no fault of the caller. */
  readonly status: 401 | 503;
  readonly fault?: TokenFault;
  readonly known?: KnownCaller;
  /** Who brought a token of which nobody can say whose it is. @default - `known`, or whoever it is himself */
  readonly broughtBy?: BroughtBy;

  constructor(
    readonly code: NotAuthenticatedCode,
    {
      fault,
      known,
      broughtBy,
      ...options
    }: ErrorOptions & {
      readonly fault?: TokenFault;
      readonly known?: KnownCaller;
      readonly broughtBy?: BroughtBy;
    } = {},
  ) {
    super(SAYS[code], options);
    this.status = code === 'key-unavailable' ? 503 : 401;
    if (fault !== undefined) this.fault = fault;
    if (known !== undefined) this.known = known;
    if (broughtBy !== undefined) this.broughtBy = broughtBy;
  }
}

/** Why somebody who is certain may do nothing at all. */
export type AccountRefusal =
  | 'unknown-user'
  | 'inactive'
  | 'locked'
  | 'role-mismatch'
  | 'unknown-service'
  | 'other-tenant';

const REFUSES: Readonly<Record<AccountRefusal, string>> = {
  'unknown-user': 'The directory has no account of this person: ask the IT administrator for one.',
  inactive: 'The account is not active.',
  locked: 'The account is locked after failed sign-ins: it opens by itself.',
  'role-mismatch':
    'The role in the directory is not among the groups of the token: sign in again after a change of role, or ask the IT administrator.',
  'unknown-service': 'The role of the caller is none of the services of this zone.',
  'other-tenant': 'The service does not act for people of this tenant.',
};

/** It is certain who is asking, and that he may do nothing. */
export class AccountRefusedError extends ZoneError {
  override readonly name = 'AccountRefusedError';
  readonly status = 403;
  readonly known?: KnownCaller;

  constructor(
    readonly code: AccountRefusal,
    { known, ...options }: ErrorOptions & { readonly known?: KnownCaller } = {},
  ) {
    super(REFUSES[code], options);
    if (known !== undefined) this.known = known;
  }
}

/** A set of public keys that is not taken. The copy stays as it was. */
export class KeySetError extends ZoneError {
  override readonly name = 'KeySetError';
}

/** What becomes of an item that cannot be read, and how it is mended: the API has no way to it. */
const UNREADABLE = {
  directory:
    'its person may do nothing until it is mended. See "An entry that cannot be read" in docs/identity.md.',
  sessions: 'its session does not go on. Its person signs in again: that is another item.',
  publicKeys: 'no token is believed. See "public-keys-stale" in docs/runbooks/identity.md.',
} as const;

/** An item of a table of identity that no code of ours wrote. */
export class UnreadableItemError extends ZoneError {
  override readonly name = 'UnreadableItemError';

  /** @param fields names of what is wrong; values never stand here */
  constructor(table: keyof typeof UNREADABLE, fields: readonly string[]) {
    super(
      `An item of the table ${table} is not as our code writes it (${fields.join(', ')}): ${UNREADABLE[table]}`,
    );
  }
}

/** A change of the directory that cannot be made. Nothing was changed. */
export class DirectoryChangeError extends ZoneError {
  override readonly name = 'DirectoryChangeError';

  constructor(
    readonly code: 'user-exists' | 'no-such-user' | 'invalid-user' | 'busy',
    /** What is wrong, as sentences about fields. */
    readonly problems: readonly string[],
  ) {
    super(problems.join(' '));
  }
}

/** An event that a function of identity cannot read. */
export class IdentityEventError extends ZoneError {
  override readonly name = 'IdentityEventError';
}

/** Not everything that an event says was written down. It is given again. */
export class NotWrittenError extends ZoneError {
  override readonly name = 'NotWrittenError';
}

/** A sign-in that is refused. Cognito shows the message to whoever tried: the same for every reason. */
export class SignInRefusedError extends ZoneError {
  override readonly name = 'SignInRefusedError';

  constructor(options?: ErrorOptions) {
    super('You cannot sign in at the moment. Ask your help desk.', options);
  }
}

import { errorChain } from '../shared/errors';
import type { Logger } from '../shared/log';
import type { Directory } from './directory';
import { isSignInGood, refusalOf } from './directory-changes';
import type { DirectoryEntry } from './directory-entry';
import type { KnownCaller } from './errors';
import { AccountRefusedError, NotAuthenticatedError, UnreadableItemError } from './errors';
import type { Person, Principal, Service } from './principal';
import type { Services } from './services';
import type { Sessions } from './sessions';
import type { TokenClaims } from './token-claims';
import type { VerifyToken } from './verify-token';

/** What of a request says who sent it. */
export interface AuthenticationRequest {
  /** By names in small letters. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /**
   * `requestContext.identity.userArn`, which API Gateway gives where it has checked a SigV4 signature
   * itself. @default - a person, who must send a token
   */
  readonly callerArn?: string | undefined;
}

/**
 * Says who is asking.
 *
 * @throws NotAuthenticatedError when that is not certain, or his session is over
 * @throws AccountRefusedError when it is, and he may do nothing
 */
export type Authenticate = (request: AuthenticationRequest) => Promise<Principal>;

export interface AuthenticateProps {
  readonly verify: VerifyToken;
  readonly directory: Pick<Directory, 'get'>;
  readonly sessions: Pick<Sessions, 'touch'>;
  readonly services: Services;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  readonly log: Logger;
}

/** Header in which a service sends the access token of the person that it acts for. */
export const ON_BEHALF_OF = 'x-hlz-on-behalf-of';

const BEARER = /^Bearer ([\w.-]+)$/i;

export function createAuthenticate({
  verify,
  directory,
  sessions,
  services,
  clock,
  log,
}: AuthenticateProps): Authenticate {
  async function entryOf(known: KnownCaller): Promise<DirectoryEntry | undefined> {
    try {
      return await directory.get(known.id);
    } catch (error) {
      if (!(error instanceof UnreadableItemError)) throw error;
      log.error('directory-entry-unreadable', { problem: errorChain(error) });
      throw new AccountRefusedError('unknown-user', { known, cause: error });
    }
  }

  async function claimsOf(token: string, via: Service | undefined): Promise<TokenClaims> {
    try {
      return await verify(token);
    } catch (error) {
      if (via === undefined || !(error instanceof NotAuthenticatedError)) throw error;
      const { id, tenant } = via;
      throw new NotAuthenticatedError(error.code, {
        ...(error.fault === undefined ? {} : { fault: error.fault }),
        broughtBy: { id, tenant },
        cause: error,
      });
    }
  }

  async function person(token: string, via?: Service): Promise<Person> {
    const claims = await claimsOf(token, via);
    const caller: KnownCaller = {
      id: claims.user,
      session: claims.session,
      ...(via === undefined ? {} : { via: via.id }),
    };
    const entry = await entryOf(caller);
    const known: KnownCaller = {
      ...caller,
      ...(entry === undefined ? {} : { role: entry.role, tenant: entry.tenant }),
    };
    const refusal = refusalOf(entry, clock());
    if (entry === undefined || refusal !== undefined) {
      throw new AccountRefusedError(refusal ?? 'unknown-user', { known });
    }
    if (!isSignInGood(entry, claims.signedInAt)) {
      throw new NotAuthenticatedError('session-ended', { known });
    }
    // Both must agree: neither who may write groups nor who may write the directory gives a role alone.
    if (!claims.groups.includes(entry.role))
      throw new AccountRefusedError('role-mismatch', { known });
    if (via !== undefined && via.tenant !== entry.tenant) {
      throw new AccountRefusedError('other-tenant', { known });
    }
    const fault = await sessions.touch({
      user: claims.user,
      session: claims.session,
      kind: claims.sessionKind,
      signedInAt: claims.signedInAt,
      tenant: entry.tenant,
      role: entry.role,
    });
    if (fault !== undefined) throw new NotAuthenticatedError(fault, { known });
    return {
      kind: 'person',
      id: claims.user,
      tenant: entry.tenant,
      role: entry.role,
      departments: entry.departments,
      session: claims.session,
      sessionKind: claims.sessionKind,
      ...(entry.ownRecord === undefined ? {} : { ownRecord: entry.ownRecord }),
      ...(via === undefined ? {} : { via }),
    };
  }

  return async ({ headers, callerArn }) => {
    if (callerArn === undefined || callerArn === '') {
      const [, token] = BEARER.exec(headers['authorization'] ?? '') ?? [];
      if (token === undefined) throw new NotAuthenticatedError('token-missing');
      return person(token);
    }
    const service = services.of(callerArn);
    if (service === undefined) throw new AccountRefusedError('unknown-service');
    const token = headers[ON_BEHALF_OF];
    return token === undefined ? service : person(token, service);
  };
}

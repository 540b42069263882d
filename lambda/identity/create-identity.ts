import type { Logger } from '../shared/log';
import type { Environment } from '../shared/settings';
import { readSettings } from '../shared/settings';
import type { Table } from '../shared/table';
import type { Authenticate } from './authenticate';
import { createAuthenticate } from './authenticate';
import type { Directory } from './directory';
import { createDirectory } from './directory';
import { readKeyCopy } from './key-copy';
import { createPublicKeys } from './public-keys';
import { readServices } from './services';
import type { Sessions } from './sessions';
import { createSessions } from './sessions';
import type { SessionLimitsByKind } from './settings';
import { readAppClients, readSessionLimits } from './settings';
import { createVerifyToken } from './verify-token';

/** What every function behind the API needs to know who is asking. */
export interface Identity {
  readonly authenticate: Authenticate;
  readonly directory: Directory;
  readonly sessions: Sessions;
  readonly limits: SessionLimitsByKind;
}

export interface IdentityProps {
  /** USER_POOL_ISSUER, APP_CLIENTS, SESSION_LIMITS and SERVICES are read. */
  readonly environment: Environment;
  readonly tables: Readonly<Record<'directory' | 'sessions' | 'publicKeys', Table>>;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  readonly log: Logger;
}

/**
 * Puts identity together: once a container, since it remembers keys and verified tokens.
 *
 * @throws SettingError
 */
export function createIdentity({ environment, tables, clock, log }: IdentityProps): Identity {
  const { USER_POOL_ISSUER, APP_CLIENTS, SESSION_LIMITS, SERVICES } = readSettings(environment, [
    'USER_POOL_ISSUER',
    'APP_CLIENTS',
    'SESSION_LIMITS',
    'SERVICES',
  ]);
  const keys = createPublicKeys({
    read: async () => readKeyCopy(tables.publicKeys, USER_POOL_ISSUER),
    clock,
    log,
  });
  const verify = createVerifyToken({
    keys,
    issuer: USER_POOL_ISSUER,
    clients: readAppClients(APP_CLIENTS),
    clock,
  });
  const directory = createDirectory(tables.directory);
  const limits = readSessionLimits(SESSION_LIMITS);
  const sessions = createSessions({ table: tables.sessions, limits, clock });
  const services = readServices(SERVICES);
  return {
    authenticate: createAuthenticate({ verify, directory, sessions, services, clock, log }),
    directory,
    sessions,
    limits,
  };
}

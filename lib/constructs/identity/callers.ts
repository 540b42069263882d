import type { ZoneConfig } from '../../config/schema';
import type { TableAccess } from '../base/table-access';
import type { AppClients } from './app-clients';
import type { IdentityTables } from './identity-tables';

/** What a function needs to know who calls (`lambda/identity/authenticate.ts`). */
export interface Callers {
  readonly tables: IdentityTables;
  readonly appClients: AppClients;
  readonly issuer: string;
}

/** Environment of a function that authenticates. */
export function callerEnvironment(
  { identity, access }: Pick<ZoneConfig, 'identity' | 'access'>,
  { tables, appClients, issuer }: Callers,
): Readonly<Record<string, string>> {
  return {
    DIRECTORY_TABLE: tables.directory.tableName,
    SESSIONS_TABLE: tables.sessions.tableName,
    PUBLIC_KEYS_TABLE: tables.publicKeys.tableName,
    USER_POOL_ISSUER: issuer,
    APP_CLIENTS: appClients.kinds,
    SESSION_LIMITS: sessionLimits({ identity }),
    SERVICES: JSON.stringify(access.services),
  };
}

/** JSON object of the limits of sessions by their kind. */
export function sessionLimits({ identity }: Pick<ZoneConfig, 'identity'>): string {
  const absoluteSeconds = identity.absoluteSessionHours * 60 * 60;
  const limits = Object.entries(identity.idleSeconds).map(([kind, idleSeconds]) => [
    kind,
    { idleSeconds, absoluteSeconds },
  ]);
  return JSON.stringify(Object.fromEntries(limits));
}

/** What it does with the tables of identity: it reads who is who, and keeps the session. */
export function callerAccess({ tables }: Callers): readonly TableAccess[] {
  return [
    { table: tables.directory, uses: ['get'] },
    { table: tables.sessions, uses: ['put', 'update', 'delete'] },
    { table: tables.publicKeys, uses: ['get'] },
  ];
}

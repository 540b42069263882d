import * as z from 'zod/mini';
import { readJsonSetting } from '../shared/settings';
import type { SessionKind } from './principal';
import { SESSION_KINDS } from './principal';
import type { SessionLimits } from './session-record';

/** App clients of the pool: what kind of session each one opens. */
export type AppClients = ReadonlyMap<string, SessionKind>;

const appClients = z
  .record(z.string().check(z.minLength(1)), z.enum(SESSION_KINDS))
  .check(z.refine((clients) => Object.keys(clients).length > 0));

/**
 * Reads APP_CLIENTS: `{"<client id>":"workstation"}`.
 *
 * @throws SettingError
 */
export function readAppClients(text: string): AppClients {
  return new Map(Object.entries(readJsonSetting('APP_CLIENTS', text, appClients)));
}

/** Longest that a session may be idle, in seconds: 15 minutes. */
const LONGEST_IDLE_SECONDS = 900;
const LONGEST_SESSION_SECONDS = 24 * 60 * 60;

const limits = z
  .strictObject({
    idleSeconds: z.int().check(z.minimum(1), z.maximum(LONGEST_IDLE_SECONDS)),
    absoluteSeconds: z.int().check(z.minimum(1), z.maximum(LONGEST_SESSION_SECONDS)),
  })
  .check(z.refine(({ idleSeconds, absoluteSeconds }) => idleSeconds <= absoluteSeconds));

/** Limits of sessions by their kind. */
export type SessionLimitsByKind = Readonly<Record<SessionKind, SessionLimits>>;

/**
 * Reads SESSION_LIMITS: `{"console":{"idleSeconds":300,"absoluteSeconds":43200},…}`, every kind.
 *
 * @throws SettingError
 */
export function readSessionLimits(text: string): SessionLimitsByKind {
  const byKind = readJsonSetting('SESSION_LIMITS', text, z.record(z.enum(SESSION_KINDS), limits));
  const inMilliseconds = (kind: SessionKind): SessionLimits => ({
    idle: byKind[kind].idleSeconds * 1000,
    absolute: byKind[kind].absoluteSeconds * 1000,
  });
  return {
    'public-terminal': inMilliseconds('public-terminal'),
    mobile: inMilliseconds('mobile'),
    console: inMilliseconds('console'),
    workstation: inMilliseconds('workstation'),
  };
}

/** Id of a user pool, by its issuer: `https://cognito-idp.<region>.amazonaws.com/<pool id>`. */
export function poolOf(issuer: string): string {
  return issuer.slice(issuer.lastIndexOf('/') + 1);
}

import * as z from 'zod/mini';
import { IdentitySettingError } from './errors';
import type { SessionKind } from './principal';
import { SESSION_KINDS } from './principal';
import type { SessionLimits } from './session-record';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Environment variables of a function.
 *
 * @throws IdentitySettingError that names all that are missing
 */
export function readSettings<Name extends string>(
  environment: Environment,
  names: readonly Name[],
): Readonly<Record<Name, string>> {
  const missing = names.filter((name) => (environment[name] ?? '') === '');
  if (missing.length > 0) {
    throw new IdentitySettingError(
      `The environment has no ${missing.join(', ')}: expected in the definition of this function; deploy its stack again.`,
    );
  }
  return Object.fromEntries(names.map((name) => [name, environment[name]])) as Record<Name, string>;
}

/**
 * A variable that holds JSON.
 *
 * @throws IdentitySettingError
 */
export function readJsonSetting<T extends z.ZodMiniType>(
  name: string,
  text: string,
  schema: T,
): z.infer<T> {
  const { data, error } = schema.safeParse(jsonIn(text));
  if (data === undefined) {
    const fields = (error?.issues ?? []).map(({ path }) => path.map(String).join('.') || 'all');
    throw new IdentitySettingError(
      `${name} in the environment is not as expected (${[...new Set(fields)].join(', ')}): deploy the stack of this function again.`,
    );
  }
  return data;
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** App clients of the pool: what kind of session each one opens. */
export type AppClients = ReadonlyMap<string, SessionKind>;

const appClients = z
  .record(z.string().check(z.minLength(1)), z.enum(SESSION_KINDS))
  .check(z.refine((clients) => Object.keys(clients).length > 0));

/**
 * Reads APP_CLIENTS: `{"<client id>":"workstation"}`.
 *
 * @throws IdentitySettingError
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
 * @throws IdentitySettingError
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

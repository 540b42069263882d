import * as z from 'zod/mini';
import { tenant } from '../shared/audit/fields';
import type { Item } from '../shared/table';
import { UnreadableItemError } from './errors';
import { SESSION_KINDS } from './principal';
import { ROLES } from './roles';

/** How long a session lasts, in milliseconds. */
export interface SessionLimits {
  /** Longest time in which nothing is done (automatic logoff, 45 CFR 164.312(a)(2)(iii)). */
  readonly idle: number;
  /** Longest time from the sign-in. */
  readonly absolute: number;
}

const time = z.int().check(z.minimum(0));

const record = z.strictObject({
  /** `<sub>/<origin_jti>` */
  session: z.string().check(z.regex(/^[A-Za-z0-9-]{1,128}\/[A-Za-z0-9-]{1,128}$/)),
  /** Of the person when the session began, for the record of its end. */
  tenant,
  role: z.enum(ROLES),
  kind: z.enum(SESSION_KINDS),
  /** When he signed in: `auth_time` of the token. */
  startedAt: time,
  /** When he last did something; never before the sign-in. */
  lastSeen: time,
  /** Second from which the table may drop it. @see expiryOf */
  expires: time,
  /** When he ended it. It stays until it expires, so that nobody can begin it again. */
  ended: z.optional(time),
});

/** A session, as the table keeps it. Times are milliseconds since 1970 but for `expires`. */
export type SessionRecord = Readonly<z.infer<typeof record>>;

/**
 * Reads an item of the table.
 *
 * @throws UnreadableItemError for whatever our code would not have written
 */
export function readSession(item: Item): SessionRecord {
  const { data, error } = record.safeParse(item);
  if (data !== undefined) return data;
  throw new UnreadableItemError('sessions', [
    ...new Set((error?.issues ?? []).map(({ path }) => String(path[0] ?? 'unknown fields'))),
  ]);
}

/** Key of a session in the table. */
export function sessionKey(user: string, session: string): string {
  return `${user}/${session}`;
}

/** User and session of a key. */
export function partsOf(key: string): { readonly user: string; readonly session: string } {
  const slash = key.indexOf('/');
  return { user: key.slice(0, slash), session: key.slice(slash + 1) };
}

/**
 * From when on a session means nothing: the first whole second after its limit, since exactly at the
 * limit it goes on. Whoever comes later with its token is refused for the age of his sign-in, so
 * nothing is lost with the item.
 */
export function expiryOf(lastSeen: number, { idle }: SessionLimits): number {
  return Math.floor((lastSeen + idle) / 1000) + 1;
}

export type SessionFault = 'session-idle' | 'session-over' | 'session-ended';

/** Why a session does not go on at a time; undefined while it does. Exactly at a limit it still does. */
export function faultOf(
  { startedAt, lastSeen, ended }: Pick<SessionRecord, 'startedAt' | 'lastSeen' | 'ended'>,
  { idle, absolute }: SessionLimits,
  now: number,
): SessionFault | undefined {
  if (ended !== undefined) return 'session-ended';
  if (now - startedAt > absolute) return 'session-over';
  return now - lastSeen > idle ? 'session-idle' : undefined;
}

/** When a session that nobody ended was over. */
export function timedOutAt(
  { startedAt, lastSeen }: Pick<SessionRecord, 'startedAt' | 'lastSeen'>,
  { idle, absolute }: SessionLimits,
): number {
  return Math.min(lastSeen + idle, startedAt + absolute);
}

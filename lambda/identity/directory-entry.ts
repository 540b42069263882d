import * as z from 'zod/mini';
import { SIXTEEN_BYTES } from '../shared/audit/event-id';
import { tenant } from '../shared/audit/fields';
import { isOpaqueId } from '../shared/audit/opaque';
import { ZONE_TENANT } from '../shared/audit/vocabulary';
import type { Item, Value } from '../shared/table';
import { UnreadableItemError } from './errors';
import { ROLES } from './roles';

/**
 * What the directory says of a person: who he is here, and whether he may be. It says nothing that
 * tells who he is outside: no name, no address.
 */

const id = z.string().check(
  z.regex(/^[A-Za-z0-9-]{1,128}$/),
  z.refine((text) => isOpaqueId(text)),
);
const department = z.string('expected the id of a department').check(
  z.regex(/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/, 'expected the id of a department'),
  z.refine((text) => isOpaqueId(text), 'expected the id of a department'),
);
const time = z.int().check(z.minimum(0));
const count = z.int().check(z.minimum(1));
/** Names of zones that are known to be right: asking costs more than all else that is done with an entry. */
const knownZones = new Set<string>();

/** When a person works. Who works by night or in turns is not reported for working late. */
export const SHIFTS = ['day', 'night', 'rotating'] as const;

/** What an administrator says of a person. */
const said = {
  tenant: tenant.check(z.refine((text) => text !== ZONE_TENANT, 'expected the id of a tenant')),
  role: z.enum(ROLES, 'expected a role'),
  departments: z.array(department).check(
    z.maxLength(50, 'expected at most 50 departments'),
    z.refine((ids) => new Set(ids).size === ids.length, 'expected each department once'),
  ),
  timeZone: z.string().check(z.maxLength(64), z.refine(isTimeZone, 'expected an IANA time zone')),
  shift: z.optional(z.enum(SHIFTS, 'expected day, night or rotating')),
  ownRecord: z.optional(
    z.string().check(z.regex(new RegExp(`^${SIXTEEN_BYTES}$`), 'expected a pseudonym')),
  ),
};

/** Failures in a row that lock an account (requirement: 5 for 30 minutes). */
export const MOST_FAILURES = 5;

const directoryEntry = z
  .strictObject({
    /** The `sub` of the user pool. */
    user: id,
    ...said,
    active: z.boolean(),
    /** When he left. Such an account is not active. */
    terminatedAt: z.optional(time),
    /** When his account was closed, where that was after he left. @default - when he left */
    closedAt: z.optional(time),
    /** Until when he may not sign in or do anything; after that it means nothing. */
    lockedUntil: z.optional(time),
    /** Id of the failure that locked it. */
    lockedBy: z.optional(z.string()),
    /** Ids of failed sign-ins in a row. */
    failures: z.optional(z.array(z.string()).check(z.maxLength(MOST_FAILURES - 1))),
    /** Sessions of sign-ins before this do not go on: he was gone since, or had another role. */
    sessionsFrom: z.optional(time),
    /** When he last signed in. */
    signedInAt: z.optional(time),
    /** Until when tokens may be given out for a sign-in that is written down. */
    tokensUntil: z.optional(time),
    /** Grows with each change: of two who change an entry at once, one is told. */
    version: count,
  })
  .check(
    z.refine(({ role, ownRecord }) => (role === 'patient') === (ownRecord !== undefined), {
      path: ['ownRecord'],
      error: 'expected for a patient, and for nobody else',
    }),
    z.refine(({ active, terminatedAt }) => !(active && terminatedAt !== undefined), {
      path: ['terminatedAt'],
      error: 'expected of an account that is not active',
    }),
    z.refine(
      ({ terminatedAt = Infinity, closedAt }) => closedAt === undefined || terminatedAt < closedAt,
      { path: ['closedAt'], error: 'expected after he left, or not at all' },
    ),
  );

/** One person, as the table directory keeps him. */
export type DirectoryEntry = Readonly<z.infer<typeof directoryEntry>>;

/** What an administrator says of a person when he makes an account. */
export type PersonDraft = Pick<
  DirectoryEntry,
  'user' | 'tenant' | 'role' | 'departments' | 'timeZone' | 'shift' | 'ownRecord'
>;

/**
 * Reads an item of the table.
 *
 * @throws UnreadableItemError for whatever our code would not have written
 */
export function readEntry(item: Item): DirectoryEntry {
  const { data, error } = directoryEntry.safeParse(item);
  if (data !== undefined) return data;
  throw new UnreadableItemError('directory', [
    ...new Set((error?.issues ?? []).map(({ path }) => String(path[0] ?? 'unknown fields'))),
  ]);
}

/** What is wrong with an entry, as sentences that say names of fields and no values. */
export function problemsOf(entry: unknown): readonly string[] {
  const { error } = directoryEntry.safeParse(entry);
  return (error?.issues ?? []).map(
    ({ path, message }) => `${path.map(String).join('.') || 'The account'}: ${message}.`,
  );
}

/** As it is written: what is not there is left out. */
export function entryItem(entry: DirectoryEntry): Item {
  return Object.fromEntries(
    Object.entries<Value | undefined>(entry).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value]],
    ),
  );
}

/** Whether there is a zone of that name: a number such as +05:30 is none, since it knows no summer time. */
export function isTimeZone(name: string): boolean {
  if (knownZones.has(name)) return true;
  try {
    // Intl takes numbers too.
    if (!/^[A-Za-z]/.test(name)) return false;
    new Intl.DateTimeFormat('en', { timeZone: name });
    knownZones.add(name);
    return true;
  } catch {
    return false;
  }
}

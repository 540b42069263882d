import type { AuditEvent } from '../../shared/audit/event';
import { ZoneError } from '../../shared/errors';
import type { Hash } from '../../shared/hash';
import { leafHash } from '../../shared/hash';
import type { Item } from '../../shared/table';
import { isDisclosure } from './disclosure';
import { eventIn } from './read-entry';

/** An item of the index: an event under one subject, in the order of time. */
export interface IndexRow {
  readonly subject: string;
  /** The time of the event, then the name of its bytes: their leaf hash (RFC 6962), base64url. */
  readonly at: string;
  /** Second after which it may go. */
  readonly expires: number;
  /** Name of the log: a shard, or `spool`. */
  readonly log: string;
  /** Index of the leaf. */
  readonly index: number;
  /** The event as it stands in the log. */
  readonly event: string;
}

/** An event of the index, and where its leaf is, so that it can be proven. */
export interface IndexedEvent {
  readonly event: AuditEvent;
  readonly leafHash: Hash;
  readonly log: string;
  readonly index: number;
  /** How many bytes the event has. */
  readonly bytes: number;
}

/** Where an entry stands in the ledger. */
export interface Place {
  readonly log: string;
  readonly index: number;
  /** When the last record of its segment arrived, in milliseconds since 1970. */
  readonly arrived: number;
}

/** How long rows stay, in days. */
export interface Retention {
  /** Of disclosures: as long as the ledger itself. 45 CFR 164.528(a)(1), 164.316(b)(2)(i). */
  readonly auditDays: number;
  /** Of all others. */
  readonly indexDays: number;
}

export const DAY_MS = 86_400_000;
/** Characters of `yyyy-mm-dd`, and of a whole time. */
const DAY_LENGTH = 10;
const TIME_LENGTH = 24;

export const patientSubject = (tenant: string, patient: string): string => `p/${tenant}/${patient}`;
export const disclosureSubject = (tenant: string, patient: string): string =>
  `d/${tenant}/${patient}`;
/** @param day `yyyy-mm-dd`, UTC */
export const actorSubject = (tenant: string, actor: string, day: string): string =>
  `a/${tenant}/${actor}/${day}`;
export const eventSubject = (eventId: string): string => `e/${eventId}`;

/** The day of a time of an event: `yyyy-mm-dd`, UTC. */
export function dayOf(time: string): string {
  return time.slice(0, DAY_LENGTH);
}

/**
 * Rows of an event: one under its id, its patient, its actor and day, and, for a disclosure, in the accounting of
 * the patient. Their keys follow from the bytes of the event alone, so that an event which stands in the ledger
 * twice has each row once, whoever writes it, and however often; and two events under one id do not hide each other.
 *
 * @param bytes of the leaf
 * @param now rows that would be over by then are left out. Milliseconds since 1970
 */
export function rowsOf(
  event: AuditEvent,
  bytes: Uint8Array,
  { log, index, arrived }: Place,
  { auditDays, indexDays }: Retention,
  now: number,
): readonly IndexRow[] {
  const disclosure = isDisclosure(event);
  // What is reported late stays as long as what is reported at once.
  const known = Math.max(Date.parse(event.time), arrived);
  const expires = Math.ceil((known + (disclosure ? auditDays : indexDays) * DAY_MS) / 1000);
  if (expires * 1000 <= now) return [];

  const { tenant, actor, time } = event;
  const patient = 'patient' in event ? event.patient : undefined;
  const subjects = [
    eventSubject(event.eventId),
    ...(patient === undefined ? [] : [patientSubject(tenant, patient)]),
    ...('id' in actor ? [actorSubject(tenant, actor.id, dayOf(time))] : []),
    ...(patient === undefined || !disclosure ? [] : [disclosureSubject(tenant, patient)]),
  ];
  const at = `${time}/${leafHash(bytes).toString('base64url')}`;
  const text = Buffer.from(bytes).toString('utf8');
  return subjects.map((subject) => ({ subject, at, expires, log, index, event: text }));
}

/** An item of the index that no indexer of ours wrote. */
export class IndexRowError extends ZoneError {
  override readonly name = 'IndexRowError';
}

/** Attributes of a row. */
export function itemOf(row: IndexRow): Item {
  return { ...row };
}

/**
 * The event of a row. Its bytes are held against the name under which they stand, so that who writes to the table
 * cannot change what an event says, but only leave it out, or make one up: a proof tells.
 *
 * @throws IndexRowError
 */
export function indexedIn({ at, log, index, event: text }: Item): IndexedEvent {
  if (
    typeof at === 'string' &&
    typeof log === 'string' &&
    typeof index === 'number' &&
    typeof text === 'string'
  ) {
    const bytes = Buffer.from(text);
    const event = eventIn(bytes);
    const hash = leafHash(bytes);
    if (event !== undefined && at === `${event.time}/${hash.toString('base64url')}`) {
      return { event, leafHash: hash, log, index, bytes: bytes.length };
    }
  }
  throw new IndexRowError(
    'An item of the index is not what the indexer writes: see "The index" in docs/audit-api.md.',
  );
}

const POSITION = new RegExp(`^.{${String(TIME_LENGTH)}}/[A-Za-z0-9_-]{43}$`);

/** Whether a text has the form of `at`. */
export function isPosition(text: string): boolean {
  return POSITION.test(text);
}

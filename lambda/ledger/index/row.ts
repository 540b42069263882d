import * as z from 'zod/mini';
import type { AuditEvent } from '../../shared/audit/event';
import { ZoneError } from '../../shared/errors';
import { leafHash } from '../../shared/hash';
import type { Item } from '../../shared/table';
import { isDisclosure } from './disclosure';

/** What a report says of an event, and where its leaf is, so that it can be proven. */
export interface IndexEntry {
  readonly eventId: string;
  /** RFC 6962 hash of the leaf, base64. */
  readonly leafHash: string;
  /** Name of the log: a shard, or `spool`. */
  readonly log: string;
  /** Index of the leaf. */
  readonly index: number;
  /** UTC, ISO 8601 with milliseconds, as the event says it. */
  readonly time: string;
  readonly tenant: string;
  readonly type: string;
  readonly action: string;
  readonly outcome: string;
  readonly reason?: string | undefined;
  readonly actorKind: string;
  readonly actorId?: string | undefined;
  readonly actorRole?: string | undefined;
  /** Service that acted for the person. */
  readonly via?: string | undefined;
  /** Pseudonym. */
  readonly patient?: string | undefined;
  readonly resourceType?: string | undefined;
  readonly resourceRef?: string | undefined;
  readonly purpose?: string | undefined;
  readonly recordCount?: number | undefined;
  readonly phiAccessed: boolean;
  readonly breakGlass: boolean;
  readonly recipient?: string | undefined;
  readonly destination?: string | undefined;
  /** Names of the fields that were given away: of disclosures only. */
  readonly fields?: readonly string[] | undefined;
}

/** An item of the index: under one subject, in the order of time. */
export interface IndexRow extends IndexEntry {
  readonly subject: string;
  readonly at: string;
  /** Second after which it may go. */
  readonly expires: number;
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
/** Characters of `yyyy-mm-dd`. */
const DAY_LENGTH = 10;

export const patientSubject = (tenant: string, patient: string): string => `p/${tenant}/${patient}`;
export const disclosureSubject = (tenant: string, patient: string): string =>
  `d/${tenant}/${patient}`;
/** @param day `yyyy-mm-dd`, UTC */
export const actorSubject = (tenant: string, actor: string, day: string): string =>
  `a/${tenant}/${actor}/${day}`;
export const eventSubject = (eventId: string): string => `e/${eventId}`;

/** The day of a time, both as an event says them. */
export function dayOf(time: string): string {
  return time.slice(0, DAY_LENGTH);
}

/**
 * Rows of an event: one under its id, its patient, its actor and day, and, for a disclosure, in the accounting of
 * the patient. Their keys follow from the bytes of the event alone, so that an event which stands in the ledger
 * twice has each row once, whoever writes it, and however often.
 *
 * @param bytes of the leaf
 * @param now rows that would be over by then are left out. Milliseconds since 1970
 */
export function rowsOf(
  event: AuditEvent,
  bytes: Uint8Array,
  place: Place,
  { auditDays, indexDays }: Retention,
  now: number,
): readonly IndexRow[] {
  const hash = leafHash(bytes);
  const disclosure = isDisclosure(event);
  const entry = entryOf(event, hash.toString('base64'), place);
  // What is reported late stays as long as what is reported at once.
  const known = Math.max(Date.parse(event.time), place.arrived);
  const days = disclosure ? auditDays : indexDays;
  const expires = Math.ceil((known + days * DAY_MS) / 1000);
  if (expires * 1000 <= now) return [];

  const name = hash.toString('base64url');
  const inTime = { ...entry, at: `${entry.time}/${name}`, expires };
  const { tenant, patient, actorId } = entry;
  return [
    { ...entry, subject: eventSubject(entry.eventId), at: name, expires },
    ...(patient === undefined ? [] : [{ ...inTime, subject: patientSubject(tenant, patient) }]),
    ...(actorId === undefined
      ? []
      : [{ ...inTime, subject: actorSubject(tenant, actorId, dayOf(entry.time)) }]),
    ...(patient === undefined || !disclosure
      ? []
      : [{ ...inTime, subject: disclosureSubject(tenant, patient), ...fieldsOf(event) }]),
  ];
}

function entryOf(event: AuditEvent, hash: string, { log, index }: Place): IndexEntry {
  const { actor } = event;
  const resource = 'resource' in event ? event.resource : undefined;
  return {
    eventId: event.eventId,
    leafHash: hash,
    log,
    index,
    time: event.time,
    tenant: event.tenant,
    type: event.type,
    action: event.action,
    outcome: event.outcome,
    reason: 'reason' in event ? event.reason : undefined,
    actorKind: actor.kind,
    actorId: 'id' in actor ? actor.id : undefined,
    actorRole: 'role' in actor ? actor.role : undefined,
    via: 'via' in actor ? actor.via : undefined,
    patient: 'patient' in event ? event.patient : undefined,
    resourceType: resource?.type,
    resourceRef: resource?.ref,
    purpose: 'purpose' in event ? event.purpose : undefined,
    recordCount: 'recordCount' in event ? event.recordCount : undefined,
    phiAccessed: event.phiAccessed,
    breakGlass: event.breakGlass !== false,
    recipient: 'recipient' in event ? event.recipient : undefined,
    destination: 'exportDestination' in event ? event.exportDestination : undefined,
  };
}

function fieldsOf(event: AuditEvent): Pick<IndexEntry, 'fields'> {
  return 'fields' in event && event.fields !== undefined ? { fields: event.fields } : {};
}

const text = z.optional(z.string());
const rowSchema = z.object({
  subject: z.string(),
  at: z.string(),
  expires: z.number(),
  eventId: z.string(),
  leafHash: z.string(),
  log: z.string(),
  index: z.number(),
  time: z.string(),
  tenant: z.string(),
  type: z.string(),
  action: z.string(),
  outcome: z.string(),
  reason: text,
  actorKind: z.string(),
  actorId: text,
  actorRole: text,
  via: text,
  patient: text,
  resourceType: text,
  resourceRef: text,
  purpose: text,
  recordCount: z.optional(z.number()),
  phiAccessed: z.boolean(),
  breakGlass: z.boolean(),
  recipient: text,
  destination: text,
  fields: z.optional(z.array(z.string())),
});

/** An item of the index that no indexer of ours wrote. */
export class IndexRowError extends ZoneError {
  override readonly name = 'IndexRowError';
}

/** Attributes of a row. */
export function itemOf(row: IndexRow): Item {
  const item: Record<string, string | number | boolean | readonly string[]> = {};
  for (const [name, value] of Object.entries<IndexRow[keyof IndexRow]>({ ...row })) {
    if (value !== undefined) item[name] = value;
  }
  return item;
}

/** @throws IndexRowError */
export function rowIn(item: Item): IndexRow {
  const { data } = rowSchema.safeParse(item);
  if (data !== undefined) return data;
  throw new IndexRowError(
    'An item of the index is not what the indexer writes: expected the attributes of docs/audit-api.md. Have the log indexed anew: docs/runbooks/ledger.md.',
  );
}

import { leafHash, sha256 } from '../hash';
import { canonicalJson } from './canonical';
import { AuditEventTooLargeError } from './errors';
import type { AuditEvent } from './event';
import { parseEventId } from './event-id';

/** An event as it is sent: these bytes are stored, hashed and proven, and never made again. */
export interface AuditRecord {
  readonly eventId: string;
  /** Canonical JSON in UTF-8. */
  readonly bytes: Uint8Array;
  /** Leaf hash of the bytes. RFC 6962, section 2.1. */
  readonly leafHash: Uint8Array;
  readonly partitionKey: string;
  /** Whether the spool accepts it while the stream is down. */
  readonly emergency: boolean;
}

/** Bytes of the canonical JSON of an event: a fourth of what an entry of the log may have. */
export const LONGEST_EVENT = 16 * 1024;

/** Over so many partition keys a service that acts for nobody is spread. */
const SPREAD = 16;

/** @throws AuditEventTooLargeError */
export function recordOf(event: AuditEvent): AuditRecord {
  const bytes = Buffer.from(canonicalJson(event));
  if (bytes.length > LONGEST_EVENT) {
    throw new AuditEventTooLargeError(bytes.length, LONGEST_EVENT, longestField(event));
  }
  return {
    eventId: event.eventId,
    bytes,
    leafHash: leafHash(bytes),
    partitionKey: partitionKey(event),
    emergency: isEmergency(event),
  };
}

/**
 * All acts of a person come in one order, also those of a service for him: the windows of the detector
 * need it. A service alone would fill one shard, and nobody counts those whom we do not know.
 */
function partitionKey({ tenant, actor, eventId }: AuditEvent): string {
  const whose = [tenant, actor.kind === 'unknown' ? 'unknown' : actor.id];
  const spread = actor.kind === 'person' ? [] : [String((parseEventId(eventId)?.n ?? 0) % SPREAD)];
  return sha256(Buffer.from([...whose, ...spread].join('|'))).toString('base64url');
}

/**
 * Whether care must not wait for the stream: signing in, breaking the glass, and what is done under a
 * broken glass (emergency access procedure, 45 CFR 164.312(a)(2)(ii)). Not a sign-in that failed: care
 * gets nothing by it, and who guesses passwords would fill the spool with objects that nobody deletes.
 */
function isEmergency({ type, breakGlass }: AuditEvent): boolean {
  return type === 'login-success' || type === 'break-glass-access' || breakGlass !== false;
}

function longestField(event: AuditEvent): { readonly field: string; readonly bytes: number } {
  const fields = Object.entries(event).map(([field, value]) => ({
    field,
    bytes: Buffer.byteLength(JSON.stringify(value)),
  }));
  return fields.reduce((longest, field) => (field.bytes > longest.bytes ? field : longest));
}

import type { AuditEvent } from '../../shared/audit/event';
import { sha256 } from '../../shared/hash';

const BYTES = 16;

/**
 * Names the call of an event in 22 characters: what has one name counts once. All that one call of ours was denied
 * has one time and one request.
 *
 * What somebody reports is a call each, since its teller chooses the time and has one request for all of it. So is
 * what names no request.
 */
export function callOf({ time, eventId, requestId, idempotencyKey }: AuditEvent): string {
  const call =
    requestId === undefined || idempotencyKey !== undefined ? [eventId] : [time, requestId];
  return sha256(Buffer.from(JSON.stringify(call)))
    .subarray(0, BYTES)
    .toString('base64url');
}

import { canonicalJson } from '../../shared/audit/canonical';
import { readEvent } from '../../shared/audit/check-event';
import { AuditEventError } from '../../shared/audit/errors';
import type { AuditEvent } from '../../shared/audit/event';

/**
 * The event in an entry of a log; undefined for what no trail of ours writes. The ledger seals whatever the
 * stream brings, and a reader that guesses could be led to show what was never signed: so the bytes must be
 * the canonical JSON of a whole event.
 */
export function eventIn(entry: Uint8Array): AuditEvent | undefined {
  try {
    const event = readEvent(entry);
    return Buffer.from(canonicalJson(event)).equals(entry) ? event : undefined;
  } catch (error) {
    if (error instanceof AuditEventError) return undefined;
    throw error;
  }
}

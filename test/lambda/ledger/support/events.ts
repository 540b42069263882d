import { canonicalJson } from '../../../../lambda/shared/audit/canonical';
import { readDrafts } from '../../../../lambda/shared/audit/check-event';
import type { AuditDraft, AuditEvent } from '../../../../lambda/shared/audit/event';
import { recordOf } from '../../../../lambda/shared/audit/record';

/** Events as they stand in a log: their bytes. */

export const EPOCH_START = Date.parse('2026-11-25T10:00:00.000Z');
const EPOCH = ((): string => {
  const bytes = Buffer.alloc(16, 5);
  bytes.writeUIntBE(EPOCH_START, 0, 6);
  return bytes.toString('base64url');
})();
const NOW = '2026-11-25T10:30:00.000Z';

/** Id of the n-th event of the one producer of a test. */
export function eventIdOf(n: number): string {
  return `${EPOCH}-${String(n)}`;
}

/** An event as a trail would have written it. */
export function stored(draft: AuditDraft, n: number): AuditEvent {
  const [event] = readDrafts([draft], NOW);
  if (event === undefined) throw new Error('no draft');
  return { ...event, eventId: eventIdOf(n) };
}

/** Its bytes. */
export function bytesOf(event: AuditEvent): Buffer {
  return Buffer.from(recordOf(event).bytes);
}

/** Bytes of an event that looks like ours and is none: `change` of its JSON text. */
export function forged(event: AuditEvent, change: (text: string) => string): Buffer {
  return Buffer.from(change(canonicalJson(event)));
}

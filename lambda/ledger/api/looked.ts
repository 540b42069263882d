import type { Act } from '../../access/act';
import type { Denied, Failed, Succeeded } from '../../access/recorded';
import type { ZoneAction } from '../../access/vocabulary';
import type { AuditDraft } from '../../shared/audit/event';

/** What somebody looked at. */
export interface LookedAt {
  readonly patient?: string;
  readonly resource?: { readonly type: string; readonly ref: string };
  readonly recordCount?: number;
}

/** Somebody looked at what is written down, or was not let: an event itself, about the same patient. */
export function looked(
  { written }: Act,
  action: ZoneAction,
  outcome: Succeeded | Denied | Failed,
  at: LookedAt = {},
): AuditDraft {
  return {
    ...written,
    type: 'audit-read',
    action,
    ...outcome,
    ...at,
    phiAccessed: false,
    breakGlass: false,
  };
}

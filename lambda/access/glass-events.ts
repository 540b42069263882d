import type { AuditDraft } from '../shared/audit/event';
import type { PersonAct } from './act';
import type { Glass, ReviewResult } from './glass';
import type { Denied, Outcome } from './recorded';

/** What the ledger says of broken glasses. The justification has no place in it, only its id. */

/** Kind of resource that a broken glass is. */
export const GLASS_RESOURCE = 'broken-glass';

/** Somebody breaks a glass. */
export function glassBroken(
  { written }: PersonAct,
  { patient, purpose, clinicalReason }: Pick<Glass, 'patient' | 'purpose' | 'clinicalReason'>,
  id: string,
  outcome: Outcome,
): AuditDraft {
  return {
    ...written,
    type: 'break-glass-access',
    action: 'break-glass',
    ...outcome,
    patient,
    purpose,
    ...(clinicalReason === undefined ? {} : { clinicalReason }),
    phiAccessed: false,
    breakGlass: { justification: id },
  };
}

/** Somebody was not let break a glass. */
export function glassRefused(
  { written }: PersonAct,
  known: Partial<Pick<Glass, 'patient' | 'purpose'>>,
  outcome: Denied,
): AuditDraft {
  return {
    ...written,
    type: 'break-glass-access',
    action: 'break-glass',
    ...outcome,
    ...known,
    phiAccessed: false,
    breakGlass: false,
  };
}

/** The privacy officer reviews a glass. */
export function glassReviewed(
  { written }: PersonAct,
  { id, patient }: { readonly id: string; readonly patient?: string },
  outcome:
    | { readonly outcome: 'success'; readonly reviewResult: ReviewResult }
    | Exclude<Outcome, { outcome: 'success' }>
    | Denied,
): AuditDraft {
  return {
    ...written,
    type: 'break-glass-review',
    action: 'review-broken-glass',
    ...outcome,
    ...(patient === undefined ? {} : { patient }),
    resource: { type: GLASS_RESOURCE, ref: id },
    phiAccessed: false,
    breakGlass: false,
  };
}

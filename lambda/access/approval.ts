import type { Purpose } from '../shared/audit/vocabulary';
import type { DataType } from './vocabulary';

/** What may be approved for one person: more than his role gives, for a while and up to a size. */
export const APPROVAL_KINDS = ['export', 'share', 'deidentify'] as const;
export type ApprovalKind = (typeof APPROVAL_KINDS)[number];

/** How a request stands. `used-up` and `expired` come of themselves, out of `approved` and `requested`. */
export const APPROVAL_STATES = ['requested', 'approved', 'refused', 'used-up', 'expired'] as const;
export type ApprovalState = (typeof APPROVAL_STATES)[number];

/** What the privacy officer decides. */
export type Verdict = 'approved' | 'refused';

/** A request for approval, and what became of it. */
export interface Approval {
  readonly id: string;
  readonly tenant: string;
  readonly kind: ApprovalKind;
  /** The `sub` of who asks, and who alone uses it. */
  readonly requester: string;
  readonly purpose: Purpose;
  readonly dataTypes: readonly DataType[];
  /** To whom it is given, by an id of the tenant. @default - not said: to anybody */
  readonly recipient?: string;
  /** Most patients whose records are released under it, all uses together. */
  readonly size: number;
  /** Patients that are left of it. */
  readonly left: number;
  /** Milliseconds since 1970. */
  readonly requestedAt: number;
  /** From this moment on it is worth nothing. Milliseconds since 1970. */
  readonly expiresAt: number;
  /** As it was decided; whether it still holds, `stateOf` says. */
  readonly decision: 'requested' | Verdict;
  readonly decidedBy?: string;
  readonly decidedAt?: number;
}

export function stateOf(
  { decision, left, expiresAt }: Pick<Approval, 'decision' | 'left' | 'expiresAt'>,
  now: number,
): ApprovalState {
  if (decision === 'refused') return 'refused';
  if (decision === 'approved' && left <= 0) return 'used-up';
  return now >= expiresAt ? 'expired' : decision;
}

/** What somebody wants to do under an approval. */
export interface Use {
  readonly person: string;
  readonly tenant: string;
  readonly kind: ApprovalKind;
  /** What for. @default - not said, which no approval covers */
  readonly purpose?: Purpose;
  readonly dataType: DataType;
  /** Who receives it. @default - nobody else */
  readonly recipient?: string;
  /** Patients. */
  readonly count: number;
}

/** Whether an approval covers a use, now. */
export function covers(approval: Approval, use: Use, now: number): boolean {
  return (
    approval.tenant === use.tenant &&
    approval.requester === use.person &&
    approval.kind === use.kind &&
    approval.purpose === use.purpose &&
    approval.dataTypes.includes(use.dataType) &&
    (approval.recipient === undefined || approval.recipient === use.recipient) &&
    stateOf(approval, now) === 'approved' &&
    isCount(use.count) &&
    approval.left >= use.count
  );
}

/** Why a decision is refused. */
export type UndecidedBecause = 'own-request' | 'decided-already' | 'expired';

/**
 * Why this person must not decide so now; undefined when he may. An expired request can be refused.
 *
 * @param request of an approval, or of an amendment, which does not expire
 */
export function undecidable(
  request: Pick<Approval, 'requester' | 'decision'> & Partial<Pick<Approval, 'expiresAt'>>,
  verdict: Verdict,
  decider: string,
  now: number,
): UndecidedBecause | undefined {
  const { requester, decision, expiresAt = Number.POSITIVE_INFINITY } = request;
  if (requester === decider) return 'own-request';
  if (decision !== 'requested') return 'decided-already';
  return verdict === 'approved' && now >= expiresAt ? 'expired' : undefined;
}

/** A use of nothing, or of less, would leave more than there was. */
function isCount(count: number): boolean {
  return Number.isSafeInteger(count) && count > 0;
}

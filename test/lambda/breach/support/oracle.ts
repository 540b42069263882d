import type { RuleId } from '../../../../lambda/breach/vocabulary';
import type { Thresholds } from '../../../../lambda/breach/settings';
import type { AuditDraft } from '../../../../lambda/shared/audit/event';
import { exported, GLASS, MINUTE, refused, shared, signInFailed, used } from './acts';

/** What the rules of windows mean, over all acts at once and without a thought of speed. */

/** An act, by what it is. */
export type Deed =
  | { readonly kind: 'export' | 'share'; readonly records: number; readonly patient: number }
  | { readonly kind: 'view'; readonly patient: number }
  | {
      readonly kind: 'outside' | 'denied';
      readonly patient: number;
      /** Of the calls of one time. @default 0 */
      readonly call?: number;
      /** Told by somebody, through the API. */
      readonly reported?: boolean;
    }
  | { readonly kind: 'wrong-password' | 'glass' | 'idle' };

export interface Act {
  readonly id: string;
  readonly at: number;
  readonly deed: Deed;
}

export function draftOf(deed: Deed): AuditDraft {
  switch (deed.kind) {
    case 'export':
      return exported(deed.records, deed.patient);
    case 'share':
      return shared(deed.records, deed.patient);
    case 'view':
      return used(deed.patient);
    case 'outside':
      return inCall(refused('no-care-relation', deed.patient), deed);
    case 'denied':
      return inCall(refused('not-permitted', deed.patient), deed);
    case 'wrong-password':
      return signInFailed('wrong-password');
    case 'glass':
      return GLASS;
    default:
      return signInFailed('session-idle', 'authenticate');
  }
}

type Denied = Extract<Deed, { readonly kind: 'outside' | 'denied' }>;
function inCall(draft: AuditDraft, { call = 0, reported = false }: Denied): AuditDraft {
  return {
    ...draft,
    requestId: `request-${String(call)}`,
    ...(reported ? { idempotencyKey: 'key-1' } : {}),
  };
}

const patientsOf = (acts: readonly Act[]): number =>
  new Set(acts.map(({ deed }) => ('patient' in deed ? deed.patient : undefined))).size;
const recordsOf = (acts: readonly Act[]): number =>
  acts.reduce((sum, { deed }) => sum + ('records' in deed ? deed.records : 0), 0);
const callsOf = (acts: readonly Act[]): number =>
  new Set(
    acts.map(({ id, at, deed }) => {
      const { call = 0, reported = false } = deed as Denied;
      return reported ? id : `${String(at)} ${String(call)}`;
    }),
  ).size;

/** Ids of the acts at which each rule is broken. */
export function brokenAt(
  acts: readonly Act[],
  t: Thresholds,
): Readonly<Partial<Record<RuleId, readonly string[]>>> {
  const at = (
    kinds: readonly Deed['kind'][],
    minutes: number,
    isFull: (window: readonly Act[]) => boolean,
  ): readonly string[] => {
    const own = acts.filter(({ deed }) => kinds.includes(deed.kind));
    return own
      .filter((end) =>
        isFull(own.filter((act) => act.at <= end.at && act.at > end.at - minutes * MINUTE)),
      )
      .map(({ id }) => id)
      .toSorted();
  };
  return {
    'bulk-export': at(
      ['export', 'share'],
      t.bulkExport.minutes,
      (window) => recordsOf(window) > t.bulkExport.records,
    ),
    'failed-access': at(
      ['outside', 'denied'],
      t.failedAccess.minutes,
      (window) => callsOf(window) >= t.failedAccess.times,
    ),
    'failed-sign-in': at(
      ['wrong-password'],
      t.failedSignIn.minutes,
      (window) => window.length >= t.failedSignIn.times,
    ),
    'outside-care-team': at(
      ['outside'],
      t.outsideCareTeam.minutes,
      (window) => patientsOf(window) >= t.outsideCareTeam.patients,
    ),
    'many-patients': at(
      ['view', 'export', 'share'],
      t.manyPatients.minutes,
      (window) => patientsOf(window) > t.manyPatients.patients,
    ),
    'break-glass': at(
      ['glass'],
      t.breakGlass.minutes,
      (window) => window.length >= t.breakGlass.times,
    ),
  };
}

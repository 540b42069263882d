import type { AuditEvent } from '../../shared/audit/event';
import type { AccountRefusal, NotAuthenticatedCode } from '../../identity/errors';
import { PHI_EVENT_TYPES } from '../../shared/audit/vocabulary';
import type { Thresholds } from '../settings';
import type { RuleId, Severity } from '../vocabulary';
import type { Watched } from './detector';
import { isAfterHours } from './night';
import type { Limit } from './window';

/** What is added up in the window of a rule. */
export type Measure =
  /** Records, as the events say how many they are about. */
  | 'records'
  /** Events. */
  | 'events'
  /** Different calls: a call about many records is one. */
  | 'calls'
  /** Different patients. */
  | 'patients'
  /** Nothing: each event breaks the rule. */
  | 'each';

/** What the detector looks for. */
export interface Rule {
  /** Also the heading under which docs/breach-rules.md and docs/breach-desk.md tell of it. */
  readonly id: RuleId;
  readonly title: string;
  readonly citation: string;
  /** Of an incident of which nothing more is known. */
  readonly severity: Severity;
  readonly measure: Measure;
  /** How acts ended that it counts. */
  readonly outcomes: readonly ('success' | 'denied')[];
  /** How its threshold reads, such as `more than 1000 records in 10 minutes`. */
  readonly reads: (thresholds: Thresholds) => string;
  readonly limit: (thresholds: Thresholds) => Limit;
  /** How much an event of a person that ended so counts; 0 when it does not. */
  readonly weigh: (
    event: AuditEvent,
    time: number,
    watched: Watched,
    thresholds: Thresholds,
  ) => number;
  /** What it counts, in words. */
  readonly counts: string;
  /** What it leaves out, in words. */
  readonly leavesOut: string;
}

const MINUTE_MS = 60 * 1000;
/** Of rules that each event breaks. */
const EACH: Limit = { least: 1, length: 1 };

const ACTIVITY_REVIEW = '45 CFR 164.308(a)(1)(ii)(D)';
const MINIMUM_NECESSARY = '45 CFR 164.502(b)';

const moreThan = (most: number, minutes: number): Limit => ({
  least: most + 1,
  length: minutes * MINUTE_MS,
});
const orMore = (least: number, minutes: number): Limit => ({ least, length: minutes * MINUTE_MS });

const PHI_TYPES: ReadonlySet<string> = new Set(PHI_EVENT_TYPES);

/** Denials that are about credentials: they are sign-ins that failed, or what Cognito makes of a change. */
const OF_CREDENTIALS: ReadonlySet<string> = new Set([
  'login-failure',
  'password-change',
  'mfa-enabled',
  'mfa-disabled',
]);

/** Why nobody is let in although his credentials were not wrong: sessions and accounts that are over. */
const NOT_OF_CREDENTIALS: Readonly<Record<NotAuthenticatedCode | AccountRefusal, true>> = {
  'token-missing': true,
  'token-invalid': true,
  'token-expired': true,
  'session-idle': true,
  'session-over': true,
  'session-ended': true,
  'key-unavailable': true,
  'unknown-user': true,
  inactive: true,
  locked: true,
  'role-mismatch': true,
  'unknown-service': true,
  'other-tenant': true,
};

const isDenied = (event: AuditEvent, reason: string): boolean =>
  event.outcome === 'denied' && event.reason === reason;
/** Of whom it is, where it says so. */
export const patientOf = (event: AuditEvent): string =>
  ('patient' in event ? event.patient : undefined) ?? '';
const yes = (counts: boolean): number => (counts ? 1 : 0);

/** Records that were exported or shared. */
const released = (event: AuditEvent): number =>
  event.outcome === 'success' && (event.type === 'phi-export' || event.type === 'phi-share')
    ? event.recordCount
    : 0;
/** Whether PHI was shown to him, or changed by him. */
const usesPhi = ({ type, phiAccessed }: AuditEvent): boolean => phiAccessed && PHI_TYPES.has(type);

const RULE_LIST: readonly Rule[] = [
  {
    id: 'bulk-export',
    title: 'Many records exported',
    citation: ACTIVITY_REVIEW,
    severity: 'high',
    measure: 'records',
    outcomes: ['success'],
    reads: ({ bulkExport: { records, minutes } }) =>
      `more than ${many(records, 'record')} in ${many(minutes, 'minute')}`,
    limit: ({ bulkExport: { records, minutes } }) => moreThan(records, minutes),
    weigh: released,
    counts: 'records of exports and shares that succeeded; one event over the threshold is enough',
    leavesOut: 'what is viewed or printed; what was denied or failed',
  },
  {
    id: 'failed-access',
    title: 'Many denials',
    citation: ACTIVITY_REVIEW,
    severity: 'medium',
    measure: 'calls',
    outcomes: ['denied'],
    reads: ({ failedAccess: { times, minutes } }) =>
      `${many(times, 'denial')} or more in ${many(minutes, 'minute')}`,
    limit: ({ failedAccess: { times, minutes } }) => orMore(times, minutes),
    weigh: (event) => yes(!OF_CREDENTIALS.has(event.type)),
    counts:
      'whatever was denied to him while he was signed in: records, broken glasses, audit records, accounts',
    leavesOut:
      'sign-ins and changes of credentials; faults; the second and further denials of one call of ours; of what is reported, each counts',
  },
  {
    id: 'failed-sign-in',
    title: 'Many failed sign-ins',
    citation: '45 CFR 164.308(a)(5)(ii)(C)',
    severity: 'low',
    measure: 'events',
    outcomes: ['denied'],
    reads: ({ failedSignIn: { times, minutes } }) =>
      `${many(times, 'failed sign-in')} or more in ${many(minutes, 'minute')}`,
    limit: ({ failedSignIn: { times, minutes } }) => orMore(times, minutes),
    weigh: (event) =>
      yes(
        event.type === 'login-failure' &&
          event.outcome === 'denied' &&
          !Object.hasOwn(NOT_OF_CREDENTIALS, event.reason),
      ),
    counts: 'wrong passwords and second factors of a person whom the user pool knows',
    leavesOut:
      'sessions that were idle or over, tokens that had expired, accounts that are locked or inactive; names that nobody has',
  },
  {
    id: 'after-hours',
    title: 'Records used at night',
    citation: ACTIVITY_REVIEW,
    severity: 'low',
    measure: 'each',
    outcomes: ['success'],
    reads: ({ afterHours: { from, to } }) => `${clock(from)} to ${clock(to)}`,
    limit: () => EACH,
    weigh: (event, time, { entry, settings }, { afterHours }) =>
      yes(
        entry !== undefined &&
          usesPhi(event) &&
          isAfterHours(time, entry, afterHours, settings.onCall),
      ),
    counts: 'PHI shown or changed at night, by the clock where the person works',
    leavesOut:
      'shifts by night or in turns; roles that work in shifts, unless the directory says by day; who is on call; patients',
  },
  {
    id: 'inactive-user',
    title: 'Account that is not active used',
    citation: '45 CFR 164.308(a)(3)(ii)(C)',
    severity: 'high',
    measure: 'each',
    outcomes: ['success', 'denied'],
    reads: () => 'each',
    limit: () => EACH,
    weigh: (event, time, { entry }) =>
      yes(
        isDenied(event, 'inactive') ||
          (event.outcome === 'success' && event.type !== 'session-timeout' && isGone(entry, time)),
      ),
    counts:
      'whatever succeeded after the person had left, or by a person whom the directory does not know; what was refused because the account is not active',
    leavesOut: 'the end of a session by itself; what somebody without an account was refused',
  },
  {
    id: 'break-glass',
    title: 'Glass broken',
    citation: '45 CFR 164.312(a)(2)(ii)',
    severity: 'low',
    measure: 'events',
    outcomes: ['success'],
    reads: ({ breakGlass: { times, minutes } }) =>
      times === 1 ? 'each' : `${String(times)} or more in ${many(minutes, 'minute')}`,
    limit: ({ breakGlass: { times, minutes } }) => orMore(times, minutes),
    weigh: (event) => yes(event.type === 'break-glass-access'),
    counts: 'glasses that were broken',
    leavesOut: 'what was then seen under them; attempts that were denied (failed-access)',
  },
  {
    id: 'outside-care-team',
    title: 'Patients of others asked for',
    citation: MINIMUM_NECESSARY,
    severity: 'medium',
    measure: 'patients',
    outcomes: ['denied'],
    reads: ({ outsideCareTeam: { patients, minutes } }) =>
      `${many(patients, 'patient')} or more in ${many(minutes, 'minute')}`,
    limit: ({ outsideCareTeam: { patients, minutes } }) => orMore(patients, minutes),
    weigh: (event) => yes(isDenied(event, 'no-care-relation') && patientOf(event) !== ''),
    counts: 'different patients who were denied to him because they are not in his care',
    leavesOut: 'how often he asked for one of them; patients whom he saw by breaking the glass',
  },
  {
    id: 'many-patients',
    title: 'Many patients seen',
    citation: MINIMUM_NECESSARY,
    severity: 'medium',
    measure: 'patients',
    outcomes: ['success'],
    reads: ({ manyPatients: { patients, minutes } }) =>
      `more than ${many(patients, 'patient')} in ${many(minutes, 'minute')}`,
    limit: ({ manyPatients: { patients, minutes } }) => moreThan(patients, minutes),
    // An approval of anything else may be written down by whoever appends it, and holds nothing.
    weigh: (event) => yes(usesPhi(event) && !('approval' in event && released(event) > 0)),
    counts: 'different patients whose PHI was shown to him or changed by him',
    leavesOut:
      'exports and shares under an approval, which names how many (bulk-export counts them all the same); what showed and changed nothing, such as encrypting anew',
  },
];

/** What the detector looks for, by id. */
export const RULES: Readonly<Record<RuleId, Rule>> = Object.fromEntries(
  RULE_LIST.map((rule) => [rule.id, rule]),
) as Record<RuleId, Rule>;

/** Rules that count acts that ended so. */
export const RULES_BY_OUTCOME: Readonly<Record<AuditEvent['outcome'], readonly Rule[]>> = {
  success: RULE_LIST.filter(({ outcomes }) => outcomes.includes('success')),
  denied: RULE_LIST.filter(({ outcomes }) => outcomes.includes('denied')),
  error: [],
};

/** Thresholds of a tenant: its own where config has some, else those of the zone. */
export function thresholdsOf({ tenant, settings }: Omit<Watched, 'entry'>): Thresholds {
  const own = settings.tenants[tenant];
  return own === undefined ? settings.thresholds : { ...settings.thresholds, ...own };
}

/** Whether he was not, or no longer, one of those who may act. */
function isGone(entry: Watched['entry'], time: number): boolean {
  if (entry === undefined) return true;
  const { active, terminatedAt } = entry;
  return terminatedAt === undefined ? !active : terminatedAt <= time;
}

function many(count: number, what: string): string {
  return `${String(count)} ${what}${count === 1 ? '' : 's'}`;
}

function clock(hour: number): string {
  return `${String(hour).padStart(2, '0')}:00`;
}

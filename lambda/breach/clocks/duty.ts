import { ZONE_TENANT } from '../../shared/audit/vocabulary';
import type { Author } from '../register/incident';
import type { Mark } from './clock';
import type { Day } from './day';
import { addDays, addMonths, endOfYear } from './day';
import { LIMIT_DAYS } from './dues';

/** What has to be done again and again, by nobody's alarm but this one. */
export interface Duty {
  readonly duty: DutyId;
  readonly title: string;
  readonly citation: string;
  /** In how many months it is due again. HIPAA names none but for `hhs-log`: "periodic" is what it says. */
  readonly months: number;
  /** Whose it is: done once for the zone, or by each tenant for itself. */
  readonly of: 'zone' | 'tenant';
}

export const DUTY_IDS = [
  'risk-analysis',
  'evaluation',
  'vulnerability-scan',
  'penetration-test',
  'incident-drill',
  'contingency-test',
  'hhs-log',
] as const;
export type DutyId = (typeof DUTY_IDS)[number];

export const DUTIES: readonly Duty[] = [
  {
    duty: 'risk-analysis',
    title: 'Risk analysis',
    citation: '45 CFR 164.308(a)(1)(ii)(A)',
    months: 12,
    of: 'zone',
  },
  {
    duty: 'evaluation',
    title: 'Technical and nontechnical evaluation',
    citation: '45 CFR 164.308(a)(8)',
    months: 12,
    of: 'zone',
  },
  {
    duty: 'vulnerability-scan',
    title: 'Vulnerability scan',
    citation: '45 CFR 164.308(a)(1)(ii)(A), (a)(8)',
    months: 6,
    of: 'zone',
  },
  {
    duty: 'penetration-test',
    title: 'Penetration test',
    citation: '45 CFR 164.308(a)(1)(ii)(A), (a)(8)',
    months: 12,
    of: 'zone',
  },
  {
    duty: 'incident-drill',
    title: 'Drill of the breach desk',
    citation: '45 CFR 164.308(a)(6)(ii)',
    months: 12,
    of: 'zone',
  },
  {
    duty: 'contingency-test',
    title: 'Test and revision of the contingency plan',
    citation: '45 CFR 164.308(a)(7)(ii)(D)',
    months: 12,
    of: 'zone',
  },
  {
    duty: 'hhs-log',
    title: 'Breaches of fewer than 500 persons, told to HHS after the year',
    citation: '45 CFR 164.408(c)',
    months: 12,
    of: 'tenant',
  },
];

/** A duty of the zone itself, or of a tenant. */
export interface DutyRef {
  readonly tenant: string;
  readonly duty: DutyId;
}

/** One change of a duty. */
export type DutyChange =
  /** The first look: the clock of what was never done starts. */
  | { readonly kind: 'looked'; readonly on: Day }
  | { readonly kind: 'recorded'; readonly doneOn: Day; readonly evidence: string }
  | { readonly kind: 'reminder'; readonly due: Day; readonly mark: Mark };

/** One change as it is kept. */
export interface DutyEntry {
  /** From 1, without a gap. */
  readonly n: number;
  readonly at: number;
  readonly by: Author;
  readonly change: DutyChange;
}

/** What the entries of a duty make. */
export interface DutyRecord extends DutyRef {
  /** `n` of the last entry. */
  readonly version: number;
  readonly lookedOn?: Day;
  /** The last time that it was done. */
  readonly last?: { readonly doneOn: Day; readonly evidence: string; readonly by: string };
  readonly reminders: readonly { readonly due: Day; readonly mark: Mark }[];
}

/** So long after the first look something is due of which nobody wrote down that it was ever done. */
const FIRST_DAYS = 30;

/** When it is due, from what is written down of it. */
export function dueOfDuty(
  { duty, months }: Duty,
  record: Pick<DutyRecord, 'last' | 'lookedOn'> | undefined,
  today: Day,
): Day {
  const looked = record?.lookedOn ?? today;
  if (duty === 'hhs-log') return logDue(record?.last?.doneOn, looked);
  return record?.last === undefined
    ? addDays(looked, FIRST_DAYS)
    : addMonths(record.last.doneOn, months);
}

/**
 * 60 days after the end of a year the breaches found in it are told. What was told during a year was of the one
 * before, so the next is due after it.
 */
function logDue(doneOn: Day | undefined, looked: Day): Day {
  const after = (year: Day): Day => addDays(endOfYear(year), LIMIT_DAYS);
  if (doneOn !== undefined) return after(doneOn);
  const lastYear = after(addMonths(looked, -12));
  return looked <= lastYear ? lastYear : after(looked);
}

/** A duty with one entry more. */
export function applyDuty(
  { tenant, duty }: DutyRef,
  record: DutyRecord | undefined,
  { n, by, change }: DutyEntry,
): DutyRecord {
  const before: Omit<DutyRecord, 'version'> = record ?? { tenant, duty, reminders: [] };
  if (change.kind === 'looked') return { ...before, version: n, lookedOn: change.on };
  if (change.kind === 'reminder') {
    const { due, mark } = change;
    return { ...before, version: n, reminders: [...before.reminders, { due, mark }] };
  }
  const { doneOn, evidence } = change;
  // What was done before that is written down afterwards moves nothing.
  const isLast = before.last === undefined || before.last.doneOn <= doneOn;
  return { ...before, version: n, ...(isLast ? { last: { doneOn, evidence, by: by.id } } : {}) };
}

/** The duties of a tenant, and those of the zone, which are everybody's. */
export function dutiesOf(tenant: string): readonly (Duty & DutyRef)[] {
  return DUTIES.flatMap((duty) => {
    if (duty.of === 'zone') return [{ ...duty, tenant: ZONE_TENANT }];
    return tenant === ZONE_TENANT ? [] : [{ ...duty, tenant }];
  });
}

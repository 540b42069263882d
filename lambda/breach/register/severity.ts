import { SENSITIVE_KINDS, SEVERITIES } from '../vocabulary';
import type { Severity } from '../vocabulary';
import type { Incident } from './incident';

/** So many persons make an incident a grave one. As of 45 CFR 164.408(b): 500 or more. */
const MANY = 500;
const SENSITIVE: ReadonlySet<string> = new Set(SENSITIVE_KINDS);

export function graver(one: Severity, other: Severity): Severity {
  return SEVERITIES.indexOf(one) < SEVERITIES.indexOf(other) ? other : one;
}

/**
 * How grave it is: what was detected until it is known whom it concerns, and no less while that is still looked
 * into.
 */
export function severityOf(
  detected: Severity,
  { counts, facts, state }: Pick<Incident, 'counts' | 'facts' | 'state'>,
): Severity {
  if (counts === undefined) return detected;
  const isSensitive = facts.phiKinds?.some((kind) => SENSITIVE.has(kind)) === true;
  const byCounts = counts.total < MANY ? 'low' : isSensitive ? 'high' : 'medium';
  return state === 'triage' || state === 'investigating' ? graver(detected, byCounts) : byCounts;
}

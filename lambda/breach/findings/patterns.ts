import type { FindingSource } from '../vocabulary';

/**
 * Which events of AWS services become incidents, as EventBridge is asked for them: one rule for each. A pattern on a
 * list asks each of its fields for itself, so the function filters again.
 *
 * Sources: https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_findings_eventbridge.html
 * https://docs.aws.amazon.com/macie/latest/user/findings-publish-event-schemas.html
 * https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-cwe-event-formats.html
 */

/** What GuardDuty calls high: 7 to 8.9; critical from 9. https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_findings-severity.html */
export const LEAST_GUARDDUTY_SEVERITY = 7;
/** What Macie calls high. https://docs.aws.amazon.com/macie/latest/user/findings-severity.html */
export const MACIE_SEVERITY = 'High';
export const SECURITYHUB_SEVERITIES = ['HIGH', 'CRITICAL'] as const;
/** Products whose findings come by an event of their own. */
export const TOLD_BY_THEMSELVES = ['GuardDuty', 'Macie'] as const;

/** `source` of the event, by the service. */
export const EVENT_SOURCES = {
  guardduty: 'aws.guardduty',
  macie: 'aws.macie',
  securityhub: 'aws.securityhub',
} as const satisfies Readonly<Record<FindingSource, string>>;

/** `detail-type` of the event, by the service. */
export const DETAIL_TYPES = {
  guardduty: 'GuardDuty Finding',
  macie: 'Macie Finding',
  securityhub: 'Security Hub Findings - Imported',
} as const satisfies Readonly<Record<FindingSource, string>>;

/** A pattern as EventBridge takes it. */
export interface FindingPattern {
  readonly source: readonly string[];
  readonly 'detail-type': readonly string[];
  readonly detail: Readonly<Record<string, unknown>>;
}

const patternOf = (source: FindingSource, detail: FindingPattern['detail']): FindingPattern => ({
  source: [EVENT_SOURCES[source]],
  'detail-type': [DETAIL_TYPES[source]],
  detail,
});

/** The pattern of each rule. */
export const FINDING_PATTERNS: Readonly<Record<FindingSource, FindingPattern>> = {
  guardduty: patternOf('guardduty', {
    severity: [{ numeric: ['>=', LEAST_GUARDDUTY_SEVERITY] }],
  }),
  macie: patternOf('macie', { severity: { description: [MACIE_SEVERITY] } }),
  securityhub: patternOf('securityhub', {
    findings: {
      Severity: { Label: SECURITYHUB_SEVERITIES },
      Workflow: { Status: ['NEW'] },
      RecordState: ['ACTIVE'],
      ProductName: [{ 'anything-but': TOLD_BY_THEMSELVES }],
    },
  }),
};

import { DATA_TYPES } from '../shared/audit/vocabulary';

/** Words of the breach desk. The API and the config use the same. */

export const SEVERITIES = ['low', 'medium', 'high'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** What the detector looks for; each is a row of `detect/rules.ts`. */
export const RULE_IDS = [
  'bulk-export',
  'failed-access',
  'failed-sign-in',
  'after-hours',
  'inactive-user',
  'break-glass',
  'outside-care-team',
  'many-patients',
] as const;
export type RuleId = (typeof RULE_IDS)[number];

/** Services of AWS whose findings become incidents. */
export const FINDING_SOURCES = ['guardduty', 'macie', 'securityhub'] as const;
export type FindingSource = (typeof FINDING_SOURCES)[number];

export const STATES = [
  'triage',
  'investigating',
  'confirmed',
  'not-a-breach',
  'contained',
  'notified',
  'closed',
] as const;
export type State = (typeof STATES)[number];

/** What is no breach: the three exclusions of 45 CFR 164.402, "Breach" (1)(i)-(iii), and what is none to begin with. */
export const EXCLUSIONS = [
  /** (1)(i): in good faith and within the scope of authority, and nothing further. */
  'unintentional-access',
  /** (1)(ii): from one authorized person to another of the same organization. */
  'inadvertent-disclosure',
  /** (1)(iii): the recipient could not have kept it. */
  'not-retained',
  /**
   * No exclusion of the rule: a use or disclosure that subpart E permits, or no access at all. "Breach" begins with
   * one that is not permitted.
   */
  'not-impermissible',
] as const;
export type Exclusion = (typeof EXCLUSIONS)[number];

/** The four factors of 45 CFR 164.402, "Breach" (2)(i)-(iv). */
export const FACTORS = [
  'nature-and-extent',
  'unauthorized-person',
  'acquired-or-viewed',
  'mitigation',
] as const;
export type Factor = (typeof FACTORS)[number];

/** Kinds of information that make an incident of 500 persons a grave one. */
export const SENSITIVE_KINDS = [
  'social-security-number',
  'financial',
  'mental-health',
  'substance-use',
  'hiv',
] as const;

/** What kinds of PHI were involved, as a letter names them. 45 CFR 164.404(c)(1)(B). */
export const PHI_KINDS = [
  'name',
  'address',
  'date-of-birth',
  'telephone',
  'email',
  'medical-record-number',
  'health-plan-number',
  'account-number',
  'license-number',
  'photograph',
  'biometric',
  ...SENSITIVE_KINDS,
  ...DATA_TYPES,
] as const;
export type PhiKind = (typeof PHI_KINDS)[number];

/** Not a State: lives in none of them, or in none that could be found after a search. */
export const NO_JURISDICTION = 'ZZ';

/**
 * States, the District of Columbia and territories, by their postal codes: what 45 CFR 160.103 calls a State. And
 * none of them, so that everybody can be placed.
 */
// prettier-ignore
export const JURISDICTIONS = [
  'AL', 'AK', 'AZ', 'AR', 'CA', 'CO', 'CT', 'DE', 'DC', 'FL', 'GA', 'HI', 'ID', 'IL', 'IN', 'IA', 'KS',
  'KY', 'LA', 'ME', 'MD', 'MA', 'MI', 'MN', 'MS', 'MO', 'MT', 'NE', 'NV', 'NH', 'NJ', 'NM', 'NY', 'NC',
  'ND', 'OH', 'OK', 'OR', 'PA', 'RI', 'SC', 'SD', 'TN', 'TX', 'UT', 'VT', 'VA', 'WA', 'WV', 'WI', 'WY',
  'AS', 'GU', 'MP', 'PR', 'VI',
  NO_JURISDICTION,
] as const;
export type Jurisdiction = (typeof JURISDICTIONS)[number];

/** To whom something was told. */
export const NOTICE_KINDS = [
  /** Letters to the persons. 45 CFR 164.404(d)(1). */
  'individuals',
  /** In place of letters whose address is unknown. 45 CFR 164.404(d)(2). */
  'substitute',
  /** By telephone, beside the letter, where misuse is imminent. 45 CFR 164.404(d)(3). */
  'urgent',
  /** 45 CFR 164.406. */
  'media',
  /** 45 CFR 164.408. */
  'hhs',
  /** From a business associate to whom it works for. 45 CFR 164.410. */
  'business-associate',
  /** Something else, such as what a State asks for: kept, not reckoned. */
  'other',
] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

export const NOTICE_WAYS = [
  'first-class-mail',
  'email',
  'telephone',
  'website',
  'print-media',
  'broadcast-media',
  'press-release',
  'portal',
  'other',
] as const;
export type NoticeWay = (typeof NOTICE_WAYS)[number];

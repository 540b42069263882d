/**
 * Words that an audit event may use. A word that is not here is refused: whoever needs another adds
 * it here and raises SCHEMA_VERSION, so that a reader never meets one that it does not know.
 */
export const SCHEMA_VERSION = 2;
/** Versions that a reader takes: the ledger keeps each for six years. 2 added types, and took nothing away. */
export const READABLE_VERSIONS = [1, SCHEMA_VERSION] as const;

/** In place of a tenant: an event of the zone itself, such as a change of its configuration. */
export const ZONE_TENANT = '-';

/** What is done with records. */
export const PHI_EVENT_TYPES = [
  'phi-view',
  'phi-create',
  'phi-update',
  'phi-delete',
  'phi-print',
  'phi-export',
  'phi-share',
] as const;

export const EVENT_TYPES = [
  'login-success',
  'login-failure',
  'logout',
  'session-timeout',
  ...PHI_EVENT_TYPES,
  'amendment-request',
  'user-create',
  'user-modify',
  'user-delete',
  'permission-change',
  'mfa-enabled',
  'mfa-disabled',
  'password-change',
  'break-glass-access',
  'break-glass-review',
  'system-start',
  'system-stop',
  'configuration-change',
  'backup-created',
  'breach-register-change',
  'audit-read',
  'access-review',
] as const;
export type EventType = (typeof EVENT_TYPES)[number];

/** What is asked for and shown apart (minimum necessary, 45 CFR 164.514(d)). */
export const DATA_TYPES = [
  'demographics',
  'insurance',
  'billing-codes',
  'diagnoses',
  'medications',
  'prescriptions',
  'lab-results',
  'vitals',
  'allergies',
  'notes',
  'imaging',
] as const;

/**
 * Why PHI was asked for: the value set PurposeOfUse of HL7 v3. Treatment, payment and operations need
 * no accounting of disclosures, most others do (45 CFR 164.528(a)(1)).
 * https://terminology.hl7.org/ValueSet-v3-PurposeOfUse.html
 */
// prettier-ignore
export const PURPOSES = [
  'TREAT', 'CAREMGT', 'CLINTRL', 'COC', 'ETREAT', 'BTG', 'ERTREAT', 'POPHLTH',
  'HPAYMT', 'CLMATTCH', 'COVAUTH', 'COVERAGE', 'ELIGDTRM', 'ELIGVER', 'ENROLLM', 'MILDCRG', 'REMITADV',
  'HOPERAT', 'DONAT', 'FRAUD', 'GOV', 'HACCRED', 'HCOMPL', 'HDECD', 'HDIRECT', 'HDM', 'HLEGAL',
  'HOUTCOMS', 'HPRGRP', 'HQUALIMP', 'HSYSADMIN', 'HTEST', 'LABELING', 'MEMADMIN', 'METAMGT',
  'MILCDM', 'PATADMIN', 'PATSFTY', 'PERFMSR', 'RECORDMGT', 'SYSDEV', 'TRAIN',
  'HMARKT',
  'HRESCH', 'BIORCH', 'CLINTRCH', 'CLINTRCHNPC', 'CLINTRCHPC', 'DSRCH', 'POARCH', 'PRECLINTRCH', 'TRANSRCH',
  'PATRQT', 'FAMRQT', 'PWATRNY', 'SUPNWK',
  'PUBHLTH', 'DISASTER', 'THREAT',
] as const;
export type Purpose = (typeof PURPOSES)[number];

/** Why a door is opened by breaking the glass (45 CFR 164.312(a)(2)(ii)). */
export const EMERGENCY_PURPOSES = ['ETREAT', 'BTG'] as const;

/** Where an export goes, inside of the organization. */
export const INSIDE_DESTINATIONS = [
  'zone-storage',
  'internal-system',
  'workstation',
  'removable-media',
] as const;
/** Where an export goes, outside of it: somebody receives it. */
export const OUTSIDE_DESTINATIONS = ['external-system', 'patient', 'person'] as const;

export const EXPORT_FORMATS = [
  'json',
  'ndjson',
  'csv',
  'xml',
  'pdf',
  'text',
  'fhir-json',
  'fhir-ndjson',
  'hl7v2',
  'c-cda',
  'x12',
  'dicom',
  'image',
  'jwe',
] as const;

/** What a review of a broken glass found. */
export const REVIEW_RESULTS = ['justified', 'not-justified', 'undecided'] as const;

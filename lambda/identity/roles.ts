/** Roles of people. Also names of the groups of the user pool. */
export const ROLES = [
  'attending-physician',
  'nurse-practitioner',
  'nurse',
  'medical-assistant',
  'billing',
  'front-desk',
  'patient',
  'researcher',
  'auditor',
  'privacy-officer',
  'it-administrator',
] as const;
export type Role = (typeof ROLES)[number];

/** Roles that act on patients in their care, and may break the glass (45 CFR 164.312(a)(2)(ii)). */
export const CLINICAL_ROLES = [
  'attending-physician',
  'nurse-practitioner',
  'nurse',
  'medical-assistant',
] as const satisfies readonly Role[];

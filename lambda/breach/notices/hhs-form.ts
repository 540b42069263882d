import type { PhiKind } from '../vocabulary';

/**
 * Choices of the form by which HHS is told of a breach, https://ocrportal.hhs.gov/ocr/breach/ (45 CFR 164.408).
 * As read on November 26, 2026; which source says what: docs/breach-desk.md#the-hhs-form. The portal wins.
 */

/** Types of breach: what `breachType` of the record may say, and what the form says. */
export const BREACH_TYPES: Readonly<Record<string, string>> = {
  hacking: 'Hacking/IT Incident',
  'improper-disposal': 'Improper Disposal',
  loss: 'Loss',
  theft: 'Theft',
  'unauthorized-access': 'Unauthorized Access/Disclosure',
};

/** Where the information was: what `location` of the record may say. Of several the others are ticked in the portal. */
export const BREACH_LOCATIONS: Readonly<Record<string, string>> = {
  'desktop-computer': 'Desktop Computer',
  'electronic-medical-record': 'Electronic Medical Record',
  email: 'Email',
  laptop: 'Laptop',
  'network-server': 'Network Server',
  'portable-device': 'Other Portable Electronic Device',
  paper: 'Paper/Films',
  other: 'Other',
};

export const SAFEGUARDS = [
  'None',
  'Privacy Rule Safeguards (Training, Policies and Procedures, etc.)',
  'Security Rule Administrative Safeguards (Risk Analysis, Risk Management, etc.)',
  'Security Rule Physical Safeguards (Facility Access Controls, Workstation Security, etc.)',
  'Security Rule Technical Safeguards (Access Controls, Transmission Security, etc.)',
] as const;

export const ACTIONS_TAKEN = [
  'Adopted encryption technologies',
  'Changed password/strengthened password requirements',
  'Created a new/updated Security Rule Risk Management Plan',
  'Implemented new technical safeguards',
  'Implemented periodic technical and nontechnical evaluations',
  'Improved physical security',
  'Performed a new/updated Security Rule Risk Analysis',
  'Provided business associate with additional training on HIPAA requirements',
  'Provided individuals with free credit monitoring',
  'Revised business associate contracts',
  'Revised policies and procedures',
  'Sanctioned workforce members involved (including termination)',
  'Took steps to mitigate harm',
  'Trained or retrained workforce members',
  'Other',
] as const;

export const PHI_GROUPS = ['Clinical', 'Demographic', 'Financial', 'Other'] as const;
export type PhiGroup = (typeof PHI_GROUPS)[number];

/** Kinds of PHI as the form groups and names them. */
export const HHS_PHI_KINDS: Readonly<Record<PhiKind, readonly [PhiGroup, string]>> = {
  name: ['Demographic', 'Name'],
  address: ['Demographic', 'Address/ZIP'],
  'date-of-birth': ['Demographic', 'Date of Birth'],
  'social-security-number': ['Demographic', 'SSN'],
  'license-number': ['Demographic', 'Driver’s License'],
  telephone: ['Demographic', 'Other Identifier'],
  email: ['Demographic', 'Other Identifier'],
  'medical-record-number': ['Demographic', 'Other Identifier'],
  'health-plan-number': ['Demographic', 'Other Identifier'],
  photograph: ['Demographic', 'Other Identifier'],
  biometric: ['Demographic', 'Other Identifier'],
  demographics: ['Demographic', 'Other Identifier'],
  financial: ['Financial', 'Credit Card/Bank Acct #'],
  'account-number': ['Financial', 'Other Financial Information'],
  insurance: ['Financial', 'Claims Information'],
  'billing-codes': ['Financial', 'Claims Information'],
  diagnoses: ['Clinical', 'Diagnosis/Conditions'],
  'mental-health': ['Clinical', 'Diagnosis/Conditions'],
  'substance-use': ['Clinical', 'Diagnosis/Conditions'],
  hiv: ['Clinical', 'Diagnosis/Conditions'],
  allergies: ['Clinical', 'Diagnosis/Conditions'],
  'lab-results': ['Clinical', 'Lab Results'],
  medications: ['Clinical', 'Medications'],
  prescriptions: ['Clinical', 'Medications'],
  vitals: ['Clinical', 'Other Treatment Information'],
  notes: ['Clinical', 'Other Treatment Information'],
  imaging: ['Clinical', 'Other Treatment Information'],
};

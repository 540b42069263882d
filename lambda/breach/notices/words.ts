import type { Day } from '../clocks/day';
import type { Facts } from '../register/incident';
import type { Exclusion, Factor, Jurisdiction, PhiKind } from '../vocabulary';

/** Words of the record, as people read them. */

/** Kinds of PHI in plain language. 45 CFR 164.404(c)(1)(B), (c)(2). */
export const PHI_KIND_WORDS: Readonly<Record<PhiKind, string>> = {
  name: 'name',
  address: 'home address',
  'date-of-birth': 'date of birth',
  telephone: 'telephone number',
  email: 'e-mail address',
  'medical-record-number': 'medical record number',
  'health-plan-number': 'health plan or insurance number',
  'account-number': 'account number with us',
  'license-number': 'driver’s license or other license number',
  photograph: 'photograph',
  biometric: 'fingerprints, voice or other body features',
  'social-security-number': 'Social Security number',
  financial: 'bank or payment card information',
  'mental-health': 'information about mental health care',
  'substance-use': 'information about treatment for alcohol or drug use',
  hiv: 'information about HIV',
  demographics: 'personal details, such as age and sex',
  insurance: 'insurance information',
  'billing-codes': 'bills and codes of treatments',
  diagnoses: 'illnesses and conditions',
  medications: 'medicines',
  prescriptions: 'prescriptions',
  'lab-results': 'results of laboratory tests',
  vitals: 'measurements, such as blood pressure and weight',
  allergies: 'allergies',
  notes: 'notes of doctors and nurses',
  imaging: 'X-rays and other images',
};

const HEALTH_KINDS: ReadonlySet<PhiKind> = new Set([
  'mental-health',
  'substance-use',
  'hiv',
  'billing-codes',
  'diagnoses',
  'medications',
  'prescriptions',
  'lab-results',
  'vitals',
  'allergies',
  'notes',
  'imaging',
]);

/** What it happened to, in a headline: `health` only where one of the kinds says something of somebody's health. */
export function informationIn({
  phiKinds = [],
}: Facts): 'health information' | 'personal information' {
  return phiKinds.some((kind) => HEALTH_KINDS.has(kind))
    ? 'health information'
    : 'personal information';
}

/** The same in a sentence, to those whom it concerns or of them. */
export function informationAbout(facts: Facts, whom: 'you' | 'them'): string {
  if (informationIn(facts) === 'personal information') return `information about ${whom}`;
  return `information about ${whom === 'you' ? 'your' : 'their'} health`;
}

/** What is no breach. 45 CFR 164.402, "Breach", and its (1)(i)-(iii). */
export const EXCLUSION_WORDS: Readonly<Record<Exclusion, string>> = {
  'unintentional-access':
    'Unintentional access in good faith and within the scope of authority, and nothing further (164.402 (1)(i))',
  'inadvertent-disclosure':
    'Inadvertent disclosure between two authorized persons of the same organization (164.402 (1)(ii))',
  'not-retained':
    'Good-faith belief that the recipient could not have retained it (164.402 (1)(iii))',
  'not-impermissible':
    'Nothing impermissible: a use or disclosure that subpart E permits, or no access at all (164.402, “Breach”)',
};

/** 45 CFR 164.402, "Breach" (2)(i)-(iv). */
export const FACTOR_WORDS: Readonly<Record<Factor, string>> = {
  'nature-and-extent': 'Nature and extent of the PHI, and likelihood of re-identification (2)(i)',
  'unauthorized-person': 'The unauthorized person who used it or received it (2)(ii)',
  'acquired-or-viewed': 'Whether it was actually acquired or viewed (2)(iii)',
  mitigation: 'The extent to which the risk has been mitigated (2)(iv)',
};

// prettier-ignore
export const JURISDICTION_NAMES: Readonly<Record<Jurisdiction, string>> = {
  AL: 'Alabama', AK: 'Alaska', AZ: 'Arizona', AR: 'Arkansas', CA: 'California', CO: 'Colorado',
  CT: 'Connecticut', DE: 'Delaware', DC: 'the District of Columbia', FL: 'Florida', GA: 'Georgia',
  HI: 'Hawaii', ID: 'Idaho', IL: 'Illinois', IN: 'Indiana', IA: 'Iowa', KS: 'Kansas', KY: 'Kentucky',
  LA: 'Louisiana', ME: 'Maine', MD: 'Maryland', MA: 'Massachusetts', MI: 'Michigan', MN: 'Minnesota',
  MS: 'Mississippi', MO: 'Missouri', MT: 'Montana', NE: 'Nebraska', NV: 'Nevada', NH: 'New Hampshire',
  NJ: 'New Jersey', NM: 'New Mexico', NY: 'New York', NC: 'North Carolina', ND: 'North Dakota',
  OH: 'Ohio', OK: 'Oklahoma', OR: 'Oregon', PA: 'Pennsylvania', RI: 'Rhode Island',
  SC: 'South Carolina', SD: 'South Dakota', TN: 'Tennessee', TX: 'Texas', UT: 'Utah', VT: 'Vermont',
  VA: 'Virginia', WA: 'Washington', WV: 'West Virginia', WI: 'Wisconsin', WY: 'Wyoming',
  AS: 'American Samoa', GU: 'Guam', MP: 'the Northern Mariana Islands', PR: 'Puerto Rico',
  VI: 'the U.S. Virgin Islands', ZZ: 'none of them, or not found after a search',
};

// prettier-ignore
const MONTHS = [
  'January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November',
  'December',
];

/** A day as a letter writes it: `March 5, 2026`. */
export function dayInWords(day: Day): string {
  const [year = '', month = '', date = ''] = day.split('-');
  return `${MONTHS[Number(month) - 1] ?? month} ${String(Number(date))}, ${year}`;
}

/** A number as a letter writes it: `12,500`. */
export function numberInWords(count: number): string {
  return count.toLocaleString('en-US');
}

import { createLocalDetector } from '../../../../lambda/phi/detect/local-detector';
import type { Identifier } from '../../../../lambda/phi/detect/finding';

const DETECTOR = createLocalDetector();

/** Of each finding its identifier and where it is in the text: between the brackets of `marked`. */
async function found(text: string): Promise<readonly string[]> {
  const findings = await DETECTOR.detect(text);
  return findings.map(({ identifier, start, end }) => `${identifier}: ${text.slice(start, end)}`);
}

function expected(identifier: Identifier, marked: string): readonly string[] {
  return [...marked.matchAll(/\{([^}]*)\}/g)].map(([, value = '']) => `${identifier}: ${value}`);
}

const MARKED: Readonly<Record<Identifier, readonly string[]>> = {
  name: [
    'Dr. {Kowalska} and Mrs. {O’Leary} were there.',
    'Mr. {Tomas Okafor Jr.} was there.',
    'Patient: {Okafor, Tomas}',
    'Patient Name: {Mei-Ling Zhao}   Sex: F',
    'First name: {Tomas}',
    'Patient {Jane Doe} presents with cough. {Doe} denies fever.',
    'Her mother {Maria de la Cruz} agrees.',
    'His wife, {Anna}, drove.',
    'Electronically signed by {Anna Kowalska} at 10:30',
    'seen by {J. Okafor} today',
    'I spoke with {Anna Kowalska} about it.',
    'reviewed by {Anna Kowalska}, MD',
    '{Tomas Okafor}, RN',
    '"patient_name": "{jane doe}"',
    "lastName='{kowalska}'",
    'Emergency contact: {Anna Kowalska}',
    'Next of kin (daughter): {Anna Kowalska}',
    'PCP: Dr. {Okafor}',
    'Dear Ms. {Zhao},',
    '/s/ {Anna Kowalska}',
    'pt {Łukasz Żuraw} is well',
    'Provider: {OKAFOR, TOMAS}',
  ],
  geographic: [
    'at {12 Elm Street} since',
    '{4410 N. Cedar Ave, Apt 4B}, upstairs',
    '{77 West 42nd St} is home',
    '{PO Box 1180}',
    '{P.O. Box 7} in town',
    '{Springfield}, IL {62704}',
    '{Salt Lake City}, Utah {84101-1234}',
    '{12 OAK RD}, {SPRINGFIELD}, IL {62704}',
    'zip code {62704}',
    'ZIP: {62704-1234}',
    'postal_code="{62704}"',
    'He lives in {Springfield} alone.',
    'resident of {Baton Rouge}, Louisiana',
    'City: {Springfield}',
    'Address: {12 elm street apt 4}',
  ],
  date: [
    'on {2021-03-14} at noon',
    '{2021-03-14}T10:30:00Z',
    'seen {03/14/2021} and {3-4-1962}',
    '{14.03.1962} and {25/12/2020}',
    'since {3/14/62}',
    'DOB: {03-14-62}',
    'dob {19620314}',
    'date of birth is {3/14/1962}',
    '{March 3, 2021}',
    '{Mar 3rd} and {Sept. 14, 1999}',
    '{3 March 2021} and the {3rd of March}',
    '{14-Mar-1962}',
    '{March 2021} until {May}',
    'admitted on {3/14}, discharged {3/20}',
    'from {3/14} to {3/20/2021}',
    '{03/2021}',
    '{11/2/2021}-{11/9/2021}',
    'a {92}-year-old woman',
    'a {101} y/o man',
    'Age: {93}',
    'aged {97}',
    'a {ninety-two}-year-old man',
  ],
  telephone: [
    '{212-555-0123}',
    '{(212) 555-0123}',
    '{212.555.0123 ext. 4}',
    '{+1 212 555 0123}',
    '{1-800-555-0199}',
    '{2125550123}',
    'call {555-0123} with questions',
    'Call back at {555-0100}.',
    'Cell: {2125550123}',
    '"phone": "{2125550123}"',
    '{+44 20 7946 0958}',
    'home phone {212 555 0123}',
    'Phone/cell {212‑555‑0123}',
  ],
  fax: [
    'Fax: {212-555-0124}',
    'faxed to {(212) 555-0124}',
    'FAX number {2125550124}',
    '{212-555-0124} (fax)',
  ],
  email: [
    'write to {jane.doe@example.org}.',
    '<{tomas+labs@mail.example.co.uk}>',
    'mailto:{o_k@example.com}',
  ],
  ssn: [
    '{219-09-9999}',
    '{219 09 9999}',
    'SSN {219099999}',
    'social security number: {219099999}',
    'ssn="{219-09-9999}"',
    'SSN on file is {219099999}',
    'SSN XXX-XX-{9999}',
    'last four of SSN {9999}',
    'SSN ending in {9999}',
  ],
  'medical-record-number': [
    'MRN: {00123456}',
    'MRN# {1234567}',
    'mrn={4471}',
    'Medical Record Number {123456}',
    'Medical record no. {123-45-67}',
    'MRN (Mercy): {MH-0012345}',
    'medical record number on file for her is {1234567890}',
    'Patient ID: {00123456}',
    'patientMrn: "{12345678}"',
    'Chart # {123456}',
  ],
  'health-plan-number': [
    'Member ID: {W12345678}',
    'Member ID {A1B2C3D4E5F6}',
    'Subscriber number: {123456789}',
    'policy no. {POL-99881234}',
    'Medicaid ID {12345678A}',
    'carries {XEH123456789} since',
    '{1EG4-TE5-MK73}',
    '{1EG4TE5MK73}',
    'insurance id is {88123456}',
    '"memberId":"{W12345678}"',
  ],
  'account-number': [
    'Account number: {00123456}',
    'acct # {4417-1234}',
    'billing account {8812345}',
    'card {4111 1111 1111 1111}',
    'paid with {4111111111111111}',
    '{3782 822463 10005}',
    'IBAN {DE89 3704 0044 0532 0130 00}',
  ],
  'license-number': [
    "driver's license {D1234567}",
    'License number: {RN-448123}',
    'Lic. # {A12345}',
    'certificate no. {C-99812}',
    'passport {X1234567}',
    'DEA {AP5836727}',
    'prescribed under {AP5836727} today',
    'NPI: {1234567893}',
    'Provider {1234567893} ordered it',
  ],
  vehicle: [
    '{1HGCM82633A004352}',
    '{1M8GDM9AXKP042788} was towed',
    'VIN {WVWZZZ1JZXW000001}',
    'license plate {ABC-1234}',
    'plates: {7ABC123}',
  ],
  device: [
    'Serial number: {SN12345-A}',
    'S/N {AB12345}',
    'pacemaker serial no. {PJN204812}',
    '{(01)51022222233336(11)141231(17)150707(10)A213B1(21)1234}',
    'UDI: {+H123PARTNO1234567890120}',
    'device ID {D-881234}',
    '{00:1B:44:11:3A:B7}',
  ],
  url: [
    'see {https://portal.example.org/p/1?x=2}.',
    '({http://example.org})',
    '{www.example.org/a} now',
    'at {portal.example.com/results}',
    'on example {myhealth.example.org}.',
  ],
  'ip-address': [
    'from {10.20.30.40}',
    '{2001:db8::8a2e:370:7334}',
    '{2001:0db8:85a3:0000:0000:8a2e:0370:7334}, later',
    '{fe80::1}',
    'at {192.168.0.1}:8080',
  ],
  biometric: ['fingerprint template: {FP-99812-AA}', 'voiceprint id {vp_8812345}'],
  photograph: ['{data:image/png;base64,iVBORw0KGgo=} was sent', 'see {photo_front_2.jpg}'],
  other: ['Encounter # {E-778812}', 'claim number {CLM20211234}', 'accession no. {S21-12345}'],
};

it.each(
  Object.entries(MARKED).flatMap(([identifier, texts]) =>
    texts.map((marked) => [identifier as Identifier, marked] as const),
  ),
)('finds %s in %j', async (identifier, marked) => {
  expect(await found(marked.replaceAll(/[{}]/g, ''))).toEqual(expected(identifier, marked));
});

it.each([
  // Doses and rates.
  'metformin 500 mg BID, Norco 10/325 every 4-6 hours, insulin 10 units',
  'hydrocodone-acetaminophen 5/325 mg, take 1/2 tablet, 0.25 mg/kg, 1:1000',
  'amoxicillin-clavulanate 875/125, D5 1/2 NS at 125 mL/h, 2 L/min',
  'Take 1 tab on 1/2 dose',
  // Values and vitals.
  'BP 120/80, HR 72, RR 16, T 98.6 F, SpO2 97%, weight 81.5 kg',
  'pH 7.35-7.45, WBC 4.5-11.0, Hgb 13.4, Plt 250, Na 138, A1c 7.1 %, TSH 0.45-4.50',
  'ph 7.35-7.45 and glucose 110-125 mg/dL',
  'creatinine 0.9, eGFR > 60, INR 2.0-3.0, BNP 1250, ferritin 12345',
  'vision 20/20, 20/40, strength 5/5, reflexes 2/4, pain 9/10, GCS 15, Apgar 8/9',
  'growth plate 2 mm, plate 12 mm',
  // Codes.
  'E11.9, I10, J20.9, S72.001A, Z00.00',
  'CPT 99213 OR 99214, 90837, HCPCS G0438, ICD-10 M54.50',
  'LOINC 4548-4, 2345-7; SNOMED 73211009; RxNorm 860975',
  'NDC 0093-1045-01, NDC 50580-449-05',
  // Versions, counts, times, rooms.
  'version 1.2.3.4 and v10.0.19041.1, release 2.0.1',
  'at 10:30, 08:15:00, 14:05-15:30, q6h, 24/7',
  'room 412, bed 12, floor 3, ext 4, page 2 of 10',
  '3 of 4 doses, 12 visits, 1000 copies, 20 pack-years, 2-3 weeks',
  'a 45-year-old man, 62 y/o, age 89, 8 weeks old',
  // Numbers that were never given out, or do not check.
  '000-12-3456, 666-12-3456, 900-12-3456, 219-00-9999, 219-09-0000',
  'BP5836728 and 1HGCM82643A004352 and 1234567890',
  '4111111111111112',
  // Words that look like names, places and labels.
  'Mother Alive. Father deceased. Patient Denies Pain. Patient History: none.',
  'Nurse Practitioner, Primary Care, Chief Complaint, Family History',
  'Type 2 Diabetes Mellitus, Chest Pain, Blood Pressure',
  'may march on, and in the morning she will',
  'Medication name: Lisinopril; file name: Report',
  '2 View Chest CT, 5 Point Scale',
  'Crohn disease, Foley catheter, Glasgow Coma Scale, Parkinson disease',
  'Plan: continue. Account: closed. Member of the team. SSN: not given. MRN pending.',
  'ratio 3:1, a::b, std::vector, 10:30:45',
  'the years 1999 to 2005, in 2021, since 1987',
  'H&P, I&D, w/o, s/p, c/o, #3',
])('finds nothing in %j', async (text) => {
  expect(await found(text)).toEqual([]);
});

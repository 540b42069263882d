import type { Identifier } from '../../../../lambda/phi/detect/finding';
import { classifyMediaType, classifyName } from '../../../../lambda/phi/detect/names';

const NAMES: Readonly<Record<Identifier, string>> = {
  name: 'name first_name lastName full-name PatientName patient_name surname maidenName NAME emergencyContact',
  geographic:
    'address home_address streetAddress city zip zipCode ZIP_CODE postal postal_code county addressLine1',
  date: 'dob DOB patientDob birth birth_date dateOfBirth admissionDate discharge_date age visit_date date_of_death',
  telephone: 'phone phoneNumber home_phone mobile cell telephone contactPhone',
  fax: 'fax fax_number officeFax',
  email: 'email e_mail emailAddress contact_email EMAIL',
  ssn: 'ssn SSN patient_ssn socialSecurityNumber social_security ssnLast4 tax_id',
  'medical-record-number':
    'mrn MRN patientMRN medical_record_number patient_id patientId chartNumber',
  'health-plan-number':
    'member_id memberId member insurance insurance_number subscriberId policyNumber planId mbi',
  'account-number': 'account account_number accountNo card_number iban acct_no',
  'license-number':
    'license licence_no driversLicense npi NPI provider_npi dea deaNumber passport_no certificateNumber',
  vehicle: 'vin VIN license_plate plate vehicleId',
  device: 'device device_id serial serialNumber udi macAddress pacemaker_serial',
  url: 'url website homePage profile_url',
  'ip-address': 'ip ip_address clientIp remoteAddr',
  biometric: 'fingerprint finger_print voiceprint retina_scan biometric faceTemplate',
  photograph: 'photo photograph profilePicture face_image avatar headshot',
  other: 'encounter_id claimNumber username user_id employeeId',
};

test.each(
  Object.entries(NAMES).flatMap(([identifier, names]) =>
    names.split(' ').map((name) => [identifier, name] as const),
  ),
)('takes for %s: %s', (identifier, name) => {
  expect(classifyName(name).identifier).toBe(identifier);
});

test.each([
  'diagnosis',
  'diagnosisCode',
  'primary_diagnosis',
  'condition',
  'medication',
  'medicationName',
  'dosage',
  'allergies',
  'lab_result',
  'blood_pressure',
  'notes',
  'clinicalNote',
  'treatmentPlan',
  'icd10',
  'hiv_status',
  'symptoms',
  'vaccine',
  'systolic',
  'heartRate',
])('takes for health data, which is no identifier: %s', (name) => {
  expect(classifyName(name)).toEqual({ health: true });
});

test('may be both', () => {
  expect(classifyName('diagnosis_date')).toEqual({ identifier: 'date', health: true });
  expect(classifyName('prescription_patient_name')).toEqual({ identifier: 'name', health: true });
});

test.each([
  'id',
  'status',
  'state',
  'created_at',
  'updatedAt',
  'createdDate',
  'version',
  'currency',
  'count',
  'total',
  'fileName',
  'host_name',
  'table_name',
  'is_active',
  'emailVerified',
  'phone_type',
  'page',
  'message',
  'package',
  'nameplateless',
  'shipping',
  'tip',
  'description',
  'ziplock',
  'capital',
  'telemetry',
  'expires_at',
  '',
])('takes for neither: %j', (name) => {
  expect(classifyName(name)).toEqual({});
});

test.each([
  ['image/jpeg', { identifier: 'photograph' }],
  ['IMAGE/PNG', { identifier: 'photograph' }],
  ['video/mp4', { identifier: 'photograph' }],
  ['audio/wav', { identifier: 'biometric' }],
  ['text/plain', {}],
  ['', {}],
])('judges the media type %j', (type, judged) => {
  expect(classifyMediaType(type)).toEqual(judged);
});

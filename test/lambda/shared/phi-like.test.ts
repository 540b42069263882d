import { phiLike } from '../../../lambda/shared/phi-like';

it.each([
  ['123-45-6789', 'a social security number'],
  ['patient 123 45 6789', 'a social security number'],
  ['patient-123-45-6789-scan', 'a social security number'],
  ['id_899.12.3456', 'a social security number'],
  ['(212) 555-0123', 'a telephone number'],
  ['fax 212-555-0123', 'a telephone number'],
  ['call+1 212.555.0123', 'a telephone number'],
  ['tel:+12125550123', 'a telephone number'],
  ['dob 1980-01-02', 'a date of birth'],
  ['Date of birth: 01/02/1980', 'a date of birth'],
  ['patient_dob_19800102', 'a date of birth'],
  ['born 1980.1.2', 'a date of birth'],
  ['jane.doe@example.org', 'an e-mail address'],
  ['MRN 00123456', 'a medical record number'],
  ['scanMrn1234567', 'a medical record number'],
  ['medical-record-number:1234567', 'a medical record number'],
  ['1EG4-TE5-MK73', 'a Medicare beneficiary identifier'],
  ['Patient1EG4TE5MK73', 'a Medicare beneficiary identifier'],
  ['card 4111111111111111', 'an account or card number'],
])('sees in %j %s', (text, kind) => {
  expect(phiLike(text, 'prose')).toEqual([kind]);
  expect(phiLike(text, 'name')).toEqual([kind]);
});

it.each(['smith-1980-01-02', 'doe_02.01.1980', 'scan-1980/1/2'])(
  'sees a date in the name %j only',
  (text) => {
    expect(phiLike(text, 'name')).toEqual(['a date']);
    expect(phiLike(text, 'prose')).toEqual([]);
  },
);

it.each([
  // Numbers of social security that were never given out.
  '000-12-3456',
  '666-12-3456',
  '900-12-3456',
  '123-00-4567',
  '123-45-0000',
  // Accounts, ARNs, Regions, networks.
  '111122223333',
  '4111-1111-1111',
  'arn:aws:iam::111122223333:role/hlz/mercy',
  'arn:aws-us-gov:kms:us-gov-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab',
  'us-east-1a',
  'com.amazonaws.us-east-1.s3',
  '10.40.0.0/16',
  '255.255.255.0',
  // Versions and hashes.
  '2012-10-17',
  '2010-09-09',
  'aws-foundational-security-best-practices/v/1.0.0',
  'SecurityPolicy_TLS13_1_3_2025_09',
  '1.2.840.113619',
  'PhiKey589ACE35',
  'Bucket12345678',
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '1234abcd-12ab-34cd-56ef-1234567890ab',
  // Times that have a check digit by chance.
  '1764067800003',
  'backup-20261125103006',
  // Numbers of AWS and of ours.
  '4111111111111112',
  'hlz-mercy-archive-2192-days',
  'reborn-2-5',
  'alias/hlz/mercy/phi',
  'NIST SP 800-53',
  '45 CFR 164.312(a)(1)',
  'mrn',
  'mrn-index-12',
])('leaves %j alone', (text) => {
  expect(phiLike(text, 'name')).toEqual([]);
  expect(phiLike(text, 'prose')).toEqual([]);
});

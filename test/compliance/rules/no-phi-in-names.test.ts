import { noPhiInNames } from '../../../lib/compliance/rules/no-phi-in-names';
import type { ZoneView } from '../../../lib/compliance/reading/zone-view';
import { findIn } from '../../support/rule';

const find = (properties: Readonly<Record<string, unknown>>, type = 'AWS::S3::Bucket') =>
  findIn(noPhiInNames, { Subject: { Type: type, Properties: properties } });
const tags = (key: string, value: unknown) => ({ Tags: [{ Key: key, Value: value }] });

it.each([
  {},
  { BucketName: 'hlz-mercy-archive-111122223333', Description: 'Kept since 2026-11-22' },
  { BucketName: { Ref: 'Other' } },
  tags('Owner', 'platform@hospital.example'),
  tags('Review', '2027-11-22'),
  { Endpoint: 'security-alerts@hospital.example' },
])('takes %j', (properties) => {
  expect(find(properties)).toEqual([]);
});

it.each([
  [{ BucketName: 'scans-123-45-6789' }, 'BucketName holds what looks like a social security'],
  [{ BucketName: 'doe-1980-01-02' }, 'BucketName holds what looks like a date'],
  [{ DBInstanceIdentifier: 'mrn-1234567' }, 'DBInstanceIdentifier holds what looks like a medical'],
  [{ FunctionAlias: 'doe@example.org' }, 'FunctionAlias holds what looks like an e-mail'],
  [{ DisplayName: '1EG4TE5MK73' }, 'DisplayName holds what looks like a Medicare'],
  [{ Description: 'Born 1980-01-02' }, 'Description holds what looks like a date of birth'],
  [{ AlarmDescription: 'Call 212-555-0123' }, 'AlarmDescription holds what looks like a telephone'],
  [
    { RoleName: { 'Fn::Join': ['-', [{ Ref: 'AWS::Region' }, 'mrn-1234567']] } },
    'RoleName holds what looks like a medical record number',
  ],
  [tags('Patient', '123-45-6789'), 'The tag Patient holds what looks like a social security'],
  [tags('dob', '1980-01-02'), 'The tag dob holds what looks like a date of birth'],
  [tags('mrn', '00123456'), 'The tag mrn holds what looks like a medical record number'],
  [tags('Contact', 'doe@example.org'), 'The tag Contact holds what looks like an e-mail'],
  [tags('Owner', '123-45-6789'), 'The tag Owner holds what looks like a social security'],
  [tags('doe@example.org', 'x'), 'The key of a tag holds what looks like an e-mail'],
  [
    { LoggingConfiguration: { LogFilePrefix: 'doe-1980-01-02/' } },
    'LogFilePrefix holds what looks like a date',
  ],
  [
    { LifecycleConfiguration: { Rules: [{ Prefix: 'mrn/1234567' }, { Prefix: 'mrn-1234567/' }] } },
    'Prefix holds what looks like a medical record number',
  ],
])('refuses %j without repeating it', (properties, problem) => {
  const found = find(properties);
  expect(found).toEqual([expect.stringContaining(problem)]);
  expect(found?.join(' ')).not.toMatch(/1980|6789|1234567|00123456|0123|doe|MK73/);
});

it('reads the tags of a map', () => {
  expect(find({ UserPoolTags: { mrn: '00123456' } }, 'AWS::Cognito::UserPool')).toHaveLength(1);
});

it('reads the logical id', () => {
  const view = {
    stack: 'Here',
    logicalId: 'Scan1EG4TE5MK73',
    path: 'Here/Scan',
    type: 'AWS::S3::Bucket',
    taggable: true,
    properties: {},
  };
  expect(noPhiInNames.find(view, {} as ZoneView)).toEqual([
    expect.stringContaining('The logical id holds what looks like a Medicare'),
  ]);
});

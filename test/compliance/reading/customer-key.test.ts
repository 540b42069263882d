import { isCustomerKey } from '../../../lib/compliance/reading/customer-key';
import { findIn } from '../../support/rule';

function accepts(value: unknown): boolean {
  const found = findIn(
    {
      name: 'Probe',
      asks: '',
      citations: [''],
      types: 'every',
      find: (subject, zone) =>
        isCustomerKey(zone, subject, subject.properties['Value']) ? ['yes'] : [],
    },
    {
      Subject: { Type: 'AWS::Test::Subject', Properties: { Value: value } },
      Key: { Type: 'AWS::KMS::Key' },
      Replica: { Type: 'AWS::KMS::ReplicaKey' },
      Alias: { Type: 'AWS::KMS::Alias', Properties: { TargetKeyId: { Ref: 'Key' } } },
      Foreign: {
        Type: 'AWS::KMS::Alias',
        Properties: { TargetKeyId: { 'Fn::ImportValue': 'There:Other' } },
      },
      Loose: { Type: 'AWS::KMS::Alias', Properties: { TargetKeyId: { Ref: 'Parameter' } } },
      Bucket: { Type: 'AWS::S3::Bucket' },
    },
    {
      elsewhere: {
        Other: { Type: 'AWS::KMS::Key' },
        OtherAlias: { Type: 'AWS::KMS::Alias', Properties: { TargetKeyId: { Ref: 'Other' } } },
      },
      exports: { 'There:Other': { Ref: 'Other' }, 'There:Alias': { Ref: 'OtherAlias' } },
    },
  );
  return found?.length === 1;
}

it.each([
  { Ref: 'Key' },
  { 'Fn::GetAtt': ['Key', 'Arn'] },
  { 'Fn::GetAtt': ['Replica', 'Arn'] },
  { Ref: 'Alias' },
  { Ref: 'Foreign' },
  { 'Fn::ImportValue': 'There:Other' },
  { 'Fn::ImportValue': 'There:Alias' },
  'arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab',
  'arn:aws:kms:us-east-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab',
  'arn:aws:kms:us-east-1:111122223333:alias/hlz/mercy/phi',
  'alias/hlz/mercy/phi',
  {
    'Fn::Join': [
      '',
      [
        'arn:',
        { Ref: 'AWS::Partition' },
        ':kms:us-east-1:',
        { Ref: 'AWS::AccountId' },
        ':alias/hlz/mercy/phi',
      ],
    ],
  },
])('takes %j', (value) => {
  expect(accepts(value)).toBe(true);
});

it.each([
  [undefined],
  [''],
  ['alias/aws/s3'],
  ['arn:aws:kms:us-east-1:999988887777:key/1234abcd-12ab-34cd-56ef-1234567890ab'],
  ['arn:aws:kms:us-east-1:999988887777:alias/hlz/mercy/phi'],
  ['arn:aws:kms:us-east-1:*:alias/hlz/mercy/phi'],
  ['arn:aws:kms:us-east-1:111122223333:alias/aws/s3'],
  ['1234abcd-12ab-34cd-56ef-1234567890ab'],
  ['arn:aws:s3:::bucket'],
  [{ Ref: 'Parameter' }],
  [{ Ref: 'Loose' }],
  [{ Ref: 'Bucket' }],
  [{ 'Fn::ImportValue': 'Nowhere' }],
  [{ 'Fn::Join': ['', ['alias/', { Ref: 'Parameter' }]] }],
  [{ 'Fn::Join': ['', ['alias/', { Ref: 'Bucket' }]] }],
])('refuses %j', (value) => {
  expect(accepts(value)).toBe(false);
});

import { isSame, textOf } from '../../../lib/compliance/reading/value-text';
import { findIn } from '../../support/rule';

/** The text of a value that stands in a resource beside a key, a parameter-like custom resource, and an export. */
function textIn(value: unknown): string | undefined {
  const [text] =
    findIn(
      {
        name: 'Probe',
        asks: '',
        citations: [''],
        types: 'every',
        find: (subject, zone) => {
          const found = textOf(zone, subject, subject.properties['Value']);
          return found === undefined ? [] : [found];
        },
      },
      {
        Subject: { Type: 'AWS::Test::Subject', Properties: { Value: value } },
        Key: { Type: 'AWS::KMS::Key' },
        Answer: { Type: 'Custom::Answer' },
        Stack: { Type: 'AWS::CloudFormation::Stack' },
        Parameter: { Type: 'AWS::SSM::Parameter' },
      },
      {
        elsewhere: { Other: { Type: 'AWS::KMS::Key' } },
        exports: { 'There:Other': { Ref: 'Other' } },
      },
    ) ?? [];
  return text;
}

it.each([
  ['text', 'text'],
  [true, 'true'],
  [1.2, '1.2'],
  [{ Ref: 'AWS::AccountId' }, '<AccountId>'],
  [{ Ref: 'Key' }, '<Here/Key>'],
  [{ 'Fn::GetAtt': ['Key', 'Arn'] }, '<Here/Key>'],
  [{ 'Fn::ImportValue': 'There:Other' }, '<There/Other>'],
  [
    { 'Fn::Sub': 'arn:${AWS::Partition}:kms::${Key}/${!x}' },
    'arn:<Partition>:kms::<Here/Key>/${x}',
  ],
  [
    {
      'Fn::Join': [
        ':',
        ['arn', { Ref: 'AWS::Partition' }, 's3', '', '', { 'Fn::Join': ['', ['a', 'b']] }],
      ],
    },
    'arn:<Partition>:s3:::ab',
  ],
])('writes %j as %s', (value, text) => {
  expect(textIn(value)).toBe(text);
});

it.each([
  { Ref: 'NoSuchParameter' },
  { Ref: 'AWS::NoValue' },
  { 'Fn::Sub': '${NoSuchParameter}-text' },
  { 'Fn::GetAtt': ['Answer', 'Anything'] },
  { 'Fn::GetAtt': ['Stack', 'Outputs.Anything'] },
  { 'Fn::GetAtt': ['Parameter', 'Value'] },
  { 'Fn::ImportValue': 'Nowhere' },
  { 'Fn::Join': ['', ['text', { Ref: 'NoSuchParameter' }]] },
  { 'Fn::Join': [{ Ref: 'Key' }, ['text']] },
  { 'Fn::Join': ['', { Ref: 'Key' }] },
  ['text'],
  null,
])('cannot read %j', (value) => {
  expect(textIn(value)).toBeUndefined();
});

it('knows a resource by stack and id', () => {
  const key = { stack: 'Here', logicalId: 'Key' };
  expect(isSame({ ...key }, key)).toBe(true);
  expect(isSame({ ...key, stack: 'There' }, key)).toBe(false);
  expect(isSame({ ...key, logicalId: 'Other' }, key)).toBe(false);
  expect(isSame(undefined, key)).toBe(false);
});

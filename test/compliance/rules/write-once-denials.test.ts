import { writeOnceDenials } from '../../../lib/compliance/rules/write-once-denials';
import type { JsonObject } from '../../../lib/compliance/reading/zone-view';
import type { Resources } from '../../support/rule';
import { findIn, PRODUCTION } from '../../support/rule';

const BUCKET = { 'Fn::GetAtt': ['Subject', 'Arn'] };
const OBJECTS = { 'Fn::Join': ['', [BUCKET, '/*']] };
const EXCEPT_ONE = {
  Condition: {
    ArnNotEquals: {
      'aws:PrincipalArn': 'arn:aws:iam::111122223333:role/hlz-operations/sandbox-teardown',
    },
  },
};

const deny = (elements: JsonObject): JsonObject => ({
  Effect: 'Deny',
  Principal: { AWS: '*' },
  ...elements,
});
const DELETE = deny({
  Action: ['s3:BypassGovernanceRetention', 's3:DeleteObject*'],
  Resource: OBJECTS,
});
const CHANGE = deny({
  Action: ['s3:PutBucketObjectLockConfiguration', 's3:PutLifecycleConfiguration'],
  Resource: BUCKET,
});
const SHORTER = deny({
  Action: ['s3:PutObject', 's3:PutObjectRetention'],
  Resource: OBJECTS,
  Condition: { NumericLessThan: { 's3:object-lock-remaining-retention-days': 2191 } },
});
const TWICE = deny({
  Action: 's3:PutObject',
  Resource: OBJECTS,
  Condition: { Null: { 's3:if-none-match': 'true' } },
});
const OTHERS = deny({
  Action: 's3:PutObject',
  Resource: OBJECTS,
  Condition: { BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' } },
});
const CUSTOMER_KEY = 's3:x-amz-server-side-encryption-customer-algorithm';
const KMS_KEY = 's3:x-amz-server-side-encryption-aws-kms-key-id';
const KEY = { 'Fn::GetAtt': ['Key', 'Arn'] };
const KEYLESS = deny({
  Action: 's3:PutObject',
  Resource: OBJECTS,
  Condition: { Null: { [CUSTOMER_KEY]: 'false' } },
});
const OTHER_ENCRYPTION = deny({
  Action: 's3:PutObject',
  Resource: OBJECTS,
  Condition: {
    Null: { 's3:x-amz-server-side-encryption': 'false' },
    StringNotEquals: { [KMS_KEY]: KEY },
  },
});
const OTHER_KEYS = {
  ...OTHER_ENCRYPTION,
  Condition: { Null: { [KMS_KEY]: 'false' }, StringNotEquals: { [KMS_KEY]: KEY } },
};
const KEYS = [KEYLESS, OTHER_ENCRYPTION];
const WRITES = [SHORTER, TWICE, ...KEYS];

const policy = (...statements: readonly JsonObject[]) => ({
  Type: 'AWS::S3::BucketPolicy',
  Properties: { Bucket: { Ref: 'Subject' }, PolicyDocument: { Statement: statements } },
});

const ENCRYPTED: JsonObject = {
  ServerSideEncryptionConfiguration: [
    { ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: KEY } },
  ],
};

function find(
  policies: Resources,
  { permanent = true, kept = 'audit', encryption = ENCRYPTED } = {},
) {
  const tags = [{ Key: 'RetentionClass', Value: kept }];
  return findIn(
    writeOnceDenials,
    {
      Key: { Type: 'AWS::KMS::Key' },
      OtherKey: { Type: 'AWS::KMS::Key' },
      Subject: {
        Type: 'AWS::S3::Bucket',
        Properties: { Tags: tags, BucketEncryption: encryption },
      },
      ...policies,
    },
    { expectations: { ...PRODUCTION, permanent } },
  );
}

it.each([
  ['what our ledger has', [DELETE, CHANGE, SHORTER, TWICE, KEYLESS, OTHER_ENCRYPTION]],
  ['what our archive has', [DELETE, CHANGE, SHORTER, OTHERS, KEYLESS, OTHER_KEYS]],
  ['everything denied on everything', [deny({ Action: 's3:*', Resource: [BUCKET, OBJECTS] })]],
  ['everything denied on *', [deny({ Principal: '*', Action: '*', Resource: '*' })]],
])('takes %s', (_, statements) => {
  expect(find({ Policy: policy(...statements) })).toEqual([]);
});

it.each([
  [
    'no denial of deleting a version',
    [{ ...DELETE, Action: ['s3:DeleteObject', 's3:BypassGovernanceRetention'] }, CHANGE],
    1,
  ],
  ['no denial of going past the lock', [{ ...DELETE, Action: 's3:DeleteObject*' }, CHANGE], 1],
  ['no denial of changing', [DELETE], 2],
  [
    'no denial of a new life cycle',
    [DELETE, { ...CHANGE, Action: 's3:PutBucketObjectLockConfiguration' }],
    1,
  ],
  [
    'no denial of a new default',
    [DELETE, { ...CHANGE, Action: 's3:PutLifecycleConfiguration' }],
    1,
  ],
  ['an allowance', [{ ...DELETE, Effect: 'Allow' }, CHANGE], 3],
  ['a denial for one account', [{ ...DELETE, Principal: { AWS: '111122223333' } }, CHANGE], 3],
  [
    'a denial for all but some',
    [{ ...DELETE, Principal: undefined, NotPrincipal: { AWS: '*' } }, CHANGE],
    3,
  ],
  [
    'a denial of one folder',
    [{ ...DELETE, Resource: { 'Fn::Join': ['', [BUCKET, '/a/*']] } }, CHANGE],
    3,
  ],
  ['a denial on the bucket only', [{ ...DELETE, Resource: BUCKET }, CHANGE], 3],
  ['a denial on objects only', [DELETE, { ...CHANGE, Resource: OBJECTS }], 2],
  [
    'a condition',
    [{ ...DELETE, Condition: { Bool: { 'aws:SecureTransport': 'false' } } }, CHANGE],
    3,
  ],
  ['an exception in production', [{ ...DELETE, ...EXCEPT_ONE }, CHANGE], 3],
])('refuses %s', (_, statements, findings) => {
  expect(find({ Policy: policy(...statements, ...WRITES) })).toHaveLength(findings);
});

const DAYS = 's3:object-lock-remaining-retention-days';

it.each<[string, readonly JsonObject[], readonly string[]]>([
  ['no denial of a shorter time', [TWICE], ['s3:PutObject to', 's3:PutObjectRetention']],
  [
    'a shorter time at a later change only',
    [{ ...SHORTER, Action: 's3:PutObjectRetention' }, TWICE],
    ['s3:PutObject to'],
  ],
  [
    'a shorter time at the write only',
    [{ ...SHORTER, Action: 's3:PutObject' }, TWICE],
    ['s3:PutObjectRetention'],
  ],
  ...(
    [
      { NumericLessThan: { [DAYS]: 365 } },
      { NumericLessThan: { [DAYS]: { Ref: 'Parameter' } } },
      { NumericLessThan: { [DAYS]: [2191, 1] } },
      { NumericGreaterThan: { [DAYS]: 2191 } },
      { NumericLessThan: { 's3:max-keys': 2191 } },
      { NumericLessThan: { [DAYS]: 2191 }, Bool: { 'aws:SecureTransport': 'false' } },
    ] as const
  ).map((condition): [string, readonly JsonObject[], readonly string[]] => [
    JSON.stringify(condition),
    [{ ...SHORTER, Condition: condition }, TWICE],
    ['s3:PutObject to', 's3:PutObjectRetention'],
  ]),
  ['no denial of writing twice, or as anybody', [SHORTER], ['without s3:if-none-match']],
  ...(
    [
      { Null: { 's3:if-none-match': 'false' } },
      { Null: { 's3:if-match': 'true' } },
      { Bool: { 'aws:PrincipalIsAWSService': 'true' } },
      { BoolIfExists: { 'aws:PrincipalIsAWSService': ['false', 'true'] } },
      { BoolIfExists: { 'aws:ViaAWSService': 'false' } },
      { Null: { 's3:if-none-match': 'true' }, Bool: { 'aws:PrincipalIsAWSService': 'false' } },
    ] as const
  ).map((condition): [string, readonly JsonObject[], readonly string[]] => [
    JSON.stringify(condition),
    [SHORTER, { ...TWICE, Condition: condition }],
    ['without s3:if-none-match'],
  ]),
])('refuses a bucket with %s', (_, statements, problems) => {
  expect(find({ Policy: policy(DELETE, CHANGE, ...KEYS, ...statements) })).toEqual(
    problems.map((problem) => expect.stringContaining(problem)),
  );
});

it.each<[string, readonly JsonObject[], readonly string[]]>([
  ['none of a key that the caller brings', [OTHER_ENCRYPTION], [CUSTOMER_KEY]],
  ['none of another key', [KEYLESS], ['than the key of the bucket']],
  ...(
    [
      { Null: { [CUSTOMER_KEY]: 'true' } },
      { Null: { [CUSTOMER_KEY]: ['false', 'true'] } },
      { StringEquals: { [CUSTOMER_KEY]: 'AES256' } },
      { Null: { [CUSTOMER_KEY]: 'false' }, Bool: { 'aws:SecureTransport': 'false' } },
    ] as const
  ).map((condition): [string, readonly JsonObject[], readonly string[]] => [
    JSON.stringify(condition),
    [{ ...KEYLESS, Condition: condition }, OTHER_ENCRYPTION],
    [CUSTOMER_KEY],
  ]),
  ...(
    [
      { StringNotEquals: { [KMS_KEY]: { 'Fn::GetAtt': ['OtherKey', 'Arn'] } } },
      { StringNotEquals: { [KMS_KEY]: [KEY, { 'Fn::GetAtt': ['OtherKey', 'Arn'] }] } },
      { StringNotEquals: { [KMS_KEY]: { Ref: 'Parameter' } } },
      { StringNotLike: { [KMS_KEY]: KEY } },
      { StringNotEquals: { 's3:x-amz-server-side-encryption': KEY } },
      { Null: { [KMS_KEY]: 'false' } },
      { Null: { [KMS_KEY]: 'true' }, StringNotEquals: { [KMS_KEY]: KEY } },
    ] as const
  ).map((condition): [string, readonly JsonObject[], readonly string[]] => [
    JSON.stringify(condition),
    [KEYLESS, { ...OTHER_ENCRYPTION, Condition: condition }],
    ['than the key of the bucket'],
  ]),
])('refuses these denials: %s', (_, statements, problems) => {
  expect(find({ Policy: policy(DELETE, CHANGE, SHORTER, TWICE, ...statements) })).toEqual(
    problems.map((problem) => expect.stringContaining(problem)),
  );
});

it('takes the key of the bucket for no other where it has none', () => {
  const found = find({ Policy: policy(DELETE, CHANGE, ...WRITES) }, { encryption: {} });
  expect(found).toEqual([expect.stringContaining('than the key of the bucket')]);
});

it('takes a longer time than it asks for', () => {
  const longer = { ...SHORTER, Condition: { NumericLessThan: { [DAYS]: '3650' } } };
  expect(find({ Policy: policy(DELETE, CHANGE, longer, TWICE, ...KEYS) })).toEqual([]);
});

it('lets a sandbox except one role', () => {
  const statements = [DELETE, CHANGE].map((one) => ({ ...one, ...EXCEPT_ONE }));
  expect(find({ Policy: policy(...statements, ...WRITES) }, { permanent: false })).toEqual([]);
});

it('refuses a bucket without policy, and one whose policy cannot be read', () => {
  const unread = {
    Type: 'AWS::S3::BucketPolicy',
    Properties: { Bucket: { Ref: 'Subject' }, PolicyDocument: { Ref: 'Parameter' } },
  };
  expect(find({})).toHaveLength(10);
  expect(find({ Policy: unread })).toHaveLength(10);
});

it('refuses two policies of which one, being the last, could stand alone', () => {
  expect(find({ One: policy(DELETE, CHANGE, ...WRITES), Two: policy() })).toHaveLength(10);
});

it.each(['operational', 'phi'])('does not apply to the class %s', (kept) => {
  expect(find({}, { kept })).toBeUndefined();
});

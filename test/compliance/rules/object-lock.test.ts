import { objectLock } from '../../../lib/compliance/rules/object-lock';
import type { JsonObject } from '../../../lib/compliance/reading/zone-view';
import { findIn, PRODUCTION } from '../../support/rule';

const tagged = (value: string) => ({ Tags: [{ Key: 'RetentionClass', Value: value }] });
const retention = (value: JsonObject) => ({
  ObjectLockConfiguration: { ObjectLockEnabled: 'Enabled', Rule: { DefaultRetention: value } },
});
const LOCKED = {
  ...tagged('audit'),
  ObjectLockEnabled: true,
  VersioningConfiguration: { Status: 'Enabled' },
  ...retention({ Mode: 'COMPLIANCE', Days: 2192 }),
};

describe('of a bucket', () => {
  const find = (properties: JsonObject) =>
    findIn(objectLock, { Subject: { Type: 'AWS::S3::Bucket', Properties: properties } });

  it.each([LOCKED, { ...LOCKED, ...retention({ Mode: 'COMPLIANCE', Years: 7 }) }])(
    'takes %j',
    (properties) => {
      expect(find(properties)).toEqual([]);
    },
  );

  it.each([
    { ObjectLockEnabled: false },
    { ObjectLockEnabled: { Ref: 'Parameter' } },
    { VersioningConfiguration: { Status: 'Suspended' } },
    { VersioningConfiguration: undefined },
    retention({ Mode: 'GOVERNANCE', Days: 2192 }),
    retention({ Mode: { Ref: 'Parameter' }, Days: 2192 }),
    retention({ Mode: 'COMPLIANCE', Days: 2191 }),
    retention({ Mode: 'COMPLIANCE', Days: { Ref: 'Parameter' } }),
    retention({ Mode: 'COMPLIANCE', Years: 6 }),
    retention({ Mode: 'COMPLIANCE' }),
    {
      ObjectLockConfiguration: {
        Rule: { DefaultRetention: { Mode: 'COMPLIANCE', Days: 2192 } },
      },
    },
  ])('refuses %j', (properties) => {
    expect(find({ ...LOCKED, ...properties })).toHaveLength(1);
  });

  const lifecycle = (...rules: readonly JsonObject[]) => ({
    ...LOCKED,
    LifecycleConfiguration: {
      Rules: rules.map((rule) => ({ Status: 'Enabled', ...rule })),
    },
  });

  it.each([
    { Transitions: [{ StorageClass: 'GLACIER_IR', TransitionInDays: 90 }] },
    { AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 } },
    { ExpirationInDays: 2192, NoncurrentVersionExpiration: { NoncurrentDays: 2192 } },
    { Status: 'Disabled', ExpirationInDays: 1 },
  ])('takes the life cycle %j', (rule) => {
    expect(find(lifecycle(rule))).toEqual([]);
  });

  it.each([
    { ExpirationInDays: 2191 },
    { ExpirationInDays: { Ref: 'Parameter' } },
    { ExpirationDate: '2099-01-01' },
    { NoncurrentVersionExpirationInDays: 1 },
    { NoncurrentVersionExpiration: { NoncurrentDays: 1 } },
    { Status: { Ref: 'Parameter' }, ExpirationInDays: 1 },
  ])('refuses the life cycle %j', (rule) => {
    expect(find(lifecycle({ ExpirationInDays: 3000 }, rule))).toEqual([
      expect.stringContaining('expires objects before 2192 days'),
    ]);
  });

  it('refuses a life cycle that cannot be read', () => {
    expect(find({ ...LOCKED, LifecycleConfiguration: { Ref: 'Parameter' } })).toHaveLength(1);
  });

  it('refuses one without any lock', () => {
    expect(find(tagged('audit'))).toHaveLength(4);
  });

  it('holds a sandbox to its own limits', () => {
    const bucket = { ...LOCKED, ...retention({ Mode: 'GOVERNANCE', Days: 1 }) };
    const expectations = { ...PRODUCTION, lockMode: 'GOVERNANCE', auditDays: 1 } as const;
    expect(
      findIn(
        objectLock,
        { Subject: { Type: 'AWS::S3::Bucket', Properties: bucket } },
        { expectations },
      ),
    ).toEqual([]);
  });

  it.each(['operational', 'phi'])('does not apply to the class %s', (value) => {
    expect(find(tagged(value))).toBeUndefined();
  });
});

describe('of a trail', () => {
  const find = (bucket: unknown, value = 'audit') =>
    findIn(
      objectLock,
      { Subject: { Type: 'AWS::CloudTrail::Trail', Properties: { S3BucketName: bucket } } },
      {
        elsewhere: {
          Archive: { Type: 'AWS::S3::Bucket', Properties: tagged(value) },
          Queue: { Type: 'AWS::SQS::Queue', Properties: tagged('audit') },
        },
        exports: { 'There:Archive': { Ref: 'Archive' }, 'There:Queue': { Ref: 'Queue' } },
      },
    );

  it('takes one that delivers into a bucket of the class audit', () => {
    expect(find({ 'Fn::ImportValue': 'There:Archive' })).toEqual([]);
  });

  it('refuses one that delivers into another bucket', () => {
    expect(find({ 'Fn::ImportValue': 'There:Archive' }, 'operational')).toHaveLength(1);
  });

  it.each([
    ['some-bucket'],
    [{ Ref: 'Parameter' }],
    [{ 'Fn::ImportValue': 'There:Queue' }],
    [undefined],
  ])('refuses one that delivers into %j', (bucket) => {
    expect(find(bucket)).toHaveLength(1);
  });
});

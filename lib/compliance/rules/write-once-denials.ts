import type { Condition, Statement } from '../reading/policy';
import {
  coversAction,
  coversResource,
  isForEverybody,
  sparesAtMostOneRole,
  statementsIn,
} from '../reading/policy';
import { attachedPolicies } from '../reading/resource-policies';
import type { Rule } from '../rule';
import { keyOf } from '../reading/customer-key';
import { retentionClassOf } from '../reading/tags';
import type { ResourceView, ZoneView } from '../reading/zone-view';
import { at } from '../reading/zone-view';

/**
 * What Object Lock does not stop: a delete marker that hides a version, the end of a governance lock,
 * and settings of the bucket that shorten what comes after.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html
 */
const DENIED = [
  { action: 's3:DeleteObject', on: 'objects' },
  { action: 's3:DeleteObjectVersion', on: 'objects' },
  { action: 's3:BypassGovernanceRetention', on: 'objects' },
  { action: 's3:PutLifecycleConfiguration', on: 'bucket' },
  { action: 's3:PutBucketObjectLockConfiguration', on: 'bucket' },
] as const;

const REMAINING_DAYS = 's3:object-lock-remaining-retention-days';
const CUSTOMER_KEY = 's3:x-amz-server-side-encryption-customer-algorithm';
const ENCRYPTION = 's3:x-amz-server-side-encryption';
const KMS_KEY = 's3:x-amz-server-side-encryption-aws-kms-key-id';
const WRITES = ['s3:PutObject', 's3:PutObjectRetention'] as const;

export const writeOnceDenials: Rule = {
  name: 'WriteOnceDenials',
  asks: 'The policy of a bucket of audit records denies to everybody what Object Lock does not stop: deleting, changing how long objects are kept, keeping one for less, writing a key twice or as anybody but AWS, and writing under a key that is not the key of the bucket.',
  citations: ['164.312(c)(1)', '164.312(b)'],
  types: ['AWS::S3::Bucket'],
  find: (bucket, zone) => {
    if (retentionClassOf(bucket) !== 'audit') return undefined;
    const policies = attachedPolicies(zone, bucket);
    const { auditDays, permanent } = zone.expectations;
    const denied = (
      action: string,
      on: 'bucket' | 'objects',
      meets: (statement: Statement, policy: ResourceView) => boolean,
    ): boolean =>
      policies.length > 0 &&
      policies.every((policy) => denies(zone, policy, bucket, action, on, meets));
    return [
      ...DENIED.filter(
        ({ action, on }) =>
          !denied(action, on, (statement) => sparesAtMostOneRole(statement, permanent)),
      ).map(
        ({ action, on }) =>
          `No policy denies ${action} to everybody on ${on === 'bucket' ? 'the bucket' : 'all of its objects'}. Add a Deny statement${permanent ? ' without condition' : ', excepting one role at most'}.`,
      ),
      ...WRITES.filter((action) => !denied(action, 'objects', isShorter(auditDays))).map(
        (action) =>
          `No policy denies ${action} to everybody when ${REMAINING_DAYS} is less than ${auditDays - 1}. Add denyShorterRetention: a writer could keep an object for a day.`,
      ),
      ...(denied('s3:PutObject', 'objects', isUnexpectedWrite)
        ? []
        : [
            'No policy denies s3:PutObject to everybody without s3:if-none-match, or to whoever is no AWS service. Add denyUnconditionalPut or denyPutByOthers: a newer version would hide the record.',
          ]),
      ...(denied('s3:PutObject', 'objects', isCustomerKeyed)
        ? []
        : [
            `No policy denies s3:PutObject to everybody with ${CUSTOMER_KEY}. Add denyCustomerProvidedKeys: a record could be locked that nobody can read.`,
          ]),
      ...(denied('s3:PutObject', 'objects', isOtherKeyed(zone, bucket))
        ? []
        : [
            `No policy denies s3:PutObject to everybody with another ${KMS_KEY} than the key of the bucket. Add denyOtherEncryption, or denyOtherKeys where CloudTrail delivers.`,
          ]),
    ];
  },
};

/** Whether a denial is for writes that keep an object for less than a time; S3 counts whole days that remain. */
function isShorter(days: number): (statement: Statement) => boolean {
  return ({ conditions }) => {
    if (conditions.length === 0) return true;
    const [condition, ...others] = conditions;
    const [value, ...more] = condition?.values ?? [];
    return (
      others.length === 0 &&
      more.length === 0 &&
      condition?.operator === 'NumericLessThan' &&
      condition.key === REMAINING_DAYS &&
      Number(value) >= days - 1
    );
  };
}

/** Whether a denial is for writes that could hit a key twice, or for writes of anybody but a service. */
function isUnexpectedWrite({ conditions }: Statement): boolean {
  return conditions.length === 0 || (conditions.length === 1 && conditions.every(isUnexpected));
}

function isUnexpected({ operator, key, values }: Condition): boolean {
  const [value, ...more] = values.map(String);
  if (more.length > 0) return false;
  return key === 's3:if-none-match'
    ? operator === 'Null' && value === 'true'
    : key === 'aws:principalisawsservice' &&
        /^Bool(?:IfExists)?$/.test(operator) &&
        value === 'false';
}

/** Whether a denial is for writes under a key that the caller brings. */
function isCustomerKeyed({ conditions }: Statement): boolean {
  return (
    conditions.length === 0 || (conditions.length === 1 && isGiven(conditions[0], [CUSTOMER_KEY]))
  );
}

/** Whether a denial is for writes that name another key than the one by which the bucket encrypts. */
function isOtherKeyed(
  zone: ZoneView,
  bucket: ResourceView,
): (statement: Statement, policy: ResourceView) => boolean {
  const [rule]: readonly unknown[] = [
    at(bucket.properties, 'BucketEncryption', 'ServerSideEncryptionConfiguration'),
  ].flat();
  const own = keyOf(zone, bucket, at(rule, 'ServerSideEncryptionByDefault', 'KMSMasterKeyID'));
  return ({ conditions }, policy) => {
    if (conditions.length === 0) return true;
    const [other, ...more] = conditions.filter((one) => !isGiven(one, [ENCRYPTION, KMS_KEY]));
    return (
      other?.operator === 'StringNotEquals' &&
      other.key === KMS_KEY &&
      other.values.length === 1 &&
      more.length === 0 &&
      own !== undefined &&
      own === keyOf(zone, policy, other.values[0])
    );
  };
}

/** Whether a condition holds where a request has one of these keys. */
function isGiven(condition: Condition | undefined, keys: readonly string[]): boolean {
  return (
    condition?.operator === 'Null' &&
    keys.includes(condition.key) &&
    condition.values.length === 1 &&
    String(condition.values[0]) === 'false'
  );
}

function denies(
  zone: ZoneView,
  policy: ResourceView,
  bucket: ResourceView,
  action: string,
  on: 'bucket' | 'objects',
  meets: (statement: Statement, policy: ResourceView) => boolean,
): boolean {
  return (statementsIn(policy.properties['PolicyDocument']) ?? []).some(
    (statement) =>
      statement.effect === 'Deny' &&
      isForEverybody(statement) &&
      coversAction(statement, action) &&
      coversResource(zone, policy, statement, bucket, on === 'objects' ? 'below' : undefined) &&
      meets(statement, policy),
  );
}

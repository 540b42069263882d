import type { Statement } from '../reading/policy';
import {
  coversAction,
  coversResource,
  isForEverybody,
  sparesAtMostOneRole,
  statementsIn,
} from '../reading/policy';
import { attachedPolicies } from '../reading/resource-policies';
import type { Rule } from '../rule';
import { retentionClassOf } from '../reading/tags';
import type { ResourceView, ZoneView } from '../reading/zone-view';

/**
 * What Object Lock does not stop: a delete marker that hides a version, the end of a governance lock,
 * and settings of the bucket that shorten what comes after.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html
 */
const DENIED = [
  { action: 's3:DeleteObject', on: 'all of its objects' },
  { action: 's3:DeleteObjectVersion', on: 'all of its objects' },
  { action: 's3:BypassGovernanceRetention', on: 'all of its objects' },
  { action: 's3:PutLifecycleConfiguration', on: 'the bucket' },
  { action: 's3:PutBucketObjectLockConfiguration', on: 'the bucket' },
] as const;

export const writeOnceDenials: Rule = {
  name: 'WriteOnceDenials',
  asks: 'The policy of a bucket of audit records denies to everybody what Object Lock does not stop: deleting, and changing how long objects are kept.',
  citations: ['164.312(c)(1)', '164.312(b)'],
  types: ['AWS::S3::Bucket'],
  find: (bucket, zone) => {
    if (retentionClassOf(bucket) !== 'audit') return undefined;
    const policies = attachedPolicies(zone, bucket);
    return DENIED.filter(
      (denied) =>
        policies.length === 0 || !policies.every((policy) => denies(zone, policy, bucket, denied)),
    ).map(
      ({ action, on }) =>
        `No policy denies ${action} to everybody on ${on}. Add a Deny statement${zone.expectations.permanent ? ' without condition' : ', excepting one role at most'}.`,
    );
  },
};

function denies(
  zone: ZoneView,
  policy: ResourceView,
  bucket: ResourceView,
  { action, on }: (typeof DENIED)[number],
): boolean {
  const below = on === 'the bucket' ? undefined : 'below';
  return (statementsIn(policy.properties['PolicyDocument']) ?? []).some(
    (statement: Statement) =>
      statement.effect === 'Deny' &&
      isForEverybody(statement) &&
      coversAction(statement, action) &&
      coversResource(zone, policy, statement, bucket, below) &&
      sparesAtMostOneRole(statement, zone.expectations.permanent),
  );
}

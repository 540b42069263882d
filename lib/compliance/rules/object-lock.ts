import { objectsIn } from '../reading/literals';
import type { Rule } from '../rule';
import { retentionClassOf } from '../reading/tags';
import type { JsonObject, ResourceView, ZoneView } from '../reading/zone-view';
import { at } from '../reading/zone-view';

/** Days of a year of Object Lock: https://docs.aws.amazon.com/AmazonS3/latest/API/API_DefaultRetention.html */
const DAYS_OF_A_YEAR = 365;

export const objectLock: Rule = {
  name: 'ObjectLock',
  asks: 'Buckets of audit records are write-once for as long as the records are kept, and a trail delivers into such a bucket.',
  citations: ['164.312(c)(1)', '164.312(b)', '164.316(b)(2)(i)'],
  types: ['AWS::S3::Bucket', 'AWS::CloudTrail::Trail'],
  find: (resource, zone) => {
    if (resource.type === 'AWS::CloudTrail::Trail') return findInTrail(resource, zone);
    return retentionClassOf(resource) === 'audit' ? findInBucket(resource, zone) : undefined;
  },
};

function findInTrail(trail: ResourceView, zone: ZoneView): readonly string[] {
  const bucket = zone.follow(trail, trail.properties['S3BucketName']);
  return bucket?.type === 'AWS::S3::Bucket' && retentionClassOf(bucket) === 'audit'
    ? []
    : [
        'S3BucketName leads to no bucket of this zone with the tag RetentionClass: audit. Let the trail deliver into one.',
      ];
}

function findInBucket(
  { properties }: ResourceView,
  { expectations: { lockMode, auditDays } }: ZoneView,
): readonly string[] {
  const retention = at(properties, 'ObjectLockConfiguration', 'Rule', 'DefaultRetention');
  const days = daysOf(retention);
  return [
    ...(properties['ObjectLockEnabled'] === true
      ? []
      : ['ObjectLockEnabled is not true. Set it; a bucket gets it only when it is made.']),
    ...(at(properties, 'VersioningConfiguration', 'Status') === 'Enabled'
      ? []
      : ['Versioning is not enabled. Enable it.']),
    ...(at(properties, 'ObjectLockConfiguration', 'ObjectLockEnabled') === 'Enabled' &&
    at(retention, 'Mode') === lockMode
      ? []
      : [`The default retention is not of mode ${lockMode}. Set Mode of ObjectLockConfiguration.`]),
    ...(days >= auditDays
      ? []
      : [`The default retention is shorter than ${auditDays} days, or cannot be read. Set Days.`]),
    ...(expiresNothingBefore(properties['LifecycleConfiguration'], auditDays)
      ? []
      : [
          `A rule of LifecycleConfiguration expires objects before ${auditDays} days, or cannot be read. Remove the expiration: it hides what the lock keeps.`,
        ]),
  ];
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-managing.html#object-lock-managing-lifecycle */
function expiresNothingBefore(lifecycle: unknown, days: number): boolean {
  if (lifecycle === undefined) return true;
  const rules = objectsIn(at(lifecycle, 'Rules'));
  return rules?.every((rule) => rule['Status'] === 'Disabled' || isLater(rule, days)) ?? false;
}

function isLater(rule: JsonObject, days: number): boolean {
  const times = [
    rule['ExpirationInDays'],
    rule['NoncurrentVersionExpirationInDays'],
    at(rule, 'NoncurrentVersionExpiration', 'NoncurrentDays'),
  ];
  return (
    // A day could be any day, also a past one.
    rule['ExpirationDate'] === undefined &&
    times.every((time) => time === undefined || (typeof time === 'number' && time >= days))
  );
}

function daysOf(retention: unknown): number {
  const days = at(retention, 'Days');
  const years = at(retention, 'Years');
  if (typeof days === 'number') return days;
  return typeof years === 'number' ? years * DAYS_OF_A_YEAR : 0;
}

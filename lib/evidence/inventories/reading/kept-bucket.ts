import { listOf } from '../../../compliance/reading/policy';
import type { ResourceView } from '../../../compliance/reading/zone-view';
import { at } from '../../../compliance/reading/zone-view';
import type { Kept } from './kept';
import { nameOf } from './names';
import { shown } from './shown';
import { daysText, FOR_EVER } from './times';
import type { EvidenceZone } from '../../zone/evidence-zone';

/** How long a bucket keeps its objects. */
export function bucketKept(zone: EvidenceZone, bucket: ResourceView): Kept {
  const { properties } = bucket;
  const rules = listOf(at(properties, 'LifecycleConfiguration', 'Rules')).filter(
    (rule) => at(rule, 'Status') === 'Enabled',
  );
  const locked = lockText(properties);
  const versioned = at(properties, 'VersioningConfiguration', 'Status') === 'Enabled';
  const copies = [
    ...new Set(
      listOf(at(properties, 'ReplicationConfiguration', 'Rules')).map((rule) =>
        targetText(zone, bucket, at(rule, 'Destination', 'Bucket')),
      ),
    ),
  ];
  return {
    kept:
      rules.map(expiry).find((text) => text !== undefined) ??
      (locked?.includes('of every object') === true
        ? `as long as its lock, and then ${FOR_EVER}`
        : FOR_EVER),
    ...(locked === undefined ? {} : { lock: locked }),
    life: rules.flatMap(lifeTexts).join('; '),
    recovery: [
      versioned ? 'versioned' : 'no versions',
      ...(copies.length === 0 ? [] : [`replicated into ${copies.join(', ')}`]),
    ].join('; '),
  };
}

/** A bucket of another Region is known by its name alone. */
function targetText(zone: EvidenceZone, bucket: ResourceView, target: unknown): string {
  const text = shown(zone, bucket, target);
  const named = zone
    .ofType('AWS::S3::Bucket')
    .find(({ properties }) => text === `arn:aws:s3:::${String(properties['BucketName'])}`);
  return named === undefined ? text : nameOf(zone, named);
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html */
function lockText(properties: ResourceView['properties']): string | undefined {
  if (properties['ObjectLockEnabled'] !== true) return undefined;
  const standard = at(properties, 'ObjectLockConfiguration', 'Rule', 'DefaultRetention');
  if (standard === undefined) return 'Object Lock, for as long as each writer says';
  const [mode, days, years] = ['Mode', 'Days', 'Years'].map((name) => at(standard, name));
  const time = days === undefined ? `${String(years)} years` : daysText(days);
  return `Object Lock ${String(mode)}: ${time}, of every object`;
}

/** After which time objects go, for a rule that says so. */
function expiry(rule: unknown): string | undefined {
  const days = at(rule, 'ExpirationInDays');
  return days === undefined ? undefined : `${daysText(days)}${where(rule)}`;
}

function lifeTexts(rule: unknown): readonly string[] {
  const moves = listOf(at(rule, 'Transitions')).map(
    (move) =>
      `after ${daysText(at(move, 'TransitionInDays'))} to ${String(at(move, 'StorageClass'))}`,
  );
  const old =
    at(rule, 'NoncurrentVersionExpiration', 'NoncurrentDays') ??
    at(rule, 'NoncurrentVersionExpirationInDays');
  const unfinished = at(rule, 'AbortIncompleteMultipartUpload', 'DaysAfterInitiation');
  const expires = at(rule, 'ExpirationInDays');
  return [
    ...moves,
    ...(expires === undefined ? [] : [`after ${daysText(expires)} deleted`]),
    ...(old === undefined ? [] : [`old versions after ${daysText(old)} deleted`]),
    ...(unfinished === undefined
      ? []
      : [`unfinished uploads after ${daysText(unfinished)} deleted`]),
  ].map((text) => `${text}${where(rule)}`);
}

function where(rule: unknown): string {
  const prefix = at(rule, 'Prefix') ?? at(rule, 'Filter', 'Prefix');
  return typeof prefix === 'string' && prefix !== '' ? ` (${prefix})` : '';
}

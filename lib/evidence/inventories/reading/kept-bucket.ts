import { listOf } from '../../../compliance/reading/policy';
import type { ResourceView } from '../../../compliance/reading/zone-view';
import { at, isObject } from '../../../compliance/reading/zone-view';
import type { Kept } from './kept';
import { nameOf } from './names';
import { SET_AT_DEPLOY, shown } from './shown';
import { daysText, FOR_EVER } from './times';
import type { EvidenceZone } from '../../zone/evidence-zone';

/** How long a bucket keeps its objects. */
export function bucketKept(zone: EvidenceZone, bucket: ResourceView): Kept {
  const { properties } = bucket;
  const rules = listOf(rulesOf(properties['LifecycleConfiguration'])).filter(
    // What is not off for certain may be on.
    (rule) => at(rule, 'Status') !== 'Disabled',
  );
  const lock = lockOf(properties);
  const versioned = at(properties, 'VersioningConfiguration', 'Status') === 'Enabled';
  const copies = [
    ...new Set(
      listOf(at(properties, 'ReplicationConfiguration', 'Rules')).map((rule) =>
        targetText(zone, bucket, at(rule, 'Destination', 'Bucket')),
      ),
    ),
  ];
  return {
    kept: keptText(
      rules.flatMap((rule) => expiryOf(rule) ?? []),
      lock,
    ),
    ...(lock === undefined ? {} : { lock: lock.text }),
    life: rules.flatMap(lifeTexts).join('; '),
    recovery: [
      versioned ? 'versioned' : 'no versions',
      ...(copies.length === 0 ? [] : [`replicated into ${copies.join(', ')}`]),
    ].join('; '),
  };
}

/** Rules of a life cycle; the life cycle itself where only AWS knows them. */
function rulesOf(life: unknown): unknown {
  return at(life, 'Rules') ?? life;
}

/** When objects go, the shortest time first, and what a lock does to that. */
function keptText(expiries: readonly Expiry[], lock: Lock | undefined): string {
  const held = lock?.days !== undefined;
  const whole = held ? `as long as its lock, and then ${FOR_EVER}` : FOR_EVER;
  if (expiries.length === 0) return whole;
  const sorted = expiries.toSorted((one, other) => one.days - other.days);
  // Of rules about the same object the shortest counts: none does after one about all of them.
  const last = sorted.findIndex(({ isOfAll }) => isOfAll);
  const told = last < 0 ? sorted : sorted.slice(0, last + 1);
  const rest = last < 0 ? [`all else ${whole}`] : [];
  const isCut =
    held && told.some(({ days }) => days === 0 || lock.days === 0 || days < (lock.days ?? 0));
  return [
    ...told.map(({ text }) => text),
    ...rest,
    ...(isCut
      ? [
          `but no version before its lock ${lock.isHard ? 'ends' : 'ends or is taken off'}, ${lock.time}`,
        ]
      : []),
  ].join('; ');
}

/** A bucket of another Region is known by its name alone. */
function targetText(zone: EvidenceZone, bucket: ResourceView, target: unknown): string {
  const text = shown(zone, bucket, target);
  const named = zone
    .ofType('AWS::S3::Bucket')
    .find(({ properties }) => text === `arn:aws:s3:::${String(properties['BucketName'])}`);
  return named === undefined ? text : nameOf(zone, named);
}

interface Lock {
  readonly text: string;
  /** How long it holds by default, in days; 0 when only AWS knows, undefined when each writer says. */
  readonly days: number | undefined;
  readonly time: string;
  /** Whether nobody takes it off. */
  readonly isHard: boolean;
}

/**
 * A date that a writer sets beats the default, in either mode, and a governance lock is one right away
 * from being none: https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html
 */
function lockOf(properties: ResourceView['properties']): Lock | undefined {
  if (properties['ObjectLockEnabled'] !== true) return undefined;
  const standard = at(properties, 'ObjectLockConfiguration', 'Rule', 'DefaultRetention');
  if (standard === undefined) {
    return {
      text: 'Object Lock, for as long as each writer says',
      days: undefined,
      time: '',
      isHard: false,
    };
  }
  const [mode, days, years] = ['Mode', 'Days', 'Years'].map((name) => at(standard, name));
  const time = days === undefined ? yearsText(years) : daysText(days);
  const isHard = mode === 'COMPLIANCE';
  const text = [
    `Object Lock ${typeof mode === 'string' ? mode : `of a mode ${SET_AT_DEPLOY}`}: ${time}, of every object whose writer sets no other date`,
    ...(isHard ? [] : ['who has s3:BypassGovernanceRetention takes it off']),
  ].join('; ');
  const count = days === undefined ? Number(years) * DAYS_OF_A_YEAR : Number(days);
  return { text, days: Number.isNaN(count) ? 0 : count, time, isHard };
}

const DAYS_OF_A_YEAR = 365;

function yearsText(years: unknown): string {
  return typeof years === 'number' || typeof years === 'string'
    ? `${years} ${Number(years) === 1 ? 'year' : 'years'}`
    : `a time ${SET_AT_DEPLOY}`;
}

/** After which time objects go, for a rule that says so. */
interface Expiry {
  readonly text: string;
  /** For their order: none for a date, or a time that only AWS knows. */
  readonly days: number;
  /** Whether it is about every object, after a time that is known. */
  readonly isOfAll: boolean;
}

function expiryOf(rule: unknown): Expiry | undefined {
  if (isSetAtDeploy(rule)) return { text: `a time ${SET_AT_DEPLOY}`, days: 0, isOfAll: false };
  const [days, date] = [at(rule, 'ExpirationInDays'), at(rule, 'ExpirationDate')];
  if (days === undefined && date === undefined) return undefined;
  const count = days === undefined ? Number.NaN : Number(days);
  return {
    text: `${days === undefined ? dateText(date) : daysText(days)}${where(rule)}`,
    days: Number.isNaN(count) ? 0 : count,
    isOfAll: !Number.isNaN(count) && where(rule) === '',
  };
}

function dateText(date: unknown): string {
  return `until ${typeof date === 'string' ? date : `a date ${SET_AT_DEPLOY}`}`;
}

/** Whether a part of a life cycle is one that CloudFormation makes at deploy. */
function isSetAtDeploy(rule: unknown): boolean {
  return isObject(rule) && Object.keys(rule).some((key) => key === 'Ref' || key.startsWith('Fn::'));
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
  const [expires, date] = [at(rule, 'ExpirationInDays'), at(rule, 'ExpirationDate')];
  return [
    ...(isSetAtDeploy(rule) ? [SET_AT_DEPLOY] : []),
    ...moves,
    ...(expires === undefined ? [] : [`after ${daysText(expires)} deleted`]),
    ...(date === undefined ? [] : [`${dateText(date)}, then deleted`]),
    ...(old === undefined ? [] : [`old versions after ${daysText(old)} deleted`]),
    ...(unfinished === undefined
      ? []
      : [`unfinished uploads after ${daysText(unfinished)} deleted`]),
  ].map((text) => `${text}${where(rule)}`);
}

/** Which objects a rule is about, where not all. */
function where(rule: unknown): string {
  const prefix = at(rule, 'Prefix') ?? at(rule, 'Filter', 'Prefix');
  const [least, most] = [at(rule, 'ObjectSizeGreaterThan'), at(rule, 'ObjectSizeLessThan')];
  const filters = [
    ...(prefix === undefined || prefix === '' ? [] : [`under ${wordOf(prefix)}`]),
    ...listOf(at(rule, 'TagFilters')).map(
      (tag) => `with tag ${wordOf(at(tag, 'Key'))} = ${wordOf(at(tag, 'Value'))}`,
    ),
    ...(least === undefined ? [] : [`larger than ${wordOf(least)} bytes`]),
    ...(most === undefined ? [] : [`smaller than ${wordOf(most)} bytes`]),
  ];
  return filters.length === 0 ? '' : ` (objects ${filters.join(', ')})`;
}

function wordOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : SET_AT_DEPLOY;
}

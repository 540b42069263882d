import { keyOf } from '../../../compliance/reading/customer-key';
import { ENCRYPTIONS } from '../../../compliance/reading/encryption';
import { listOf } from '../../../compliance/reading/policy';
import { at } from '../../../compliance/reading/json';
import { holdsPhi } from '../../../compliance/reading/phi-store';
import type { ResourceView } from '../../../compliance/reading/zone-view';
import type { EvidenceZone } from '../../zone/evidence-zone';
import { labelOf } from './labels';

/** What a picture says of a store, beside its name. */
export interface StoreFacts {
  /** `key phi`, or whose the key is where it is none of the zone. */
  readonly key: string;
  readonly phi: boolean;
  /** How its records are kept from deletion; empty where they are not write-once. */
  readonly lock: string;
}

export function storeFacts(zone: EvidenceZone, store: ResourceView): StoreFacts {
  return { key: keyWords(zone, store), phi: holdsPhi(store), lock: lockWords(store) };
}

/** Name of a key of the zone: `phi`. */
export function keyName(key: ResourceView): string {
  return labelOf(key).toLowerCase();
}

function keyWords(zone: EvidenceZone, store: ResourceView): string {
  const named = store.type === 'AWS::S3::Bucket' ? bucketKey(store) : namedKey(zone, store);
  if (named === undefined) return 'key of AWS';
  const key = keyOf(zone, store, named);
  return key === undefined ? 'a key from elsewhere' : `key ${keyName(key)}`;
}

function namedKey(zone: EvidenceZone, store: ResourceView): unknown {
  const [first] = ENCRYPTIONS[store.type]?.(store, zone) ?? [];
  return first?.on === false ? undefined : first?.key;
}

/** Also of a bucket whose class asks for none. */
function bucketKey({ properties }: ResourceView): unknown {
  const [rule] = listOf(at(properties, 'BucketEncryption', 'ServerSideEncryptionConfiguration'));
  return at(rule, 'ServerSideEncryptionByDefault', 'KMSMasterKeyID');
}

function lockWords({ type, properties }: ResourceView): string {
  if (type === 'AWS::S3::Bucket') {
    const retention = at(properties, 'ObjectLockConfiguration', 'Rule', 'DefaultRetention');
    if (properties['ObjectLockEnabled'] !== true) return '';
    const time = ['Days', 'Years'].flatMap((unit) => {
      const length = at(retention, unit);
      return typeof length === 'number' ? [`${length} ${unit.toLowerCase()}`] : [];
    });
    return ['write-once', ...time, ...mode(at(retention, 'Mode'))].join(', ');
  }
  const lock = at(properties, 'LockConfiguration');
  if (lock === undefined) return '';
  const days = at(lock, 'MinRetentionDays');
  const grace = at(lock, 'ChangeableForDays');
  return [
    'locked',
    ...(typeof days === 'number' ? [`at least ${days} days`] : []),
    ...(typeof grace === 'number'
      ? [`for good after ${grace} days`]
      : ['an administrator may unlock it']),
  ].join(', ');
}

function mode(value: unknown): readonly string[] {
  return typeof value === 'string' ? [value.toLowerCase()] : [];
}

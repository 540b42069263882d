import type { Subject } from '../evaluation';
import { namesItsOwner } from './policy';
import { textOf } from './value-text';
import type { ResourceView, ZoneView } from './zone-view';

const KEY_TYPES: ReadonlySet<string> = new Set(['AWS::KMS::Key', 'AWS::KMS::ReplicaKey']);

/** ARN of a key, ARN of an alias, or an alias: the forms that say more than an id does. */
const KEY_ARN = /^arn:[^:]+:kms:[^:]+:[^:]+:key\/[\w-]+$/;
const ALIAS = /^(?:arn:[^:]+:kms:[^:]+:[^:]+:)?alias\/(?!aws\/)[\w/-]+$/;

/**
 * Whether a value names a customer managed key: a key of the zone, directly or by its alias, or a
 * literal ARN or alias of one in this account: whose the account is decides who uses a key, and when
 * it ends. Aliases that begin with `alias/aws/` are of keys that AWS manages.
 * https://docs.aws.amazon.com/kms/latest/developerguide/alias-about.html
 */
export function isCustomerKey(zone: ZoneView, from: Subject, value: unknown): boolean {
  const resource = zone.follow(from, value);
  if (resource?.type === 'AWS::KMS::Alias') {
    return isCustomerKey(zone, resource, resource.properties['TargetKeyId']);
  }
  if (resource !== undefined) return KEY_TYPES.has(resource.type);
  const text = textOf(zone, from, value);
  if (text === undefined || !(KEY_ARN.test(text) || ALIAS.test(text))) return false;
  return text.startsWith('alias/') || namesItsOwner(zone, text);
}

/** The resource of the zone that a value names as a key, directly or by its alias. */
export function keyOf(zone: ZoneView, from: Subject, value: unknown): ResourceView | undefined {
  const found = zone.follow(from, value);
  return found?.type === 'AWS::KMS::Alias'
    ? keyOf(zone, found, found.properties['TargetKeyId'])
    : found;
}

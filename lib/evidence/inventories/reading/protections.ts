import { keyOf } from '../../../compliance/reading/customer-key';
import { ENCRYPTIONS } from '../../../compliance/reading/encryption';
import { listOf } from '../../../compliance/reading/policy';
import type { ResourceView, ZoneView } from '../../../compliance/reading/zone-view';
import { at } from '../../../compliance/reading/zone-view';
import { nameOf } from './names';
import { shown } from './shown';

/** What protects one part of a store at rest. */
export interface Protection {
  /** Which part, for a store with several; else empty. */
  readonly part: string;
  /** The key of the zone, undefined when it is none of it. */
  readonly key: ResourceView | undefined;
  /** In words: an alias, or what stands in its place. */
  readonly says: string;
}

/** Parts of a database, by the property that names their key. */
const PARTS: Readonly<Record<string, string>> = {
  'MasterUserSecret.KmsKeyId': 'master password, kept by RDS in Secrets Manager',
  PerformanceInsightsKMSKeyId: 'Performance Insights',
  PerformanceInsightsKmsKeyId: 'Performance Insights',
};

/** What stands where a type names no key. */
const WITHOUT_KEY: Readonly<Record<string, string>> = {
  'AWS::ApiGateway::RestApi': 'stores nothing: no cache',
  'AWS::Lambda::Function': 'no environment variables',
};

/** What protects a store at rest, part by part. */
export function protectionsOf(zone: ZoneView, store: ResourceView): readonly Protection[] {
  if (store.type === 'AWS::S3::Bucket') return bucketProtections(zone, store);
  const encryptions = ENCRYPTIONS[store.type]?.(store, zone) ?? [];
  if (encryptions.length === 0) {
    return [{ part: '', key: undefined, says: WITHOUT_KEY[store.type] ?? 'a key that AWS owns' }];
  }
  return encryptions.map(({ property, key, on = true }) =>
    protection(zone, store, { part: PARTS[property] ?? '', value: key, on }),
  );
}

function bucketProtections(zone: ZoneView, bucket: ResourceView): readonly Protection[] {
  const rules = listOf(
    at(bucket.properties, 'BucketEncryption', 'ServerSideEncryptionConfiguration'),
  );
  return (rules.length === 0 ? [undefined] : rules).map((rule) => {
    const { SSEAlgorithm: algorithm, KMSMasterKeyID: value } =
      (at(rule, 'ServerSideEncryptionByDefault') as Readonly<Record<string, unknown>>) ?? {};
    return algorithm === 'aws:kms' || algorithm === 'aws:kms:dsse'
      ? protection(zone, bucket, { part: '', value, on: true })
      : { part: '', key: undefined, says: 'SSE-S3: AES-256, keys of Amazon S3' };
  });
}

function protection(
  zone: ZoneView,
  store: ResourceView,
  { part, value, on }: { readonly part: string; readonly value: unknown; readonly on: boolean },
): Protection {
  if (!on) return { part, key: undefined, says: 'not switched on' };
  if (value === undefined) return { part, key: undefined, says: 'a key that AWS owns' };
  const key = keyOf(zone, store, value);
  return {
    part,
    key,
    says: key === undefined ? shown(zone, store, value) : nameOf(zone, key),
  };
}

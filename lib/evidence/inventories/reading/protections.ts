import { keyOf } from '../../../compliance/reading/customer-key';
import { ENCRYPTIONS } from '../../../compliance/reading/encryption';
import { listOf } from '../../../compliance/reading/policy';
import type { ResourceView } from '../../../compliance/reading/zone-view';
import { at } from '../../../compliance/reading/zone-view';
import { nameOf } from './names';
import { shown } from './shown';
import type { EvidenceZone } from '../../zone/evidence-zone';

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

/** The keys of a service, in an account of AWS. */
const OF_AWS = 'a key that AWS owns';

/** What protects a type that names no key. */
const WITHOUT_KEY: Readonly<Record<string, string>> = {
  'AWS::AccessAnalyzer::Analyzer': OF_AWS,
  'AWS::ApiGateway::RestApi': 'stores nothing: no cache',
  'AWS::Cognito::UserPool': OF_AWS,
  'AWS::Config::ConfigurationRecorder': OF_AWS,
  'AWS::GuardDuty::Detector': OF_AWS,
  'AWS::KinesisFirehose::DeliveryStream': 'stores nothing: reads from a stream',
  'AWS::Lambda::Function': 'no environment variables',
  'AWS::Macie::Session': OF_AWS,
  'AWS::RDS::DBInstance': 'that of its cluster or source',
  'AWS::SSM::Parameter': 'none: a template makes no encrypted parameter',
  'AWS::SecurityHub::Hub': OF_AWS,
};

/** What protects a store whose template leaves the key out. */
const LEFT_OUT: Readonly<Record<string, string>> = {
  'AWS::SNS::Topic': 'none: not encrypted at rest',
};

/** What protects a store at rest, part by part. */
export function protectionsOf(zone: EvidenceZone, store: ResourceView): readonly Protection[] {
  if (store.type === 'AWS::S3::Bucket') return bucketProtections(zone, store);
  const encryptions = ENCRYPTIONS[store.type]?.(store, zone) ?? [];
  if (encryptions.length === 0) {
    return [
      {
        part: '',
        key: undefined,
        says: WITHOUT_KEY[store.type] ?? 'not known to this table: look at it',
      },
    ];
  }
  return encryptions.map(({ property, key, on = true }) =>
    protection(zone, store, { part: PARTS[property] ?? '', value: key, on }),
  );
}

function bucketProtections(zone: EvidenceZone, bucket: ResourceView): readonly Protection[] {
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
  zone: EvidenceZone,
  store: ResourceView,
  { part, value, on }: { readonly part: string; readonly value: unknown; readonly on: boolean },
): Protection {
  if (!on) return { part, key: undefined, says: 'not switched on' };
  if (value === undefined) return { part, key: undefined, says: LEFT_OUT[store.type] ?? OF_AWS };
  const key = keyOf(zone, store, value);
  return {
    part,
    key,
    says: key === undefined ? shown(zone, store, value) : nameOf(zone, key),
  };
}

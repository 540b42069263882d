import { attachedPolicies } from '../../lib/compliance/reading/resource-policies';
import { isSame, wordOf } from '../../lib/compliance/reading/value-text';
import type { ResourceView, ZoneView } from '../../lib/compliance/reading/zone-view';
import { at } from '../../lib/compliance/reading/zone-view';
import type { ZoneConfig } from '../../lib/config/schema';
import type { Request } from './policy-judge';
import { judge } from './policy-judge';

/** Asks the policies of a zone whether a delivery arrives. */
export interface Deliveries {
  readonly resourceAt: (path: string) => ResourceView;
  /** The resource that a property of another names. */
  readonly followed: (from: ResourceView, ...path: readonly string[]) => ResourceView;
  /** The key with which a bucket encrypts what it is given. */
  readonly keyOfBucket: (bucket: ResourceView) => ResourceView;
  /** What the one policy of a target says; `below` is what follows its ARN. */
  readonly onTarget: (
    target: ResourceView,
    request: Omit<Request, 'resource'>,
    below?: string,
  ) => string;
  readonly onKey: (key: ResourceView, request: Omit<Request, 'resource'>) => string;
  /** Whether a managed policy of a role lets it do something, its own or one that it shares. */
  readonly byRole: (
    role: ResourceView,
    action: string,
    resource: string,
    context?: Request['context'],
  ) => string;
}

/** What a write says that names a key. */
export function named(key: ResourceView): Request['context'] {
  return { 's3:x-amz-server-side-encryption-aws-kms-key-id': wordOf(key) };
}

/** The judges of a zone. */
export function deliveriesIn(zone: ZoneView, { region }: Pick<ZoneConfig, 'region'>): Deliveries {
  function resourceAt(path: string): ResourceView {
    const found = zone.resources.find((view) => view.path === path);
    if (found === undefined) throw new Error(`nothing at ${path}`);
    return found;
  }

  function followed(from: ResourceView, ...path: readonly string[]): ResourceView {
    const found = zone.follow(from, at(from.properties, ...path));
    if (found === undefined) throw new Error(`${from.path} ${path.join('.')} leads nowhere`);
    return found;
  }

  function keyOfBucket(bucket: ResourceView): ResourceView {
    const [rule]: readonly unknown[] = [
      at(bucket.properties, 'BucketEncryption', 'ServerSideEncryptionConfiguration'),
    ].flat();
    const key = zone.follow(bucket, at(rule, 'ServerSideEncryptionByDefault', 'KMSMasterKeyID'));
    if (key === undefined) throw new Error(`${bucket.path} has no key`);
    return key;
  }

  function onTarget(target: ResourceView, request: Omit<Request, 'resource'>, below = ''): string {
    const answers = attachedPolicies(zone, target).map((policy) =>
      judge(zone, policy, policy.properties['PolicyDocument'], {
        ...request,
        resource: `${wordOf(target)}${below}`,
      }),
    );
    expect(answers).toHaveLength(1);
    return answers.join();
  }

  function onKey(key: ResourceView, request: Omit<Request, 'resource'>): string {
    return judge(zone, key, key.properties['KeyPolicy'], { ...request, resource: wordOf(key) });
  }

  function byRole(
    role: ResourceView,
    action: string,
    resource: string,
    context: Request['context'] = { 'kms:viaservice': `s3.${region}.amazonaws.com` },
  ): string {
    const policies = zone
      .ofType('AWS::IAM::ManagedPolicy')
      .filter(
        (policy) =>
          [policy.properties['Roles']]
            .flat()
            .some((entry) => isSame(zone.follow(policy, entry), role)) ||
          [role.properties['ManagedPolicyArns']]
            .flat()
            .some((entry) => isSame(zone.follow(role, entry), policy)),
      );
    const answers = policies.map((policy) =>
      judge(zone, policy, policy.properties['PolicyDocument'], {
        by: { role: '' },
        action,
        resource,
        context,
      }),
    );
    return answers.includes('allow') ? 'allow' : answers.join();
  }

  return { resourceAt, followed, keyOfBucket, onTarget, onKey, byRole };
}

import assert from 'node:assert/strict';
import { GetKeyPolicyCommand, PutKeyPolicyCommand } from '@aws-sdk/client-kms';
import { GetBucketPolicyCommand, PutBucketPolicyCommand } from '@aws-sdk/client-s3';
import type { Aws } from './aws';
import type { Deployed } from './resources';

/**
 * Denials in policies of buckets and keys that the emulator (MiniStack 1.5.33) judges by something
 * that it never fills in. It would deny everything, so these are taken out; all other statements stay
 * and are judged. `docs/what-e2e-does-not-prove.md` says what holds these instead.
 */
const NOT_JUDGED = {
  DenyUnconditionalPut: 's3:if-none-match is not filled in',
  DenyWorkloadsOutsideAVpc: 'aws:SourceVpc is not filled in',
  DenyDirectUseByOthers:
    'aws:PrincipalArn of a function is its session, without the path of its role',
} as const;

/** Takes them out of the policies of these resources, by the same calls that CloudFormation makes. */
export async function withoutWhatIsNotJudged(
  { s3, kms }: Pick<Aws, 's3' | 'kms'>,
  resources: readonly Deployed[],
): Promise<void> {
  const gone = new Set<string>();
  for (const { Type, physicalId } of resources) {
    if (Type === 'AWS::S3::Bucket') {
      const { Policy } = await s3.send(new GetBucketPolicyCommand({ Bucket: physicalId }));
      const policy = judged(Policy, gone);
      await s3.send(new PutBucketPolicyCommand({ Bucket: physicalId, Policy: policy }));
    }
    if (Type === 'AWS::KMS::Key') {
      const { Policy } = await kms.send(new GetKeyPolicyCommand({ KeyId: physicalId }));
      const policy = judged(Policy, gone);
      await kms.send(new PutKeyPolicyCommand({ KeyId: physicalId, Policy: policy }));
    }
  }
  assert.deepEqual([...gone].toSorted(), Object.keys(NOT_JUDGED).toSorted());
}

interface Policy {
  readonly Statement: readonly { readonly Sid?: string }[];
}

function judged(text = '', gone: Set<string>): string {
  const policy = JSON.parse(text) as Policy;
  const kept = policy.Statement.filter(({ Sid = '' }) => {
    if (!Object.hasOwn(NOT_JUDGED, Sid)) return true;
    gone.add(Sid);
    return false;
  });
  return JSON.stringify({ ...policy, Statement: kept });
}

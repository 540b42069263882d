import assert from 'node:assert/strict';
import { GetRestApiCommand, UpdateRestApiCommand } from '@aws-sdk/client-api-gateway';
import {
  GetPolicyCommand,
  GetPolicyVersionCommand,
  ListEntitiesForPolicyCommand,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { GetKeyPolicyCommand, PutKeyPolicyCommand } from '@aws-sdk/client-kms';
import { GetBucketPolicyCommand, PutBucketPolicyCommand } from '@aws-sdk/client-s3';
import type { Aws } from './aws';
import type { Deployed } from './resources';

/**
 * Denials in policies of buckets, keys and the API that the emulator (MiniStack 1.5.33) judges by something
 * that it never fills in. It would deny everything, so these are taken out; all other statements stay
 * and are judged. `docs/what-e2e-does-not-prove.md` says what holds these instead.
 */
export const NOT_JUDGED = [
  // `s3:if-none-match` is not filled in.
  'DenyUnconditionalPut',
  // `aws:SourceVpc` is not filled in.
  'DenyWorkloadsOutsideAVpc',
  // `aws:PrincipalArn` of a role is its session, without the path of the role.
  'DenyDirectUseByOthers',
  'DenyPutByOthersThanWorkloads',
  'DenyOthersThanServices',
] as const;

/** Likewise, and of use until the zone is torn down: it spares one role, by `aws:PrincipalArn`. */
export const NOT_JUDGED_AT_THE_END = ['DenyDelete'] as const;

/**
 * Takes statements out of the policies of these resources, by the same calls that CloudFormation
 * makes.
 *
 * @returns the names of those that were there, in their order
 */
export async function withoutStatements(
  { s3, kms, apiGateway }: Pick<Aws, 's3' | 'kms' | 'apiGateway'>,
  resources: readonly Deployed[],
  names: readonly string[],
): Promise<readonly string[]> {
  const gone = new Set<string>();
  for (const { Type, physicalId } of resources) {
    if (Type === 'AWS::S3::Bucket') {
      const { Policy } = await s3.send(new GetBucketPolicyCommand({ Bucket: physicalId }));
      const policy = without(Policy, names, gone);
      await s3.send(new PutBucketPolicyCommand({ Bucket: physicalId, Policy: policy }));
    }
    if (Type === 'AWS::KMS::Key') {
      const { Policy } = await kms.send(new GetKeyPolicyCommand({ KeyId: physicalId }));
      const policy = without(Policy, names, gone);
      await kms.send(new PutKeyPolicyCommand({ KeyId: physicalId, Policy: policy }));
    }
    if (Type === 'AWS::ApiGateway::RestApi') {
      const { policy: escaped = '' } = await apiGateway.send(
        new GetRestApiCommand({ restApiId: physicalId }),
      );
      const policy = without(JSON.parse(`"${escaped}"`) as string, names, gone);
      const replace = { op: 'replace', path: '/policy', value: policy } as const;
      await apiGateway.send(
        new UpdateRestApiCommand({ restApiId: physicalId, patchOperations: [replace] }),
      );
    }
  }
  return [...gone].toSorted();
}

interface Policy {
  readonly Statement: readonly Statement[];
}

interface Statement {
  readonly Sid?: string;
  readonly Condition?: object;
}

function without(text = '', names: readonly string[], gone: Set<string>): string {
  const policy = JSON.parse(text) as Policy;
  const kept = policy.Statement.filter(({ Sid = '' }) => {
    if (!names.includes(Sid)) return true;
    gone.add(Sid);
    return false;
  });
  return JSON.stringify({ ...policy, Statement: kept });
}

/**
 * Actions of the tear-down role that the emulator judges without the vault or recovery point that
 * they are about, so that a policy that names it does not match.
 */
export const WITHOUT_RESOURCE = [
  'backup:ListRecoveryPointsByBackupVault',
  'backup:DeleteBackupVaultLockConfiguration',
  'backup:DeleteRecoveryPoint',
];

/** Allows the tear-down role the same on whatever the emulator takes for the resource. */
export async function allowWithoutResource(
  { iam }: Pick<Aws, 'iam'>,
  RoleName: string,
): Promise<void> {
  const statement = { Effect: 'Allow', Action: WITHOUT_RESOURCE, Resource: '*' };
  await iam.send(
    new PutRolePolicyCommand({
      RoleName,
      PolicyName: 'without-resource',
      PolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: [statement] }),
    }),
  );
}

/**
 * Statements that allow a function something of KMS on a condition that the emulator never fills in:
 * the algorithm of a MAC, and the encryption context.
 */
export const ON_A_CONDITION = ['MakeAndUnwrapDataKeys', 'MakePseudonyms', 'SealJustifications'];

/** Allows whoever has such a statement the same without its condition. */
export async function allowWithoutCondition(
  { iam }: Pick<Aws, 'iam'>,
  resources: readonly Deployed[],
): Promise<void> {
  const seen = new Set<string>();
  for (const { Type, physicalId: PolicyArn } of resources) {
    if (Type !== 'AWS::IAM::ManagedPolicy') continue;
    const { Policy } = await iam.send(new GetPolicyCommand({ PolicyArn }));
    const { PolicyVersion } = await iam.send(
      new GetPolicyVersionCommand({ PolicyArn, VersionId: Policy?.DefaultVersionId }),
    );
    const { Statement } = JSON.parse(decodeURIComponent(PolicyVersion?.Document ?? '')) as Policy;
    const without = Statement.flatMap((statement) => {
      if (!ON_A_CONDITION.includes(statement.Sid ?? '')) return [];
      seen.add(statement.Sid ?? '');
      return [{ ...statement, Condition: {} }];
    });
    if (without.length === 0) continue;
    const { PolicyRoles = [] } = await iam.send(new ListEntitiesForPolicyCommand({ PolicyArn }));
    for (const { RoleName } of PolicyRoles) {
      await iam.send(
        new PutRolePolicyCommand({
          RoleName,
          // A role may have two such policies.
          PolicyName: `without-condition-${without.map(({ Sid }) => Sid).join('-')}`,
          PolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: without }),
        }),
      );
    }
  }
  assert.deepEqual([...seen].toSorted(), ON_A_CONDITION);
}

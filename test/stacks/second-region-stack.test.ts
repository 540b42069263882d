import type { ZoneConfig } from '../../lib/config/schema';
import { reviewable } from '../support/snapshot';
import type { Statement } from '../support/statements';
import { resource, resources, statementsOf } from '../support/statements';
import { made } from '../support/outside';
import { shippedConfig, templatesFor, templatesOf } from '../support/templates';
import type { TemplateJson } from '../support/templates';

const ACCOUNT = '111122223333';
const CONFIG: ZoneConfig = {
  ...shippedConfig('production'),
  disasterRecovery: { secondRegion: 'us-west-2' },
};
const TEMPLATES = templatesFor(CONFIG);

function stack(id: string): TemplateJson {
  const template = TEMPLATES.get(id);
  if (template === undefined) throw new Error(`no ${id} stack`);
  return template;
}

function bucketPolicy(id: string): readonly Statement[] {
  // The stacks of this test have one bucket each.
  return statementsOf(resource(stack(id), 'AWS::S3::BucketPolicy')['PolicyDocument']);
}

const replicaName = (): unknown => resource(stack('SecondRegion'), 'AWS::S3::Bucket')['BucketName'];

// That its zone passes the gate is in test/compliance/gate.test.ts.
it('looks as reviewed', () => {
  expect(reviewable(stack('SecondRegion'))).toMatchSnapshot();
});

it('is made where config asks for it only', () => {
  expect([...TEMPLATES.keys()]).toContain('SecondRegion');
  for (const profile of ['production', 'sandbox'] as const) {
    expect([...templatesOf(profile).keys()]).not.toContain('SecondRegion');
  }
});

it('stands in its Region, is protected, and is deployed before what names it', () => {
  const stacks = made('stacks', CONFIG);
  const factsOf = (name: string) => stacks.find(({ id }) => id === name);
  expect(factsOf('SecondRegion')).toMatchObject({
    account: ACCOUNT,
    region: 'us-west-2',
    terminationProtection: true,
  });
  for (const id of ['Archive', 'Data']) expect(factsOf(id)?.needs).toContain('SecondRegion');
});

it('refers to no other stack, and no other stack to it', () => {
  expect(JSON.stringify(stack('SecondRegion'))).not.toMatch(/Fn::ImportValue|"Export"/);
  for (const id of ['Archive', 'Data']) {
    expect(JSON.stringify(stack(id))).not.toContain('secondregion:');
  }
});

it('has a key of its own, whose policy is of its Region', () => {
  const key = resource(stack('SecondRegion'), 'AWS::KMS::Key');
  expect(key['EnableKeyRotation']).toBe(true);
  const text = JSON.stringify(key['KeyPolicy']);
  expect(text).toContain('ec2.us-west-2.amazonaws.com');
  expect(text).not.toContain('us-east-1');
  expect(text).toContain('DenyDirectUseByOthers');
});

describe('the vault', () => {
  it('is locked as the first one', () => {
    const vault = (id: string): Readonly<Record<string, unknown>> =>
      resource(stack(id), 'AWS::Backup::BackupVault');
    for (const property of ['LockConfiguration', 'AccessPolicy']) {
      // Each Region has an execution role of its own.
      const here = JSON.stringify(vault('SecondRegion')[property]).replaceAll(
        'us-west-2',
        'us-east-1',
      );
      expect(here).toBe(JSON.stringify(vault('Archive')[property]));
    }
    expect(vault('SecondRegion')['EncryptionKeyArn']).toEqual({
      'Fn::GetAtt': [expect.stringMatching(/^Phi/), 'Arn'],
    });
  });

  it('gets a copy of every recovery point, for as long as the original', () => {
    const name = resource(stack('SecondRegion'), 'AWS::Backup::BackupVault')['BackupVaultName'];
    expect(name).toBe('hlz-mercy-replica');
    const plans = resources(stack('Archive'), 'AWS::Backup::BackupPlan');
    expect(plans).toHaveLength(2);
    for (const [, { BackupPlan: plan }] of plans) {
      const { BackupPlanRule: rules } = plan as {
        readonly BackupPlanRule: readonly Readonly<Record<string, unknown>>[];
      };
      for (const { Lifecycle: lifecycle, CopyActions: copies } of rules) {
        expect(copies).toEqual([
          {
            DestinationBackupVaultArn: `arn:aws:backup:us-west-2:${ACCOUNT}:backup-vault:${String(name)}`,
            Lifecycle: lifecycle,
          },
        ]);
      }
    }
  });
});

describe('replication of PHI', () => {
  it('goes to the replica, under its key, without delete markers, and is measured', () => {
    const alias = resource(stack('SecondRegion'), 'AWS::KMS::Alias')['AliasName'];
    expect(resource(stack('Data'), 'AWS::S3::Bucket')['ReplicationConfiguration']).toEqual({
      Role: `arn:aws:iam::${ACCOUNT}:role/hlz-service/hlz-mercy-phi-replication`,
      Rules: [
        {
          Id: 'ToSecondRegion',
          Status: 'Enabled',
          Priority: 1,
          // Everything.
          Filter: { Prefix: '' },
          SourceSelectionCriteria: { SseKmsEncryptedObjects: { Status: 'Enabled' } },
          DeleteMarkerReplication: { Status: 'Disabled' },
          Destination: {
            Bucket: `arn:aws:s3:::${String(replicaName())}`,
            EncryptionConfiguration: {
              ReplicaKmsKeyID: `arn:aws:kms:us-west-2:${ACCOUNT}:${String(alias)}`,
            },
            Metrics: { Status: 'Enabled' },
          },
        },
      ],
    });
  });

  it('has one role, made there and given the source here', () => {
    const role = resource(stack('SecondRegion'), 'AWS::IAM::Role', 'Replica');
    expect(role).toMatchObject({ Path: '/hlz-service/', RoleName: 'hlz-mercy-phi-replication' });
    const policies = [
      resource(stack('SecondRegion'), 'AWS::IAM::ManagedPolicy', 'Replica'),
      resource(stack('Data'), 'AWS::IAM::ManagedPolicy', 'Replication'),
    ];
    expect(policies[1]?.['Roles']).toEqual([role['RoleName']]);
    expect(policies.flatMap(({ PolicyDocument: found }) => statementsOf(found))).toMatchObject([
      {
        Action: ['kms:Encrypt', 'kms:GenerateDataKey'],
        Condition: { StringEquals: { 'kms:ViaService': 's3.us-west-2.amazonaws.com' } },
      },
      {
        Action: 'kms:Decrypt',
        Condition: { StringEquals: { 'kms:ViaService': 's3.us-east-1.amazonaws.com' } },
      },
    ]);
  });

  it('is there before the first object could miss it', () => {
    const [, bucket] = Object.entries(stack('Data').Resources).find(
      ([, { Type: type }]) => type === 'AWS::S3::Bucket',
    ) ?? [undefined, undefined];
    expect(bucket?.['DependsOn']).toEqual([expect.stringMatching(/^ReplicationPolicy/)]);
  });

  it('may read the source, whose policy names its role', () => {
    const reads = bucketPolicy('Data').filter(({ Sid }) => Sid?.startsWith('Replication'));
    for (const { Principal: principal } of reads) {
      expect(principal).toEqual({
        AWS: `arn:aws:iam::${ACCOUNT}:role/hlz-service/hlz-mercy-phi-replication`,
      });
    }
    expect(reads.map(({ Sid }) => Sid)).toEqual(['ReplicationReadsItsRules', 'ReplicationReads']);
  });
});

describe('the replica', () => {
  it('is private, versioned and encrypted', () => {
    expect(resource(stack('SecondRegion'), 'AWS::S3::Bucket')).toMatchObject({
      BucketName: `hlz-mercy-phi-replica-${ACCOUNT}`,
      VersioningConfiguration: { Status: 'Enabled' },
      PublicAccessBlockConfiguration: { BlockPublicPolicy: true, RestrictPublicBuckets: true },
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [
          {
            BucketKeyEnabled: true,
            ServerSideEncryptionByDefault: {
              SSEAlgorithm: 'aws:kms',
              KMSMasterKeyID: { 'Fn::GetAtt': [expect.stringMatching(/^Phi/), 'Arn'] },
            },
          },
        ],
      },
    });
  });

  it('is written by replication alone, and read when clean', () => {
    const statements = bucketPolicy('SecondRegion');
    expect(statements.filter(({ Effect: effect }) => effect === 'Allow')).toMatchObject([
      { Action: ['s3:ReplicateObject', 's3:ReplicateTags'] },
    ]);
    const denied = (sid: string): Statement | undefined =>
      statements.find(({ Sid }) => Sid === sid);
    expect(denied('DenyPutByOthers')).toMatchObject({
      Principal: { AWS: '*' },
      Action: ['s3:PutObject', 's3:PutObjectTagging', 's3:PutObjectVersionTagging'],
    });
    expect(denied('DenyPutByOthers')?.Condition).toBeUndefined();
    expect(denied('DenyReadUnlessClean')?.Condition).toEqual({
      StringNotEquals: { 's3:ExistingObjectTag/GuardDutyMalwareScanStatus': 'NO_THREATS_FOUND' },
    });
  });
});

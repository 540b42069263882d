import { reviewable } from '../support/snapshot';
import type { Statement } from '../support/statements';
import { actionsOf, resource, resources, statementsOf } from '../support/statements';
import { shippedConfig, templatesFor, templatesOf } from '../support/templates';
import type { TemplateJson } from '../support/templates';

const ACCOUNT = '111122223333';
const TEARDOWN = 'arn:aws:iam::444455556666:role/hlz-operations/sandbox-teardown';
const BUCKETS = ['Archive', 'Ledger', 'Landing', 'AccessLogs'];
const WORM = ['Archive', 'Ledger'];

type Profile = 'production' | 'sandbox';

function archive(profile: Profile = 'production'): TemplateJson {
  const template = templatesOf(profile).get('Archive');
  if (template === undefined) throw new Error('no Archive stack');
  return template;
}

function bucket(prefix: string, profile?: Profile): Readonly<Record<string, unknown>> {
  return resource(archive(profile), 'AWS::S3::Bucket', prefix);
}

function bucketPolicy(prefix: string, profile?: Profile): readonly Statement[] {
  const policy = resource(archive(profile), 'AWS::S3::BucketPolicy', prefix);
  return statementsOf(policy['PolicyDocument']);
}

function statement(prefix: string, sid: string, profile?: Profile): Statement | undefined {
  return bucketPolicy(prefix, profile).find(({ Sid }) => Sid === sid);
}

function denials(prefix: string, profile?: Profile): readonly string[] {
  return bucketPolicy(prefix, profile)
    .filter(({ Effect: effect, Sid }) => effect === 'Deny' && Sid !== undefined)
    .flatMap(actionsOf)
    .toSorted();
}

it.each(['production', 'sandbox'] as const)('looks as reviewed (%s)', (profile) => {
  expect(reviewable(archive(profile))).toMatchSnapshot();
});

describe('every bucket', () => {
  it('is there', () => {
    expect(resources(archive(), 'AWS::S3::Bucket')).toHaveLength(BUCKETS.length);
  });

  it.each(BUCKETS)('%s is private, versioned and owned by the account', (name) => {
    expect(bucket(name)).toMatchObject({
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      VersioningConfiguration: { Status: 'Enabled' },
      OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
    });
  });

  it.each(BUCKETS)('%s answers to TLS 1.2 and later only', (name) => {
    const conditions = bucketPolicy(name)
      .filter(({ Effect: effect, Action: action }) => effect === 'Deny' && action === 's3:*')
      .map(({ Condition: condition }) => condition);
    expect(conditions).toEqual([
      { Bool: { 'aws:SecureTransport': 'false' } },
      { NumericLessThan: { 's3:TlsVersion': 1.2 } },
    ]);
  });

  it.each(['Archive', 'Ledger', 'Landing'])('%s is encrypted with a key of the zone', (name) => {
    expect(bucket(name)['BucketEncryption']).toEqual({
      ServerSideEncryptionConfiguration: [
        {
          BucketKeyEnabled: true,
          ServerSideEncryptionByDefault: {
            SSEAlgorithm: 'aws:kms',
            KMSMasterKeyID: expect.anything() as unknown,
          },
        },
      ],
    });
  });
});

describe('write-once buckets', () => {
  it.each(WORM)('%s locks for six years in COMPLIANCE mode in production', (name) => {
    expect(bucket(name)).toMatchObject({
      ObjectLockEnabled: true,
      ObjectLockConfiguration: {
        ObjectLockEnabled: 'Enabled',
        Rule: { DefaultRetention: { Mode: 'COMPLIANCE', Days: 2192 } },
      },
    });
  });

  it.each(WORM)('%s locks for a day in GOVERNANCE mode in a sandbox', (name) => {
    expect(bucket(name, 'sandbox')).toMatchObject({
      ObjectLockConfiguration: { Rule: { DefaultRetention: { Mode: 'GOVERNANCE', Days: 1 } } },
    });
  });

  it.each(WORM)('%s never expires a version', (name) => {
    const rules = JSON.stringify(bucket(name)['LifecycleConfiguration']);
    expect(rules).not.toMatch(/Expiration/);
  });

  it('denies what would hide or lose an object of the ledger', () => {
    expect(denials('Ledger')).toEqual([
      's3:BypassGovernanceRetention',
      's3:DeleteObject*',
      's3:PutBucketObjectLockConfiguration',
      's3:PutLifecycleConfiguration',
      's3:PutObject',
      's3:PutObject',
      's3:PutObject',
      's3:PutObject',
      's3:PutObject',
      's3:PutObject',
      's3:PutObject',
      's3:PutObject',
      's3:PutObjectRetention',
      's3:ReplicateDelete',
      's3:ReplicateObject',
      's3:ReplicateTags',
    ]);
    expect(statement('Ledger', 'DenyUnconditionalPut')?.Condition).toEqual({
      Null: { 's3:if-none-match': 'true' },
    });
  });

  it('lets workloads alone write into the ledger, each where it belongs', () => {
    expect(statement('Ledger', 'DenyPutByOthersThanWorkloads')?.Condition).toEqual({
      ArnNotLike: { 'aws:PrincipalArn': `arn:aws:iam::${ACCOUNT}:role/hlz/*` },
    });
    expect(statement('Ledger', 'DenySegmentsByOthers')?.Condition).toEqual({
      StringNotEquals: { 'aws:PrincipalTag/hlz-workload': ['ledger-sealer'] },
    });
    expect(statement('Ledger', 'DenyCheckpointsByOthers')?.Condition).toEqual({
      StringNotEquals: { 'aws:PrincipalTag/hlz-workload': ['ledger-checkpointer'] },
    });
    expect(statement('Ledger', 'DenyKeyCopiesByOthers')?.Condition).toEqual({
      StringNotEquals: { 'aws:PrincipalTag/hlz-workload': ['phi-api', 'phi-backfill'] },
    });
  });

  it('denies deletes, markers and changes of the archive, not replicas', () => {
    expect(denials('Archive')).toEqual([
      's3:BypassGovernanceRetention',
      's3:DeleteObject*',
      's3:PutBucketObjectLockConfiguration',
      's3:PutLifecycleConfiguration',
      's3:PutObject',
      's3:PutObject',
      's3:PutObject',
      's3:PutObject',
      's3:PutObjectRetention',
      's3:ReplicateDelete',
    ]);
  });

  it('lets AWS services alone write into the archive', () => {
    expect(statement('Archive', 'DenyPutByOthers')?.Condition).toEqual({
      BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' },
    });
  });

  const KEY_OF_THE_BUCKET = 's3:x-amz-server-side-encryption-aws-kms-key-id';

  it.each(WORM)('%s takes no object under a key that the writer brings', (name) => {
    expect(statement(name, 'DenyCustomerProvidedKeys')).toMatchObject({
      Effect: 'Deny',
      Principal: { AWS: '*' },
      Action: 's3:PutObject',
      Condition: { Null: { 's3:x-amz-server-side-encryption-customer-algorithm': 'false' } },
    });
  });

  it.each([
    ['Ledger', 'DenyOtherEncryption', 's3:x-amz-server-side-encryption'],
    // CloudTrail names SSE-S3 for its digests.
    ['Archive', 'DenyOtherKeys', KEY_OF_THE_BUCKET],
  ])('%s takes no object under another key (%s)', (name, sid, given) => {
    const [rule] = (
      bucket(name)['BucketEncryption'] as {
        readonly ServerSideEncryptionConfiguration: readonly {
          readonly ServerSideEncryptionByDefault: { readonly KMSMasterKeyID: unknown };
        }[];
      }
    ).ServerSideEncryptionConfiguration;
    expect(statement(name, sid)).toMatchObject({
      Effect: 'Deny',
      Principal: { AWS: '*' },
      Action: 's3:PutObject',
      Condition: {
        // A write that names no encryption gets the key of the bucket.
        Null: { [given]: 'false' },
        StringNotEquals: {
          [KEY_OF_THE_BUCKET]: rule?.ServerSideEncryptionByDefault.KMSMasterKeyID,
        },
      },
    });
  });

  it.each(WORM)('%s takes no object with less time than the default', (name) => {
    expect(statement(name, 'DenyShorterRetention')).toMatchObject({
      Effect: 'Deny',
      Principal: { AWS: '*' },
      Action: ['s3:PutObject', 's3:PutObjectRetention'],
      Condition: { NumericLessThan: { 's3:object-lock-remaining-retention-days': 2191 } },
    });
  });

  it.each(WORM)('%s denies it to everybody in production', (name) => {
    for (const sid of ['DenyDelete', 'DenyConfigurationChange']) {
      expect(statement(name, sid)).toMatchObject({ Effect: 'Deny', Principal: { AWS: '*' } });
      expect(statement(name, sid)?.Condition).toBeUndefined();
    }
  });

  it.each(WORM)('%s denies it to everybody but the tear-down role in a sandbox', (name) => {
    for (const sid of ['DenyDelete', 'DenyConfigurationChange']) {
      expect(statement(name, sid, 'sandbox')?.Condition).toEqual({
        ArnNotEquals: { 'aws:PrincipalArn': TEARDOWN },
      });
    }
  });
});

describe('deliveries', () => {
  it.each([
    ['Archive', 'cloudtrail.amazonaws.com', `cloudtrail/AWSLogs/${ACCOUNT}/*`],
    ['Landing', 'delivery.logs.amazonaws.com', `flow-logs/AWSLogs/${ACCOUNT}/*`],
    ['Landing', 'config.amazonaws.com', `config/AWSLogs/${ACCOUNT}/Config/*`],
    ['AccessLogs', 'logging.s3.amazonaws.com', 's3-access-logs/*'],
  ])('%s takes what %s writes below %s, for this account only', (name, service, prefix) => {
    const puts = bucketPolicy(name).filter(
      (entry) =>
        JSON.stringify(entry.Principal) === JSON.stringify({ Service: service }) &&
        actionsOf(entry).includes('s3:PutObject'),
    );
    expect(puts).toHaveLength(1);
    const [put] = puts;
    expect(JSON.stringify(put?.Resource)).toContain(`/${prefix}"`);
    expect(JSON.stringify(put?.Condition)).toContain(ACCOUNT);
  });

  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html
  it('points server access logs at the one bucket that S3 delivers them to', () => {
    const target = bucket('AccessLogs');
    expect(target['ObjectLockEnabled']).toBeUndefined();
    expect(target['BucketEncryption']).toEqual({
      ServerSideEncryptionConfiguration: [
        { ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } },
      ],
    });
    for (const [id, { LoggingConfiguration: logging }] of resources(archive(), 'AWS::S3::Bucket')) {
      if (logging === undefined) continue;
      expect({ id, logging }).toMatchObject({
        logging: {
          DestinationBucketName: { Ref: expect.stringMatching(/^AccessLogs/) as unknown },
          LogFilePrefix: expect.stringMatching(/^s3-access-logs\/.+\/$/) as unknown,
        },
      });
    }
  });

  it('takes Config and flow logs in a bucket without a lock', () => {
    expect(bucket('Landing')['ObjectLockEnabled']).toBeUndefined();
  });

  it('has no circle of buckets that each need the other to exist', () => {
    const needs = new Map(
      resources(archive(), 'AWS::S3::Bucket').map(([id, properties]) => [
        id,
        [...JSON.stringify(properties).matchAll(/"(?:Ref|Fn::GetAtt)":\[?"(\w+)"/g)].map(
          ([, target]) => String(target),
        ),
      ]),
    );
    const reaches = (from: string, to: string, seen: readonly string[] = []): boolean =>
      (needs.get(from) ?? []).some(
        (next) => next === to || (!seen.includes(next) && reaches(next, to, [...seen, next])),
      );
    for (const id of needs.keys()) expect(reaches(id, id)).toBe(false);
  });
});

describe('replication', () => {
  it.each([
    ['Ledger', ['ledger/', 'phi-keys/']],
    ['Landing', ['flow-logs/', 'config/']],
    ['AccessLogs', ['s3-access-logs/']],
  ])('%s goes to the archive, each writer into its own folder, markers do not', (name, folders) => {
    const { Rules: rules } = bucket(name)['ReplicationConfiguration'] as {
      readonly Rules: readonly unknown[];
    };
    expect(rules).toMatchObject(
      folders.map((folder, index) => ({
        Status: 'Enabled',
        Priority: index + 1,
        Filter: { Prefix: folder },
        Destination: {
          Bucket: { 'Fn::GetAtt': [expect.stringMatching(/^Archive/), 'Arn'] },
          Metrics: { Status: 'Enabled' },
        },
        DeleteMarkerReplication: { Status: 'Disabled' },
      })),
    );
    // A replica keeps the encryption of its source; only one with a key takes another key.
    const encrypted = JSON.stringify(rules).includes('ReplicaKmsKeyID');
    expect(encrypted).toBe(name !== 'AccessLogs');
    expect(JSON.stringify(rules).includes('SseKmsEncryptedObjects')).toBe(encrypted);
  });

  it('has a role that S3 assumes without a condition', () => {
    const role = resource(archive(), 'AWS::IAM::Role', 'Replication');
    expect(statementsOf(role['AssumeRolePolicyDocument'])).toEqual([
      { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 's3.amazonaws.com' } },
    ]);
  });

  it.each(['Ledger', 'Landing', 'AccessLogs'])('%s lets the role read', (name) => {
    expect(actionsOf(statement(name, 'ReplicationReads') as Statement)).toContain(
      's3:GetObjectVersionForReplication',
    );
    expect(statement(name, 'ReplicationReadsItsRules')?.Action).toEqual([
      's3:GetReplicationConfiguration',
      's3:ListBucket',
    ]);
  });

  it('lets the role write into the archive, and use both keys through S3 only', () => {
    expect(statement('Archive', 'ReplicationWrites')?.Action).toEqual([
      's3:ReplicateObject',
      's3:ReplicateTags',
    ]);
    const policy = resource(archive(), 'AWS::IAM::ManagedPolicy', 'Replication');
    for (const { Action: action, Condition: condition } of statementsOf(policy['PolicyDocument'])) {
      expect(JSON.stringify(action)).toMatch(/kms:/);
      expect(condition).toEqual({
        StringEquals: { 'kms:ViaService': 's3.us-east-1.amazonaws.com' },
      });
    }
  });
});

describe('the audit stream', () => {
  it('has provisioned shards, a key of the zone and seven days', () => {
    expect(resource(archive(), 'AWS::Kinesis::Stream')).toMatchObject({
      ShardCount: 2,
      RetentionPeriodHours: 168,
      StreamModeDetails: { StreamMode: 'PROVISIONED' },
      StreamEncryption: { EncryptionType: 'KMS' },
    });
  });
});

describe('backups', () => {
  const lock = (profile: Profile): unknown =>
    resource(archive(profile), 'AWS::Backup::BackupVault')['LockConfiguration'];

  it('locks the vault for good in production after its days of grace', () => {
    expect(lock('production')).toEqual({
      MinRetentionDays: 35,
      // A backup without an end would be kept for ever.
      MaxRetentionDays: 2192,
      ChangeableForDays: 14,
    });
  });

  it('locks it in governance mode in a sandbox', () => {
    expect(lock('sandbox')).toEqual({ MinRetentionDays: 35, MaxRetentionDays: 2192 });
  });

  const plan = (prefix: string, template = archive()): unknown =>
    resource(template, 'AWS::Backup::BackupPlan', prefix)['BackupPlan'];

  it('keeps points of databases for 35 days, and monthly ones for six years', () => {
    expect(plan('BackupPlan')).toMatchObject({
      BackupPlanRule: [
        { RuleName: 'Daily', Lifecycle: { DeleteAfterDays: 35 } },
        { RuleName: 'Monthly', Lifecycle: { DeleteAfterDays: 2192 } },
      ],
    });
    expect(JSON.stringify(plan('BackupPlan'))).not.toContain('EnableContinuousBackup');
  });

  it('keeps every moment of buckets for 35 days, and monthly points for six years', () => {
    expect(plan('BackupBucketPlan')).toMatchObject({
      BackupPlanRule: [
        {
          RuleName: 'Continuous',
          EnableContinuousBackup: true,
          Lifecycle: { DeleteAfterDays: 35 },
        },
        { RuleName: 'Monthly', Lifecycle: { DeleteAfterDays: 2192 } },
      ],
    });
  });

  it('takes continuous backups, 35 days at most, into the lock of a plan that keeps more', () => {
    const config = shippedConfig('production');
    const template = templatesFor({
      ...config,
      backup: { ...config.backup, dailyRetentionDays: 90 },
    }).get('Archive');
    if (template === undefined) throw new Error('no Archive stack');
    expect(plan('BackupPlan', template)).toMatchObject({
      BackupPlanRule: [{ Lifecycle: { DeleteAfterDays: 90 } }, {}],
    });
    expect(resource(template, 'AWS::Backup::BackupVault')['LockConfiguration']).toMatchObject({
      MinRetentionDays: 35,
    });
  });

  it('names vault and plans after the zone, so that two zones fit into an account', () => {
    expect(resource(archive(), 'AWS::Backup::BackupVault')['BackupVaultName']).toBe('hlz-mercy');
    expect(plan('BackupPlan')).toMatchObject({ BackupPlanName: 'hlz-mercy' });
    expect(plan('BackupBucketPlan')).toMatchObject({ BackupPlanName: 'hlz-mercy-buckets' });
  });

  it.each([
    ['production', undefined],
    ['sandbox', { ArnNotEquals: { 'aws:PrincipalArn': TEARDOWN } }],
  ] as const)('denies deleting a recovery point (%s)', (profile, condition) => {
    const vault = resource(archive(profile), 'AWS::Backup::BackupVault');
    const [denial] = statementsOf(vault['AccessPolicy']);
    expect(denial).toMatchObject({
      Effect: 'Deny',
      Principal: { AWS: '*' },
      Resource: '*',
      Action: ['backup:DeleteRecoveryPoint', 'backup:UpdateRecoveryPointLifecycle'],
    });
    expect(denial?.Condition).toEqual(condition);
  });

  it('lets nobody but a deploy change the policy of the vault', () => {
    const vault = resource(archive(), 'AWS::Backup::BackupVault');
    const [, denial, ...others] = statementsOf(vault['AccessPolicy']);
    expect(others).toEqual([]);
    expect(denial).toMatchObject({
      Effect: 'Deny',
      Principal: { AWS: '*' },
      Action: ['backup:PutBackupVaultAccessPolicy', 'backup:DeleteBackupVaultAccessPolicy'],
      Condition: {
        ArnNotEquals: {
          'aws:PrincipalArn':
            'arn:aws:iam::111122223333:role/cdk-hlz-cfn-exec-role-111122223333-us-east-1',
        },
      },
    });
  });

  it('has one role, which AWS Backup alone assumes', () => {
    const role = resource(archive(), 'AWS::IAM::Role', 'BackupRole');
    expect(role['Path']).toBe('/hlz-service/');
    expect(statementsOf(role['AssumeRolePolicyDocument'])).toMatchObject([
      { Action: 'sts:AssumeRole', Principal: { Service: 'backup.amazonaws.com' } },
    ]);
    // To back up and to restore, databases and buckets.
    expect(role['ManagedPolicyArns']).toHaveLength(4);
  });
});

it('takes shards and retention from config', () => {
  const config = shippedConfig('production');
  const template = templatesFor({
    ...config,
    archive: { ...config.archive, streamShards: 7 },
    retention: { ...config.retention, auditDays: 3000 },
  }).get('Archive');
  if (template === undefined) throw new Error('no Archive stack');
  expect(resource(template, 'AWS::Kinesis::Stream')['ShardCount']).toBe(7);
  expect(JSON.stringify(template).match(/"Days":3000/g)).toHaveLength(2);
});

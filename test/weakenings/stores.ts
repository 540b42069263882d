import { Stack } from 'aws-cdk-lib';
import { PolicyDocument } from 'aws-cdk-lib/aws-iam';
import { CfnDeliveryStream } from 'aws-cdk-lib/aws-kinesisfirehose';
import type { Key } from 'aws-cdk-lib/aws-kms';
import { CfnKey } from 'aws-cdk-lib/aws-kms';
import type { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { CfnBucketPolicy } from 'aws-cdk-lib/aws-s3';
import type { IConstruct } from 'constructs';
import type { Weakening } from '../support/weaken';

const ANYBODY_READS = {
  Effect: 'Allow',
  Principal: '*',
  Action: 's3:GetObject',
  Resource: '*',
};

/** Takes a statement out of the policy of a key or bucket. */
function withoutStatement(sid: string): (resource: IConstruct) => void {
  return (resource) => {
    if (!(resource instanceof CfnKey || resource instanceof CfnBucketPolicy)) {
      throw new Error('no policy');
    }
    const [property, document] =
      resource instanceof CfnKey
        ? ['KeyPolicy', resource.keyPolicy]
        : ['PolicyDocument', resource.policyDocument];
    if (!(document instanceof PolicyDocument)) throw new Error('no document');
    // With its references as they are: those to other stacks are exports only at synth.
    const { Statement: statements } = document.toJSON() as {
      readonly Statement: readonly { readonly Sid?: string }[];
    };
    const left = statements.filter(({ Sid: name }) => name !== sid);
    if (left.length !== statements.length - 1) throw new Error(`not one statement is ${sid}`);
    resource.addPropertyOverride(`${property}.Statement`, left);
  };
}

export const STORES: readonly Weakening[] = [
  ...(
    [
      ['Phi', 'DenyDirectUseByOthers'],
      ['Phi', 'DenyDirectUseWithoutTheTag'],
      ['Phi', 'DenyLoss'],
      ['Pseudonym', 'DenyDirectUseByOthers'],
      ['Audit', 'DenyLoss'],
    ] as const
  ).map(([key, sid]) => ({
    what: `the ${key} key without ${sid}`,
    path: `Keys/${key}/Resource`,
    change: withoutStatement(sid),
    rule: 'LandingZone-KeyDenials',
  })),
  {
    what: 'a bucket for PHI under the key of alarms',
    path: 'Data/PhiBucket/Resource',
    change: (bucket) => {
      const messaging = bucket.node.root.node.findChild('Keys').node.findChild('Messaging') as Key;
      (bucket as CfnBucket).addPropertyOverride(
        'BucketEncryption.ServerSideEncryptionConfiguration.0.ServerSideEncryptionByDefault.KMSMasterKeyID',
        Stack.of(messaging).exportValue(messaging.keyArn),
      );
    },
    rule: 'LandingZone-KeyDenials',
    named: 'Keys/Messaging/Resource',
  },
  {
    what: 'a bucket for PHI under the key of another account',
    path: 'Data/PhiBucket/Resource',
    change: {
      'BucketEncryption.ServerSideEncryptionConfiguration.0.ServerSideEncryptionByDefault.KMSMasterKeyID':
        'arn:aws:kms:us-east-1:999988887777:key/1234abcd-12ab-34cd-56ef-1234567890ab',
    },
    rule: 'LandingZone-CustomerManagedKey',
  },
  {
    what: 'a database under a key whose policy nobody sees',
    path: 'Data/Database/Instance/Resource',
    change: { KmsKeyId: 'alias/hlz/mercy/other' },
    rule: 'LandingZone-CustomerManagedKey',
  },
  {
    what: 'rotation of a key off',
    path: 'Keys/Phi/Resource',
    change: { EnableKeyRotation: false },
    rule: 'LandingZone-KeyRotation',
  },
  {
    what: 'a key that is gone after a week',
    path: 'Keys/Audit/Resource',
    change: { PendingWindowInDays: 7 },
    rule: 'LandingZone-KeyDeletionWindow',
  },
  {
    what: 'a key that everybody may use',
    path: 'Keys/Phi/Resource',
    change: {
      'KeyPolicy.Statement.0': {
        Effect: 'Allow',
        Principal: { AWS: '*' },
        Action: 'kms:Decrypt',
        Resource: '*',
      },
    },
    rule: 'LandingZone-PolicyPrincipal',
  },
  {
    what: 'a key that another account may use',
    path: 'Keys/Phi/Resource',
    change: {
      'KeyPolicy.Statement.0': {
        Effect: 'Allow',
        Principal: { AWS: 'arn:aws:iam::999988887777:root' },
        Action: 'kms:Decrypt',
        Resource: '*',
      },
    },
    rule: 'LandingZone-PolicyPrincipal',
  },
  {
    what: 'a vault whose lock never closes',
    path: 'Archive/Backup/Vault/Resource',
    change: { 'LockConfiguration.ChangeableForDays': 36_500 },
    rule: 'LandingZone-BackupVaultLocked',
  },
  {
    what: 'a key that a service may use for any account',
    path: 'Keys/Logs/Resource',
    change: { 'KeyPolicy.Statement.1.Condition': undefined },
    rule: 'LandingZone-ServicePrincipalSource',
  },
  {
    what: 'an archive whose lock an administrator can lift',
    path: 'Archive/Archive/Resource',
    change: { 'ObjectLockConfiguration.Rule.DefaultRetention.Mode': 'GOVERNANCE' },
    rule: 'LandingZone-ObjectLock',
  },
  {
    what: 'an archive that is kept for a year',
    path: 'Archive/Archive/Resource',
    change: { 'ObjectLockConfiguration.Rule.DefaultRetention.Days': 365 },
    rule: 'LandingZone-ObjectLock',
  },
  {
    what: 'a ledger without a lock',
    path: 'Archive/Ledger/Resource',
    change: { ObjectLockConfiguration: undefined, ObjectLockEnabled: false },
    rule: 'LandingZone-ObjectLock',
  },
  {
    what: 'a ledger that does not say how long it is kept',
    path: 'Archive/Ledger/Resource',
    change: { Tags: undefined },
    rule: 'LandingZone-RetentionClass',
    alone: true,
  },
  {
    what: 'an archive without its denials',
    path: 'Archive/Archive/Policy/Resource',
    change: 'remove',
    rule: 'LandingZone-WriteOnceDenials',
    named: 'Archive/Archive/Resource',
  },
  ...(
    [
      ['Archive', 'DenyShorterRetention'],
      ['Archive', 'DenyPutByOthers'],
      ['Ledger', 'DenyUnconditionalPut'],
      ['Archive', 'DenyCustomerProvidedKeys'],
      ['Archive', 'DenyOtherKeys'],
      ['Ledger', 'DenyCustomerProvidedKeys'],
      ['Ledger', 'DenyOtherEncryption'],
    ] as const
  ).map(([bucket, sid]) => ({
    what: `the ${bucket} bucket without ${sid}`,
    path: `Archive/${bucket}/Policy/Resource`,
    change: withoutStatement(sid),
    rule: 'LandingZone-WriteOnceDenials',
    named: `Archive/${bucket}/Resource`,
  })),
  {
    what: 'an archive whose records expire after a year',
    path: 'Archive/Archive/Resource',
    change: { 'LifecycleConfiguration.Rules.1.ExpirationInDays': 365 },
    rule: 'LandingZone-ObjectLock',
  },
  {
    what: 'a bucket policy that lets anybody read',
    path: 'Archive/Landing/Policy/Resource',
    change: { 'PolicyDocument.Statement.0': ANYBODY_READS },
    rule: 'LandingZone-PolicyPrincipal',
  },
  {
    what: 'a bucket without versions',
    path: 'Archive/Landing/Resource',
    change: { 'VersioningConfiguration.Status': 'Suspended' },
    rule: 'HIPAA.Security-S3BucketVersioningEnabled',
  },
  {
    what: 'a bucket that may become public',
    path: 'Data/PhiBucket/Resource',
    change: { 'PublicAccessBlockConfiguration.BlockPublicPolicy': false },
    rule: 'HIPAA.Security-S3BucketLevelPublicAccessProhibited',
  },
  {
    what: 'a bucket for PHI under the key of AWS',
    path: 'Data/PhiBucket/Resource',
    change: {
      'BucketEncryption.ServerSideEncryptionConfiguration.0.ServerSideEncryptionByDefault': {
        SSEAlgorithm: 'AES256',
      },
    },
    rule: 'LandingZone-CustomerManagedKey',
  },
  {
    what: 'an audit stream under the key of AWS',
    path: 'Archive/AuditStream/Resource',
    change: { 'StreamEncryption.KeyId': 'alias/aws/kinesis' },
    rule: 'LandingZone-CustomerManagedKey',
  },
  {
    what: 'a topic without a key',
    path: 'Baseline/SecurityTopic/Resource',
    change: { KmsMasterKeyId: undefined },
    rule: 'LandingZone-CustomerManagedKey',
  },
  {
    what: 'a topic that takes messages without TLS',
    path: 'Baseline/SecurityTopic/Policy/Resource',
    change: { 'PolicyDocument.Statement.0.Condition': { Bool: { 'aws:SecureTransport': 'true' } } },
    rule: 'LandingZone-TlsOnly',
    named: 'Baseline/SecurityTopic/Resource',
  },
  {
    what: 'a queue without a key',
    path: 'Baseline/FailureQueue/Resource',
    change: { KmsMasterKeyId: undefined },
    rule: 'LandingZone-CustomerManagedKey',
  },
  {
    what: 'a log group without a key',
    path: 'Baseline/Baseline/Logs/Resource',
    change: { KmsKeyId: undefined },
    rule: 'LandingZone-CustomerManagedKey',
  },
  {
    what: 'a log group that keeps for ever what nobody asked for',
    path: 'Baseline/Baseline/Logs/Resource',
    change: { RetentionInDays: undefined },
    rule: 'LandingZone-LogRetention',
  },
  {
    what: 'a vault without a lock',
    path: 'Archive/Backup/Vault/Resource',
    change: { LockConfiguration: undefined },
    rule: 'LandingZone-BackupVaultLocked',
  },
  {
    what: 'a vault whose lock can be lifted',
    path: 'Archive/Backup/Vault/Resource',
    change: { 'LockConfiguration.ChangeableForDays': undefined },
    rule: 'LandingZone-BackupVaultLocked',
  },
  {
    what: 'a vault from which an administrator can delete',
    path: 'Archive/Backup/Vault/Resource',
    change: { AccessPolicy: undefined },
    rule: 'LandingZone-BackupVaultLocked',
  },
  {
    what: 'a plan that makes a backup a month',
    path: 'Archive/Backup/Plan/Resource',
    change: { 'BackupPlan.BackupPlanRule.0.ScheduleExpression': 'cron(0 5 1 * ? *)' },
    rule: 'LandingZone-BackupPlanKept',
  },
  {
    what: 'a plan into a vault that anybody may empty',
    path: 'Archive/Backup/BucketPlan/Resource',
    change: { 'BackupPlan.BackupPlanRule.0.TargetBackupVault': 'Default' },
    rule: 'LandingZone-BackupPlanKept',
  },
  {
    what: 'a stream that delivers to the internet',
    path: 'Archive',
    change: (stack) => {
      new CfnDeliveryStream(stack, 'Leak', {
        httpEndpointDestinationConfiguration: {
          endpointConfiguration: { url: 'https://collector.example.org/' },
          s3Configuration: { bucketArn: 'arn:aws:s3:::x', roleArn: 'arn:aws:iam::1:role/x' },
        },
      });
    },
    rule: 'LandingZone-FirehoseDestination',
    named: 'Archive/Leak',
  },
];

/** A policy that AWS writes, as far as this zone knows its text. */
export interface AwsWritten {
  /** Services whose stores it reads, and in whose name alone it uses keys. */
  readonly services: readonly string[];
  /** What it does with keys, as patterns. */
  readonly uses: readonly string[];
}

/** Of AWS Backup, as they stood on 24 August 2026: https://docs.aws.amazon.com/aws-backup/latest/devguide/security-iam-awsmanpol.html */
const OF_BACKUP =
  /^arn:[\w-]+:iam::aws:policy\/(?:service-role\/)?AWSBackupServiceRolePolicyFor(?:Backup|Restores|S3Backup|S3Restore)$/;
const BACKUP: AwsWritten = {
  services: ['backup', 'dynamodb', 'elasticfilesystem', 'rds', 's3'],
  uses: ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*', 'kms:CreateGrant'],
};

/** What is known of a policy whose text is in no template; undefined of one that may allow anything. */
export function awsWritten(arn: string): AwsWritten | undefined {
  return OF_BACKUP.test(arn) ? BACKUP : undefined;
}

/** Who wrote it, in words. */
export function writtenBy(arn: string): string {
  return /^arn:[\w-]+:iam::aws:policy\//.test(arn)
    ? 'by policies that AWS writes'
    : 'by policies of no template';
}

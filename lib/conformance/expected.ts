/** A finding to expect in an account with a zone, although the zone is as it should be. */
export interface ExpectedFinding {
  /** Rules that report it, by their name in the pack. */
  readonly rules: readonly string[];
  /** What they report it on. */
  readonly on: string;
  readonly why: string;
  readonly mend: string;
}

/** What a person will see in red after the first deploy. A red rule that is not here is a finding. */
export const EXPECTED_FINDINGS: readonly ExpectedFinding[] = [
  {
    rules: ['annual-risk-assessment-performed'],
    on: 'the account',
    why: 'A process check: it has no result until a person records one.',
    mend: 'Record each risk analysis, as said below.',
  },
  {
    rules: ['root-account-mfa-enabled', 'root-account-hardware-mfa-enabled'],
    on: 'the root user of a new account',
    why: 'Only a person can give it a second factor.',
    mend: 'Remove the root credentials from the organization (both rules are then not applicable), or register a hardware security key. A virtual device satisfies the first rule only.',
  },
  {
    rules: [
      'internet-gateway-authorized-vpc-only',
      'no-unrestricted-route-to-igw',
      'subnet-auto-assign-public-ip-disabled',
      'vpc-default-security-group-closed',
      'vpc-flow-logs-enabled',
    ],
    on: 'the default VPC of the Region',
    why: 'AWS makes one in every new account, with an internet gateway, public subnets and an open default security group.',
    mend: 'Delete it; a zone does not use it. `accountSettings.otherDefaultSecurityGroups: enforce` closes its security group only.',
  },
  {
    rules: ['internet-gateway-authorized-vpc-only', 'no-unrestricted-route-to-igw'],
    on: 'the VPC of the zone, with `network.egress: nat`',
    why: 'NAT gateways need an internet gateway, and its route.',
    mend: 'Accept it as the choice that it is, or go back to `none`.',
  },
  {
    rules: ['iam-no-inline-policy-check'],
    on: 'the deploy, lookup and publishing roles of the CDK bootstrap',
    why: "CDK's own template gives them inline policies. No role of the zone has one.",
    mend: 'Accept it. Within the permissions boundary they read no data of a zone (docs/bootstrap.md).',
  },
  {
    rules: ['iam-inline-policy-blocked-kms-actions'],
    on: 'the deploy role of the CDK bootstrap',
    why: 'It may decrypt with every key, but through S3 only; the rule does not look at the condition.',
    mend: 'Accept it, for the same reason.',
  },
  {
    rules: ['iam-customer-policy-blocked-kms-actions'],
    on: '`hlz-bootstrap/execution-policy-stores`',
    why: 'CloudFormation may decrypt with every key, but through AWS Backup, DynamoDB, Lambda, RDS, S3 and Secrets Manager only; the rule does not look at the condition.',
    mend: 'Accept it. Only CloudFormation has this policy.',
  },
  {
    rules: ['iam-no-inline-policy-check'],
    on: 'roles of IAM Identity Center (`AWSReservedSSO_...`)',
    why: 'The inline policy of a permission set becomes one of its role.',
    mend: 'Use customer managed policies in permission sets.',
  },
  {
    rules: ['s3-bucket-logging-enabled'],
    on: 'the access-log bucket, the archive, and the bucket of the CDK bootstrap',
    why: 'The first takes the logs of the others. The archive holds its replica, so that neither could be made first. The third holds templates and code.',
    mend: 'Accept it. Data events of the trail record who reads the archive.',
  },
  {
    rules: ['s3-default-encryption-kms'],
    on: 'the access-log bucket',
    why: 'S3 delivers access logs only into a bucket with SSE-S3.',
    mend: 'Accept it. The logs hold no PHI.',
  },
  {
    rules: ['cloud-trail-cloud-watch-logs-enabled', 'cloudtrail-s3-dataevents-enabled'],
    on: 'the account, with `singletons.trail.mode: existing`',
    why: 'The trail of the organization may send nothing to a log group, or record no data events.',
    mend: 'Have whoever owns that trail add them.',
  },
  {
    rules: ['cloudtrail-s3-dataevents-enabled'],
    on: 'the account, perhaps',
    why: 'The trail records every data event but one: its own deliveries into the archive, each of which would cause the next. AWS does not say how the rule counts that.',
    mend: 'If it is red, accept it.',
  },
  {
    rules: ['backup-recovery-point-manual-deletion-disabled'],
    on: 'the vaults of the zone, perhaps',
    why: 'Deploys may change their policy, and in a sandbox one role may empty them: the denials have a condition, and AWS does not say whether the rule takes one.',
    mend: 'If it is red, look at the policy once and accept it: nobody else deletes a recovery point.',
  },
  {
    rules: ['backup-recovery-point-manual-deletion-disabled'],
    on: 'the vault `Default`',
    why: 'The console of AWS Backup makes it for whoever opens its page of vaults, without a policy.',
    mend: 'Delete it while it is empty, with the AWS CLI. A zone keeps its backups in a vault of its own.',
  },
  {
    rules: [
      'rds-enhanced-monitoring-enabled',
      'rds-in-backup-plan',
      'rds-logging-enabled',
      'rds-multi-az-support',
    ],
    on: 'the database of a restore test, once a month',
    why: 'AWS Backup restores a bare instance: no standby, no exported logs, no backups of its own.',
    mend: 'Nothing: it is deleted after some hours.',
  },
  {
    rules: ['rds-multi-az-support'],
    on: 'the database of a sandbox',
    why: '`database.multiAz` is false there, for cost. A sandbox holds no PHI.',
    mend: 'Accept it in a sandbox only.',
  },
  {
    rules: ['kms-cmk-not-scheduled-for-deletion'],
    on: 'keys of a zone that was torn down',
    why: 'They wait 30 days for their deletion.',
    mend: 'Nothing: it ends with them. In an account with PHI, find out at once who asked for it.',
  },
];

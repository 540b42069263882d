import type { RuleId } from '../compliance/rule-ids';

/** A citation of a rule that says more than the rule sees. */
export interface WeakCitation {
  /** Rules that cite it; every one, whatever it asks, where it is `any`. */
  readonly rules: readonly RuleId[] | 'any';
  readonly citations: readonly string[];
  /** Why it does not count. */
  readonly reason: string;
}

const AT_REST: readonly RuleId[] = [
  'HIPAA.Security-APIGWCacheEnabledAndEncrypted',
  'HIPAA.Security-CloudTrailEncryptionEnabled',
  'HIPAA.Security-CloudWatchLogGroupEncrypted',
  'HIPAA.Security-EFSEncrypted',
  'HIPAA.Security-OpenSearchEncryptedAtRest',
  'HIPAA.Security-RDSStorageEncrypted',
  'HIPAA.Security-RedshiftClusterConfiguration',
  'HIPAA.Security-S3DefaultEncryptionKMS',
  'HIPAA.Security-SNSEncryptedKMS',
  'HIPAA.Security-SageMakerEndpointConfigurationKMSKeyConfigured',
  'HIPAA.Security-SageMakerNotebookInstanceKMSKeyConfigured',
  'HIPAA.Security-SecretsManagerUsingKMSKey',
];

/**
 * Citations that are told and never counted: most come from AWS's own mapping, a few from our rules. No
 * mechanism may name such a rule as its check under such a citation; a test holds that.
 */
export const WEAK_CITATIONS: readonly WeakCitation[] = [
  {
    rules: 'any',
    citations: ['164.308(a)(4)(ii)(A)'],
    reason:
      'It is about a clearinghouse that is part of a larger organization. Rules against public access are mapped to it, and none sees what is a clearinghouse.',
  },
  {
    rules: [
      'HIPAA.Security-ElasticBeanstalkManagedUpdatesEnabled',
      'HIPAA.Security-RDSAutomaticMinorVersionUpgradeEnabled',
      'HIPAA.Security-RedshiftClusterMaintenanceSettings',
    ],
    citations: ['164.308(a)(5)(ii)(A)'],
    reason: 'Security reminders are for people. That a database updates itself reminds nobody.',
  },
  {
    rules: ['HIPAA.Security-S3BucketLoggingEnabled', 'HIPAA.Security-VPCFlowLogsEnabled'],
    citations: ['164.308(a)(3)(ii)(A)'],
    reason:
      'It is about people who are authorized or supervised. Logs of addresses, and of roles of functions that read a bucket, name none.',
  },
  {
    rules: [
      'HIPAA.Security-LambdaFunctionPublicAccessProhibited',
      'HIPAA.Security-RDSInstancePublicAccess',
      'HIPAA.Security-S3BucketLevelPublicAccessProhibited',
      'HIPAA.Security-S3BucketPublicReadProhibited',
      'HIPAA.Security-S3BucketPublicWriteProhibited',
    ],
    citations: ['164.308(a)(3)(i)'],
    reason:
      'That the public is kept out does not say which members of the workforce may come in. It is counted for access control, 164.312(a)(1).',
  },
  {
    rules: ['HIPAA.Security-DynamoDBAutoScalingEnabled'],
    citations: ['164.308(a)(7)(ii)(C)'],
    reason: 'That a table takes more load in normal work is no procedure for an emergency.',
  },
  {
    rules: AT_REST,
    citations: ['164.312(e)(2)(ii)'],
    reason: 'It is about encryption on the way, and the rule looks at encryption at rest.',
  },
  {
    rules: ['HIPAA.Security-LambdaConcurrency', 'HIPAA.Security-LambdaDLQ'],
    citations: ['164.312(b)'],
    reason: 'How many of a function run, and where its failures go, records no activity.',
  },
  {
    rules: 'any',
    citations: ['164.314(b)(1)', '164.314(b)(2)'],
    reason: 'It is about what plan documents of a group health plan say, which no rule reads.',
  },
  {
    rules: ['LandingZone-ReviewedTypes', 'LandingZone-SecurityHubStandards'],
    citations: ['164.308(a)(1)(ii)(A)'],
    reason:
      'It gives material to a risk analysis. The analysis itself weighs threats to all ePHI of the organization, and people write it.',
  },
  {
    rules: ['LandingZone-EligibleServices'],
    citations: ['164.308(b)(3)'],
    reason: 'That a contract would cover a service does not show that there is a contract.',
  },
  {
    rules: ['LandingZone-RequiredTags'],
    citations: ['164.308(a)(7)(ii)(E)'],
    reason:
      'A tag says whether a resource may hold PHI, not how much the organization depends on it.',
  },
];

/** Why a citation of a rule does not count; undefined when it may. */
export function whyWeak(rule: string, citation: string): string | undefined {
  return WEAK_CITATIONS.find(
    ({ rules, citations }) =>
      citations.includes(citation) && (rules === 'any' || rules.some((id) => id === rule)),
  )?.reason;
}

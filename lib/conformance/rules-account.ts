import type { ConfigRule } from './config-rule';
import { AT_REST, CLOSED_PORTS, GROUP_HEALTH_PLAN, LEAST_PRIVILEGE, NOT_PUBLIC } from './citations';

/** What an identity policy may not allow on every key. */
const KMS_ACTIONS = { blockedActionsPatterns: 'kms:*, kms:Decrypt, kms:ReEncrypt*' };

const WITHOUT_BOUNDARIES = { excludePermissionBoundaryPolicy: 'true' };
const WHY_WITHOUT_BOUNDARIES =
  'A permissions boundary grants nothing. The one of the bootstrap allows everything, so that its denials and the other policies of a role decide.';

/** Who may come in, what identities may do, and what is switched on for the whole account. */
export const ACCOUNT_RULES: readonly ConfigRule[] = [
  {
    name: 'access-keys-rotated',
    identifier: 'ACCESS_KEYS_ROTATED',
    parameters: { maxAccessKeyAge: '90' },
    citations: {
      aws: ['164.308(a)(4)(ii)(B)'],
      steampipe: ['164.308(a)(3)(ii)(C)', '164.308(a)(4)(ii)(C)', '164.308(a)(5)(ii)(D)'],
    },
  },
  {
    name: 'annual-risk-assessment-performed',
    identifier: 'AWS_CONFIG_PROCESS_CHECK',
    citations: { aws: ['164.308(a)(1)(ii)(A)'] },
  },
  {
    name: 'ec2-ebs-encryption-by-default',
    identifier: 'EC2_EBS_ENCRYPTION_BY_DEFAULT',
    citations: {
      aws: AT_REST,
      steampipe: [
        ...GROUP_HEALTH_PLAN,
        '164.308(a)(1)(ii)(B)',
        '164.308(a)(4)(ii)(A)',
        '164.312(c)(1)',
      ],
    },
  },
  {
    name: 'guardduty-enabled-centralized',
    identifier: 'GUARDDUTY_ENABLED_CENTRALIZED',
    citations: {
      aws: ['164.308(a)(5)(ii)(C)', '164.308(a)(6)(ii)', '164.312(b)'],
      steampipe: [
        '164.308(a)(1)(ii)(A)',
        '164.308(a)(1)(ii)(D)',
        '164.308(a)(3)(ii)(A)',
        '164.308(a)(6)(i)',
        '164.308(a)(8)',
        '164.312(e)(2)(i)',
      ],
    },
  },
  {
    name: 'iam-customer-policy-blocked-kms-actions',
    identifier: 'IAM_CUSTOMER_POLICY_BLOCKED_KMS_ACTIONS',
    parameters: { ...KMS_ACTIONS, ...WITHOUT_BOUNDARIES },
    departs: WHY_WITHOUT_BOUNDARIES,
    scope: ['AWS::IAM::Policy'],
    citations: { steampipe: ['164.312(a)(2)(iv)'] },
  },
  {
    name: 'iam-inline-policy-blocked-kms-actions',
    identifier: 'IAM_INLINE_POLICY_BLOCKED_KMS_ACTIONS',
    parameters: KMS_ACTIONS,
    scope: ['AWS::IAM::Group', 'AWS::IAM::Role', 'AWS::IAM::User'],
    citations: { steampipe: ['164.312(a)(2)(iv)'] },
  },
  {
    name: 'iam-no-inline-policy-check',
    identifier: 'IAM_NO_INLINE_POLICY_CHECK',
    scope: ['AWS::IAM::User', 'AWS::IAM::Role', 'AWS::IAM::Group'],
    citations: { aws: LEAST_PRIVILEGE },
  },
  {
    name: 'iam-password-policy',
    identifier: 'IAM_PASSWORD_POLICY',
    // As strict as what the zone sets (lib/constructs/baseline/account-settings.ts): a test compares them.
    parameters: {
      MinimumPasswordLength: '14',
      MaxPasswordAge: '90',
      PasswordReusePrevention: '24',
      RequireLowercaseCharacters: 'true',
      RequireNumbers: 'true',
      RequireSymbols: 'true',
      RequireUppercaseCharacters: 'true',
    },
    citations: {
      aws: ['164.308(a)(4)(ii)(B)', '164.308(a)(5)(ii)(D)', '164.312(d)'],
      steampipe: ['164.308(a)(4)(ii)(C)'],
    },
  },
  {
    name: 'iam-policy-no-statements-with-admin-access',
    identifier: 'IAM_POLICY_NO_STATEMENTS_WITH_ADMIN_ACCESS',
    parameters: WITHOUT_BOUNDARIES,
    departs: WHY_WITHOUT_BOUNDARIES,
    scope: ['AWS::IAM::Policy'],
    citations: { aws: LEAST_PRIVILEGE, steampipe: ['164.308(a)(1)(ii)(B)'] },
  },
  {
    name: 'iam-policy-no-statements-with-full-access',
    identifier: 'IAM_POLICY_NO_STATEMENTS_WITH_FULL_ACCESS',
    parameters: WITHOUT_BOUNDARIES,
    departs: WHY_WITHOUT_BOUNDARIES,
    scope: ['AWS::IAM::Policy'],
    citations: { aws: LEAST_PRIVILEGE },
  },
  {
    name: 'iam-root-access-key-check',
    identifier: 'IAM_ROOT_ACCESS_KEY_CHECK',
    citations: {
      aws: [
        '164.308(a)(3)(i)',
        '164.308(a)(4)(ii)(A)',
        '164.308(a)(4)(ii)(B)',
        '164.308(a)(4)(ii)(C)',
        '164.312(a)(1)',
        '164.312(a)(2)(i)',
      ],
      steampipe: ['164.308(a)(1)(ii)(B)', '164.308(a)(3)(ii)(B)'],
    },
  },
  {
    name: 'iam-user-mfa-enabled',
    identifier: 'IAM_USER_MFA_ENABLED',
    citations: { aws: ['164.308(a)(4)(ii)(B)', '164.312(d)'], steampipe: ['164.308(a)(3)(ii)(A)'] },
  },
  {
    name: 'iam-user-no-policies-check',
    identifier: 'IAM_USER_NO_POLICIES_CHECK',
    scope: ['AWS::IAM::User'],
    citations: { aws: LEAST_PRIVILEGE },
  },
  {
    name: 'iam-user-unused-credentials-check',
    identifier: 'IAM_USER_UNUSED_CREDENTIALS_CHECK',
    parameters: { maxCredentialUsageAge: '90' },
    citations: {
      aws: [
        '164.308(a)(3)(i)',
        '164.308(a)(4)(ii)(A)',
        '164.308(a)(4)(ii)(B)',
        '164.308(a)(4)(ii)(C)',
        '164.312(a)(1)',
      ],
      steampipe: ['164.308(a)(3)(ii)(B)', '164.308(a)(5)(ii)(D)'],
    },
  },
  {
    name: 'mfa-enabled-for-iam-console-access',
    identifier: 'MFA_ENABLED_FOR_IAM_CONSOLE_ACCESS',
    citations: { aws: ['164.312(d)'], steampipe: ['164.308(a)(3)(ii)(A)', '164.312(a)(1)'] },
  },
  {
    name: 'root-account-hardware-mfa-enabled',
    identifier: 'ROOT_ACCOUNT_HARDWARE_MFA_ENABLED',
    citations: { aws: ['164.312(d)'], steampipe: ['164.308(a)(3)(ii)(A)'] },
  },
  {
    name: 'root-account-mfa-enabled',
    identifier: 'ROOT_ACCOUNT_MFA_ENABLED',
    citations: { aws: ['164.312(d)'], steampipe: ['164.308(a)(3)(ii)(A)'] },
  },
  {
    name: 's3-account-level-public-access-blocks-periodic',
    identifier: 'S3_ACCOUNT_LEVEL_PUBLIC_ACCESS_BLOCKS_PERIODIC',
    parameters: {
      BlockPublicAcls: 'true',
      BlockPublicPolicy: 'true',
      IgnorePublicAcls: 'true',
      RestrictPublicBuckets: 'true',
    },
    citations: { aws: NOT_PUBLIC, steampipe: [...GROUP_HEALTH_PLAN, '164.308(a)(1)(ii)(B)'] },
  },
  {
    name: 'securityhub-enabled',
    identifier: 'SECURITYHUB_ENABLED',
    citations: {
      aws: ['164.312(b)'],
      steampipe: [
        '164.308(a)(1)(ii)(D)',
        '164.308(a)(3)(ii)(A)',
        '164.308(a)(6)(i)',
        '164.308(a)(6)(ii)',
        '164.308(a)(8)',
        '164.312(e)(2)(i)',
      ],
    },
  },
  {
    name: 'ssm-document-not-public',
    identifier: 'SSM_DOCUMENT_NOT_PUBLIC',
    citations: { aws: CLOSED_PORTS },
  },
];

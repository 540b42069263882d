import { z } from 'zod';
import { like } from './schema-example';

/** Schema of what an account has once: its settings, and things of which it can have one. */

/** How a setting or singleton of the account is treated. Each says what `existing` means. */
const settingMode = z.enum(['enforce', 'existing', 'off']);
export type SettingMode = z.infer<typeof settingMode>;
const singletonMode = z.enum(['create', 'existing', 'off']);

const REASON_EXPECTED = 'expected a sentence of 20 to 500 characters';
const reason = z.string(REASON_EXPECTED).trim().min(20, REASON_EXPECTED).max(500, REASON_EXPECTED);

/** A reason for each setting; those without one by default get an example. */
function reasonsFor<const S extends string>(
  settings: Readonly<Record<S, z.ZodType>>,
  withDefault: readonly NoInfer<S>[],
) {
  const examples = ['The security account of the organization runs it for all accounts.'];
  const fields = (Object.keys(settings) as S[]).map((setting) => {
    const described = withDefault.includes(setting) ? reason : reason.meta({ examples });
    return [setting, described.optional()] as const;
  });
  return z
    .strictObject(Object.fromEntries(fields) as Record<S, z.ZodOptional<typeof reason>>)
    .describe(
      'Why one is off or existing; it stands in the check ledger. Production asks for it where one is off. Never PHI.',
    );
}

const settings = {
  s3PublicAccessBlock: settingMode.describe('The four account-wide S3 public-access blocks.'),
  ebsDefaultEncryption: settingMode.describe(
    'EBS encryption by default in this Region, with the phi key.',
  ),
  iamPasswordPolicy: settingMode.describe('Password policy of IAM users.'),
  otherDefaultSecurityGroups: settingMode.describe(
    'Rules of the default security groups of every other VPC in this Region. The one of the zone is always emptied.',
  ),
};

export const accountSettings = z
  .strictObject({ ...settings, reasons: reasonsFor(settings, ['otherDefaultSecurityGroups']) })
  .describe(
    'Account settings that have no CloudFormation type. enforce: make it so. existing: change nothing, fail the deploy if it is not so. off: do not look. None is undone when the stack is deleted.',
  );

const LOG_GROUP_EXPECTED = 'expected the name of a log group';
const ROLE_EXPECTED = 'expected the ARN of an IAM role';

const things = {
  apiGatewayLogRole: z
    .strictObject({
      mode: z.enum(['create', 'existing']),
      roleArn: z
        .string(ROLE_EXPECTED)
        .regex(/^arn:[a-z-]+:iam::\d{12}:role\/.+$/, ROLE_EXPECTED)
        .meta(
          like(
            'With mode existing: the role that the account uses.',
            'arn:aws:iam::111122223333:role/api-gateway-logs',
          ),
        )
        .optional(),
    })
    .describe('The role with which API Gateway writes its logs: one for each account and Region.'),
  configServiceLinkedRole: singletonMode.describe(
    'AWSServiceRoleForConfig: one for each account; creating it fails where it exists.',
  ),
  trail: z
    .strictObject({
      mode: singletonMode,
      logGroupName: z
        .string(LOG_GROUP_EXPECTED)
        .regex(/^[\w./#-]{1,512}$/, LOG_GROUP_EXPECTED)
        .meta(
          like(
            'With mode existing: log group of the trail in this account and Region, for the alarms. Without it there are none.',
            'organization-trail',
          ),
        )
        .optional(),
    })
    .describe('CloudTrail trail of all Regions. existing: such as the trail of the organization.'),
  configRecorder: singletonMode.describe(
    'AWS Config recorder and delivery channel: one for each account and Region.',
  ),
  guardDuty: singletonMode.describe('GuardDuty detector: one for each account and Region.'),
  securityHub: singletonMode.describe(
    'Security Hub with its FSBP and NIST SP 800-53 standards: one for each account and Region.',
  ),
  externalAccessAnalyzer: singletonMode.describe(
    'IAM Access Analyzer of access from outside the account: one for each account and Region.',
  ),
  unusedAccessAnalyzer: singletonMode.describe(
    'IAM Access Analyzer of access that nobody uses: one for each account.',
  ),
  macie: singletonMode.describe('Macie session: one for each account and Region.'),
  databaseMetricsLogGroup: z
    .enum(['create', 'existing'])
    .describe(
      'Log group RDSOSMetrics of the enhanced monitoring of RDS: one for each account and Region.',
    ),
};

export const singletons = z
  .strictObject({ ...things, reasons: reasonsFor(things, []) })
  .describe(
    'Things of which an account can have one. create: ours. existing: somebody else made it. off: none.',
  );

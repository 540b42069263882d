import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { KEY_PURPOSE } from '../../../lambda/phi/keys/data-keys';
import type { FunctionName, ZoneConfig } from '../../config/schema';
import { backupRoleArn, iamArn, keyAlias, WORKLOAD_ROLE_PATH, WORKLOAD_TAG } from '../../names';
import type { KeyDomain } from './key-grants';
import { KEY_GRANTS } from './key-grants';

export interface ZoneKeyProps {
  readonly config: ZoneConfig;
  readonly domain: KeyDomain;
  /** What the key protects, shown in the console. */
  readonly description: string;
  /**
   * Whether nobody but workload roles may use the key directly: no administrator either.
   *
   * @default false
   */
  readonly workloadsOnly?: boolean;
  /**
   * Whether the key can be replicated to another Region. Cannot be changed later.
   *
   * @default false
   */
  readonly multiRegion?: boolean;
  /** @default kms.KeySpec.SYMMETRIC_DEFAULT, rotated yearly */
  readonly keySpec?: kms.KeySpec;
  /** @default kms.KeyUsage.ENCRYPT_DECRYPT */
  readonly keyUsage?: kms.KeyUsage;
}

/** Who makes and unwraps data keys of tenants, and keeps their copies. */
export const DATA_KEY_WORKLOADS: readonly [FunctionName, ...FunctionName[]] = [
  'phi-api',
  'phi-backfill',
];

const DELETION_WINDOW_DAYS = 30;

/** What uses a key, as opposed to administering it. */
const USE_OF_A_KEY = [
  'kms:Decrypt',
  'kms:Encrypt',
  'kms:ReEncrypt*',
  'kms:GenerateDataKey*',
  'kms:GenerateMac',
  'kms:VerifyMac',
  'kms:Sign',
  'kms:CreateGrant',
];

/**
 * Lambda decrypts the environment of a function with its role, by a grant for this encryption
 * context. It is not documented whether it does so as a service (`kms:ViaService`), and a function
 * that cannot read its environment does not start.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars-encryption.html
 */
const ENVIRONMENT_OF_A_FUNCTION = { 'kms:EncryptionContext:aws:lambda:FunctionArn': 'true' };

/** A KMS key of one domain: rotated, 30 days to regret a deletion, and a policy that says who may use it. */
export class ZoneKey extends kms.Key {
  constructor(scope: Construct, id: string, props: ZoneKeyProps) {
    const { config, domain, keySpec = kms.KeySpec.SYMMETRIC_DEFAULT } = props;
    super(scope, id, {
      alias: keyAlias(config, domain),
      description: `${props.description} (zone ${config.name})`,
      keySpec,
      keyUsage: props.keyUsage ?? kms.KeyUsage.ENCRYPT_DECRYPT,
      // KMS rotates symmetric encryption keys only, and takes the property for no other.
      ...(keySpec === kms.KeySpec.SYMMETRIC_DEFAULT ? { enableKeyRotation: true } : {}),
      multiRegion: props.multiRegion ?? false,
      pendingWindow: Duration.days(DELETION_WINDOW_DAYS),
      // Not RetainExceptOnCreate as other stores: nobody may delete a key, CloudFormation neither.
      removalPolicy: config.profile === 'production' ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
      policy: new iam.PolicyDocument({ statements: keyStatements(props) }),
    });
  }
}

function keyStatements(props: ZoneKeyProps): iam.PolicyStatement[] {
  const { config, domain, workloadsOnly = false } = props;
  return [
    // Without it a mistake in this policy could never be mended.
    new iam.PolicyStatement({
      sid: 'AccountAdministersTheKey',
      principals: [new iam.AccountRootPrincipal()],
      actions: ['kms:*'],
      resources: ['*'],
    }),
    ...KEY_GRANTS.filter((grant) => grant.domain === domain).map(
      (grant) =>
        new iam.PolicyStatement({
          sid: grant.sid,
          principals: [new iam.ServicePrincipal(grant.principal(config))],
          actions: [...grant.actions],
          resources: ['*'],
          conditions: grant.conditions(config),
        }),
    ),
    ...(domain === 'phi' ? [allowVolumes(config), denyDataKeys()] : []),
    ...(domain === 'phi' && config.singletons.macie !== 'off' ? [allowMacie(config)] : []),
    ...denyLoss(config),
    denyUse('DenyWorkloadsOutsideAVpc', {
      ArnLike: { 'aws:PrincipalArn': workloadRoles(config) },
      Null: {
        'aws:SourceVpc': 'true',
        'kms:ViaService': 'true',
        ...(domain === 'logs' ? ENVIRONMENT_OF_A_FUNCTION : {}),
      },
    }),
    ...(workloadsOnly ? denyUseByOthers(config, domain) : []),
  ];
}

/**
 * Volumes that a service-linked role makes, as Auto Scaling does, are encrypted with this key by
 * default. Such a role has no policy of its own to allow it, and naming one that does not exist
 * would fail the key. https://docs.aws.amazon.com/autoscaling/ec2/userguide/key-policy-requirements-EBS-encryption.html
 */
function allowVolumes(config: ZoneConfig): iam.PolicyStatement {
  return new iam.PolicyStatement({
    sid: 'ServiceLinkedRolesMakeVolumes',
    principals: [new iam.AnyPrincipal()],
    actions: [
      'kms:Encrypt',
      'kms:Decrypt',
      'kms:ReEncrypt*',
      'kms:GenerateDataKey*',
      'kms:DescribeKey',
      'kms:CreateGrant',
    ],
    resources: ['*'],
    conditions: {
      StringEquals: {
        'kms:CallerAccount': config.account,
        'kms:ViaService': `ec2.${config.region}.amazonaws.com`,
      },
      ArnLike: { 'aws:PrincipalArn': iamArn(config, 'role/aws-service-role/*') },
    },
  });
}

/**
 * Macie looks into objects only where the policy of their key names its role, whose own policy has
 * nothing about keys. https://docs.aws.amazon.com/macie/latest/user/discovery-supported-encryption-types.html
 */
function allowMacie(config: ZoneConfig): iam.PolicyStatement {
  return new iam.PolicyStatement({
    sid: 'MacieLooksForPhi',
    principals: [new iam.AnyPrincipal()],
    actions: ['kms:Decrypt'],
    resources: ['*'],
    conditions: {
      StringEquals: {
        'kms:CallerAccount': config.account,
        'kms:ViaService': `s3.${config.region}.amazonaws.com`,
      },
      ArnEquals: {
        'aws:PrincipalArn': iamArn(
          config,
          'role/aws-service-role/macie.amazonaws.com/AWSServiceRoleForAmazonMacie',
        ),
      },
    },
  });
}

/**
 * What is encrypted is lost with its key, locked or not. Nobody shortens the 30 days; in production
 * nobody deletes, disables or copies a key without changing this policy first.
 */
function denyLoss({ profile }: ZoneConfig): readonly iam.PolicyStatement[] {
  const statement = (
    sid: string,
    actions: string[],
    conditions: iam.Conditions,
  ): iam.PolicyStatement =>
    new iam.PolicyStatement({
      sid,
      effect: iam.Effect.DENY,
      principals: [new iam.AnyPrincipal()],
      actions,
      resources: ['*'],
      conditions,
    });
  return [
    statement('DenyHastyDeletion', ['kms:ScheduleKeyDeletion'], {
      NumericLessThan: { 'kms:ScheduleKeyDeletionPendingWindowInDays': DELETION_WINDOW_DAYS },
    }),
    ...(profile === 'production'
      ? [
          statement(
            'DenyLoss',
            [
              'kms:ScheduleKeyDeletion',
              'kms:DisableKey',
              'kms:ReplicateKey',
              'kms:UpdatePrimaryRegion',
            ],
            {},
          ),
        ]
      : []),
  ];
}

/**
 * Only roles under the workload path that also carry the workload tag use the key directly. A
 * service that acts for somebody (`kms:ViaService`) is judged by that somebody's permissions.
 * Service-linked roles and roles whose name begins with `aws:` are AWS itself: nobody else can
 * assume the first or make the second.
 *
 * AWS Backup asks for its role to be left out of such a denial, without saying which of its calls
 * come through a service: without it a backup can end well and hold nothing.
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/encryption.html
 */
function denyUseByOthers(config: ZoneConfig, domain: KeyDomain): readonly iam.PolicyStatement[] {
  return [
    denyUse('DenyDirectUseByOthers', {
      StringEquals: { 'aws:PrincipalAccount': config.account },
      ArnNotLike: {
        'aws:PrincipalArn': [
          workloadRoles(config),
          iamArn(config, 'role/aws-service-role/*'),
          iamArn(config, 'role/aws:*'),
          ...(domain === 'phi' ? [backupRoleArn(config)] : []),
        ],
      },
      Null: { 'kms:ViaService': 'true' },
    }),
    denyUse('DenyDirectUseWithoutTheTag', {
      ArnLike: { 'aws:PrincipalArn': workloadRoles(config) },
      Null: { [`aws:PrincipalTag/${WORKLOAD_TAG}`]: 'true', 'kms:ViaService': 'true' },
    }),
  ];
}

/**
 * Data keys of tenants lie wrapped where more than these two functions may read. Of all workloads, which
 * each may have a right of its own to this key, nobody else unwraps one, or makes one.
 */
function denyDataKeys(): iam.PolicyStatement {
  return denyUse('DenyDataKeysToOthers', {
    StringEquals: { 'kms:EncryptionContext:purpose': KEY_PURPOSE },
    StringNotEquals: { [`aws:PrincipalTag/${WORKLOAD_TAG}`]: DATA_KEY_WORKLOADS },
  });
}

function denyUse(sid: string, conditions: iam.Conditions): iam.PolicyStatement {
  return new iam.PolicyStatement({
    sid,
    effect: iam.Effect.DENY,
    principals: [new iam.AnyPrincipal()],
    actions: USE_OF_A_KEY,
    resources: ['*'],
    conditions,
  });
}

function workloadRoles(config: ZoneConfig): string {
  return iamArn(config, `role${WORKLOAD_ROLE_PATH}*`);
}

import { Duration } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import type { ZoneConfig } from '../config/schema';
import { removalPolicy } from './removal-policy';
import { iamArn, keyAlias, WORKLOAD_ROLE_PATH, WORKLOAD_TAG } from '../names';
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
      pendingWindow: Duration.days(30),
      removalPolicy: removalPolicy(config),
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
    denyUse('DenyWorkloadsOutsideAVpc', {
      ArnLike: { 'aws:PrincipalArn': workloadRoles(config) },
      Null: { 'aws:SourceVpc': 'true', 'kms:ViaService': 'true' },
    }),
    ...(workloadsOnly ? denyUseByOthers(config) : []),
  ];
}

/**
 * Only roles under the workload path that also carry the workload tag use the key directly. A
 * service that acts for somebody (`kms:ViaService`) is judged by that somebody's permissions.
 * Service-linked roles and roles whose name begins with `aws:` are AWS itself: nobody else can
 * assume the first or make the second.
 */
function denyUseByOthers(config: ZoneConfig): readonly iam.PolicyStatement[] {
  return [
    denyUse('DenyDirectUseByOthers', {
      StringEquals: { 'aws:PrincipalAccount': config.account },
      ArnNotLike: {
        'aws:PrincipalArn': [
          workloadRoles(config),
          iamArn(config, 'role/aws-service-role/*'),
          iamArn(config, 'role/aws:*'),
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

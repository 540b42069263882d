import type { Stack } from '@aws-sdk/client-cloudformation';
import type { ZoneConfig } from '../../../lib/config/schema';
import type { Answers, Caller } from '../../../lib/doctor/answers';
import { seen } from '../../../lib/doctor/look';
import { QUOTAS, type QuotaId } from '../../../lib/doctor/quota-table';
import { executionPolicies } from '../../../lib/doctor/subjects/bootstrap';
import { endpointServiceName } from '../../../lib/doctor/subjects/network';
import { interfaceEndpoints } from '../../../lib/constructs/network/endpoint-needs';
import { executionRoleArn } from '../../../lib/names';

/**
 * Accounts made by hand, in the types of the SDK: no account of anybody was read for them. What AWS
 * really answers they cannot prove.
 */

export const CALLER: Caller = {
  account: '111122223333',
  arn: 'arn:aws:sts::111122223333:assumed-role/Deployer/made-up',
};

/** Documents of the made-up `bootstrap/`. */
export const BOOTSTRAP_FILES = {
  'execution-policy-identity': '{ "Version": "2012-10-17" }',
  'permissions-boundary': '{ "Version": "2012-10-17" }',
} as const;

const ZONES = ['us-east-1a', 'us-east-1b', 'us-east-1c', 'us-east-1d'];
const BOOTSTRAP_ARN = 'arn:aws:iam::111122223333:policy/hlz-bootstrap/';

/** The bootstrap of docs/bootstrap.md. */
export const TOOLKIT: Stack = {
  StackName: 'CDKToolkit-hlz',
  StackStatus: 'CREATE_COMPLETE',
  CreationTime: new Date('2026-11-01T00:00:00Z'),
  EnableTerminationProtection: true,
  Outputs: [{ OutputKey: 'BootstrapVersion', OutputValue: '28' }],
};

/** An account that is bootstrapped, in which nothing else was ever done. */
export function emptyAccount(zone: ZoneConfig): Answers {
  return {
    trails: seen([]),
    recorders: seen([]),
    recorderStatus: seen([]),
    channels: seen([]),
    detectors: seen([]),
    guardDutyAdministrator: seen(undefined),
    securityHub: seen(undefined),
    securityHubAdministrator: seen(undefined),
    macie: seen(undefined),
    macieAdministrator: seen(undefined),
    analyzers: seen([]),
    apiGateway: seen({}),
    apiGatewayRole: seen(undefined),
    configRole: seen(undefined),
    rdsRole: seen(undefined),
    publicAccessBlock: seen(undefined),
    ebsEncryption: seen(false),
    ebsKey: seen('alias/aws/ebs'),
    passwordPolicy: seen(undefined),
    defaultGroups: seen([]),
    defaultGroupUsers: seen([]),
    accountSummary: seen({
      Users: 0,
      Roles: 12,
      RolesQuota: 1000,
      Policies: 8,
      PoliciesQuota: 1500,
      AccountMFAEnabled: 1,
      AccountAccessKeysPresent: 0,
    }),
    lambda: seen({ ConcurrentExecutions: 1000, UnreservedConcurrentExecutions: 1000 }),
    reservedByZone: seen(0),
    shards: seen({ ShardLimit: 200, OpenShardCount: 0 }),
    quotas: Object.fromEntries(
      (Object.keys(QUOTAS) as QuotaId[]).map((id) => [id, seen(DEFAULT_QUOTAS[id])]),
    ) as Answers['quotas'],
    logPolicies: seen([]),
    addresses: seen([]),
    gatewayEndpoints: seen([]),
    vpcs: seen([]),
    defaultVpcUsers: seen([]),
    zones: seen(
      ZONES.map((ZoneName) => ({ ZoneName, State: 'available', ZoneType: 'availability-zone' })),
    ),
    defaultSubnets: seen([]),
    endpointServices: seen(
      interfaceEndpoints(zone).map((service) => ({
        ServiceName: endpointServiceName(zone, service),
        AvailabilityZones: ZONES,
      })),
    ),
    stacks: seen([TOOLKIT]),
    resources: seen([]),
    vaults: seen([]),
    logGroups: seen([]),
    aliases: seen([]),
    dyingKeys: seen({ keys: [], looked: 0, denied: 0, beyond: 0 }),
    zoneRoles: seen([]),
    buckets: seen([]),
    tables: seen([]),
    executionRole: seen({
      Path: '/',
      RoleName: executionRoleArn(zone).split('/').at(-1),
      RoleId: 'AROAMADEUP',
      Arn: executionRoleArn(zone),
      CreateDate: new Date('2026-11-01T00:00:00Z'),
      PermissionsBoundary: { PermissionsBoundaryArn: `${BOOTSTRAP_ARN}permissions-boundary` },
      Tags: zone.profile === 'sandbox' ? [{ Key: 'hlz-profile', Value: 'sandbox' }] : [],
    }),
    executionPolicies: seen(
      executionPolicies(zone).map((PolicyName) => ({
        PolicyName,
        PolicyArn: `${BOOTSTRAP_ARN}${PolicyName}`,
      })),
    ),
    bootstrapPolicies: seen({ 'execution-policy-identity': '{"Version":"2012-10-17"}' }),
    secondStacks: seen([]),
    secondVaults: seen([]),
  };
}

/** What AWS gives an account that asked for nothing, as its pages say on 2026-11-26. */
const DEFAULT_QUOTAS: Readonly<Record<QuotaId, number>> = {
  vpcs: 5,
  interfaceEndpoints: 50,
  gatewayEndpoints: 20,
  elasticIps: 5,
  stacks: 2000,
};

/** An account that AWS opened this morning: Lambda runs ten functions at once. */
export function newAccount(zone: ZoneConfig): Answers {
  return {
    ...emptyAccount(zone),
    lambda: seen({ ConcurrentExecutions: 10, UnreservedConcurrentExecutions: 10 }),
  };
}

/** Every question is refused, as to somebody without rights. */
export function closedAccount(zone: ZoneConfig, code = 'AccessDeniedException'): Answers {
  const denied = { seen: false, action: 'made-up:Action', code, detail: '' } as const;
  const { quotas, ...others } = emptyAccount(zone);
  return {
    ...(Object.fromEntries(
      Object.keys(others).map((question) => [question, denied]),
    ) as unknown as Omit<Answers, 'quotas'>),
    quotas: Object.fromEntries(
      Object.keys(quotas).map((id) => [id, denied]),
    ) as unknown as Answers['quotas'],
  };
}

import type { ZoneConfig } from '../../../lib/config/schema';
import type { Answers } from '../../../lib/doctor/answers';
import { seen } from '../../../lib/doctor/look';
import { emptyAccount, TOOLKIT } from './empty';

const MADE = new Date('2026-03-01T00:00:00Z');

/** An account, made by hand, in which people have tried things for years, a zone of this name among them. */
export function messyAccount(zone: ZoneConfig): Answers {
  const { name } = zone;
  const base = emptyAccount(zone);
  return {
    ...base,
    trails: seen([
      {
        trail: {
          Name: 'management-events',
          TrailARN: 'arn:aws:cloudtrail:us-east-1:111122223333:trail/management-events',
          HomeRegion: 'us-east-1',
          IsMultiRegionTrail: false,
          LogFileValidationEnabled: false,
          IncludeGlobalServiceEvents: true,
        },
        status: seen({ IsLogging: true }),
        selectors: seen({ basic: [{ ReadWriteType: 'WriteOnly' }], advanced: [] }),
      },
    ]),
    recorders: seen([
      {
        name: 'default',
        roleARN:
          'arn:aws:iam::111122223333:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig',
        recordingGroup: {
          allSupported: false,
          resourceTypes: ['AWS::S3::Bucket', 'AWS::EC2::Instance'],
        },
      },
    ]),
    recorderStatus: seen([{ name: 'default', recording: false }]),
    channels: seen([{ name: 'default' }]),
    configRole: seen(role('AWSServiceRoleForConfig')),
    detectors: seen([
      {
        id: '12abc34d567e8fa901bc2d34e56789f0',
        settings: seen({ Status: 'DISABLED', Features: [] }),
      },
    ]),
    macie: seen({ status: 'PAUSED' }),
    analyzers: seen([
      {
        summary: { name: 'console', type: 'ACCOUNT', status: 'ACTIVE' },
        configuration: seen(undefined),
      },
    ]),
    apiGateway: seen({ cloudwatchRoleArn: 'arn:aws:iam::111122223333:role/api-gateway-logs' }),
    apiGatewayRole: seen(role('api-gateway-logs')),
    ebsEncryption: seen(true),
    ebsKey: seen('arn:aws:kms:us-east-1:111122223333:key/11111111-2222-3333-4444-555555555555'),
    passwordPolicy: seen({
      MinimumPasswordLength: 8,
      RequireSymbols: true,
      RequireNumbers: true,
      RequireUppercaseCharacters: true,
      RequireLowercaseCharacters: true,
      AllowUsersToChangePassword: true,
      ExpirePasswords: false,
      MaxPasswordAge: undefined,
    }),
    defaultGroups: seen([
      {
        GroupId: 'sg-0aaaaaaaaaaaaaaaa',
        VpcId: 'vpc-0aaaaaaaaaaaaaaaa',
        IpPermissions: [{ IpProtocol: '-1' }],
        IpPermissionsEgress: [{ IpProtocol: '-1' }],
      },
    ]),
    defaultGroupUsers: seen([{ NetworkInterfaceId: 'eni-0aaaaaaaaaaaaaaaa' }]),
    accountSummary: seen({
      Users: 3,
      Roles: 985,
      RolesQuota: 1000,
      Policies: 60,
      PoliciesQuota: 1500,
      AccountMFAEnabled: 0,
      AccountAccessKeysPresent: 1,
    }),
    lambda: seen({ ConcurrentExecutions: 500, UnreservedConcurrentExecutions: 220 }),
    logPolicies: seen(Array.from({ length: 9 }, (_, index) => ({ policyName: `logs-${index}` }))),
    vpcs: seen([
      { VpcId: 'vpc-0aaaaaaaaaaaaaaaa', CidrBlock: '172.31.0.0/16', IsDefault: true },
      { VpcId: 'vpc-0bbbbbbbbbbbbbbbb', CidrBlock: '10.40.128.0/17', IsDefault: false },
      ...['c', 'd', 'e'].map((letter, index) => ({
        VpcId: `vpc-0${letter.repeat(16)}`,
        CidrBlock: `192.168.${index}.0/24`,
      })),
    ]),
    defaultVpcUsers: seen([
      { NetworkInterfaceId: 'eni-0aaaaaaaaaaaaaaaa', Description: 'Primary network interface' },
    ]),
    defaultSubnets: seen([{ AvailabilityZone: 'us-east-1a' }, { AvailabilityZone: 'us-east-1d' }]),
    endpointServices: seen(
      (base.endpointServices.seen ? base.endpointServices.value : []).map((service) =>
        service.ServiceName?.endsWith('.execute-api') === true
          ? { ...service, AvailabilityZones: ['us-east-1a', 'us-east-1b', 'us-east-1c'] }
          : service,
      ),
    ),
    stacks: seen([
      { ...TOOLKIT, EnableTerminationProtection: false },
      stack(`hlz-${name}-keys`, 'CREATE_COMPLETE', true),
      stack(`hlz-${name}-governance`, 'ROLLBACK_FAILED', true),
      stack(`hlz-${name}-baseline`, 'ROLLBACK_COMPLETE', false),
      { StackName: 'website', StackStatus: 'CREATE_COMPLETE', CreationTime: MADE },
    ]),
    resources: seen(
      ['phi', 'audit', 'logs', 'messaging', 'pseudonym', 'checkpoint'].map((domain) => ({
        LogicalResourceId: domain,
        ResourceType: 'AWS::KMS::Alias',
        PhysicalResourceId: `alias/hlz/${name}/${domain}`,
        ResourceStatus: 'CREATE_COMPLETE',
        LastUpdatedTimestamp: MADE,
      })),
    ),
    aliases: seen([{ AliasName: `alias/hlz/${name}/phi` }, { AliasName: 'alias/website' }]),
    vaults: seen([{ BackupVaultName: `hlz-${name}`, NumberOfRecoveryPoints: 41, Locked: true }]),
    logGroups: seen([
      { logGroupName: 'RDSOSMetrics' },
      { logGroupName: `aws-waf-logs-hlz-${name}`, retentionInDays: 365 },
    ]),
    buckets: seen([
      { Name: `hlz-${name}-archive-ledger1a2b3c4d-5e6f7a8b9c0d` },
      { Name: 'website-example' },
    ]),
    tables: seen([`hlz-${name}-phi-TablesDataKeys1A2B3C4D-5E6F7A8B9C0D`, 'Orders']),
    dyingKeys: seen({
      keys: [
        {
          KeyId: '99999999-8888-7777-6666-555555555555',
          KeyState: 'PendingDeletion',
          Description: `Audit stream, ledger and archive (zone ${name})`,
          DeletionDate: new Date('2026-12-20T00:00:00Z'),
        },
      ],
      looked: 9,
      denied: 0,
      beyond: 0,
    }),
    executionPolicies: seen([
      {
        PolicyName: 'AdministratorAccess',
        PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess',
      },
    ]),
    bootstrapPolicies: seen({ 'execution-policy-identity': '{"Version":"2008-10-17"}' }),
  };
}

function role(RoleName: string) {
  const Arn = `arn:aws:iam::111122223333:role/${RoleName}`;
  return { RoleName, Arn, Path: '/', RoleId: 'AROAMADEUP', CreateDate: MADE };
}

function stack(
  StackName: string,
  StackStatus: 'CREATE_COMPLETE' | 'ROLLBACK_FAILED' | 'ROLLBACK_COMPLETE',
  EnableTerminationProtection: boolean,
) {
  const StackId = `arn:aws:cloudformation:us-east-1:111122223333:stack/${StackName}/1`;
  const Tags = [{ Key: 'Environment', Value: 'production' }];
  return { StackName, StackId, StackStatus, EnableTerminationProtection, Tags, CreationTime: MADE };
}

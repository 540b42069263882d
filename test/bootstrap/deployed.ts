import type { ZoneConfig } from '../../lib/config/schema';
import {
  iamArn,
  partitionOf,
  SERVICE_ROLE_PATH,
  stackName,
  WORKLOAD_ROLE_PATH,
  zoneArn,
} from '../../lib/names';
import type { TemplateResource } from '../support/templates';
import type { Call } from './policy';

/** A resource of a template, and where CloudFormation makes it. */
export interface Deployed {
  /** As the Region of its stack sees it. */
  readonly config: ZoneConfig;
  readonly stackId: string;
  readonly logicalId: string;
  readonly resource: TemplateResource;
}

export type ArnOf = (deployed: Deployed) => string;

/** Ids that AWS chooses. */
const ID = '0a1b2c3d-0000-4000-8000-000000000000';
/** As API Gateway chooses its ids. */
const API_ID = 'a1b2c3d4e5';
const NAME_PROPERTIES = [
  'AlarmName',
  'AnalyzerName',
  'BucketName',
  'ConformancePackName',
  'DBInstanceIdentifier',
  'DashboardName',
  'FunctionName',
  'LogGroupName',
  'ManagedPolicyName',
  'Name',
  'QueueName',
  'RoleName',
  'TableName',
  'TopicName',
  'TrailName',
] as const;

/** Several calls on one thing. */
export function on(
  service: string,
  names: string,
  { resource, context = {} }: Omit<Call, 'action'>,
): readonly Call[] {
  return names.split(' ').map((name) => ({ action: `${service}:${name}`, resource, context }));
}

/** A property that must be text. */
export function text({ logicalId, resource }: Deployed, property: string): string {
  const value = resource.Properties?.[property];
  if (typeof value !== 'string') throw new Error(`${logicalId}: ${property} is no text`);
  return value;
}

/** Logical id to which a property must refer. */
function reference({ logicalId, resource }: Deployed, property: string): string {
  const value = resource.Properties?.[property] as { readonly Ref?: string } | undefined;
  if (value?.Ref === undefined) throw new Error(`${logicalId}: ${property} is no reference`);
  return value.Ref;
}

/** The name that CloudFormation makes of stack and logical id. */
function generatedName(config: ZoneConfig, stackId: string, logicalId: string): string {
  return `${stackName(config, stackId)}-${logicalId}-1A2B3C4D5E6F`;
}

/** What the template names it, or else what CloudFormation does. */
function physicalName({ config, stackId, logicalId, resource }: Deployed): string {
  const given = NAME_PROPERTIES.map((property) => resource.Properties?.[property]).find(
    (value) => value !== undefined,
  );
  if (given === undefined) return generatedName(config, stackId, logicalId);
  if (typeof given === 'string') return given;
  const [, parts] = (given as { readonly 'Fn::Join'?: readonly [string, readonly unknown[]] })[
    'Fn::Join'
  ] ?? ['', undefined];
  if (parts === undefined) {
    throw new Error(`${logicalId} has a name that only CloudFormation knows`);
  }
  return parts.map((part) => (typeof part === 'string' ? part : API_ID)).join('');
}

/** RDS keeps names in lower case. */
const inRds =
  (kind: string): ArnOf =>
  (it) =>
    zoneArn(it.config, 'rds', `${kind}:${physicalName(it).toLowerCase()}`);

export const anything: ArnOf = () => '*';
export const key: ArnOf = ({ config }) => zoneArn(config, 'kms', `key/${ID}`);
export const keyAlias: ArnOf = (it) => zoneArn(it.config, 'kms', text(it, 'AliasName'));
export const stream: ArnOf = (it) => zoneArn(it.config, 'kinesis', `stream/${physicalName(it)}`);
export const topic: ArnOf = (it) => zoneArn(it.config, 'sns', physicalName(it));
export const queue: ArnOf = (it) => zoneArn(it.config, 'sqs', physicalName(it));
export const lambda: ArnOf = (it) => zoneArn(it.config, 'lambda', `function:${physicalName(it)}`);
export const logGroup: ArnOf = (it) => zoneArn(it.config, 'logs', `log-group:${physicalName(it)}`);
export const table: ArnOf = (it) => zoneArn(it.config, 'dynamodb', `table/${physicalName(it)}`);
export const rule: ArnOf = (it) => zoneArn(it.config, 'events', `rule/${physicalName(it)}`);
export const userPool: ArnOf = ({ config }) =>
  zoneArn(config, 'cognito-idp', `userpool/${config.region}_1A2b3C4d5`);
export const backupPlan: ArnOf = ({ config }) => zoneArn(config, 'backup', `backup-plan:${ID}`);
export const backupVault: ArnOf = (it) =>
  zoneArn(it.config, 'backup', `backup-vault:${text(it, 'BackupVaultName')}`);
export const restoreTestingPlan: ArnOf = (it) =>
  zoneArn(it.config, 'backup', `restore-testing-plan:${text(it, 'RestoreTestingPlanName')}-${ID}`);
export const trail: ArnOf = (it) => zoneArn(it.config, 'cloudtrail', `trail/${physicalName(it)}`);
export const analyzer: ArnOf = (it) =>
  zoneArn(it.config, 'access-analyzer', `analyzer/${physicalName(it)}`);
export const conformancePack: ArnOf = (it) =>
  zoneArn(it.config, 'config', `conformance-pack/${physicalName(it)}/conformance-pack-1a2b3c4d5`);
export const alarm: ArnOf = (it) => zoneArn(it.config, 'cloudwatch', `alarm:${physicalName(it)}`);
export const dashboard: ArnOf = (it) =>
  `arn:${partitionOf(it.config.region)}:cloudwatch::${it.config.account}:dashboard/${physicalName(it)}`;
export const database = inRds('db');
export const parameterGroup = inRds('pg');
export const subnetGroup = inRds('subgrp');
/** The secret that RDS makes. */
export const masterPassword: ArnOf = ({ config }) =>
  zoneArn(config, 'secretsmanager', `secret:rds!db-${ID}-1A2b3C`);
export const bucket: ArnOf = (it) =>
  `arn:${partitionOf(it.config.region)}:s3:::${physicalName(it).toLowerCase()}`;
export const role: ArnOf = (it) => iamArn(it.config, `role${text(it, 'Path')}${physicalName(it)}`);
export const managedPolicy: ArnOf = (it) =>
  iamArn(it.config, `policy${text(it, 'Path')}${physicalName(it)}`);
export const linkedRole: ArnOf = (it) => roleOf(it.config, text(it, 'AWSServiceName'));

/** What API Gateway calls tags of something. */
export function tagsIn(of: ArnOf): (it: Deployed) => readonly Call[] {
  return (it) =>
    on('apigateway', 'PUT DELETE GET', {
      resource: inApiGateway(`tags/${encodeURIComponent(of(it))}`)(it),
    });
}
/** Something of API Gateway, which knows Regions and no accounts. */
const inApiGateway =
  (path: string): ArnOf =>
  ({ config: { region } }) =>
    `arn:${partitionOf(region)}:apigateway:${region}::/${path}`;
export const restApis = inApiGateway('restapis');
export const restApi = inApiGateway(`restapis/${API_ID}`);
export const deployments = inApiGateway(`restapis/${API_ID}/deployments`);
export const deployment = inApiGateway(`restapis/${API_ID}/deployments/${API_ID}`);
export const stages = inApiGateway(`restapis/${API_ID}/stages`);
export const stage = inApiGateway(`restapis/${API_ID}/stages/live`);
export const clientCertificates = inApiGateway('clientcertificates');
export const clientCertificate = inApiGateway(`clientcertificates/${API_ID}`);
export const webAcl: ArnOf = ({ config }) =>
  zoneArn(config, 'wafv2', `regional/webacl/hlz-${config.name}-api/${ID}`);
export const managedRules: ArnOf = ({ config }) =>
  zoneArn(config, 'wafv2', 'regional/managedruleset/*/*');
export const apiGatewayAccount = inApiGateway('account');

/** The function that answers custom resources. */
export const baselineFunction: ArnOf = ({ config }) =>
  zoneArn(config, 'lambda', `function:${stackName(config, 'Baseline')}-Function-1A2B3C4D5E6F`);

/** Code that `cdk deploy` has uploaded, encrypted with the key of the bootstrap. */
export function readsAnAsset(it: Deployed): readonly Call[] {
  const { account, region } = it.config;
  const resource = `arn:${partitionOf(region)}:s3:::cdk-hlz-assets-${account}-${region}/${ID}.zip`;
  return [
    ...on('s3', 'GetObject GetObjectVersion', { resource }),
    ...usesItsKey('s3', 'Decrypt')(it),
  ];
}

/**
 * Lambda encrypts an environment in the name of who deploys, and grants its decryption to the role.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars-encryption.html
 */
export function encryptsAnEnvironment(it: Deployed): readonly Call[] {
  return it.resource.Properties?.['KmsKeyArn'] === undefined
    ? []
    : usesItsKey('lambda', 'CreateGrant Encrypt Decrypt')(it);
}

/** The function whose calls it configures, or lets others make. */
export const lambdaOfCalls: ArnOf = ({ config, stackId, logicalId, resource }) => {
  const target = resource.Properties?.['FunctionName'] as
    | {
        readonly Ref?: string;
        readonly 'Fn::GetAtt'?: readonly string[];
        readonly 'Fn::ImportValue'?: string;
      }
    | undefined;
  const imported = target?.['Fn::ImportValue'];
  if (imported !== undefined) {
    // Of an earlier stack, whose name the export begins with.
    return zoneArn(config, 'lambda', `function:${imported.split(':')[0]}-Function-1A2B3C4D5E6F`);
  }
  const id = target?.Ref ?? target?.['Fn::GetAtt']?.[0];
  if (id === undefined) throw new Error(`${logicalId}: names no function of its stack`);
  return zoneArn(config, 'lambda', `function:${generatedName(config, stackId, id)}`);
};

/** The secret to which the details of an identity provider refer. */
export function readsItsSecret({ config, resource }: Deployed): readonly Call[] {
  const [, name] =
    /\{\{resolve:secretsmanager:([^:}]+)/.exec(
      JSON.stringify(resource.Properties?.['ProviderDetails'] ?? {}),
    ) ?? [];
  return name === undefined
    ? []
    : on('secretsmanager', 'GetSecretValue', {
        resource: zoneArn(config, 'secretsmanager', `secret:${name}-1A2b3C`),
      });
}

export const eventSourceMapping: ArnOf = ({ config }) =>
  zoneArn(config, 'lambda', `event-source-mapping:${ID}`);

/** IAM knows a mapping, also one that is not made yet, by the function it calls. */
export function mapsToItsFunction(it: Deployed): readonly Call[] {
  const { config, stackId, resource } = it;
  const target = resource.Properties?.['FunctionName'] as
    | { readonly 'Fn::GetAtt'?: readonly string[] }
    | undefined;
  const [logicalId] = target?.['Fn::GetAtt'] ?? [];
  if (logicalId === undefined) throw new Error(`${it.logicalId}: calls no function of its stack`);
  const name = generatedName(config, stackId, logicalId);
  return on(
    'lambda',
    'CreateEventSourceMapping UpdateEventSourceMapping DeleteEventSourceMapping',
    {
      resource: '*',
      context: { 'lambda:FunctionArn': zoneArn(config, 'lambda', `function:${name}`) },
    },
  );
}

export const schedule: ArnOf = (it) =>
  zoneArn(it.config, 'scheduler', `schedule/${text(it, 'GroupName')}/${text(it, 'Name')}`);
export const scheduleGroup: ArnOf = (it) =>
  zoneArn(it.config, 'scheduler', `schedule-group/${text(it, 'Name')}`);

/** What a service does with a key in the name of its caller. */
export function usesItsKey(service: string, names: string): (it: Deployed) => readonly Call[] {
  return (it) =>
    on('kms', names, {
      resource: key(it),
      context: { 'kms:ViaService': `${service}.${it.config.region}.amazonaws.com` },
    });
}

/** A role is passed to the service that assumes it. */
export function passesTheRole(it: Deployed): readonly Call[] {
  const document = it.resource.Properties?.['AssumeRolePolicyDocument'] as {
    readonly Statement: readonly { readonly Principal: { readonly Service?: string } }[];
  };
  return document.Statement.flatMap(({ Principal: { Service: service } }) =>
    service === undefined
      ? []
      : [
          {
            action: 'iam:PassRole',
            resource: role(it),
            context: { 'iam:PassedToService': service },
          },
        ],
  );
}

/** A role that a stack makes for a service. */
export function serviceRole(config: ZoneConfig, stackId: string): string {
  return iamArn(config, `role${SERVICE_ROLE_PATH}${generatedName(config, stackId, 'Role')}`);
}

/** Such a role is passed to a service, perhaps by another stack. */
export function passes(stackId: string, service: string): (it: Deployed) => readonly Call[] {
  return ({ config }) =>
    on('iam', 'PassRole', {
      resource: serviceRole(config, stackId),
      context: { 'iam:PassedToService': service },
    });
}

/** The log group of a metric filter: one of its stack, or one that somebody else has made. */
export const filteredLogGroup: ArnOf = (it) => {
  const given = it.resource.Properties?.['LogGroupName'];
  const name =
    typeof given === 'string'
      ? given
      : generatedName(it.config, it.stackId, reference(it, 'LogGroupName'));
  return zoneArn(it.config, 'logs', `log-group:${name}`);
};

/** What a database stands on: its own groups, and the options that RDS gives it. */
export function underTheDatabase(it: Deployed): readonly string[] {
  const nameOf = (property: string): string =>
    generatedName(it.config, it.stackId, reference(it, property)).toLowerCase();
  return [
    `pg:${nameOf('DBParameterGroupName')}`,
    `subgrp:${nameOf('DBSubnetGroupName')}`,
    `og:default:postgres-${text(it, 'EngineVersion')}`,
  ].map((name) => zoneArn(it.config, 'rds', name));
}

/** Policies that a role has beside its own: of AWS, or one that functions share. */
export function attachesManagedPolicies(it: Deployed): readonly Call[] {
  const arns = (it.resource.Properties?.['ManagedPolicyArns'] ?? []) as readonly PolicyArn[];
  return arns.flatMap((policy) =>
    on('iam', 'AttachRolePolicy DetachRolePolicy', {
      resource: role(it),
      context: { 'iam:PolicyARN': policyArn(it, policy) },
    }),
  );
}

type PartOfArn = string | { readonly Ref: string };

type PolicyArn =
  | { readonly 'Fn::Join': readonly [separator: string, parts: readonly PartOfArn[]] }
  | { readonly 'Fn::ImportValue': string }
  | { readonly Ref: string };

function policyArn(it: Deployed, policy: PolicyArn): string {
  if ('Fn::Join' in policy) {
    const [separator, parts] = policy['Fn::Join'];
    return parts.map((part) => partOfArn(it, part)).join(separator);
  }
  const { config, stackId, logicalId } = it;
  if ('Ref' in policy) {
    // One that functions of this stack share.
    const own = generatedName(config, stackId, policy.Ref);
    return iamArn(config, `policy${WORKLOAD_ROLE_PATH}${own}`);
  }
  if (!policy['Fn::ImportValue'].includes('FunctionRuntime')) {
    throw new Error(`${logicalId} has a policy of another stack that nobody has looked at`);
  }
  const name = generatedName(config, 'Network', 'FunctionRuntime');
  return iamArn(config, `policy${WORKLOAD_ROLE_PATH}${name}`);
}

/** Only the partition is left to CloudFormation. */
function partOfArn({ config, logicalId }: Deployed, part: PartOfArn): string {
  if (typeof part === 'string') return part;
  if (part.Ref === 'AWS::Partition') return partitionOf(config.region);
  throw new Error(`${logicalId} has a policy that only CloudFormation knows`);
}

/** The zone gives a policy the path of its role. */
export function attachesThePolicy(it: Deployed): readonly Call[] {
  return on('iam', 'AttachRolePolicy DetachRolePolicy', {
    resource: role(it),
    context: { 'iam:PolicyARN': managedPolicy(it) },
  });
}

/** Roles that a service makes for itself, in the name of who first uses it. */
export function linksARole(...services: readonly string[]): (it: Deployed) => readonly Call[] {
  return ({ config }) =>
    services.map((service) => ({
      action: 'iam:CreateServiceLinkedRole',
      resource: roleOf(config, service),
      context: { 'iam:AWSServiceName': service },
    }));
}

/** The service looks whether such a role is there. */
export function seesItsRole(...services: readonly string[]): (it: Deployed) => readonly Call[] {
  return ({ config }) =>
    services.flatMap((service) => on('iam', 'GetRole', { resource: roleOf(config, service) }));
}

function roleOf(config: ZoneConfig, service: string): string {
  return iamArn(config, `role/aws-service-role/${service}/AWSServiceRoleForIt`);
}

export function deletesTheKey(it: Deployed): readonly Call[] {
  const days = it.resource.Properties?.['PendingWindowInDays'];
  return [
    {
      action: 'kms:ScheduleKeyDeletion',
      resource: key(it),
      context: { 'kms:ScheduleKeyDeletionPendingWindowInDays': String(days) },
    },
  ];
}

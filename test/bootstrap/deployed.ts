import type { ZoneConfig } from '../../lib/config/schema';
import { iamArn, partitionOf, stackName, zoneArn } from '../../lib/names';
import type { TemplateResource } from '../support/zone';
import type { Call } from './policy';

/** A resource of a template, and where CloudFormation makes it. */
export interface Deployed {
  readonly config: ZoneConfig;
  readonly stackId: string;
  readonly logicalId: string;
  readonly resource: TemplateResource;
}

export type ArnOf = (deployed: Deployed) => string;

/** Ids that AWS chooses. */
const ID = '0a1b2c3d-0000-4000-8000-000000000000';
const NAME_PROPERTIES = [
  'BucketName',
  'FunctionName',
  'LogGroupName',
  'ManagedPolicyName',
  'Name',
  'QueueName',
  'RoleName',
  'TopicName',
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

/** What the template names it, or the name that CloudFormation makes of stack and logical id. */
function physicalName({ config, stackId, logicalId, resource }: Deployed): string {
  const given = NAME_PROPERTIES.map((property) => resource.Properties?.[property]).find(
    (value) => value !== undefined,
  );
  if (given === undefined) return `${stackName(config, stackId)}-${logicalId}-1A2B3C4D5E6F`;
  if (typeof given === 'string') return given;
  throw new Error(`${logicalId} has a name that only CloudFormation knows`);
}

export const anything: ArnOf = () => '*';
export const key: ArnOf = ({ config }) => zoneArn(config, 'kms', `key/${ID}`);
export const keyAlias: ArnOf = (it) => zoneArn(it.config, 'kms', text(it, 'AliasName'));
export const stream: ArnOf = (it) => zoneArn(it.config, 'kinesis', `stream/${physicalName(it)}`);
export const topic: ArnOf = (it) => zoneArn(it.config, 'sns', physicalName(it));
export const queue: ArnOf = (it) => zoneArn(it.config, 'sqs', physicalName(it));
export const lambda: ArnOf = (it) => zoneArn(it.config, 'lambda', `function:${physicalName(it)}`);
export const logGroup: ArnOf = (it) => zoneArn(it.config, 'logs', `log-group:${physicalName(it)}`);
export const backupPlan: ArnOf = ({ config }) => zoneArn(config, 'backup', `backup-plan:${ID}`);
export const backupVault: ArnOf = (it) =>
  zoneArn(it.config, 'backup', `backup-vault:${text(it, 'BackupVaultName')}`);
export const bucket: ArnOf = (it) =>
  `arn:${partitionOf(it.config.region)}:s3:::${physicalName(it).toLowerCase()}`;
export const role: ArnOf = (it) => iamArn(it.config, `role${text(it, 'Path')}${physicalName(it)}`);
export const managedPolicy: ArnOf = (it) =>
  iamArn(it.config, `policy${text(it, 'Path')}${physicalName(it)}`);
export const linkedRole: ArnOf = (it) =>
  iamArn(it.config, `role/aws-service-role/${text(it, 'AWSServiceName')}/AWSServiceRoleForIt`);
export const apiGatewayAccount: ArnOf = ({ config: { region } }) =>
  `arn:${partitionOf(region)}:apigateway:${region}::/account`;

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

/** The zone gives a policy the path of its role. */
export function attachesThePolicy(it: Deployed): readonly Call[] {
  return on('iam', 'AttachRolePolicy DetachRolePolicy', {
    resource: role(it),
    context: { 'iam:PolicyARN': managedPolicy(it) },
  });
}

export function linksARole(service: string): (it: Deployed) => readonly Call[] {
  return ({ config }) => [
    {
      action: 'iam:CreateServiceLinkedRole',
      resource: iamArn(config, `role/aws-service-role/${service}/AWSServiceRoleForIt`),
      context: { 'iam:AWSServiceName': service },
    },
  ];
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

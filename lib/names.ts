import type { FindingSource, Severity } from '../lambda/breach/vocabulary';
import type { ZoneConfig } from './config/schema';

/**
 * Names that more than one part must agree on, made from config alone. A key policy that referred
 * to another stack's resource would make a cycle; a name does not.
 */

/** Stacks of a zone in the order in which they are deployed. A stack refers to earlier ones only. */
export const STACK_IDS = [
  'Keys',
  'SecondRegion',
  'Archive',
  'Baseline',
  'Network',
  'Governance',
  'Data',
  'Identity',
  'Access',
  'Ledger',
  'Phi',
  'Breach',
  'Api',
  'Operations',
] as const;

/** Stage of the API, first part of its paths: endpoint and web ACL name it before it is made. */
export const API_STAGE = 'live';
/**
 * Scope that an access token needs to call the API. Cognito puts it into each token of a sign-in by
 * its API; an app client that signs in elsewhere must have it among its scopes (docs/adr/0016-api.md).
 */
export const API_SCOPE = 'aws.cognito.signin.user.admin';

type Named = Pick<ZoneConfig, 'name' | 'account' | 'region'>;

/** Path of the roles of functions and workloads: key and bucket policies know them by it. */
export const WORKLOAD_ROLE_PATH = '/hlz/';
/** Tag of those roles; its value is the name of the workload. */
export const WORKLOAD_TAG = 'hlz-workload';
/** Path of the roles that AWS services act with. */
export const SERVICE_ROLE_PATH = '/hlz-service/';
/** Path of the roles that people act with. */
export const OPERATIONS_ROLE_PATH = '/hlz-operations/';

/** Name of a stack: `hlz-mercy-keys`. */
export function stackName({ name }: Pick<Named, 'name'>, stack: string): string {
  return `hlz-${name}-${stack.toLowerCase()}`;
}

/**
 * Whether a stack name is of this zone. The last part of a stack's name has no hyphen, so that the
 * stacks of a zone `a-b` are never taken for those of a zone `a`.
 */
export function isStackOf(zone: Pick<Named, 'name'>, name: string): boolean {
  const prefix = stackName(zone, '');
  return name.startsWith(prefix) && /^[a-z0-9]+$/i.test(name.slice(prefix.length));
}

/** Alias of a key: `alias/hlz/mercy/phi`. */
export function keyAlias({ name }: Pick<Named, 'name'>, domain: string): string {
  return `alias/hlz/${name}/${domain}`;
}

/** Name of the trail that the audit key lets write: `hlz-mercy`. */
export function trailName({ name }: Pick<Named, 'name'>): string {
  return `hlz-${name}`;
}

/** Name of the API and of its web ACL, by which their metrics are found: `hlz-mercy-api`. */
export function apiName({ name }: Pick<Named, 'name'>): string {
  return `hlz-${name}-api`;
}

/** Name of the rule that hears of second factors: `hlz-mercy-mfa-changes`. The failure queue knows it by name. */
export function mfaRuleName({ name }: Pick<Named, 'name'>): string {
  return `hlz-${name}-mfa-changes`;
}

/** Name of the topic of incidents of a severity: `hlz-mercy-incidents-high`. The failure queue knows it by name. */
export function incidentTopicName({ name }: Pick<Named, 'name'>, severity: Severity): string {
  return `hlz-${name}-incidents-${severity}`;
}

/** Name of the rule that hears of findings of a service, or of all: `hlz-mercy-findings-guardduty`. The failure queue knows it by name. */
export function findingRuleName(
  { name }: Pick<Named, 'name'>,
  source: FindingSource | '*',
): string {
  return `hlz-${name}-findings-${source}`;
}

/** Name of the role that empties a sandbox: `sandbox-teardown`. */
export function teardownRoleName({ name }: Pick<Named, 'name'>): string {
  return `${name}-teardown`;
}

/**
 * Origin of everything in the audit ledger, and name of the key that signs it: `mercy.hlz/<account>/<region>`.
 * A log adds its own name (https://c2sp.org/tlog-checkpoint#note-text).
 */
export function ledgerOrigin({ name, account, region }: Named): string {
  return `${name}.hlz/${account}/${region}`;
}

/** ARN of that role. */
export function teardownRoleArn(zone: Named): string {
  return iamArn(zone, `role${OPERATIONS_ROLE_PATH}${teardownRoleName(zone)}`);
}

/** Name of the role of AWS Backup: `hlz-mercy-backup`. Keys know it by name. */
export function backupRoleName({ name }: Pick<Named, 'name'>): string {
  return `hlz-${name}-backup`;
}

/** ARN of that role. */
export function backupRoleArn(zone: Named): string {
  return iamArn(zone, `role${SERVICE_ROLE_PATH}${backupRoleName(zone)}`);
}

/** ARN of the role with which CloudFormation deploys (`docs/bootstrap.md`). */
export function executionRoleArn(zone: Named): string {
  return iamArn(zone, `role/cdk-hlz-cfn-exec-role-${zone.account}-${zone.region}`);
}

/** ARN partition of a Region: `aws` or `aws-us-gov`. */
export function partitionOf(region: string): string {
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}

/** ARN with the partition, Region and account of the zone. */
export function zoneArn({ account, region }: Named, service: string, resource: string): string {
  return `arn:${partitionOf(region)}:${service}:${region}:${account}:${resource}`;
}

/** ARN of something in IAM, which has no Region. */
export function iamArn({ account, region }: Named, resource: string): string {
  return `arn:${partitionOf(region)}:iam::${account}:${resource}`;
}

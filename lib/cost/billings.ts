import type { FixedPriceId } from './fixed-prices';
import { FIXED_PRICES } from './fixed-prices';

/** Something of a zone has no price here: an estimate without it would be too low. */
export class PriceError extends Error {
  override readonly name = 'PriceError';
}

/** What an estimate reads of a synthesized template. */
export interface CostedTemplate {
  readonly Resources: Readonly<Record<string, CostedResource>>;
}

export interface CostedResource {
  readonly Type: string;
  readonly Properties?: Properties;
}

/** Templates of a zone by stack id, such as `Keys`. */
export type CostedZone = ReadonlyMap<string, CostedTemplate>;

type Properties = Readonly<Record<string, unknown>>;

/** How many of what a resource is billed as. Some are billed by what else is in the zone. */
type Billing = (
  properties: Properties,
  zone: CostedZone,
) => Partial<Readonly<Record<FixedPriceId, number>>>;

const BILLINGS: Readonly<Record<string, Billing>> = {
  'AWS::AccessAnalyzer::Analyzer': ({ Type: type }, zone) => {
    if (type === 'ACCOUNT') return {};
    if (type === 'ACCOUNT_UNUSED_ACCESS')
      return { unusedAccess: countOf(zone, ['AWS::IAM::Role', 'AWS::IAM::User']) };
    throw new PriceError(`no price for an analyzer of type ${String(type)}`);
  },
  // The plan of the zone runs once a month.
  'AWS::Backup::RestoreTestingSelection': ({ ProtectedResourceArns: resources }) => {
    if (Array.isArray(resources)) return { restoreTest: resources.length };
    throw new PriceError('no price for restore tests of who knows what');
  },
  'AWS::CloudWatch::Alarm': alarmBilling,
  'AWS::CloudWatch::Dashboard': () => ({ dashboard: 1 }),
  'AWS::EC2::EIP': () => ({ publicAddress: 1 }),
  'AWS::EC2::NatGateway': () => ({ natGateway: 1 }),
  'AWS::EC2::VPCEndpoint': ({ VpcEndpointType: type, SubnetIds: subnets }) => {
    if (type === 'Gateway') return {};
    // One subnet an Availability Zone.
    if (type === 'Interface' && Array.isArray(subnets))
      return { interfaceEndpoint: subnets.length };
    throw new PriceError(`no price for an endpoint of type ${String(type)}`);
  },
  'AWS::KMS::Key': () => ({ kmsKey: 1 }),
  'AWS::Kinesis::Stream': (properties) => {
    const shards = numberOf(properties, 'ShardCount');
    const hours = numberOf(properties, 'RetentionPeriodHours');
    if (hours > 168) throw new PriceError(`no price for a retention of ${hours} hours`);
    return hours > 24 ? { shard: shards, extendedRetention: shards } : { shard: shards };
  },
  // It watches the buckets of its Region.
  'AWS::Macie::Session': (_, zone) => {
    const inRegion = [...zone].filter(([stack]) => stack !== 'SecondRegion');
    return { macieBucket: countOf(new Map(inRegion), ['AWS::S3::Bucket']) };
  },
  'AWS::RDS::DBInstance': databaseBilling,
  // Within its 1,500 capacity units; a group of AWS counts as one rule.
  'AWS::WAFv2::WebACL': ({ Rules: rules }) => {
    if (Array.isArray(rules)) return { webAcl: 1, webAclRule: rules.length };
    throw new PriceError('no price for a web ACL of who knows which rules');
  },
};

/** Types that are billed by use only, or not at all. What is watched is use, also in an idle zone. */
const FREE_WHILE_IDLE: ReadonlySet<string> = new Set([
  'AWS::ApiGateway::Account',
  'AWS::ApiGateway::ClientCertificate',
  'AWS::ApiGateway::Deployment',
  'AWS::ApiGateway::RestApi',
  'AWS::ApiGateway::Stage',
  'AWS::Backup::BackupPlan',
  'AWS::Backup::BackupSelection',
  'AWS::Backup::BackupVault',
  'AWS::Backup::RestoreTestingPlan',
  'AWS::CloudTrail::Trail',
  // By the month and person who signs in.
  'AWS::Cognito::LogDeliveryConfiguration',
  'AWS::Cognito::ManagedLoginBranding',
  'AWS::Cognito::UserPool',
  'AWS::Cognito::UserPoolClient',
  'AWS::Cognito::UserPoolDomain',
  'AWS::Cognito::UserPoolGroup',
  'AWS::Cognito::UserPoolIdentityProvider',
  'AWS::Cognito::UserPoolRiskConfigurationAttachment',
  'AWS::Config::ConfigurationRecorder',
  'AWS::Config::ConformancePack',
  'AWS::Config::DeliveryChannel',
  // By request, and by what is kept: next to nothing while it is empty. CDK makes none with capacity here.
  'AWS::DynamoDB::Table',
  'AWS::EC2::FlowLog',
  'AWS::EC2::InternetGateway',
  'AWS::EC2::Route',
  'AWS::EC2::RouteTable',
  'AWS::EC2::SecurityGroup',
  'AWS::EC2::SecurityGroupEgress',
  'AWS::EC2::SecurityGroupIngress',
  'AWS::EC2::Subnet',
  'AWS::EC2::SubnetRouteTableAssociation',
  'AWS::EC2::VPC',
  'AWS::EC2::VPCGatewayAttachment',
  'AWS::Events::Rule',
  'AWS::GuardDuty::Detector',
  'AWS::GuardDuty::MalwareProtectionPlan',
  'AWS::IAM::ManagedPolicy',
  'AWS::IAM::Role',
  'AWS::IAM::ServiceLinkedRole',
  'AWS::KMS::Alias',
  'AWS::Lambda::EventInvokeConfig',
  'AWS::Lambda::EventSourceMapping',
  'AWS::Lambda::Function',
  'AWS::Lambda::Permission',
  'AWS::Logs::LogGroup',
  'AWS::Logs::MetricFilter',
  'AWS::Logs::ResourcePolicy',
  'AWS::Logs::SubscriptionFilter',
  'AWS::RDS::DBParameterGroup',
  'AWS::RDS::DBSubnetGroup',
  'AWS::S3::Bucket',
  'AWS::S3::BucketPolicy',
  'AWS::SNS::Subscription',
  'AWS::SNS::Topic',
  'AWS::SNS::TopicPolicy',
  'AWS::SQS::Queue',
  'AWS::SQS::QueuePolicy',
  'AWS::Scheduler::Schedule',
  'AWS::Scheduler::ScheduleGroup',
  'AWS::SecurityHub::Hub',
  'AWS::SecurityHub::Standard',
  'AWS::WAFv2::LoggingConfiguration',
  'AWS::WAFv2::WebACLAssociation',
]);

/**
 * What a resource is billed as while nobody uses it.
 *
 * @throws PriceError when nobody has said what its type costs
 */
export function billed(
  { Type: type, Properties }: CostedResource,
  zone: CostedZone,
): readonly [FixedPriceId, number][] {
  if (FREE_WHILE_IDLE.has(type) || type.startsWith('Custom::')) return [];
  const billing = BILLINGS[type];
  if (billing === undefined) {
    throw new PriceError(`lib/cost/billings.ts does not say what ${type} costs while it is idle`);
  }
  const counts = Object.entries(billing(Properties ?? {}, zone)) as [FixedPriceId, number][];
  return counts.filter(([, count]) => count > 0);
}

interface AlarmQuery {
  readonly Expression?: string;
  readonly Period?: number;
  readonly MetricStat?: { readonly Period?: number };
}

/** By metric, also by those that a query finds: how many, no template knows. One is counted. */
function alarmBilling({ Period, Metrics }: Properties): ReturnType<Billing> {
  const queries = (Metrics ?? [{ MetricStat: { Period } }]) as readonly AlarmQuery[];
  if (queries.some((query) => (query.Period ?? query.MetricStat?.Period ?? 60) < 60)) {
    throw new PriceError('no price for an alarm of less than a minute');
  }
  return {
    alarm: queries.filter(({ MetricStat }) => MetricStat !== undefined).length,
    queryAlarm: queries.filter(({ Expression }) => Expression?.startsWith('SELECT')).length,
  };
}

/**
 * A standby is a second instance with a second storage.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_OnDemandDBInstances.html
 */
function databaseBilling(properties: Properties): ReturnType<Billing> {
  const { DBInstanceClass: instanceClass, Engine, StorageType, DatabaseInsightsMode } = properties;
  const kind = [Engine, StorageType, DatabaseInsightsMode].join(' ');
  if (kind !== 'postgres gp3 standard') throw new PriceError(`no price for a database of ${kind}`);
  if (!isPriced(instanceClass)) {
    throw new PriceError(
      `lib/cost/fixed-prices.ts has no ${String(instanceClass)}; it has ${PRICED_CLASSES.join(', ')}`,
    );
  }
  const instances = properties['MultiAZ'] === true ? 2 : 1;
  return {
    [instanceClass]: instances,
    databaseStorage: instances * numberOf(properties, 'AllocatedStorage'),
    // RDS makes it, and it is billed like any other.
    secret: properties['ManageMasterUserPassword'] === true ? 1 : 0,
  };
}

const PRICED_CLASSES = Object.keys(FIXED_PRICES).filter((id) => id.startsWith('db.'));

function isPriced(id: unknown): id is FixedPriceId {
  return typeof id === 'string' && Object.hasOwn(FIXED_PRICES, id);
}

function countOf(zone: CostedZone, types: readonly string[]): number {
  return [...zone.values()]
    .flatMap(({ Resources }) => Object.values(Resources))
    .filter(({ Type }) => types.includes(Type)).length;
}

/** CloudFormation writes some numbers as text. */
function numberOf(properties: Properties, name: string): number {
  const value = properties[name];
  const number = typeof value === 'string' && value !== '' ? Number(value) : value;
  if (typeof number === 'number' && Number.isFinite(number)) return number;
  throw new PriceError(`${name} is not a number in the template`);
}

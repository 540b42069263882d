import type { AnalyzerConfiguration, AnalyzerSummary } from '@aws-sdk/client-accessanalyzer';
import type { Account as ApiGatewayAccount } from '@aws-sdk/client-api-gateway';
import type { BackupVaultListMember } from '@aws-sdk/client-backup';
import type { Stack, StackResourceSummary } from '@aws-sdk/client-cloudformation';
import type {
  AdvancedEventSelector,
  EventSelector,
  GetTrailStatusResponse,
  Trail,
} from '@aws-sdk/client-cloudtrail';
import type { LogGroup, ResourcePolicy } from '@aws-sdk/client-cloudwatch-logs';
import type {
  ConfigurationRecorder,
  ConfigurationRecorderStatus,
  DeliveryChannel,
} from '@aws-sdk/client-config-service';
import type {
  Address,
  AvailabilityZone,
  NetworkInterface,
  Region,
  SecurityGroup,
  ServiceDetail,
  Subnet,
  Vpc,
  VpcEndpoint,
} from '@aws-sdk/client-ec2';
import type { GetDetectorResponse } from '@aws-sdk/client-guardduty';
import type { AttachedPolicy, PasswordPolicy, Role, SummaryKeyType } from '@aws-sdk/client-iam';
import type { DescribeLimitsOutput } from '@aws-sdk/client-kinesis';
import type { AliasListEntry, KeyMetadata } from '@aws-sdk/client-kms';
import type { AccountLimit } from '@aws-sdk/client-lambda';
import type { GetMacieSessionResponse } from '@aws-sdk/client-macie2';
import type { Bucket } from '@aws-sdk/client-s3';
import type { PublicAccessBlockConfiguration } from '@aws-sdk/client-s3-control';
import type { DescribeHubResponse, StandardsSubscription } from '@aws-sdk/client-securityhub';
import type { Look } from './look';
import type { QuotaId } from './quota-table';

/** Whose credentials these are. */
export interface Caller {
  readonly account: string;
  /** Such as `arn:aws:sts::111122223333:assumed-role/Deployer/sam`. */
  readonly arn: string;
}

/** A trail that is seen in the Region, and what it records. */
export interface SeenTrail {
  readonly trail: Trail;
  readonly status: Look<Pick<GetTrailStatusResponse, 'IsLogging' | 'LatestDeliveryError'>>;
  readonly selectors: Look<Selectors>;
}

export interface Selectors {
  readonly basic: readonly EventSelector[];
  readonly advanced: readonly AdvancedEventSelector[];
}

export interface SeenDetector {
  readonly id: string;
  readonly settings: Look<Pick<GetDetectorResponse, 'Status' | 'Features'>>;
}

export interface SeenHub {
  readonly hub: DescribeHubResponse;
  readonly standards: Look<readonly StandardsSubscription[]>;
}

export interface SeenAnalyzer {
  readonly summary: Pick<AnalyzerSummary, 'name' | 'type' | 'status'>;
  /** What only an analyzer of unused access has; undefined for others. */
  readonly configuration: Look<AnalyzerConfiguration | undefined>;
}

/** Keys of a zone of this name that wait for their deletion, and what was not looked at. */
export interface DyingKeys {
  readonly keys: readonly KeyMetadata[];
  /** How many keys of the account were asked for, in the order in which AWS lists them. */
  readonly looked: number;
  /** How many of those are hidden from who asks, by a policy. */
  readonly denied: number;
  /** How many keys the account has beside {@link looked}. */
  readonly beyond: number;
}

/** What AWS says of an account, in the types of the SDK. */
export interface Answers {
  // Things of which an account has one.
  readonly trails: Look<readonly SeenTrail[]>;
  readonly recorders: Look<readonly ConfigurationRecorder[]>;
  readonly recorderStatus: Look<readonly ConfigurationRecorderStatus[]>;
  readonly channels: Look<readonly DeliveryChannel[]>;
  readonly detectors: Look<readonly SeenDetector[]>;
  /** Account that runs GuardDuty for this one; undefined when none does. */
  readonly guardDutyAdministrator: Look<string | undefined>;
  readonly securityHub: Look<SeenHub | undefined>;
  readonly securityHubAdministrator: Look<string | undefined>;
  readonly macie: Look<Pick<GetMacieSessionResponse, 'status'> | undefined>;
  readonly macieAdministrator: Look<string | undefined>;
  readonly analyzers: Look<readonly SeenAnalyzer[]>;
  readonly apiGateway: Look<Pick<ApiGatewayAccount, 'cloudwatchRoleArn'>>;
  /** The role of {@link apiGateway}; undefined when it is gone. */
  readonly apiGatewayRole: Look<Role | undefined>;
  readonly configRole: Look<Role | undefined>;
  readonly rdsRole: Look<Role | undefined>;

  // Account settings.
  readonly publicAccessBlock: Look<PublicAccessBlockConfiguration | undefined>;
  readonly ebsEncryption: Look<boolean>;
  readonly ebsKey: Look<string>;
  readonly passwordPolicy: Look<PasswordPolicy | undefined>;
  readonly defaultGroups: Look<readonly SecurityGroup[]>;
  /** Network interfaces that have one of {@link defaultGroups}. */
  readonly defaultGroupUsers: Look<readonly NetworkInterface[]>;
  readonly accountSummary: Look<Partial<Record<SummaryKeyType, number>>>;

  // Quotas.
  readonly lambda: Look<AccountLimit>;
  /** Concurrent executions that functions of the deployed zone reserve, in all. */
  readonly reservedByZone: Look<number>;
  readonly shards: Look<Pick<DescribeLimitsOutput, 'ShardLimit' | 'OpenShardCount'>>;
  readonly quotas: { readonly [Q in QuotaId]: Look<number> };
  readonly logPolicies: Look<readonly ResourcePolicy[]>;
  readonly addresses: Look<readonly Address[]>;
  readonly gatewayEndpoints: Look<readonly VpcEndpoint[]>;

  // Network.
  readonly vpcs: Look<readonly Vpc[]>;
  /** Network interfaces in the default VPC. */
  readonly defaultVpcUsers: Look<readonly NetworkInterface[]>;
  readonly zones: Look<readonly AvailabilityZone[]>;
  readonly defaultSubnets: Look<readonly Subnet[]>;
  /** Endpoint services that the zone needs, as far as the Region has them. */
  readonly endpointServices: Look<readonly ServiceDetail[]>;

  // An earlier or present zone of this name, and what CDK deploys with.
  /** All stacks of the Region that are not deleted. */
  readonly stacks: Look<readonly Stack[]>;
  /** Resources of the stacks of the zone. */
  readonly resources: Look<readonly StackResourceSummary[]>;
  readonly vaults: Look<readonly BackupVaultListMember[]>;
  readonly logGroups: Look<readonly LogGroup[]>;
  readonly aliases: Look<readonly AliasListEntry[]>;
  readonly dyingKeys: Look<DyingKeys>;
  /** Roles below the paths of zones. */
  readonly zoneRoles: Look<readonly Role[]>;
  readonly buckets: Look<readonly Bucket[]>;
  readonly tables: Look<readonly string[]>;
  readonly executionRole: Look<Role | undefined>;
  readonly executionPolicies: Look<readonly AttachedPolicy[]>;
  /** Documents of policies below `/hlz-bootstrap/`, by name, as JSON. */
  readonly bootstrapPolicies: Look<Readonly<Record<string, string>>>;
  /** Stacks of the second Region; none where config has no such Region. */
  readonly secondStacks: Look<readonly Stack[]>;
  readonly secondVaults: Look<readonly BackupVaultListMember[]>;
}

/** Names of the questions. */
export type Question = keyof Answers;

/** How the engine asks an account: read-only, and each question once. */
export interface DoctorPort {
  /** @throws PortError without credentials, or when AWS does not take them */
  readonly caller: () => Promise<Caller>;
  /** Regions of the account, enabled or not, with those that config names. */
  readonly regions: () => Promise<Look<readonly Region[]>>;
  /** Asks everything else; `report` hears of each question that is answered. */
  readonly answers: (report: (answered: Answered) => void) => Promise<Answers>;
}

export interface Answered {
  readonly question: Question;
  readonly done: number;
  readonly total: number;
}

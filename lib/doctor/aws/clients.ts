import { AccessAnalyzerClient } from '@aws-sdk/client-accessanalyzer';
import { APIGatewayClient } from '@aws-sdk/client-api-gateway';
import { BackupClient } from '@aws-sdk/client-backup';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudTrailClient } from '@aws-sdk/client-cloudtrail';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { ConfigServiceClient } from '@aws-sdk/client-config-service';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EC2Client, type EC2ClientConfig } from '@aws-sdk/client-ec2';
import { GuardDutyClient } from '@aws-sdk/client-guardduty';
import { IAMClient } from '@aws-sdk/client-iam';
import { KinesisClient } from '@aws-sdk/client-kinesis';
import { KMSClient } from '@aws-sdk/client-kms';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { Macie2Client } from '@aws-sdk/client-macie2';
import { S3Client } from '@aws-sdk/client-s3';
import { S3ControlClient } from '@aws-sdk/client-s3-control';
import { SecurityHubClient } from '@aws-sdk/client-securityhub';
import { ServiceQuotasClient } from '@aws-sdk/client-service-quotas';
import { STSClient } from '@aws-sdk/client-sts';
import { defaultProvider } from '@aws-sdk/credential-provider-node';
import type { InitializeMiddleware } from '@smithy/types';
import type { ZoneConfig } from '../../config/schema';
import { partitionOf } from '../../names';
import { calling } from '../../aws/calling';
import { operationName } from './actions';

/** How AWS is called, when not as the environment says. */
export interface AwsOptions {
  /** Profile of `~/.aws/config`; the SDK's own search when left out. */
  readonly profile?: string | undefined;
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
  /** What carries requests, instead of HTTPS: for tests. */
  readonly requestHandler?: NonNullable<EC2ClientConfig['requestHandler']>;
}

/** How often a call is made before its error counts: what passes, the SDK waits out. */
const ATTEMPTS = 5;

/** Region in which questions are asked before it is known whether that of the zone is open. */
const HOME = { aws: 'us-east-1', 'aws-us-gov': 'us-gov-west-1' } as const;

export type AwsClients = ReturnType<typeof awsClients>;

/** A client of each service, in the Region of the zone unless its name says otherwise. */
export function awsClients(zone: ZoneConfig, options: AwsOptions) {
  const credentials =
    options.credentials ??
    (options.profile === undefined ? undefined : defaultProvider({ profile: options.profile }));
  const common = {
    maxAttempts: ATTEMPTS,
    requestHandler: options.requestHandler ?? {
      connectionTimeout: 5_000,
      requestTimeout: 30_000,
      throwOnRequestTimeout: true,
    },
    ...(credentials === undefined ? {} : { credentials }),
  };
  const here = { ...common, region: zone.region };
  const home = { ...common, region: HOME[partitionOf(zone.region) as keyof typeof HOME] };
  const { secondRegion } = zone.disasterRecovery;
  const second = { ...common, region: secondRegion === 'none' ? zone.region : secondRegion };
  return {
    home: { sts: watched(new STSClient(home)), ec2: watched(new EC2Client(home)) },
    second: {
      cloudFormation: watched(new CloudFormationClient(second)),
      backup: watched(new BackupClient(second)),
    },
    analyzer: watched(new AccessAnalyzerClient(here)),
    apiGateway: watched(new APIGatewayClient(here)),
    backup: watched(new BackupClient(here)),
    cloudFormation: watched(new CloudFormationClient(here)),
    cloudTrail: watched(new CloudTrailClient(here)),
    config: watched(new ConfigServiceClient(here)),
    dynamo: watched(new DynamoDBClient(here)),
    ec2: watched(new EC2Client(here)),
    guardDuty: watched(new GuardDutyClient(here)),
    iam: watched(new IAMClient(here)),
    kinesis: watched(new KinesisClient(here)),
    kms: watched(new KMSClient(here)),
    lambda: watched(new LambdaClient(here)),
    logs: watched(new CloudWatchLogsClient(here)),
    macie: watched(new Macie2Client(here)),
    quotas: watched(new ServiceQuotasClient(here)),
    s3: watched(new S3Client(here)),
    s3Control: watched(new S3ControlClient(here)),
    securityHub: watched(new SecurityHubClient(here)),
  };
}

interface Watchable {
  readonly middlewareStack: {
    readonly add: (
      middleware: InitializeMiddleware<never, never>,
      options: { readonly step: 'initialize'; readonly name: string; readonly priority: 'high' },
    ) => void;
  };
}

/** The client, whose errors are PortErrors that name the operation, also from within a paginator. */
function watched<C>(client: C): C {
  const middleware: InitializeMiddleware<never, never> = (next, context) => (args) =>
    calling(
      operationName(context.clientName ?? '', context.commandName ?? ''),
      'code-and-message',
      () => next(args),
    );
  (client as Watchable).middlewareStack.add(middleware, {
    step: 'initialize',
    name: 'hlzPortErrors',
    priority: 'high',
  });
  return client;
}

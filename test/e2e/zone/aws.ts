import { join } from 'node:path';
import { APIGatewayClient } from '@aws-sdk/client-api-gateway';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { IAMClient } from '@aws-sdk/client-iam';
import { KinesisClient } from '@aws-sdk/client-kinesis';
import { KMSClient } from '@aws-sdk/client-kms';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import { SNSClient } from '@aws-sdk/client-sns';
import { STSClient } from '@aws-sdk/client-sts';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { EMULATOR_ACCOUNT } from '../../../lib/config/emulator';

export const REGION = 'us-east-1';
export const ACCOUNT = EMULATOR_ACCOUNT;

export interface Aws {
  /** Where all of them are. */
  readonly endpoint: string;
  readonly rootUser: Credentials;
  readonly apiGateway: APIGatewayClient;
  readonly cloudFormation: CloudFormationClient;
  readonly cognito: CognitoIdentityProviderClient;
  readonly dynamo: DynamoDBClient;
  readonly iam: IAMClient;
  readonly kinesis: KinesisClient;
  readonly kms: KMSClient;
  readonly lambda: LambdaClient;
  readonly logs: CloudWatchLogsClient;
  readonly s3: S3Client;
  readonly sns: SNSClient;
  readonly sts: STSClient;
}

interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** Whom the emulator takes for the root user of the account. */
const ROOT_USER: Credentials = { accessKeyId: 'test', secretAccessKey: 'test' };

/** Clients that speak to the emulator and to nothing else, whatever the environment says. */
export function awsAt(endpoint: string, credentials: Credentials = ROOT_USER): Aws {
  const config = { endpoint, region: REGION, credentials };
  return {
    endpoint,
    rootUser: ROOT_USER,
    apiGateway: new APIGatewayClient(config),
    cloudFormation: new CloudFormationClient(config),
    cognito: new CognitoIdentityProviderClient(config),
    dynamo: new DynamoDBClient(config),
    iam: new IAMClient(config),
    // Its own choice, HTTP/2, gets the first 65,535 bytes of an answer from the emulator.
    kinesis: new KinesisClient({ ...config, requestHandler: new NodeHttpHandler({}) }),
    kms: new KMSClient(config),
    lambda: new LambdaClient(config),
    logs: new CloudWatchLogsClient(config),
    s3: new S3Client({ ...config, forcePathStyle: true }),
    sns: new SNSClient(config),
    sts: new STSClient(config),
  };
}

/**
 * Environment of commands under test: that of this process without anything of AWS or of proxies, so
 * that no command can reach an account that is real.
 */
export function environmentFor(endpoint: string, home: string): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(?:AWS_|CDK_|NODE_OPTIONS$)|_proxy$/i.test(name),
  );
  return {
    ...Object.fromEntries(kept),
    HOME: home,
    // So that what a command leaves there goes with the run, however that ends.
    TMPDIR: join(home, 'tmp'),
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: ROOT_USER.accessKeyId,
    AWS_SECRET_ACCESS_KEY: ROOT_USER.secretAccessKey,
    AWS_REGION: REGION,
    AWS_DEFAULT_REGION: REGION,
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_EC2_METADATA_DISABLED: 'true',
    CDK_DISABLE_CLI_TELEMETRY: '1',
    NO_COLOR: '1',
    NODE_NO_WARNINGS: '1',
  };
}

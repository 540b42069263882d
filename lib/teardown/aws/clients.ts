import { BackupClient } from '@aws-sdk/client-backup';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { S3Client } from '@aws-sdk/client-s3';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { teardownRoleArn } from '../../names';
import type { Zone } from '../plan';
import { PortError, calling } from '../../aws/calling';

/** Session name of the teardown role: so that CloudTrail tells who deleted. */
export const SESSION_NAME = 'hlz-teardown';

/** Where the calls go, when not to AWS with the caller's own credentials. */
export interface AwsOptions {
  readonly endpoint?: string;
  readonly credentials?: Credentials;
}

/** What the SDK takes as credentials. It asks again when the time is over. */
interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  readonly expiration?: Date;
}

export interface AwsClients {
  readonly sts: STSClient;
  /** With the caller's own credentials. */
  readonly cloudFormation: CloudFormationClient;
  /** With the teardown role: it alone may delete what is locked. */
  readonly s3: S3Client;
  readonly backup: BackupClient;
}

export function awsClients(zone: Zone, options: AwsOptions): AwsClients {
  const common = {
    region: zone.region,
    requestHandler: {
      connectionTimeout: 10_000,
      requestTimeout: 120_000,
      throwOnRequestTimeout: true,
    },
    ...(options.endpoint === undefined ? {} : { endpoint: options.endpoint }),
  };
  const caller =
    options.credentials === undefined ? common : { ...common, credentials: options.credentials };
  const sts = new STSClient(caller);
  const asRole = { ...common, credentials: () => assumeTeardownRole(sts, zone) };
  return {
    sts,
    cloudFormation: new CloudFormationClient(caller),
    s3: new S3Client({ ...asRole, forcePathStyle: options.endpoint !== undefined }),
    backup: new BackupClient(asRole),
  };
}

/** Credentials of the teardown role. The SDK keeps them until shortly before they expire. */
async function assumeTeardownRole(sts: STSClient, zone: Zone): Promise<Credentials> {
  const { Credentials: given } = await calling('AssumeRole', 'code-and-message', () =>
    sts.send(
      new AssumeRoleCommand({
        RoleArn: teardownRoleArn(zone),
        RoleSessionName: SESSION_NAME,
      }),
    ),
  );
  const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = given ?? {};
  if (
    AccessKeyId === undefined ||
    SecretAccessKey === undefined ||
    SessionToken === undefined ||
    Expiration === undefined
  ) {
    throw new PortError('AssumeRole', 'NoCredentials', 'the answer holds no credentials', false);
  }
  return {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    sessionToken: SessionToken,
    expiration: Expiration,
  };
}

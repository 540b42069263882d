import {
  DescribeResourcePoliciesCommand,
  type ResourcePolicy,
} from '@aws-sdk/client-cloudwatch-logs';
import {
  DescribeAddressesCommand,
  GetEbsDefaultKmsKeyIdCommand,
  GetEbsEncryptionByDefaultCommand,
  paginateDescribeNetworkInterfaces,
  paginateDescribeSecurityGroups,
  paginateDescribeVpcEndpoints,
} from '@aws-sdk/client-ec2';
import { GetAccountPasswordPolicyCommand, GetAccountSummaryCommand } from '@aws-sdk/client-iam';
import { DescribeLimitsCommand } from '@aws-sdk/client-kinesis';
import { GetAccountSettingsCommand, GetFunctionConcurrencyCommand } from '@aws-sdk/client-lambda';
import { GetPublicAccessBlockCommand } from '@aws-sdk/client-s3-control';
import {
  GetAWSDefaultServiceQuotaCommand,
  GetServiceQuotaCommand,
} from '@aws-sdk/client-service-quotas';
import { mapBounded } from '../../../lambda/shared/bounded';
import { PortError } from '../../aws/calling';
import type { Answers } from '../answers';
import type { Look } from '../look';
import { seen } from '../look';
import { QUOTAS, type QuotaId } from '../quota-table';
import { everyPage, look, unlessAbsent } from './asking';
import type { AwsClients } from './clients';
import type { Questions } from './question-types';
import { NO_SUCH_ENTITY } from './roles';

const AT_ONCE = 4;

/** Settings of the account, and its quotas. */
export const SETTING_QUESTIONS = {
  publicAccessBlock: ({ clients: { s3Control }, zone }) =>
    look(async () => {
      const answer = await unlessAbsent(['NoSuchPublicAccessBlockConfiguration'], () =>
        s3Control.send(new GetPublicAccessBlockCommand({ AccountId: zone.account })),
      );
      return answer?.PublicAccessBlockConfiguration;
    }),
  ebsEncryption: ({ clients: { ec2 } }) =>
    look(async () => {
      const answer = await ec2.send(new GetEbsEncryptionByDefaultCommand({}));
      return answer.EbsEncryptionByDefault ?? false;
    }),
  ebsKey: ({ clients: { ec2 } }) =>
    look(async () => (await ec2.send(new GetEbsDefaultKmsKeyIdCommand({}))).KmsKeyId ?? ''),
  passwordPolicy: ({ clients: { iam } }) =>
    look(async () => {
      const answer = await unlessAbsent(NO_SUCH_ENTITY, () =>
        iam.send(new GetAccountPasswordPolicyCommand({})),
      );
      return answer?.PasswordPolicy;
    }),
  accountSummary: ({ clients: { iam } }) =>
    look(async () => (await iam.send(new GetAccountSummaryCommand({}))).SummaryMap ?? {}),
  defaultGroups: ({ clients: { ec2: client } }) =>
    look(() =>
      everyPage(
        'DescribeSecurityGroups',
        paginateDescribeSecurityGroups(
          { client },
          { Filters: [{ Name: 'group-name', Values: ['default'] }] },
        ),
        (page) => page.SecurityGroups,
      ),
    ),
  defaultGroupUsers: async ({ clients, ask }) => {
    const groups = await ask('defaultGroups');
    if (!groups.seen) return groups;
    return interfacesWith(
      clients,
      'group-id',
      groups.value.flatMap(({ GroupId }) => GroupId ?? []),
    );
  },

  lambda: ({ clients: { lambda } }) =>
    look(async () => (await lambda.send(new GetAccountSettingsCommand({}))).AccountLimit ?? {}),
  reservedByZone: async ({ clients: { lambda }, ask }) => {
    const resources = await ask('resources');
    if (!resources.seen) return resources;
    const names = resources.value
      .filter(({ ResourceType }) => ResourceType === 'AWS::Lambda::Function')
      .flatMap(({ PhysicalResourceId }) => PhysicalResourceId ?? []);
    return look(async () => {
      const reserved = await mapBounded(names, AT_ONCE, async (name) => {
        const answer = await unlessAbsent(['ResourceNotFoundException'], () =>
          lambda.send(new GetFunctionConcurrencyCommand({ FunctionName: name })),
        );
        return answer?.ReservedConcurrentExecutions ?? 0;
      });
      return reserved.reduce((sum, one) => sum + one, 0);
    });
  },
  shards: ({ clients: { kinesis } }) => look(() => kinesis.send(new DescribeLimitsCommand({}))),
  quotas: async ({ clients }) => {
    const ids = Object.keys(QUOTAS) as QuotaId[];
    const found = await mapBounded(
      ids,
      AT_ONCE,
      async (id) => [id, await quota(clients, id)] as const,
    );
    return Object.fromEntries(found) as Answers['quotas'];
  },
  logPolicies: ({ clients }) => look(() => logPolicies(clients)),
  addresses: ({ clients: { ec2 } }) =>
    look(async () => (await ec2.send(new DescribeAddressesCommand({}))).Addresses ?? []),
  gatewayEndpoints: ({ clients: { ec2: client } }) =>
    look(() =>
      everyPage(
        'DescribeVpcEndpoints',
        paginateDescribeVpcEndpoints(
          { client },
          { Filters: [{ Name: 'vpc-endpoint-type', Values: ['Gateway'] }] },
        ),
        (page) => page.VpcEndpoints,
      ),
    ),
} satisfies Partial<Questions>;

/** Network interfaces that pass a filter; none for a filter without values. */
export async function interfacesWith(
  { ec2: client }: AwsClients,
  filter: string,
  values: readonly string[],
): Promise<Answers['defaultVpcUsers']> {
  if (values.length === 0) return seen([]);
  return look(() =>
    everyPage(
      'DescribeNetworkInterfaces',
      paginateDescribeNetworkInterfaces(
        { client },
        { Filters: [{ Name: filter, Values: [...values] }] },
      ),
      (page) => page.NetworkInterfaces,
    ),
  );
}

/** What AWS has set for this account or, where it has set nothing, for all. */
function quota({ quotas: client }: AwsClients, id: QuotaId): Promise<Look<number>> {
  const { service, code } = QUOTAS[id];
  const which = { ServiceCode: service, QuotaCode: code };
  return look(async () => {
    const set = await unlessAbsent(['NoSuchResourceException'], () =>
      client.send(new GetServiceQuotaCommand(which)),
    );
    const answer = set ?? (await client.send(new GetAWSDefaultServiceQuotaCommand(which)));
    const value = answer.Quota?.Value;
    if (value === undefined) {
      throw new PortError('GetServiceQuota', 'NoValue', 'the answer holds no value', false);
    }
    return value;
  });
}

const MAX_PAGES = 20;

async function logPolicies({ logs }: AwsClients): Promise<readonly ResourcePolicy[]> {
  const all: ResourcePolicy[] = [];
  let nextToken: string | undefined;
  for (let pages = 0; pages < MAX_PAGES; pages += 1) {
    const page = await logs.send(new DescribeResourcePoliciesCommand({ nextToken }));
    all.push(...(page.resourcePolicies ?? []));
    nextToken = page.nextToken;
    if (nextToken === undefined) return all;
  }
  throw new PortError('DescribeResourcePolicies', 'TooManyPages', `more than ${MAX_PAGES}`, false);
}

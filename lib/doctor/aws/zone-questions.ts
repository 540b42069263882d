import { paginateListBackupVaults } from '@aws-sdk/client-backup';
import {
  paginateDescribeStacks,
  paginateListStackResources,
  type CloudFormationClient,
} from '@aws-sdk/client-cloudformation';
import { paginateDescribeLogGroups } from '@aws-sdk/client-cloudwatch-logs';
import { paginateListTables } from '@aws-sdk/client-dynamodb';
import {
  DescribeAvailabilityZonesCommand,
  DescribeVpcEndpointServicesCommand,
  paginateDescribeSubnets,
  paginateDescribeVpcs,
  type ServiceDetail,
} from '@aws-sdk/client-ec2';
import {
  GetPolicyCommand,
  GetPolicyVersionCommand,
  paginateListAttachedRolePolicies,
  paginateListRoles,
} from '@aws-sdk/client-iam';
import { DescribeKeyCommand, paginateListAliases, paginateListKeys } from '@aws-sdk/client-kms';
import { paginateListBuckets } from '@aws-sdk/client-s3';
import { mapBounded } from '../../../lambda/shared/bounded';
import { PortError } from '../../aws/calling';
import { interfaceEndpoints } from '../../constructs/network/endpoint-needs';
import { executionRoleArn } from '../../names';
import type { DyingKeys } from '../answers';
import { isDenied, seen } from '../look';
import { stacksOf } from '../owned';
import { BOOTSTRAP_PATH } from '../subjects/bootstrap';
import { endpointServiceName } from '../subjects/network';
import { everyPage, look, unlessAbsent } from './asking';
import type { AwsClients } from './clients';
import type { Asking, Questions } from './question-types';
import { NO_SUCH_ENTITY, roleNamed } from './roles';
import { interfacesWith } from './setting-questions';

const AT_ONCE = 4;

/** The network, what an earlier zone left, and what CDK deploys with. */
export const ZONE_QUESTIONS = {
  vpcs: ({ clients: { ec2: client } }) =>
    look(() =>
      everyPage('DescribeVpcs', paginateDescribeVpcs({ client }, {}), (page) => page.Vpcs),
    ),
  defaultVpcUsers: async ({ clients, ask }) => {
    const vpcs = await ask('vpcs');
    if (!vpcs.seen) return vpcs;
    const isDefault = vpcs.value.filter(({ IsDefault }) => IsDefault === true);
    return interfacesWith(
      clients,
      'vpc-id',
      isDefault.flatMap(({ VpcId }) => VpcId ?? []),
    );
  },
  zones: ({ clients: { ec2 } }) =>
    look(async () => {
      const answer = await ec2.send(new DescribeAvailabilityZonesCommand({}));
      return answer.AvailabilityZones ?? [];
    }),
  defaultSubnets: ({ clients: { ec2: client } }) =>
    look(() =>
      everyPage(
        'DescribeSubnets',
        paginateDescribeSubnets(
          { client },
          { Filters: [{ Name: 'default-for-az', Values: ['true'] }] },
        ),
        (page) => page.Subnets,
      ),
    ),
  endpointServices: (asking) => look(() => endpointServices(asking)),

  stacks: ({ clients }) => look(() => allStacks(clients.cloudFormation)),
  secondStacks: async ({ clients, zone }) =>
    zone.disasterRecovery.secondRegion === 'none'
      ? seen([])
      : look(() => allStacks(clients.second.cloudFormation)),
  resources: async ({ clients: { cloudFormation: client }, zone, ask }) => {
    const stacks = await ask('stacks');
    if (!stacks.seen) return stacks;
    const ids = stacksOf(zone, stacks.value).flatMap(({ StackId }) => StackId ?? []);
    return look(async () => {
      const resources = await mapBounded(ids, AT_ONCE, (StackName) =>
        everyPage(
          'ListStackResources',
          paginateListStackResources({ client }, { StackName }),
          (page) => page.StackResourceSummaries,
        ),
      );
      return resources.flat();
    });
  },
  vaults: ({ clients: { backup } }) => look(() => allVaults(backup)),
  secondVaults: async ({ clients, zone }) =>
    zone.disasterRecovery.secondRegion === 'none'
      ? seen([])
      : look(() => allVaults(clients.second.backup)),
  logGroups: ({ clients: { logs: client }, zone: { name } }) =>
    look(async () => {
      const prefixes = [
        'RDSOSMetrics',
        `aws-waf-logs-hlz-${name}`,
        `hlz-${name}-`,
        `/aws/rds/instance/hlz-${name}-phi/`,
      ];
      const groups = await mapBounded(prefixes, AT_ONCE, (logGroupNamePrefix) =>
        everyPage(
          'DescribeLogGroups',
          paginateDescribeLogGroups({ client }, { logGroupNamePrefix }),
          (page) => page.logGroups,
        ),
      );
      return groups.flat();
    }),
  aliases: ({ clients: { kms: client } }) =>
    look(() =>
      everyPage('ListAliases', paginateListAliases({ client }, {}), (page) => page.Aliases),
    ),
  dyingKeys: (asking) => look(() => dyingKeys(asking)),
  zoneRoles: ({ clients: { iam: client } }) =>
    look(() =>
      everyPage(
        'ListRoles',
        paginateListRoles({ client }, { PathPrefix: '/hlz' }),
        (page) => page.Roles,
      ),
    ),
  buckets: ({ clients: { s3: client } }) =>
    look(() =>
      everyPage(
        'ListBuckets',
        paginateListBuckets({ client }, { MaxBuckets: 1000 }),
        (page) => page.Buckets,
      ),
    ),
  tables: ({ clients: { dynamo: client } }) =>
    look(() =>
      everyPage('ListTables', paginateListTables({ client }, {}), (page) => page.TableNames),
    ),
  executionRole: ({ clients, zone }) => roleNamed(clients, executionRole(zone)),
  executionPolicies: async ({ clients: { iam: client }, zone, ask }) => {
    const role = await ask('executionRole');
    if (!role.seen) return role;
    if (role.value === undefined) return seen([]);
    return look(() =>
      everyPage(
        'ListAttachedRolePolicies',
        paginateListAttachedRolePolicies({ client }, { RoleName: executionRole(zone) }),
        (page) => page.AttachedPolicies,
      ),
    );
  },
  bootstrapPolicies: (asking) => bootstrapPolicies(asking),
} satisfies Partial<Questions>;

function executionRole(zone: Asking['zone']): string {
  return executionRoleArn(zone).split('/').at(-1) ?? '';
}

function allStacks(client: CloudFormationClient) {
  return everyPage('DescribeStacks', paginateDescribeStacks({ client }, {}), (page) => page.Stacks);
}

function allVaults(client: AwsClients['backup']) {
  return everyPage(
    'ListBackupVaults',
    paginateListBackupVaults({ client }, {}),
    (page) => page.BackupVaultList,
  );
}

/** By filter, not by name: a name that the Region does not have would be an error. */
async function endpointServices({
  clients: { ec2 },
  zone,
}: Asking): Promise<readonly ServiceDetail[]> {
  const names = interfaceEndpoints(zone).map((service) => endpointServiceName(zone, service));
  const all: ServiceDetail[] = [];
  let NextToken: string | undefined;
  for (let pages = 0; pages < 20; pages += 1) {
    const page = await ec2.send(
      new DescribeVpcEndpointServicesCommand({
        Filters: [{ Name: 'service-name', Values: names }],
        NextToken,
      }),
    );
    all.push(...(page.ServiceDetails ?? []));
    NextToken = page.NextToken;
    if (NextToken === undefined || NextToken === '') return all;
  }
  throw new PortError('DescribeVpcEndpointServices', 'TooManyPages', 'more than 20 pages', false);
}

/** Of more keys only so many are looked at. */
const MOST_KEYS = 500;

async function dyingKeys({ clients: { kms: client }, zone }: Asking): Promise<DyingKeys> {
  const listed = await everyPage('ListKeys', paginateListKeys({ client }, {}), (page) => page.Keys);
  const ids = listed.flatMap(({ KeyId }) => KeyId ?? []);
  let refused: PortError | undefined;
  const described = await mapBounded(ids.slice(0, MOST_KEYS), AT_ONCE, async (KeyId) => {
    try {
      const { KeyMetadata } = await client.send(new DescribeKeyCommand({ KeyId }));
      return KeyMetadata;
    } catch (error) {
      if (!(error instanceof PortError) || !isDenied(error)) throw error;
      refused = error;
      return undefined;
    }
  });
  const known = described.flatMap((key) => key ?? []);
  if (known.length === 0 && refused !== undefined) throw refused;
  const keys = known.filter(
    ({ KeyState = '', Description = '' }) =>
      KeyState.startsWith('Pending') &&
      KeyState.endsWith('Deletion') &&
      Description.endsWith(`(zone ${zone.name})`),
  );
  const beyond = Math.max(0, ids.length - MOST_KEYS);
  const looked = described.length;
  return { keys, looked, denied: looked - known.length, beyond };
}

/** Text of the default version of each policy that the bootstrap of a zone attached. */
async function bootstrapPolicies({ clients: { iam }, ask }: Asking) {
  const [policies, role] = [await ask('executionPolicies'), await ask('executionRole')];
  if (!policies.seen) return policies;
  const boundary = role.seen ? role.value?.PermissionsBoundary?.PermissionsBoundaryArn : undefined;
  const arns = [
    ...policies.value.flatMap(({ PolicyArn }) => PolicyArn ?? []),
    ...(boundary === undefined ? [] : [boundary]),
  ];
  const ours = arns.filter((arn) => arn.includes(`:policy${BOOTSTRAP_PATH}`));
  return look(async () => {
    const documents = await mapBounded(ours, AT_ONCE, async (PolicyArn) => {
      const answer = await unlessAbsent(NO_SUCH_ENTITY, () =>
        iam.send(new GetPolicyCommand({ PolicyArn })),
      );
      const VersionId = answer?.Policy?.DefaultVersionId;
      if (VersionId === undefined) return [];
      const version = await iam.send(new GetPolicyVersionCommand({ PolicyArn, VersionId }));
      const document = decodeURIComponent(version.PolicyVersion?.Document ?? '');
      return [[PolicyArn.split('/').at(-1) ?? '', document] as const];
    });
    return Object.fromEntries(documents.flat());
  });
}

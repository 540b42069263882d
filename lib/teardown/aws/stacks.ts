import {
  type CloudFormationClient,
  DeleteStackCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  ListStackResourcesCommand,
  ListStacksCommand,
  StackStatus,
  UpdateTerminationProtectionCommand,
} from '@aws-sdk/client-cloudformation';
import type { DeletionFailure, Stack, StackResource, TeardownPort } from '../port';
import { PortError, calling } from '../../aws/calling';

type StackCalls = Pick<
  TeardownPort,
  'stackNames' | 'stack' | 'resources' | 'allowDeletion' | 'deleteStack' | 'deletionFailures'
>;

/** Pages of 100: more stacks, resources or events than this is an error, not a longer wait. */
const MAX_PAGES = 100;

const NOT_DELETED = Object.values(StackStatus).filter((status) => status !== 'DELETE_COMPLETE');

/** The CloudFormation half of the port. */
export function stackCalls(client: CloudFormationClient): StackCalls {
  return {
    stackNames: () => stackNames(client),
    stack: (nameOrId) => describe(client, nameOrId),
    resources: (stackId) => resources(client, stackId),
    allowDeletion: async (StackName) => {
      await calling('UpdateTerminationProtection', 'code-and-message', () =>
        client.send(
          new UpdateTerminationProtectionCommand({ StackName, EnableTerminationProtection: false }),
        ),
      );
    },
    deleteStack: async (StackName) => {
      await calling('DeleteStack', 'code-and-message', () =>
        client.send(new DeleteStackCommand({ StackName })),
      );
    },
    deletionFailures: (stackId) => deletionFailures(client, stackId),
  };
}

async function stackNames(client: CloudFormationClient): Promise<readonly string[]> {
  return allPages('ListStacks', async (NextToken) => {
    const page = await client.send(
      new ListStacksCommand({ StackStatusFilter: NOT_DELETED, NextToken }),
    );
    const names = (page.StackSummaries ?? []).flatMap(({ StackName }) => StackName ?? []);
    return { items: names, next: page.NextToken };
  });
}

async function describe(
  client: CloudFormationClient,
  nameOrId: string,
): Promise<Stack | undefined> {
  return calling('DescribeStacks', 'code-and-message', async () => {
    try {
      const { Stacks = [] } = await client.send(new DescribeStacksCommand({ StackName: nameOrId }));
      const [stack] = Stacks;
      if (stack?.StackId === undefined) return undefined;
      return {
        id: stack.StackId,
        name: stack.StackName ?? nameOrId,
        status: stack.StackStatus ?? 'UNKNOWN',
        tags: Object.fromEntries((stack.Tags ?? []).map(({ Key, Value }) => [Key, Value ?? ''])),
        terminationProtection: stack.EnableTerminationProtection ?? false,
      };
    } catch (error) {
      if (isNoSuchStack(error)) return undefined;
      throw error;
    }
  });
}

async function resources(
  client: CloudFormationClient,
  stackId: string,
): Promise<readonly StackResource[]> {
  return allPages('ListStackResources', async (NextToken) => {
    const page = await client.send(
      new ListStackResourcesCommand({ StackName: stackId, NextToken }),
    );
    const items = (page.StackResourceSummaries ?? []).map((resource) => ({
      logicalId: resource.LogicalResourceId ?? '',
      type: resource.ResourceType ?? '',
      physicalId: resource.PhysicalResourceId,
      status: resource.ResourceStatus ?? '',
    }));
    return { items, next: page.NextToken };
  });
}

/** Events come newest first, so the first DELETE_IN_PROGRESS of the stack itself ends the last attempt. */
async function deletionFailures(
  client: CloudFormationClient,
  stackId: string,
): Promise<readonly DeletionFailure[]> {
  return allPages('DescribeStackEvents', async (NextToken) => {
    const page = await client.send(
      new DescribeStackEventsCommand({ StackName: stackId, NextToken }),
    );
    const events = page.StackEvents ?? [];
    const start = events.findIndex(
      (event) =>
        event.PhysicalResourceId === stackId && event.ResourceStatus === 'DELETE_IN_PROGRESS',
    );
    const items = (start < 0 ? events : events.slice(0, start))
      .filter(
        (event) => event.ResourceStatus === 'DELETE_FAILED' && event.PhysicalResourceId !== stackId,
      )
      .map((event) => ({
        logicalId: event.LogicalResourceId ?? '',
        type: event.ResourceType ?? '',
        reason: event.ResourceStatusReason ?? 'no reason given',
      }));
    return { items, next: start < 0 ? page.NextToken : undefined };
  });
}

async function allPages<T>(
  operation: string,
  read: (token: string | undefined) => Promise<{
    readonly items: readonly T[];
    readonly next: string | undefined;
  }>,
): Promise<readonly T[]> {
  const all: T[] = [];
  let token: string | undefined;
  for (let pages = 0; pages < MAX_PAGES; pages += 1) {
    const { items, next } = await calling(operation, 'code-and-message', () => read(token));
    all.push(...items);
    if (next === undefined) return all;
    token = next;
  }
  throw new PortError(operation, 'TooManyPages', `more than ${MAX_PAGES} pages`, false);
}

/** CloudFormation has no code of its own for it. */
function isNoSuchStack(error: unknown): boolean {
  return (
    error instanceof Error &&
    error.name === 'ValidationError' &&
    error.message.includes('does not exist')
  );
}

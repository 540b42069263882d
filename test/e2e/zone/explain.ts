import { paginateDescribeStackEvents } from '@aws-sdk/client-cloudformation';
import { FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { GetFunctionConfigurationCommand, paginateListFunctions } from '@aws-sdk/client-lambda';
import { readFileSync } from 'node:fs';
import { stackName } from '../../../lib/names';
import type { Aws } from './aws';
import { STACKS } from './resources';

const LAST_LINES = 25;
const LONGEST = 400;

/** What the emulator knows of why something failed, as lines to print. Never throws. */
export async function explain(
  aws: Aws,
  zone: { readonly name: string },
  emulatorLog: string,
): Promise<readonly string[]> {
  const parts = await Promise.allSettled([
    ...STACKS.map((stack) => stackFailures(aws, stackName(zone, stack))),
    functionLogs(aws),
  ]);
  return [
    ...parts.flatMap((part) => (part.status === 'fulfilled' ? part.value : [])),
    ...titled('the emulator', emulatorTrouble(emulatorLog)),
  ];
}

async function stackFailures(
  { cloudFormation }: Aws,
  StackName: string,
): Promise<readonly string[]> {
  const lines: string[] = [];
  const pages = paginateDescribeStackEvents({ client: cloudFormation }, { StackName });
  for await (const { StackEvents = [] } of pages) {
    for (const event of StackEvents) {
      if (!/FAILED|ROLLBACK/.test(event.ResourceStatus ?? '')) continue;
      lines.unshift(
        [
          event.ResourceStatus,
          event.ResourceType,
          event.LogicalResourceId,
          event.ResourceStatusReason ?? '',
        ].join(' '),
      );
    }
  }
  return titled(`stack ${StackName}`, lines);
}

async function functionLogs({ lambda, logs }: Aws): Promise<readonly string[]> {
  const lines: string[] = [];
  for await (const { Functions = [] } of paginateListFunctions({ client: lambda }, {})) {
    for (const { FunctionName } of Functions) {
      const { LoggingConfig } = await lambda.send(
        new GetFunctionConfigurationCommand({ FunctionName }),
      );
      const { events = [] } = await logs.send(
        new FilterLogEventsCommand({ logGroupName: LoggingConfig?.LogGroup, limit: 10_000 }),
      );
      const texts = events
        .map(({ message = '' }) => message.trim())
        .filter((message) => !/^(?:START|END|REPORT) /.test(message));
      lines.push(...titled(`function ${String(FunctionName)}`, texts.slice(-LAST_LINES)));
    }
  }
  return lines;
}

function emulatorTrouble(file: string): readonly string[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => / (?:ERROR|WARNING|CRITICAL) \[|^Traceback/.test(line))
    .slice(-LAST_LINES);
}

function titled(title: string, lines: readonly string[]): readonly string[] {
  const short = [...new Set(lines)]
    .flatMap((line) => line.split('\n'))
    .map((line) => (line.length > LONGEST ? `${line.slice(0, LONGEST)} ...` : line));
  return short.length === 0 ? [] : [`--- ${title}`, ...short.map((line) => `    ${line}`)];
}

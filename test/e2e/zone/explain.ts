import { DescribeStacksCommand, paginateDescribeStackEvents } from '@aws-sdk/client-cloudformation';
import { paginateFilterLogEvents } from '@aws-sdk/client-cloudwatch-logs';
import { paginateListFunctions } from '@aws-sdk/client-lambda';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Emulator } from '../machine/emulator';
import type { Erred, StackEvent } from './around-errors';
import { aroundErrors, firstFailure, isTrouble, shortened } from './around-errors';
import type { Aws } from './aws';

/** What was being done when something failed. */
export interface FailedStep {
  readonly what: string;
  /** Milliseconds since 1970. */
  readonly began: number;
}

/** Functions that are shown: the first that erred. */
const FUNCTIONS = 5;
const LINES_OF_THE_EMULATOR = 8;
/** Milliseconds after which an emulator that hangs is not asked any more. */
const PATIENCE = 30_000;

/** What explains that a step failed, as lines to print: short, and since it began. Never throws. */
export async function explain(
  aws: Aws,
  emulator: Pick<Emulator, 'wire' | 'functionWire' | 'producerWire' | 'log'>,
  step: FailedStep,
): Promise<readonly string[]> {
  const asked = Promise.all([stackFailure(aws, step.began), functionErrors(aws, step.began)]);
  const late = sleep(PATIENCE, undefined, { ref: false });
  const found = await Promise.race([asked, late]).catch(() => undefined);
  const { wire, functionWire, producerWire } = emulator;
  const faults = Object.entries({ wire, functionWire, producerWire }).flatMap(([name, { laid }]) =>
    laid().map((fault) => `${name}: ${fault}`),
  );
  return [
    `--- failed: ${step.what}, begun ${new Date(step.began).toISOString()}`,
    ...titled('faults that were still laid', faults),
    ...(found?.flat() ?? [
      '--- the emulator does not answer: no stack event and no log of a function',
    ]),
    // Where a rolled back stack takes the logs of its functions along, it alone has their output.
    ...titled(
      'the emulator, last lines',
      emulatorLog(emulator.log, step.began, found !== undefined),
    ),
  ];
}

async function stackFailure({ cloudFormation }: Aws, since: number): Promise<readonly string[]> {
  const { Stacks = [] } = await cloudFormation.send(new DescribeStacksCommand({}));
  const events: StackEvent[] = [];
  for (const { StackName = '', StackId } of Stacks) {
    const pages = paginateDescribeStackEvents({ client: cloudFormation }, { StackName: StackId });
    for await (const { StackEvents = [] } of pages) {
      events.push(
        ...StackEvents.map((event) => ({
          time: event.Timestamp?.getTime() ?? 0,
          stack: StackName,
          status: event.ResourceStatus ?? '',
          what: `${event.ResourceType ?? ''} ${event.LogicalResourceId ?? ''}`,
          reason: event.ResourceStatusReason ?? '',
        })),
      );
    }
  }
  const failure = firstFailure(events, wholeSecond(since));
  if (failure === undefined) return [];
  const { first, others } = failure;
  return titled('the stack event that failed first', [
    `${first.stack}: ${first.status} ${first.what}`,
    ...first.reason.split('\n').map(shortened),
    ...(others === 0 ? [] : [`and ${String(others)} more after it`]),
  ]);
}

async function functionErrors({ lambda, logs }: Aws, since: number): Promise<readonly string[]> {
  const erred: (Erred & { readonly name: string })[] = [];
  for await (const { Functions = [] } of paginateListFunctions({ client: lambda }, {})) {
    for (const { FunctionName: name = '', LoggingConfig } of Functions) {
      const logGroupName = LoggingConfig?.LogGroup;
      if (logGroupName === undefined) continue;
      const found = aroundErrors(await linesOf(logs, logGroupName, since), since);
      if (found !== undefined) erred.push({ ...found, name });
    }
  }
  const first = erred.toSorted((one, other) => one.since - other.since);
  return [
    ...first
      .slice(0, FUNCTIONS)
      .flatMap(({ name, errors, lines }) =>
        titled(`function ${name}: ${String(errors)} errors since`, lines),
      ),
    ...titled(
      'functions that erred later',
      first.slice(FUNCTIONS).map(({ name, errors }) => `${name}: ${String(errors)} errors`),
    ),
  ];
}

async function linesOf(
  client: Aws['logs'],
  logGroupName: string,
  since: number,
): Promise<readonly { readonly time: number; readonly text: string }[]> {
  const lines: { readonly time: number; readonly text: string }[] = [];
  const pages = paginateFilterLogEvents({ client }, { logGroupName, startTime: since });
  for await (const { events = [] } of pages) {
    lines.push(
      ...events.map(({ timestamp = 0, message = '' }) => ({ time: timestamp, text: message })),
    );
  }
  return lines;
}

/** Its log; where it says nothing any more, how it ended. */
function emulatorLog(file: string, since: number, answers: boolean): readonly string[] {
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
  const shown = answers ? lines.filter((line) => isTrouble(line, wholeSecond(since))) : lines;
  return shown.slice(-LINES_OF_THE_EMULATOR).map(shortened);
}

/** Times of stack events are whole seconds. */
function wholeSecond(time: number): number {
  return Math.floor(time / 1000) * 1000;
}

function titled(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [`--- ${title}`, ...lines.map((line) => `    ${line}`)];
}

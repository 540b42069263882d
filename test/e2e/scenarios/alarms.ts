import assert from 'node:assert/strict';
import { GetRestApisCommand, GetStagesCommand } from '@aws-sdk/client-api-gateway';
import {
  paginateDescribeLogGroups,
  paginateDescribeMetricFilters,
} from '@aws-sdk/client-cloudwatch-logs';
import { ListStreamsCommand } from '@aws-sdk/client-kinesis';
import { paginateListFunctions } from '@aws-sdk/client-lambda';
import { ListBucketsCommand } from '@aws-sdk/client-s3';
import { ListTopicsCommand } from '@aws-sdk/client-sns';
import { at } from '../../../lib/compliance/reading/json';
import { until } from '../machine/until';
import { jsonCall } from '../people/json-call';
import { inboxOf } from '../people/queue';
import type { Aws } from '../zone/aws';
import { deployedIn } from '../zone/resources';
import type { Scene } from './scene';

/** An alarm as the account has it. */
interface Alarm {
  readonly AlarmName: string;
  readonly AlarmDescription: string;
  readonly AlarmArn: string;
  readonly Namespace: string;
  readonly MetricName: string;
  readonly Dimensions: readonly { readonly Name: string; readonly Value: string }[];
  readonly AlarmActions: readonly string[];
}

/**
 * An alarm on what is not there never rings, and one that tells a topic that is not there is not heard: all
 * that alarms and dashboard name is in the account. One alarm of each topic is made to ring.
 */
export async function alarms(scene: Scene): Promise<void> {
  const { aws, zone, report } = scene;
  const all = await alarmsOf(aws, `hlz-${zone.name}-`);
  assert.ok(all.length >= 70, `${String(all.length)} alarms`);
  const there = await whatIsThere(scene);
  const onNothing = all.flatMap((alarm) => {
    const missing = missingOf(alarm, there);
    return missing === undefined ? [] : [`${alarm.AlarmName}: ${missing}`];
  });
  assert.deepEqual(onNothing, []);
  const unheard = all.filter(({ AlarmActions }) => AlarmActions.length === 0);
  assert.deepEqual(
    unheard.map(({ AlarmName }) => AlarmName),
    [],
  );
  const topics = new Set(all.flatMap(({ AlarmActions }) => AlarmActions));
  assert.deepEqual(
    [...topics].filter((arn) => !there.topics.has(arn)),
    [],
  );
  await dashboardShows(aws, zone.name, all);
  const byTemplate = all.filter(({ Dimensions }) =>
    Dimensions.some(({ Name }) => Name === 'RuleId'),
  );
  report.fact(
    `${String(all.length)} alarms watch what exists (rules of replication, ${String(byTemplate.length)} of them, by the template alone), tell ${String(topics.size)} topics that exist, and are all on the dashboard`,
  );
  for (const [index, topic] of [...topics].entries()) {
    const alarm = all.find(({ AlarmActions }) => AlarmActions.includes(topic));
    assert.ok(alarm);
    await rings(aws, alarm, topic, `alarms-${String(index)}`);
  }
  report.fact(
    'an alarm of each topic rang: its message says what has happened and names its runbook',
  );
}

async function cloudWatch(aws: Aws, operation: string, input: object): Promise<unknown> {
  const target = `GraniteServiceVersion20100801.${operation}`;
  return jsonCall(aws, { service: 'monitoring', target }, input);
}

async function alarmsOf(aws: Aws, AlarmNamePrefix: string): Promise<readonly Alarm[]> {
  const all: Alarm[] = [];
  let NextToken: unknown;
  do {
    const page = await cloudWatch(aws, 'DescribeAlarms', {
      AlarmNamePrefix,
      MaxRecords: 100,
      ...(typeof NextToken === 'string' ? { NextToken } : {}),
    });
    all.push(...((at(page, 'MetricAlarms') ?? []) as readonly Alarm[]));
    NextToken = at(page, 'NextToken');
  } while (typeof NextToken === 'string' && NextToken !== '');
  return all;
}

interface There {
  /** ARNs. */
  readonly topics: ReadonlySet<string>;
  /** What there is by the dimension that names it. */
  readonly named: Readonly<Record<string, ReadonlySet<string>>>;
  /** Metrics that a filter makes of a log group that exists: `<namespace> <name>`. */
  readonly filtered: ReadonlySet<string>;
}

async function whatIsThere({ aws, zone }: Scene): Promise<There> {
  const functions: string[] = [];
  for await (const { Functions = [] } of paginateListFunctions({ client: aws.lambda }, {})) {
    functions.push(...Functions.map(({ FunctionName = '' }) => FunctionName));
  }
  const { StreamNames = [] } = await aws.kinesis.send(new ListStreamsCommand({}));
  const { Buckets = [] } = await aws.s3.send(new ListBucketsCommand({}));
  const { Topics = [] } = await aws.sns.send(new ListTopicsCommand({}));
  const topics = Topics.map(({ TopicArn = '' }) => TopicArn);
  const queues = await jsonCall(aws, { service: 'sqs', target: 'AmazonSQS.ListQueues' }, {});
  const { items: apis = [] } = await aws.apiGateway.send(new GetRestApisCommand({}));
  const stages = await Promise.all(
    apis.map(({ id }) => aws.apiGateway.send(new GetStagesCommand({ restApiId: id }))),
  );
  const lastPart = (text: string): string => text.split(/[:/]/).at(-1) ?? '';
  const groups = new Set<string>();
  for await (const { logGroups = [] } of paginateDescribeLogGroups({ client: aws.logs }, {})) {
    for (const { logGroupName = '' } of logGroups) groups.add(logGroupName);
  }
  const buckets = new Set(Buckets.map(({ Name = '' }) => Name));
  return {
    topics: new Set(topics),
    named: {
      FunctionName: new Set(functions),
      StreamName: new Set(StreamNames),
      QueueName: new Set(((at(queues, 'QueueUrls') ?? []) as readonly string[]).map(lastPart)),
      TopicName: new Set(topics.map(lastPart)),
      SourceBucket: buckets,
      DestinationBucket: buckets,
      ApiName: new Set(apis.map(({ name = '' }) => name)),
      Stage: new Set(
        stages.flatMap(({ item = [] }) => item.map(({ stageName = '' }) => stageName)),
      ),
      LogGroupName: groups,
      RuleId: await replicationRules(aws, zone),
    },
    filtered: await filteredMetrics(aws, groups),
  };
}

/** By the template that was deployed: the emulator keeps no rules of replication. */
async function replicationRules(
  aws: Aws,
  zone: Parameters<typeof deployedIn>[1],
): Promise<ReadonlySet<string>> {
  const archive = await deployedIn(aws, zone, 'Archive');
  const rules = archive.flatMap(
    ({ Properties = {} }) =>
      (at(Properties, 'ReplicationConfiguration', 'Rules') ?? []) as readonly {
        readonly Id: string;
      }[],
  );
  return new Set(rules.map(({ Id }) => Id));
}

async function filteredMetrics(
  { logs }: Pick<Aws, 'logs'>,
  groups: ReadonlySet<string>,
): Promise<ReadonlySet<string>> {
  const metrics = new Set<string>();
  for await (const { metricFilters = [] } of paginateDescribeMetricFilters({ client: logs }, {})) {
    for (const { logGroupName, metricTransformations = [] } of metricFilters) {
      if (!groups.has(logGroupName ?? '')) continue;
      for (const { metricNamespace, metricName } of metricTransformations) {
        metrics.add(`${String(metricNamespace)} ${String(metricName)}`);
      }
    }
  }
  return metrics;
}

/** What an alarm watches and the account has not; undefined when it has all. */
function missingOf(
  { Namespace, MetricName, Dimensions }: Alarm,
  { named, filtered }: There,
): string | undefined {
  if (!Namespace.startsWith('AWS/')) {
    const metric = `${Namespace} ${MetricName}`;
    return filtered.has(metric) ? undefined : `no log group makes ${metric}`;
  }
  if (Dimensions.length === 0) return `${MetricName} of nothing`;
  const missing = Dimensions.find(({ Name, Value }) => named[Name]?.has(Value) !== true);
  return missing && `no ${missing.Name} ${missing.Value}`;
}

async function dashboardShows(aws: Aws, zone: string, all: readonly Alarm[]): Promise<void> {
  const dashboard = await cloudWatch(aws, 'GetDashboard', { DashboardName: `hlz-${zone}` });
  const body = JSON.parse(String(at(dashboard, 'DashboardBody'))) as {
    readonly widgets: readonly { readonly properties: { readonly alarms?: readonly string[] } }[];
  };
  const shown = body.widgets.flatMap(({ properties }) => properties.alarms ?? []);
  assert.deepEqual(shown.toSorted(), all.map(({ AlarmArn }) => AlarmArn).toSorted());
}

async function rings(aws: Aws, alarm: Alarm, topic: string, queue: string): Promise<void> {
  const inbox = await inboxOf(aws, topic, queue);
  const { AlarmName, AlarmDescription } = alarm;
  const StateReason = 'made to ring by this test';
  await cloudWatch(aws, 'SetAlarmState', { AlarmName, StateValue: 'ALARM', StateReason });
  await until(`a message of ${AlarmName}`, 30, async () => {
    const messages = (await inbox.read()).map(
      ({ Message }) => JSON.parse(Message) as Partial<Alarm>,
    );
    const told = messages.find((message) => message.AlarmName === AlarmName);
    if (told === undefined) return `${String(messages.length)} others`;
    assert.equal(told.AlarmDescription, AlarmDescription);
    assert.match(AlarmDescription, /Runbook: docs\/runbooks\//);
    return true;
  });
}

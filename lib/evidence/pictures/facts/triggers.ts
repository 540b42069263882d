import { at, isObject } from '../../../compliance/reading/json';
import { listOf } from '../../../compliance/reading/policy';
import type { ResourceView } from '../../../compliance/reading/zone-view';
import type { EvidenceZone } from '../../zone/evidence-zone';
import type { Flow } from './flow';
import { addressId, between } from './flow';

/** What starts functions, and what rules and schedules tell, beside calls through an API. */
export function triggers(zone: EvidenceZone): readonly Flow[] {
  return [
    ...mappings(zone),
    ...schedules(zone),
    ...rules(zone),
    ...poolTriggers(zone),
    ...logListeners(zone),
    ...alarms(zone),
    ...subscriptions(zone),
    ...failures(zone),
  ];
}

function mappings(zone: EvidenceZone): readonly Flow[] {
  return zone.ofType('AWS::Lambda::EventSourceMapping').flatMap((mapping) => {
    const { EventSourceArn: source, FunctionName: name, Enabled: enabled } = mapping.properties;
    const lambda = functionOf(zone, mapping, name);
    if (lambda === undefined) return [];
    return zone
      .mentioned(mapping, source)
      .map((from) => between(from, lambda, 'streams', enabled === false ? 'switched off' : ''));
  });
}

function schedules(zone: EvidenceZone): readonly Flow[] {
  return zone.ofType('AWS::Scheduler::Schedule').flatMap((schedule) => {
    const rate = schedule.properties['ScheduleExpression'];
    return zone
      .mentioned(schedule, at(schedule.properties, 'Target', 'Arn'))
      .map((target) =>
        between(schedule, target, doing(target), typeof rate === 'string' ? rate : ''),
      );
  });
}

function rules(zone: EvidenceZone): readonly Flow[] {
  return zone.ofType('AWS::Events::Rule').flatMap((rule) => {
    const { ScheduleExpression: rate, Targets: entries } = rule.properties;
    const what = typeof rate === 'string' ? rate : '';
    return listOf(entries).flatMap((entry) =>
      zone
        .mentioned(rule, at(entry, 'Arn'))
        .map((target) => between(rule, target, doing(target), what)),
    );
  });
}

/** What a user pool asks a function on the way of a sign-in. */
function poolTriggers(zone: EvidenceZone): readonly Flow[] {
  return zone.ofType('AWS::Cognito::UserPool').flatMap((pool) => {
    const config = pool.properties['LambdaConfig'];
    if (!isObject(config)) return [];
    return Object.entries(config).flatMap(([moment, value]) =>
      zone
        .mentioned(pool, value)
        .filter(({ type }) => type === 'AWS::Lambda::Function')
        .map((lambda) => between(pool, lambda, 'invokes', moment)),
    );
  });
}

function logListeners(zone: EvidenceZone): readonly Flow[] {
  return zone.ofType('AWS::Logs::SubscriptionFilter').flatMap((filter) => {
    const { LogGroupName: name, DestinationArn: destination } = filter.properties;
    const group = zone.follow(filter, name);
    const lambda = functionOf(zone, filter, destination);
    return group === undefined || lambda === undefined ? [] : [between(group, lambda, 'streams')];
  });
}

/** Alarms and the topics that they tell, whichever of their states does. */
function alarms(zone: EvidenceZone): readonly Flow[] {
  return [
    ...zone.ofType('AWS::CloudWatch::Alarm'),
    ...zone.ofType('AWS::CloudWatch::CompositeAlarm'),
  ]
    .filter(({ properties }) => properties['ActionsEnabled'] !== false)
    .flatMap((alarm) =>
      ['AlarmActions', 'OKActions', 'InsufficientDataActions'].flatMap((state) =>
        zone
          .mentioned(alarm, alarm.properties[state])
          .map((topic) => between(alarm, topic, doing(topic))),
      ),
    );
}

function subscriptions(zone: EvidenceZone): readonly Flow[] {
  return zone.ofType('AWS::SNS::Subscription').flatMap((subscription) => {
    const { TopicArn: topic, Endpoint: endpoint, Protocol: protocol } = subscription.properties;
    const from = zone.follow(subscription, topic);
    if (from === undefined) return [];
    const to =
      zone.follow(subscription, endpoint) ??
      addressId(String(protocol), typeof endpoint === 'string' ? endpoint : 'elsewhere');
    return [between(from, to, 'tells', String(protocol))];
  });
}

/** Where a call goes that was not answered, and what becomes of answers. */
function failures(zone: EvidenceZone): readonly Flow[] {
  return [
    ...zone
      .ofType('AWS::Lambda::Function')
      .flatMap((lambda) =>
        zone
          .mentioned(lambda, at(lambda.properties, 'DeadLetterConfig', 'TargetArn'))
          .map((queue) => between(lambda, queue, 'tells', 'failed calls')),
      ),
    ...zone.ofType('AWS::Lambda::EventInvokeConfig').flatMap((config) => {
      const { FunctionName: name, DestinationConfig: destinations } = config.properties;
      const lambda = functionOf(zone, config, name);
      if (lambda === undefined) return [];
      return [
        ...zone
          .mentioned(config, at(destinations, 'OnFailure'))
          .map((end) => between(lambda, end, doing(end), 'failed calls')),
        ...zone
          .mentioned(config, at(destinations, 'OnSuccess'))
          .map((end) => between(lambda, end, doing(end), 'answers')),
      ];
    }),
    ...zone.ofType('AWS::SNS::Subscription').flatMap((subscription) => {
      const topic = zone.follow(subscription, subscription.properties['TopicArn']);
      return topic === undefined
        ? []
        : zone
            .mentioned(subscription, subscription.properties['RedrivePolicy'])
            .map((queue) => between(topic, queue, 'tells', 'undelivered'));
    }),
  ];
}

function functionOf(
  zone: EvidenceZone,
  from: ResourceView,
  value: unknown,
): ResourceView | undefined {
  return zone.mentioned(from, value).find(({ type }) => type === 'AWS::Lambda::Function');
}

function doing({ type }: ResourceView): 'invokes' | 'tells' {
  return type === 'AWS::SNS::Topic' || type === 'AWS::SQS::Queue' ? 'tells' : 'invokes';
}

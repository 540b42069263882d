import { objectsIn, said } from '../reading/literals';
import type { Rule } from '../rule';
import { undelivered } from '../reading/service-access';
import type { JsonObject, ResourceView, ZoneView } from '../reading/zone-view';
import { at } from '../reading/zone-view';

const EVENTS = 'events.amazonaws.com';
const ENABLED: ReadonlySet<unknown> = new Set([
  'ENABLED',
  'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS',
]);

export const eventRuleReaches: Rule = {
  name: 'EventRuleReaches',
  asks: 'An event reaches its targets: the rule is on, topics take its messages, and what fails lands in a queue.',
  citations: ['164.308(a)(6)(ii)', '164.308(a)(1)(ii)(D)'],
  types: ['AWS::Events::Rule'],
  find: (rule, zone) => {
    const { State: state = 'ENABLED', Targets: value } = rule.properties;
    const targets = objectsIn(value) ?? [];
    return [
      ...(ENABLED.has(state) ? [] : [`State is ${said(state)}, expected ENABLED. Leave it out.`]),
      ...(targets.length > 0
        ? []
        : ['Targets is empty or cannot be read. Name the targets, or remove the rule.']),
      ...targets.flatMap((target, index) =>
        targetProblems(rule, zone, target).map((problem) => `Target ${index + 1}: ${problem}`),
      ),
    ];
  },
};

function targetProblems(rule: ResourceView, zone: ZoneView, target: JsonObject): readonly string[] {
  const to = zone.follow(rule, target['Arn']);
  const queue = zone.follow(rule, at(target, 'DeadLetterConfig', 'Arn'));
  return [
    ...(to?.type === 'AWS::SNS::Topic' ? undelivered(zone, to, EVENTS) : []),
    ...(queue?.type === 'AWS::SQS::Queue'
      ? undelivered(zone, queue, EVENTS)
      : [
          'DeadLetterConfig names no queue of the zone. Add one: an event that fails for 24 hours is dropped.',
        ]),
  ];
}

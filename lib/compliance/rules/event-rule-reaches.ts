import { objectsIn, said } from '../reading/literals';
import type { Rule } from '../rule';
import { undelivered } from '../reading/service-access';
import type { JsonObject, ResourceView, ZoneView } from '../reading/zone-view';
import { at } from '../reading/zone-view';

const EVENTS = 'events.amazonaws.com';
const SCHEDULE = 'AWS::Scheduler::Schedule';
const ENABLED: ReadonlySet<unknown> = new Set([
  'ENABLED',
  'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS',
]);

export const eventRuleReaches: Rule = {
  name: 'EventRuleReaches',
  asks: 'An event reaches its targets: the rule or schedule is on, topics take its messages, and what fails lands in a queue.',
  citations: ['164.308(a)(6)(ii)', '164.308(a)(1)(ii)(D)'],
  types: ['AWS::Events::Rule', 'AWS::Scheduler::Schedule'],
  find: (rule, zone) => {
    const { State: state = 'ENABLED', Targets: value, Target: only } = rule.properties;
    const targets = objectsIn(rule.type === SCHEDULE ? [only] : value) ?? [];
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
  // A schedule sends with a role, not as a service that policies have to name.
  const refusals = (taker: ResourceView): readonly string[] =>
    rule.type === SCHEDULE ? [] : undelivered(zone, taker, EVENTS);
  return [
    ...(to?.type === 'AWS::SNS::Topic' ? refusals(to) : []),
    ...(queue?.type === 'AWS::SQS::Queue'
      ? refusals(queue)
      : [
          'DeadLetterConfig names no queue of the zone. Add one: an event that fails for 24 hours is dropped.',
        ]),
  ];
}

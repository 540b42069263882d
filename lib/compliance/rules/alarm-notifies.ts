import { objectsIn, said } from '../reading/literals';
import { listOf } from '../reading/policy';
import type { Rule } from '../rule';
import { undelivered } from '../reading/service-access';
import { isSame } from '../reading/value-text';
import type { ResourceView, ZoneView } from '../reading/zone-view';

const TREATMENTS: readonly unknown[] = ['breaching', 'notBreaching', 'ignore', 'missing'];
const RUNBOOK = /\bdocs\/runbooks\/[\w-]+\.md(?:#[\w-]+)?(?![\w/])/;

export const alarmNotifies: Rule = {
  name: 'AlarmNotifies',
  asks: 'An alarm reaches somebody through a topic that takes its messages and, where it is no sandbox, has a subscriber; it says what missing data means, and names its runbook.',
  citations: ['164.308(a)(6)(ii)'],
  types: ['AWS::CloudWatch::Alarm', 'AWS::SNS::Topic'],
  reads: ['AWS::SNS::Subscription'],
  find: (resource, zone) => {
    if (resource.type === 'AWS::SNS::Topic') return findInTopic(resource, zone);
    const alarm = resource;
    const {
      ActionsEnabled: enabled = true,
      AlarmActions: actions,
      TreatMissingData: missing,
      AlarmDescription: description,
    } = alarm.properties;
    const topics = topicsOf(zone, alarm, actions);
    return [
      ...(enabled === true
        ? []
        : [`ActionsEnabled is ${said(enabled)}, expected true. Leave it out.`]),
      ...(topics.length > 0
        ? []
        : ['AlarmActions has no topic of the zone. Add one that people are subscribed to.']),
      ...topics.flatMap((topic) => undelivered(zone, topic, 'cloudwatch.amazonaws.com')),
      ...(TREATMENTS.includes(missing)
        ? []
        : [
            `TreatMissingData is ${said(missing)}, expected one of ${TREATMENTS.join(', ')}. Decide what silence of the metric means.`,
          ]),
      ...(typeof description === 'string' && RUNBOOK.test(description)
        ? []
        : [
            'AlarmDescription names no runbook. Add `docs/runbooks/<file>.md`, so that whoever is woken knows what to do.',
          ]),
    ];
  },
};

/** The topic is named once, not each of its alarms. */
function findInTopic(topic: ResourceView, zone: ZoneView): readonly string[] | undefined {
  const alarms = zone
    .ofType('AWS::CloudWatch::Alarm')
    .filter((alarm) =>
      topicsOf(zone, alarm, alarm.properties['AlarmActions']).some((one) => isSame(one, topic)),
    );
  if (!zone.expectations.permanent || alarms.length === 0) return undefined;
  const inline = objectsIn(topic.properties['Subscription'] ?? []) ?? [];
  const isSubscribed =
    inline.length > 0 ||
    zone.ofType('AWS::SNS::Subscription').some(
      (subscription) =>
        isSame(zone.follow(subscription, subscription.properties['TopicArn']), topic) &&
        // A filter that means other messages lets none of an alarm through.
        subscription.properties['FilterPolicy'] === undefined,
    );
  return isSubscribed
    ? []
    : [
        `${alarms.length} alarms end here, and nobody is subscribed without a FilterPolicy. Name people under alerts in config, or add an AWS::SNS::Subscription.`,
      ];
}

function topicsOf(zone: ZoneView, alarm: ResourceView, actions: unknown): readonly ResourceView[] {
  return listOf(actions).flatMap((action) => {
    const topic = zone.follow(alarm, action);
    return topic?.type === 'AWS::SNS::Topic' ? [topic] : [];
  });
}

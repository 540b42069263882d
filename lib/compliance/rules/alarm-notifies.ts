import { said } from '../reading/literals';
import { listOf } from '../reading/policy';
import type { Rule } from '../rule';
import { undelivered } from '../reading/service-access';

const TREATMENTS: readonly unknown[] = ['breaching', 'notBreaching', 'ignore', 'missing'];
const RUNBOOK = /\bdocs\/runbooks\/[\w-]+\.md(?:#[\w-]+)?(?![\w/])/;

export const alarmNotifies: Rule = {
  name: 'AlarmNotifies',
  asks: 'An alarm reaches somebody through a topic that takes its messages, says what missing data means, and names its runbook.',
  citations: ['164.308(a)(6)(ii)'],
  types: ['AWS::CloudWatch::Alarm'],
  find: (alarm, zone) => {
    const {
      ActionsEnabled: enabled = true,
      AlarmActions: actions,
      TreatMissingData: missing,
      AlarmDescription: description,
    } = alarm.properties;
    const topics = listOf(actions).flatMap((action) => {
      const topic = zone.follow(alarm, action);
      return topic?.type === 'AWS::SNS::Topic' ? [topic] : [];
    });
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

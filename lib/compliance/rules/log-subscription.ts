import type { Rule } from '../rule';

const TAKERS: ReadonlySet<string> = new Set([
  'AWS::Kinesis::Stream',
  'AWS::KinesisFirehose::DeliveryStream',
  'AWS::Lambda::Function',
]);

export const logSubscription: Rule = {
  name: 'LogSubscription',
  asks: 'What is written into a log group is handed on within the zone only.',
  citations: ['164.312(a)(1)', '164.312(e)(1)'],
  types: ['AWS::Logs::SubscriptionFilter'],
  find: (filter, zone) =>
    TAKERS.has(zone.follow(filter, filter.properties['DestinationArn'])?.type ?? '')
      ? []
      : [
          'DestinationArn leads to no function or stream of this zone: log events may leave for another account. Refer to one.',
        ],
};

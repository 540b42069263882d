import { logSubscription } from '../../../lib/compliance/rules/log-subscription';
import { findIn } from '../../support/rule';

const find = (destination: unknown) =>
  findIn(logSubscription, {
    Subject: {
      Type: 'AWS::Logs::SubscriptionFilter',
      Properties: { LogGroupName: 'x', FilterPattern: '', DestinationArn: destination },
    },
    Listener: { Type: 'AWS::Lambda::Function' },
    Stream: { Type: 'AWS::Kinesis::Stream' },
    Queue: { Type: 'AWS::SQS::Queue' },
  });

it.each(['Listener', 'Stream'])('takes one that ends at %s of the zone', (id) => {
  expect(find({ 'Fn::GetAtt': [id, 'Arn'] })).toEqual([]);
});

it.each([
  undefined,
  'arn:aws:logs:us-east-1:999988887777:destination:other',
  { Ref: 'Parameter' },
  { 'Fn::GetAtt': ['Queue', 'Arn'] },
])('refuses one that ends at %j', (destination) => {
  expect(find(destination)).toEqual([expect.stringContaining('DestinationArn')]);
});

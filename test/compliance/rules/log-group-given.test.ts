import { logGroupGiven } from '../../../lib/compliance/rules/log-group-given';
import { findIn } from '../../support/rule';

const find = (logging?: unknown) =>
  findIn(logGroupGiven, {
    Subject: {
      Type: 'AWS::Lambda::Function',
      Properties: logging === undefined ? {} : { LoggingConfig: logging },
    },
    Logs: { Type: 'AWS::Logs::LogGroup' },
    Topic: { Type: 'AWS::SNS::Topic' },
  });

it('takes a log group of the zone', () => {
  expect(find({ LogGroup: { Ref: 'Logs' }, LogFormat: 'JSON' })).toEqual([]);
});

it.each([
  undefined,
  { LogFormat: 'JSON' },
  { LogGroup: '/aws/lambda/by-name' },
  { LogGroup: { Ref: 'Parameter' } },
  { LogGroup: { Ref: 'Topic' } },
])('refuses %j', (logging) => {
  expect(find(logging)).toEqual([expect.stringContaining('names no log group of the zone')]);
});

import { logRetention } from '../../../lib/compliance/rules/log-retention';
import { findIn } from '../../support/rule';

const find = (value: string | undefined, days: unknown) =>
  findIn(logRetention, {
    Subject: {
      Type: 'AWS::Logs::LogGroup',
      Properties: {
        RetentionInDays: days,
        Tags: value === undefined ? [] : [{ Key: 'RetentionClass', Value: value }],
      },
    },
  });

it.each([
  ['audit', 2192],
  ['audit', 3653],
  ['operational', 30],
  [undefined, 30],
])('takes %s for %j days', (value, days) => {
  expect(find(value, days)).toEqual([]);
});

it.each([
  ['audit', 1827],
  ['audit', undefined],
  ['operational', undefined],
  ['operational', { Ref: 'Parameter' }],
  [undefined, undefined],
  ['phi', 2192],
])('refuses %s for %j days', (value, days) => {
  expect(find(value, days)).toHaveLength(1);
});

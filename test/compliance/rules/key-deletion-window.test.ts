import { keyDeletionWindow } from '../../../lib/compliance/rules/key-deletion-window';
import { findIn } from '../../support/rule';

const find = (properties: Readonly<Record<string, unknown>>, type = 'AWS::KMS::Key') =>
  findIn(keyDeletionWindow, { Subject: { Type: type, Properties: properties } });

it.each([{}, { PendingWindowInDays: 30 }])('takes %j', (properties) => {
  expect(find(properties)).toEqual([]);
});

it.each([{ PendingWindowInDays: 7 }, { PendingWindowInDays: { Ref: 'Parameter' } }])(
  'refuses %j',
  (properties) => {
    expect(find(properties)).toHaveLength(1);
    expect(find(properties, 'AWS::KMS::ReplicaKey')).toHaveLength(1);
  },
);

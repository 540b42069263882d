import { keyRotation } from '../../../lib/compliance/rules/key-rotation';
import { findIn } from '../../support/rule';

const find = (properties: Readonly<Record<string, unknown>>) =>
  findIn(keyRotation, { Subject: { Type: 'AWS::KMS::Key', Properties: properties } });

it.each([{ EnableKeyRotation: true }, { EnableKeyRotation: true, RotationPeriodInDays: 90 }])(
  'takes %j',
  (properties) => {
    expect(find(properties)).toEqual([]);
  },
);

it.each([
  {},
  { EnableKeyRotation: false },
  { EnableKeyRotation: { Ref: 'Parameter' } },
  { EnableKeyRotation: true, RotationPeriodInDays: 366 },
  { EnableKeyRotation: true, RotationPeriodInDays: { Ref: 'Parameter' } },
])('refuses %j', (properties) => {
  expect(find(properties)).toHaveLength(1);
});

it('leaves keys alone that KMS cannot rotate', () => {
  expect(find({ KeySpec: 'HMAC_256' })).toBeUndefined();
});

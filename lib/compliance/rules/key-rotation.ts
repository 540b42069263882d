import type { Rule } from '../rule';

/** KMS rotates symmetric encryption keys only: https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html */
const ROTATES = 'SYMMETRIC_DEFAULT';

export const keyRotation: Rule = {
  name: 'KeyRotation',
  asks: 'A symmetric KMS key rotates, at least every year.',
  citations: ['164.312(a)(2)(iv)'],
  types: ['AWS::KMS::Key'],
  find: ({ properties }) => {
    const {
      KeySpec: spec = ROTATES,
      EnableKeyRotation: rotates,
      RotationPeriodInDays: days = 365,
    } = properties;
    if (spec !== ROTATES) return undefined;
    if (rotates !== true) return ['EnableKeyRotation is not true. Set it.'];
    return typeof days === 'number' && days <= 365
      ? []
      : [`RotationPeriodInDays is ${JSON.stringify(days)}, expected at most 365.`];
  },
};

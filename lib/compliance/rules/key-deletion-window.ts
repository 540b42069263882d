import type { Rule } from '../rule';

/** The longest that KMS waits, and what it does when nothing is said: https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html */
const LONGEST_DAYS = 30;

export const keyDeletionWindow: Rule = {
  name: 'KeyDeletionWindow',
  asks: 'A KMS key is deleted after the longest time that there is to regret it, since what it encrypts is lost with it.',
  citations: ['164.312(c)(1)', '164.308(a)(7)(ii)(A)'],
  types: ['AWS::KMS::Key', 'AWS::KMS::ReplicaKey'],
  find: ({ properties: { PendingWindowInDays: days = LONGEST_DAYS } }) =>
    days === LONGEST_DAYS
      ? []
      : [
          `PendingWindowInDays is ${JSON.stringify(days)}, expected ${LONGEST_DAYS}. Set it, or leave it out.`,
        ],
};

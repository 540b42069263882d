import type { Acknowledgement } from '../../lib/compliance/acknowledge';
import { lintAcknowledgements, overdue } from '../../lib/compliance/acknowledgement-lint';

const ENTRY: Acknowledgement = {
  path: 'Stack/Bucket',
  pack: 'AwsSolutions',
  rule: 'AwsSolutions-S1',
  finding: '',
  reason: 'The bucket of this test is not there, so it has nothing to log.',
  citation: '45 CFR 164.312(b)',
  review: '2027-11-22',
  kind: 'inherent',
};

it.each([
  ['2027-11-21', []],
  ['2027-11-22', []],
  ['2027-11-23', [ENTRY]],
])('is overdue after its day: %s', (day, expected) => {
  expect(overdue([ENTRY], day)).toEqual(expected);
});

it.each([
  [1, 0],
  [0, 1],
  [2, 1],
  [undefined, 0],
])('that matches %s resources has %s problem(s)', (matches, problems) => {
  const found = lintAcknowledgements({
    acknowledgements: [ENTRY],
    matches: () => matches,
    profile: 'production',
  });
  expect(found).toHaveLength(problems);
});

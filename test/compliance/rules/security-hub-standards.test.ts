import { securityHubStandards } from '../../../lib/compliance/rules/security-hub-standards';
import { findIn } from '../../support/rule';

const arn = (standard: string) => ({
  'Fn::Join': [
    '',
    [
      'arn:',
      { Ref: 'AWS::Partition' },
      ':securityhub:',
      { Ref: 'AWS::Region' },
      `::standards/${standard}`,
    ],
  ],
});
const BEST_PRACTICES = 'aws-foundational-security-best-practices/v/1.0.0';
const NIST = 'nist-800-53/v/5.0.0';

const find = (...arns: readonly unknown[]) =>
  findIn(
    securityHubStandards,
    { Subject: { Type: 'AWS::SecurityHub::Hub' } },
    {
      elsewhere: Object.fromEntries(
        arns.map((value, index) => [
          `Standard${index}`,
          { Type: 'AWS::SecurityHub::Standard', Properties: { StandardsArn: value } },
        ]),
      ),
    },
  );

it('takes both standards, in any stack', () => {
  expect(find(arn(BEST_PRACTICES), `arn:aws:securityhub:us-east-1::standards/${NIST}`)).toEqual([]);
});

it.each([
  [[arn(BEST_PRACTICES)], 'nist-800-53'],
  [[arn(NIST)], 'aws-foundational-security-best-practices'],
  [[arn(NIST), arn('cis-aws-foundations-benchmark/v/3.0.0')], 'aws-foundational'],
  [[arn(NIST), { Ref: 'Parameter' }], 'aws-foundational'],
])('refuses %j', (arns, missing) => {
  expect(find(...arns)).toEqual([expect.stringContaining(`Standard of ${missing}`)]);
});

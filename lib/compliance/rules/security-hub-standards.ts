import type { Rule } from '../rule';
import { textOf } from '../reading/value-text';

/** https://docs.aws.amazon.com/securityhub/latest/userguide/standards-reference.html */
const STANDARDS = ['aws-foundational-security-best-practices', 'nist-800-53'] as const;

export const securityHubStandards: Rule = {
  name: 'SecurityHubStandards',
  asks: 'Security Hub holds the account to the AWS Foundational Security Best Practices and NIST SP 800-53.',
  citations: ['164.308(a)(8)', '164.308(a)(1)(ii)(A)'],
  types: ['AWS::SecurityHub::Hub'],
  reads: ['AWS::SecurityHub::Standard'],
  find: (_hub, zone) => {
    const arns = zone
      .ofType('AWS::SecurityHub::Standard')
      .map((standard) => textOf(zone, standard, standard.properties['StandardsArn']) ?? '');
    return STANDARDS.filter(
      (standard) => !arns.some((arn) => arn.includes(`:standards/${standard}/v/`)),
    ).map(
      (standard) =>
        `The zone has no AWS::SecurityHub::Standard of ${standard}. Add one with its StandardsArn.`,
    );
  },
};

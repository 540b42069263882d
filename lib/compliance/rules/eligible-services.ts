import {
  ELIGIBILITY,
  ELIGIBLE_SERVICES,
  EXCLUDED_TYPES,
  WITHOUT_PHI,
} from '../reading/eligible-services';
import type { Rule } from '../rule';

export const eligibleServices: Rule = {
  name: 'EligibleServices',
  asks: "A resource is of a service that AWS's Business Associate Addendum covers, or of one that holds no PHI.",
  citations: ['164.308(b)(1)', '164.308(b)(3)'],
  types: 'every',
  find: ({ type }) => {
    const namespace = namespaceOf(type);
    const excluded = EXCLUDED_TYPES[type];
    if (excluded !== undefined) {
      return [`${type} is not covered: AWS lists ${excluded}. Take another service.`];
    }
    return Object.hasOwn(ELIGIBLE_SERVICES, namespace) || Object.hasOwn(WITHOUT_PHI, namespace)
      ? []
      : [
          `${namespace} is not known as HIPAA eligible (list as of ${ELIGIBILITY.asOf}). Look it up on ${ELIGIBILITY.page}; where it is there, add it to lib/compliance/reading/eligible-services.ts with the day, else take another service.`,
        ];
  },
};

/** `AWS::S3` of `AWS::S3::Bucket`, `Custom` of `Custom::Anything`. */
export function namespaceOf(type: string): string {
  const [vendor = '', service = ''] = type.split('::');
  return vendor === 'Custom' ? vendor : `${vendor}::${service}`;
}

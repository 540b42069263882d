import { objectsIn, said, unmet } from '../reading/literals';
import type { Rule } from '../rule';

/** https://docs.aws.amazon.com/guardduty/latest/ug/guardduty-features-activation-model.html */
const FEATURES = [
  'S3_DATA_EVENTS',
  'RDS_LOGIN_EVENTS',
  'LAMBDA_NETWORK_LOGS',
  'EBS_MALWARE_PROTECTION',
  'EKS_AUDIT_LOGS',
  'RUNTIME_MONITORING',
] as const;

/** Part of RUNTIME_MONITORING since 2023; GuardDuty refuses a detector that names both. */
const SUPERSEDED = 'EKS_RUNTIME_MONITORING';

export const guardDutyComplete: Rule = {
  name: 'GuardDutyComplete',
  asks: 'GuardDuty watches every source that it knows and tells of findings every 15 minutes.',
  citations: ['164.308(a)(1)(ii)(D)', '164.308(a)(5)(ii)(B)', '164.308(a)(6)(ii)'],
  types: ['AWS::GuardDuty::Detector'],
  find: ({ properties }) => {
    const features = objectsIn(properties['Features']);
    const statuses = (name: string): readonly unknown[] =>
      (features ?? []).filter((entry) => entry['Name'] === name).map((entry) => entry['Status']);
    return [
      ...unmet(properties, { Enable: true, FindingPublishingFrequency: 'FIFTEEN_MINUTES' }),
      ...(features === undefined
        ? ['Features is missing or cannot be read. List every feature with its status.']
        : FEATURES.flatMap((name) => {
            const [status, ...more] = statuses(name);
            return status === 'ENABLED' && more.length === 0
              ? []
              : [
                  `Feature ${name} is ${more.length > 0 ? 'listed twice' : said(status)}, expected ENABLED once. Enable it.`,
                ];
          })),
      ...(statuses(SUPERSEDED).length === 0
        ? []
        : [`Features names ${SUPERSEDED} beside RUNTIME_MONITORING, which holds it. Remove it.`]),
    ];
  },
};

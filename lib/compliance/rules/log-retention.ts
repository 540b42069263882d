import type { Rule } from '../rule';
import { retentionClassOf } from '../reading/tags';

export const logRetention: Rule = {
  name: 'LogRetention',
  asks: 'A log group keeps its events for a time that is chosen, audit records for six years or more, and never PHI.',
  citations: ['164.316(b)(2)(i)', '164.312(b)'],
  types: ['AWS::Logs::LogGroup'],
  find: (resource, { expectations: { auditDays } }) => {
    const { RetentionInDays: days } = resource.properties;
    const kept = retentionClassOf(resource);
    if (kept === 'phi') return ['It has the class phi. Logs never hold PHI: keep it out of them.'];
    if (typeof days !== 'number') {
      return [
        'RetentionInDays is not a number. Set it: without it CloudWatch Logs keeps events for ever.',
      ];
    }
    return kept === 'audit' && days < auditDays
      ? [
          `RetentionInDays is ${days}, expected at least ${auditDays} for the class audit. Raise it.`,
        ]
      : [];
  },
};

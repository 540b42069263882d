import { listOf } from '../reading/policy';
import type { Rule } from '../rule';
import { at } from '../reading/zone-view';

export const tableRecovery: Rule = {
  name: 'TableRecovery',
  asks: 'A table can be brought back to any second of the last days, and cannot be deleted by mistake.',
  citations: ['164.308(a)(7)(ii)(A)', '164.312(c)(1)'],
  types: ['AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable'],
  find: ({ type, properties }, { expectations: { permanent } }) => {
    // A global table keeps these settings once for each replica.
    const copies = type === 'AWS::DynamoDB::Table' ? [properties] : listOf(properties['Replicas']);
    if (copies.length === 0) return ['It has no replica that can be read. List its Replicas.'];
    return [
      ...(copies.every(
        (copy) =>
          at(copy, 'PointInTimeRecoverySpecification', 'PointInTimeRecoveryEnabled') === true,
      )
        ? []
        : ['PointInTimeRecoveryEnabled is not true everywhere. Set it.']),
      ...(!permanent || copies.every((copy) => at(copy, 'DeletionProtectionEnabled') === true)
        ? []
        : ['DeletionProtectionEnabled is not true everywhere. Set it.']),
    ];
  },
};

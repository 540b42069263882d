import type { EvidenceTable } from '../table';
import {
  ELIGIBILITY,
  ELIGIBLE_SERVICES,
  EXCLUDED_TYPES,
  WITHOUT_PHI,
} from '../../compliance/reading/eligible-services';
import { namespaceOf } from '../../compliance/rules/eligible-services';
import type { InventoryProps } from './props';
import { distinct, sorted } from './reading/lists';

/** AWS services that the templates use, and whether the Business Associate Addendum covers them. */
export function services({ zone }: Pick<InventoryProps, 'zone'>): EvidenceTable {
  const namespaces = distinct(zone.resources.map(({ type }) => namespaceOf(type)));
  return {
    id: 'services',
    title: 'AWS services',
    explains: `Every service that the templates use, against the list of HIPAA eligible services as of ${ELIGIBILITY.asOf}, read on ${ELIGIBILITY.readOn} in a copy that AWS publishes. Compare it with ${ELIGIBILITY.page} before the first PHI, and each year.`,
    columns: [
      'Service',
      'In CloudFormation',
      'Eligible',
      'Why',
      'List as of',
      'Resources',
      'Stacks',
    ],
    rows: sorted(
      namespaces.map((namespace) => {
        const own = zone.resources.filter(({ type }) => namespaceOf(type) === namespace);
        const [service, eligible, why] = verdictOf(
          namespace,
          own.map(({ type }) => type),
        );
        return [
          service,
          namespace,
          eligible,
          why,
          ELIGIBILITY.asOf,
          String(own.length),
          distinct(own.map(({ stack }) => stack)).join(', '),
        ];
      }),
    ),
  };
}

function verdictOf(
  namespace: string,
  types: readonly string[],
): readonly [service: string, eligible: string, why: string] {
  const excluded = types.flatMap((type) => EXCLUDED_TYPES[type] ?? []);
  const eligible = ELIGIBLE_SERVICES[namespace];
  const without = WITHOUT_PHI[namespace];
  if (excluded.length > 0)
    return [namespace, 'no', `the list leaves it out: ${excluded.join(', ')}`];
  if (eligible !== undefined) {
    return eligible.evidence === 'seen'
      ? [eligible.service, 'yes', 'on the list']
      : [eligible.service, 'yes', 'part of a service on the list, under a name of its own'];
  }
  if (without !== undefined) return [namespace, 'not needed', `holds no PHI: ${without}`];
  return [namespace, 'not known', 'on no list: look it up before it handles PHI'];
}

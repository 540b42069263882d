import type { Statement } from '../reading/policy';
import {
  hasWildcardPrincipal,
  isTiedToOwner,
  namesItsOwner,
  namesItsPrincipals,
  statementsIn,
} from '../reading/policy';
import type { Rule } from '../rule';
import { textOf } from '../reading/value-text';
import type { ResourceView, ZoneView } from '../reading/zone-view';

const CALLER_KEYS = ['aws:PrincipalAccount', 'aws:PrincipalOrgID'] as const;
const RESOURCE_KEYS = ['aws:ResourceAccount', 'aws:ResourceOrgID'] as const;

export const endpointPolicy: Rule = {
  name: 'EndpointPolicy',
  asks: 'A VPC endpoint lets principals of this account or an organization through, to their own resources, or anybody to resources that it names: else data could leave with the credentials, or into a bucket, of another account.',
  citations: ['164.312(a)(1)', '164.312(e)(1)'],
  types: ['AWS::EC2::VPCEndpoint'],
  find: (endpoint, zone) => {
    const {
      VpcEndpointType: kind = 'Gateway',
      PolicyDocument: document,
      PrivateDnsEnabled: dns,
    } = endpoint.properties;
    const found = findInPolicy(endpoint, zone, document);
    if (kind === 'Gateway') return found;
    if (kind !== 'Interface') {
      return [...found, 'VpcEndpointType is neither Interface nor Gateway. Use one of these.'];
    }
    return dns === true
      ? found
      : [
          ...found,
          'PrivateDnsEnabled is not true. Set it: without it calls go past the endpoint and its policy.',
        ];
  },
};

function findInPolicy(
  endpoint: ResourceView,
  zone: ZoneView,
  document: unknown,
): readonly string[] {
  const statements = statementsIn(document);
  if (statements === undefined) {
    return ['It has no PolicyDocument that can be read, and AWS would allow everything. Add one.'];
  }
  return statements
    .filter(
      (statement) =>
        statement.effect === 'Allow' &&
        (hasWildcardPrincipal(statement) || !namesItsPrincipals(zone, endpoint, statement)) &&
        isForAnyResource(zone, endpoint, statement) &&
        !(
          isTiedToOwner(zone, endpoint, statement, CALLER_KEYS) &&
          isTiedToOwner(zone, endpoint, statement, RESOURCE_KEYS)
        ),
    )
    .map(
      ({ name }) =>
        `Statement ${name} lets everybody through, or to resources of any account. Add StringEquals conditions on ${CALLER_KEYS.join(' or ')} and on ${RESOURCE_KEYS.join(' or ')}, or name the resources.`,
    );
}

function isForAnyResource(
  zone: ZoneView,
  endpoint: ResourceView,
  { resources, inverted }: Statement,
): boolean {
  return (
    inverted.has('Resource') ||
    resources.length === 0 ||
    !resources.every((resource) => namesItsOwner(zone, textOf(zone, endpoint, resource)))
  );
}

import {
  coversAction,
  coversResource,
  isForEverybody,
  statementsIn,
  type Condition,
} from '../reading/policy';
import { attachedPolicies } from '../reading/resource-policies';
import type { Rule } from '../rule';
import type { ResourceView, ZoneView } from '../reading/zone-view';

/** What is denied without TLS; the one action of a topic that carries a message. */
const DENIED: ReadonlyMap<string, string> = new Map([
  ['AWS::SNS::Topic', 'sns:Publish'],
  ['AWS::SQS::Queue', 'sqs:*'],
]);

export const tlsOnly: Rule = {
  name: 'TlsOnly',
  asks: 'A topic or queue has a policy that denies to everybody what does not come over TLS.',
  citations: ['164.312(e)(1)', '164.312(e)(2)(ii)'],
  types: ['AWS::SNS::Topic', 'AWS::SQS::Queue'],
  find: (resource, zone) => {
    const action = DENIED.get(resource.type) ?? '*';
    const policies = attachedPolicies(zone, resource);
    return policies.length > 0 &&
      policies.every((policy) => deniesWithoutTls(zone, policy, resource, action))
      ? []
      : [
          `No policy denies ${action} on it to everybody when aws:SecureTransport is false. Set enforceSSL.`,
        ];
  },
};

/** Whether a policy denies an action on a resource, or on all that is below it, to everybody who comes without TLS. */
export function deniesWithoutTls(
  zone: ZoneView,
  policy: ResourceView,
  resource: ResourceView,
  action: string,
  below?: 'below',
): boolean {
  return (statementsIn(policy.properties['PolicyDocument']) ?? []).some(
    (statement) =>
      statement.effect === 'Deny' &&
      isForEverybody(statement) &&
      coversAction(statement, action) &&
      coversResource(zone, policy, statement, resource, below) &&
      statement.conditions.length === 1 &&
      statement.conditions.every(isWithoutTls),
  );
}

function isWithoutTls({ operator, key, values }: Condition): boolean {
  return (
    /^Bool(?:IfExists)?$/.test(operator) &&
    key === 'aws:securetransport' &&
    values.length === 1 &&
    String(values[0]) === 'false'
  );
}

import type { Statement } from '../reading/policy';
import {
  hasWildcardPrincipal,
  isTiedToOwner,
  namesItsPrincipals,
  statementsIn,
} from '../reading/policy';
import { policyDocuments, RESOURCE_POLICIES } from '../reading/resource-policies';
import type { Rule } from '../rule';
import { typesOf } from '../reading/types-of';
import type { ResourceView, ZoneView } from '../reading/zone-view';

export const policyPrincipal: Rule = {
  name: 'PolicyPrincipal',
  asks: 'What a policy of a resource allows, it allows to principals that it names, or to those of an account or organization that it names.',
  citations: ['164.312(a)(1)', '164.308(a)(4)(i)'],
  types: typesOf(RESOURCE_POLICIES),
  find: (resource, zone) => {
    const documents = policyDocuments(resource);
    if (documents.length === 0) return undefined;
    return documents.flatMap((document) => {
      const statements = statementsIn(document);
      if (statements === undefined) {
        return [
          'The policy cannot be read at synth. Write its statements out, without parameters or conditions of the template.',
        ];
      }
      return statements
        .filter(({ effect }) => effect === 'Allow')
        .flatMap((statement) => openTo(zone, resource, statement));
    });
  },
};

function openTo(zone: ZoneView, policy: ResourceView, statement: Statement): readonly string[] {
  const { name } = statement;
  if (hasWildcardPrincipal(statement)) {
    return isTiedToOwner(zone, policy, statement)
      ? []
      : [
          `Statement ${name} allows to a wildcard principal. Name the principals, or add a StringEquals condition on aws:PrincipalAccount, aws:PrincipalOrgID, aws:SourceAccount or kms:CallerAccount.`,
        ];
  }
  return namesItsPrincipals(zone, policy, statement)
    ? []
    : [`Statement ${name} allows to a principal that cannot be read at synth. Name it.`];
}

import { statementsIn } from '../../compliance/reading/policy';
import { RESOURCE_POLICIES } from '../../compliance/reading/resource-policies';
import type { JsonObject, ResourceView } from '../../compliance/reading/zone-view';
import type { EvidenceTable } from '../table';
import type { InventoryProps } from './props';
import { sorted } from './reading/lists';
import { nameOf, placeOf } from './reading/names';
import { TARGETS } from './reading/policy-targets';
import { shown } from './reading/shown';
import {
  actionsText,
  conditionsText,
  principalsText,
  resourceTexts,
} from './reading/statement-text';
import type { EvidenceZone } from '../zone/evidence-zone';

/** Documents of types that rules do not read as policies of resources: they have rules of their own. */
const BESIDE: Readonly<Record<string, (properties: JsonObject) => readonly unknown[]>> = {
  'AWS::ApiGateway::RestApi': ({ Policy: policy }) => [policy],
  'AWS::EC2::VPCEndpoint': ({ PolicyDocument: policy }) => [policy],
};

/** Who may use a resource, by its own policy. */
export function resourcePolicies({ zone }: Pick<InventoryProps, 'zone'>): EvidenceTable {
  const documents = { ...RESOURCE_POLICIES, ...BESIDE };
  return {
    id: 'resource-policies',
    title: 'Policies of resources',
    explains:
      'What the policy of a resource says of who may use it: keys, buckets, queues, topics, tables, functions, endpoints, the API, and who may act with a role. A line for each statement. A denial holds for everybody whom it names, whatever else allows.',
    columns: ['Of', 'Type', 'Effect', 'Who', 'Actions', 'On', 'Only if', 'Statement'],
    rows: sorted(
      zone.resources.flatMap((resource) =>
        (documents[resource.type]?.(resource.properties) ?? [])
          .filter((document) => document !== undefined)
          .flatMap((document) => rowsOf(zone, resource, document)),
      ),
    ),
  };
}

function rowsOf(
  zone: EvidenceZone,
  resource: ResourceView,
  document: unknown,
): readonly (readonly string[])[] {
  const target = { ...TARGETS, 'AWS::Logs::ResourcePolicy': 'PolicyName' }[resource.type];
  const of =
    (target === undefined ? '' : shown(zone, resource, resource.properties[target])) ||
    nameOf(zone, resource);
  const statements = statementsIn(document);
  if (statements === undefined) {
    const unread = 'the document cannot be read: look at the template';
    return [[of, resource.type, '', unread, '', '', '', placeOf(resource)]];
  }
  return statements.map((statement) => [
    of,
    resource.type,
    statement.effect,
    principalsText(zone, resource, statement),
    actionsText(statement),
    resourceTexts(zone, resource, statement).join(', ') || of,
    conditionsText(zone, resource, statement.conditions),
    statement.name,
  ]);
}

import type { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { readFileSync } from 'node:fs';
import type { Expectations } from '../../compliance/expectations';
import type { Export, ResourceView, ZoneView } from '../../compliance/reading/zone-view';
import { at, isObject, viewOf } from '../../compliance/reading/zone-view';
import { withoutSubstitutions } from '../../compliance/reading/substitution';
import type { Subject } from '../../compliance/evaluation';
import type { JsonObject } from '../../compliance/reading/json';

/** A stack of the zone and its template, as CloudFormation gets it. */
export interface EvidenceStack {
  /** Stack id: `Keys`. */
  readonly id: string;
  /** Name of the stack: `hlz-mercy-keys`. */
  readonly name: string;
  /**
   * Region that it stands in.
   *
   * @default - the Region of the zone
   */
  readonly region?: string;
  /** Stays when somebody deletes it without thinking. */
  readonly terminationProtection: boolean;
  /** The template as it was written, byte for byte. */
  readonly template: string;
}

/** The synthesized zone, as the evidence reads it: from the templates alone. */
export interface EvidenceZone extends ZoneView {
  /** In the order of deployment. */
  readonly stacks: readonly EvidenceStack[];
  /** Region of the stack of a resource. */
  readonly regionOf: (resource: Pick<Subject, 'stack'>) => string;
  /** What becomes of a resource when its stack is deleted; `Delete` where the template says nothing. */
  readonly deletionPolicy: (resource: Subject) => string;
  /** The resource as it stands in the template, everything beside `Properties` included. */
  readonly body: (resource: Subject) => JsonObject;
}

/** Reads the templates of an assembly. */
export function evidenceZone(assembly: CloudAssembly, expectations: Expectations): EvidenceZone {
  return zoneOfStacks(
    assembly.stacks.map((stack) => ({
      id: stack.hierarchicalId,
      name: stack.stackName,
      region: stack.environment.region,
      terminationProtection: stack.terminationProtection ?? false,
      template: readFileSync(stack.templateFullPath, 'utf8'),
    })),
    expectations,
  );
}

/** The zone of these stacks. */
export function zoneOfStacks(
  stacks: readonly EvidenceStack[],
  expectations: Expectations,
): EvidenceZone {
  const read = stacks.map((stack) => ({ stack, body: JSON.parse(stack.template) as unknown }));
  const bodies = new Map<string, JsonObject>();
  const resources = read.flatMap(({ stack, body }) =>
    entries(at(body, 'Resources')).map(([logicalId, resource]): ResourceView => {
      bodies.set(`${stack.name}/${logicalId}`, resource);
      return resourceView(stack, logicalId, resource);
    }),
  );
  const exports = new Map(read.flatMap(({ stack, body }) => exportsOf(stack, body)));
  const body = ({ stack, logicalId }: Subject): JsonObject =>
    bodies.get(`${stack}/${logicalId}`) ?? {};
  return {
    ...viewOf(resources, exports, expectations),
    stacks,
    regionOf: ({ stack }) =>
      stacks.find(({ name }) => name === stack)?.region ?? expectations.region,
    body,
    deletionPolicy: (resource) => {
      const policy = body(resource)['DeletionPolicy'];
      return typeof policy === 'string' ? policy : 'Delete';
    },
  };
}

function resourceView(
  { id, name }: EvidenceStack,
  logicalId: string,
  resource: JsonObject,
): ResourceView {
  const properties = withoutSubstitutions(resource['Properties'] ?? {});
  const path = at(resource, 'Metadata', 'aws:cdk:path');
  return {
    stack: name,
    logicalId,
    path: typeof path === 'string' ? path : `${id}/${logicalId}`,
    type: String(resource['Type']),
    properties: isObject(properties) ? properties : {},
    taggable: isObject(properties) && 'Tags' in properties,
  };
}

function exportsOf({ name: stack }: EvidenceStack, body: unknown): readonly [string, Export][] {
  return entries(at(body, 'Outputs')).flatMap(([, output]): [string, Export][] => {
    const exported = at(output, 'Export', 'Name');
    return typeof exported === 'string'
      ? [[exported, { stack, value: withoutSubstitutions(output['Value']) }]]
      : [];
  });
}

function entries(value: unknown): readonly (readonly [string, JsonObject])[] {
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, entry]) => (isObject(entry) ? [[key, entry]] : []));
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DescribeStackResourcesCommand, paginateListExports } from '@aws-sdk/client-cloudformation';
import { stackName } from '../../../lib/names';
import type { TemplateResource } from '../../support/templates';
import type { Aws } from './aws';

/** Stacks of the zone that this test deploys, by their ids. */
export const STACKS = [
  'Keys',
  'Archive',
  'Baseline',
  'Governance',
  'Identity',
  'Access',
  'Ledger',
  'Phi',
  'Breach',
  'Api',
  'Operations',
] as const;
export type StackId = (typeof STACKS)[number];

/** A resource as the template has it, and what it is called in the account. */
export interface Deployed extends TemplateResource {
  readonly logicalId: string;
  readonly physicalId: string;
}

/** What stands in a stack after its deploy. */
export async function deployedIn(
  { cloudFormation }: Pick<Aws, 'cloudFormation'>,
  zone: { readonly name: string; readonly assembly: string },
  stack: StackId,
): Promise<readonly Deployed[]> {
  const template = JSON.parse(
    readFileSync(join(zone.assembly, `${stack}.template.json`), 'utf8'),
  ) as { readonly Resources: Readonly<Record<string, TemplateResource>> };
  const { StackResources = [] } = await cloudFormation.send(
    new DescribeStackResourcesCommand({ StackName: stackName(zone, stack) }),
  );
  return StackResources.flatMap(({ LogicalResourceId = '', PhysicalResourceId = '' }) => {
    const resource = template.Resources[LogicalResourceId];
    return resource === undefined
      ? []
      : [{ ...resource, logicalId: LogicalResourceId, physicalId: PhysicalResourceId }];
  });
}

/** The one resource of a type whose logical id begins like this. */
export function the(resources: readonly Deployed[], type: string, prefix: string): Deployed {
  const found = resources.filter(
    (resource) => resource.Type === type && resource.logicalId.startsWith(prefix),
  );
  const [only] = found;
  if (only === undefined || found.length > 1) {
    throw new Error(`${String(found.length)} of ${type} begin with ${prefix}, expected one`);
  }
  return only;
}

/** Values of all exports by name: what one stack says to another. */
export async function exportsOf({
  cloudFormation,
}: Pick<Aws, 'cloudFormation'>): Promise<ReadonlyMap<string, string>> {
  const all = new Map<string, string>();
  for await (const { Exports = [] } of paginateListExports({ client: cloudFormation }, {})) {
    for (const { Name = '', Value = '' } of Exports) all.set(Name, Value);
  }
  return all;
}

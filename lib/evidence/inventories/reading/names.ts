import type { ResourceView } from '../../../compliance/reading/zone-view';
import { tagsOf } from '../../../compliance/reading/tags';
import { isSame } from '../../../compliance/reading/value-text';
import { WORKLOAD_TAG } from '../../../names';
import type { EvidenceZone } from '../../zone/evidence-zone';

/** What CDK puts at the end of the path of the resource that a construct is about. */
const MADE_BY_CDK = /\/(?:Resource|Default|Subnet)$/;

/** Stack and construct path: `Identity/Tables/Directory`. */
export function placeOf({ path }: Pick<ResourceView, 'path'>): string {
  return path.replace(MADE_BY_CDK, '');
}

/** What a person calls a resource: a key by its alias, everything else by its place. */
export function nameOf(zone: EvidenceZone, resource: ResourceView): string {
  const alias = aliasOf(zone, resource);
  if (alias === undefined) return placeOf(resource);
  const region = zone.regionOf(resource);
  // An alias is one for each Region.
  return region === zone.expectations.region ? alias : `${alias} in ${region}`;
}

/** Alias of a key, undefined when it has none or is none. */
export function aliasOf(zone: EvidenceZone, key: ResourceView): string | undefined {
  if (!key.type.startsWith('AWS::KMS::')) return undefined;
  const alias =
    key.type === 'AWS::KMS::Alias'
      ? key
      : zone
          .ofType('AWS::KMS::Alias')
          .find((entry) => isSame(zone.follow(entry, entry.properties['TargetKeyId']), key));
  const name = alias?.properties['AliasName'];
  return typeof name === 'string' ? name : undefined;
}

/** Who acts with a role: the workload that its tag names, else its own name, else its place. */
export function actorOf(role: ResourceView): string {
  const { RoleName: name } = role.properties;
  const workload = tagsOf(role).get(WORKLOAD_TAG);
  return [workload, name].find((text) => typeof text === 'string') ?? placeOf(role);
}

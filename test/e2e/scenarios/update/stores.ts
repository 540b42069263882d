import { lossOf } from '../../../support/stateful';
import type { Aws } from '../../zone/aws';
import { deployedIn, STACKS } from '../../zone/resources';
import type { ZoneUnderTest } from '../../zone/zone';

/** Physical names of what can be lost. */
export async function standingStores(
  aws: Pick<Aws, 'cloudFormation'>,
  zone: Pick<ZoneUnderTest, 'name' | 'assembly'>,
): Promise<readonly string[]> {
  const stacks = await Promise.all(STACKS.map((stack) => deployedIn(aws, zone, stack)));
  return stacks
    .flat()
    .filter(({ Type }) => lossOf(Type) !== undefined)
    .map(({ Type, logicalId, physicalId }) => `${Type} ${logicalId} ${physicalId}`)
    .toSorted();
}

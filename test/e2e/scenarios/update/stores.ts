import { lossOf } from '../../../support/stateful';
import type { Aws } from '../../zone/aws';
import { deployedIn, STACKS } from '../../zone/resources';
import type { ZoneUnderTest } from '../../zone/zone';

/** What holds a place in a stream: another mapping begins where its template says, and not where this one stood. */
const MAPPING = 'AWS::Lambda::EventSourceMapping';

/** Physical names of what can be lost, and of what stands somewhere in a stream. */
export async function standingStores(
  aws: Pick<Aws, 'cloudFormation'>,
  zone: Pick<ZoneUnderTest, 'name' | 'assembly'>,
): Promise<readonly string[]> {
  const stacks = await Promise.all(STACKS.map((stack) => deployedIn(aws, zone, stack)));
  return stacks
    .flat()
    .filter(({ Type }) => Type === MAPPING || lossOf(Type) !== undefined)
    .map(({ Type, logicalId, physicalId }) => `${Type} ${logicalId} ${physicalId}`)
    .toSorted();
}

import { contentsOf } from './contents';
import type { Context } from './context';
import type { Stack, VersionCursor } from './port';

/** What of one stack would be deleted. */
export interface StackInventory {
  readonly stack: string;
  readonly status: string;
  readonly terminationProtection: boolean;
  readonly buckets: readonly Count[];
  readonly vaults: readonly Count[];
}

export interface Count {
  readonly name: string;
  /** Versions and delete markers of a bucket, recovery points of a vault. */
  readonly count: number;
  /** The count was stopped: there are more. */
  readonly more: boolean;
  /** It is in the stack, but somebody has deleted it already. */
  readonly absent: boolean;
}

/** Counts what would go. Touches nothing. */
export async function inventory(
  context: Context,
  stacks: readonly Stack[],
): Promise<readonly StackInventory[]> {
  const found: StackInventory[] = [];
  for (const { id, name, status, terminationProtection } of stacks) {
    const contents = contentsOf(await context.port.resources(id));
    const buckets: Count[] = [];
    for (const bucket of contents.buckets) buckets.push(await countVersions(context, bucket));
    const vaults: Count[] = [];
    for (const vault of contents.vaults) vaults.push(await countRecoveryPoints(context, vault));
    found.push({ stack: name, status, terminationProtection, buckets, vaults });
  }
  return found;
}

async function countVersions({ port, limits }: Context, name: string): Promise<Count> {
  let count = 0;
  let cursor: VersionCursor | undefined;
  do {
    const page = await port.listVersions(name, cursor);
    if (page === undefined) return { name, count: 0, more: false, absent: true };
    count += page.versions.length;
    cursor = page.next;
  } while (cursor !== undefined && count <= limits.countedObjects);
  return bounded(name, count, limits.countedObjects);
}

async function countRecoveryPoints({ port, limits }: Context, name: string): Promise<Count> {
  if ((await port.vault(name)) === undefined) return { name, count: 0, more: false, absent: true };
  let count = 0;
  let cursor: string | undefined;
  do {
    const page = await port.listRecoveryPoints(name, cursor);
    count += page.points.length;
    cursor = page.next;
  } while (cursor !== undefined && count <= limits.countedObjects);
  return bounded(name, count, limits.countedObjects);
}

function bounded(name: string, count: number, limit: number): Count {
  return { name, count: Math.min(count, limit), more: count > limit, absent: false };
}

import { forEachBounded } from '../../lambda/shared/bounded';
import type { Context } from './context';
import { emptyBucket } from './empty-bucket';
import { emptyVault } from './empty-vault';
import type { Stack, StackResource } from './port';
import { Stopped, type Problem } from './problem';

/** What of a stack must be emptied before CloudFormation can delete it. */
export interface Contents {
  readonly buckets: readonly string[];
  readonly vaults: readonly string[];
}

/** Finds buckets and vaults by what CloudFormation made, never by their names. */
export function contentsOf(resources: readonly StackResource[]): Contents {
  const standing = resources.filter(
    ({ status }) => status !== 'DELETE_COMPLETE' && status !== 'DELETE_SKIPPED',
  );
  const idsOf = (type: string): readonly string[] =>
    standing
      .filter((resource) => resource.type === type)
      .flatMap(({ physicalId }) => physicalId ?? []);
  return { buckets: idsOf('AWS::S3::Bucket'), vaults: idsOf('AWS::Backup::BackupVault') };
}

/** Empties all of it. One that cannot be emptied does not keep the others from being emptied. */
export async function emptyContents(context: Context, stack: Stack): Promise<void> {
  const { buckets, vaults } = contentsOf(await context.port.resources(stack.id));
  const problems: Problem[] = [];
  const collecting = async (work: Promise<void>): Promise<void> => {
    try {
      await work;
    } catch (error) {
      if (!(error instanceof Stopped)) throw error;
      problems.push(...error.problems);
    }
  };
  // The vaults first: backups of a bucket are kept in there, and take longest.
  const jobs = [
    ...vaults.map((vault) => () => emptyVault(context, stack.name, vault)),
    ...buckets.map((bucket) => () => emptyBucket(context, stack.name, bucket)),
  ];
  await forEachBounded(jobs, context.limits.bucketsAtOnce, (job) => collecting(job()));
  if (problems.length > 0) throw new Stopped(unique(problems));
}

function unique(problems: readonly Problem[]): readonly Problem[] {
  const seen = new Map(problems.map((problem) => [JSON.stringify(problem), problem]));
  return [...seen.values()];
}

import { forEachBounded } from '../../lambda/shared/bounded';
import type { Context } from './context';
import { backoffMs, pause } from './patience';
import { PortError } from '../aws/calling';
import type { ObjectVersion, VersionFailure, VersionPage } from './port';
import { Stopped, type Problem } from './problem';

/** Per-object errors of S3 that pass by themselves. */
const PASSING = new Set(['InternalError', 'SlowDown', 'ServiceUnavailable', 'OperationAborted']);

/** What one pass over a bucket came to. */
interface Pass {
  found: number;
  deleted: number;
  /** How many versions stayed, by error code. */
  readonly codes: Map<string, number>;
  /** The newest of those that stayed: by a default retention they are locked longest. */
  stayed: readonly ObjectVersion[];
  gone: boolean;
}

/**
 * Deletes every version and delete marker of a bucket, until a listing of it is empty. Replication
 * and access logging can add objects meanwhile, so one pass is not enough to know.
 */
export async function emptyBucket(context: Context, stack: string, bucket: string): Promise<void> {
  const { limits, report } = context;
  let deleted = 0;
  const tell = (state: 'emptying' | 'empty' | 'absent'): void =>
    report({ event: 'bucket', stack, bucket, state, deleted });

  for (let round = 1; ; round += 1) {
    const pass = await onePass(context, bucket, (count) => {
      deleted += count;
      tell('emptying');
    });
    if (pass.gone) return tell('absent');
    if (pass.found === 0) return tell('empty');

    const stayed = total(pass.codes);
    if (stayed > 0) {
      const problem = await whyTheyStay(context, bucket, pass, stayed);
      const hopeless = problem.kind !== 'undeletable' || pass.deleted === 0;
      if (hopeless || round >= limits.passes) throw new Stopped([problem]);
    } else if (round >= limits.passes) {
      throw new Stopped([{ kind: 'refilled', bucket, objects: pass.found, passes: round }]);
    }
    // The first look after a clean pass needs no wait: nearly always it finds nothing.
    if (stayed > 0 || round > 1) await pause(context, limits.passPauseMs * round);
  }
}

async function onePass(
  context: Context,
  bucket: string,
  onDeleted: (count: number) => void,
): Promise<Pass> {
  const pass: Pass = { found: 0, deleted: 0, codes: new Map(), stayed: [], gone: false };
  await forEachBounded(
    pagesOf(context, bucket, () => {
      pass.gone = true;
    }),
    context.limits.deletesAtOnce,
    async (page) => {
      pass.found += page.versions.length;
      const failures = await deletePage(context, bucket, page.versions);
      for (const { code } of failures) pass.codes.set(code, (pass.codes.get(code) ?? 0) + 1);
      pass.stayed = newest(
        [...pass.stayed, ...failures.map(({ version }) => version)],
        context.limits.lockSample,
      );
      const count = page.versions.length - failures.length;
      pass.deleted += count;
      if (count > 0) onDeleted(count);
    },
  );
  return pass;
}

async function* pagesOf(
  { port, limits }: Context,
  bucket: string,
  onGone: () => void,
): AsyncGenerator<VersionPage> {
  let cursor: VersionPage['next'];
  for (let pages = 0; pages < limits.pagesPerPass; pages += 1) {
    const page = await port.listVersions(bucket, cursor);
    if (page === undefined) onGone();
    else if (page.versions.length > 0) yield page;
    cursor = page?.next;
    if (cursor === undefined) break;
  }
}

/** Deletes a page; what fails for a passing reason is tried again a few times. */
async function deletePage(
  context: Context,
  bucket: string,
  versions: readonly ObjectVersion[],
): Promise<readonly VersionFailure[]> {
  const { port, limits } = context;
  const lasting: VersionFailure[] = [];
  let left = versions;
  for (let tries = 0; ; tries += 1) {
    const failures = await deleteOrGone(port.deleteVersions(bucket, left));
    const passing = failures.filter(({ code }) => PASSING.has(code));
    lasting.push(...failures.filter(({ code }) => !PASSING.has(code)));
    if (passing.length === 0 || tries >= limits.retries) return [...lasting, ...passing];
    left = passing.map(({ version }) => version);
    await pause(context, backoffMs(limits, tries));
  }
}

/** A bucket that somebody deletes meanwhile has nothing left in it. */
async function deleteOrGone(
  call: Promise<readonly VersionFailure[]>,
): Promise<readonly VersionFailure[]> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof PortError && error.code === 'NoSuchBucket') return [];
    throw error;
  }
}

/** Looks at a bounded number of those that stayed: S3 answers AccessDenied whatever the reason. */
async function whyTheyStay(
  { port, clock }: Context,
  bucket: string,
  pass: Pass,
  objects: number,
): Promise<Problem> {
  let until = 0;
  let held = false;
  for (const version of pass.stayed) {
    const lock = await port.lockOf(bucket, version);
    held ||= lock.legalHold;
    if (lock.mode === 'COMPLIANCE' && lock.until !== undefined) {
      until = Math.max(until, lock.until.getTime());
    }
  }
  if (until > clock.now()) {
    return {
      kind: 'compliance-locked',
      bucket,
      objects,
      until: new Date(until).toISOString(),
    };
  }
  if (held) return { kind: 'legal-hold', bucket, objects };
  return { kind: 'undeletable', bucket, objects, codes: Object.fromEntries(pass.codes) };
}

function newest(versions: readonly ObjectVersion[], count: number): readonly ObjectVersion[] {
  return versions
    .toSorted((a, b) => (b.lastModified?.getTime() ?? 0) - (a.lastModified?.getTime() ?? 0))
    .slice(0, count);
}

function total(counts: ReadonlyMap<string, number>): number {
  return [...counts.values()].reduce((sum, count) => sum + count, 0);
}

import { forEachBounded } from '../../lambda/shared/bounded';
import type { Context } from './context';
import { pause } from './patience';
import { PortError } from '../aws/calling';
import type { RecoveryPoint, Vault } from './port';
import { Stopped } from './problem';

/** In these states a recovery point takes no orders: it is on its way out, or not yet made. */
const BUSY = new Set(['DELETING', 'CREATING']);

/** What one look into a vault, with an attempt to delete what is there, came to. */
interface Look {
  readonly left: number;
  readonly expired: number;
  readonly codes: Readonly<Record<string, number>>;
  readonly example: string;
  /** Nothing but recovery points that AWS Backup has refused to delete again and again. */
  readonly stuck: boolean;
}

/** Takes a governance lock off a backup vault, deletes its recovery points and waits until they are gone. */
export async function emptyVault(context: Context, stack: string, name: string): Promise<void> {
  const { port, clock, limits, report } = context;
  const vault = await port.vault(name);
  if (vault === undefined) {
    return report({ event: 'vault', stack, vault: name, state: 'absent', left: 0 });
  }
  const immutable = isImmutable(vault, clock.now());
  if (vault.locked && !immutable) await port.unlockVault(name);

  const deadline = clock.now() + limits.vaultMs;
  const refusals = new Map<string, number>();
  for (;;) {
    const points = await recoveryPointsOf(context, name);
    const state = points.length === 0 ? 'empty' : 'emptying';
    report({ event: 'vault', stack, vault: name, state, left: points.length });
    if (points.length === 0) return;
    if (immutable) {
      throw new Stopped([{ kind: 'vault-locked', vault: name, recoveryPoints: points.length }]);
    }
    const { stuck, ...look } = await deleteAll(context, name, points, refusals);
    if (stuck || clock.now() >= deadline) {
      throw new Stopped([{ kind: 'recovery-points', vault: name, ...look }]);
    }
    await pause(context, limits.pollMs);
  }
}

/** All recovery points of a vault. */
async function recoveryPointsOf(
  { port, limits }: Context,
  vault: string,
): Promise<readonly RecoveryPoint[]> {
  const points: RecoveryPoint[] = [];
  let cursor: string | undefined;
  for (let pages = 0; pages < limits.pagesPerPass; pages += 1) {
    const page = await port.listRecoveryPoints(vault, cursor);
    points.push(...page.points);
    if (page.next === undefined) break;
    cursor = page.next;
  }
  return points;
}

async function deleteAll(
  { port, limits }: Context,
  vault: string,
  points: readonly RecoveryPoint[],
  refusals: Map<string, number>,
): Promise<Look> {
  const codes: Record<string, number> = {};
  let example = '';
  const isStuck = ({ arn }: RecoveryPoint): boolean =>
    (refusals.get(arn) ?? 0) >= limits.recoveryPointTries;
  const wanted = points.filter((point) => !BUSY.has(point.status) && !isStuck(point));
  await forEachBounded(wanted, limits.recoveryPointsAtOnce, async ({ arn, status }) => {
    const refused = (): unknown => refusals.set(arn, (refusals.get(arn) ?? 0) + 1);
    // AWS Backup answers 200 to a deletion that it cannot do, and marks the point EXPIRED.
    if (status === 'EXPIRED') refused();
    try {
      await port.deleteRecoveryPoint(vault, arn);
    } catch (error) {
      if (!(error instanceof PortError)) throw error;
      codes[error.code] = (codes[error.code] ?? 0) + 1;
      example = error.detail;
      if (error.code === 'AccessDeniedException') refused();
    }
  });
  return {
    left: points.length,
    expired: points.filter(({ status }) => status === 'EXPIRED').length,
    codes,
    example,
    stuck: points.every(isStuck),
  };
}

/** A compliance lock past its grace days: nobody can take it off. */
function isImmutable({ locked, lockDate }: Vault, now: number): boolean {
  return locked && lockDate !== undefined && lockDate.getTime() <= now;
}

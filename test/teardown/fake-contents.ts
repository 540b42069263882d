import { PortError } from '../../lib/aws/calling';
import type { ObjectVersion, RecoveryPointPage, VersionFailure } from '../../lib/teardown/port';
import type { FakeBucket, FakeVault } from './fake-state';

/** How buckets and vaults of the account in memory behave: locks hold, deletions take a while. */

export function deleteFrom(
  bucket: FakeBucket,
  asked: readonly ObjectVersion[],
  now: number,
): readonly VersionFailure[] {
  const failed: VersionFailure[] = [];
  const keys = new Map(asked.map((version) => [version.key, version]));
  bucket.versions = bucket.versions.filter((version) => {
    const wanted = keys.get(version.key);
    if (wanted === undefined) return true;
    const { lock } = version;
    const locked = lock?.mode === 'COMPLIANCE' && (lock.until?.getTime() ?? 0) > now;
    const code = version.failures?.shift() ?? (locked || lock?.legalHold ? 'AccessDenied' : '');
    if (code !== '') failed.push({ version: wanted, code });
    return code !== '';
  });
  return failed;
}

export function unlock(vault: FakeVault | undefined, now: number): void {
  if (vault === undefined) return;
  if (vault.lockDate && vault.lockDate.getTime() <= now) {
    throw new PortError('unlockVault', 'InvalidRequestException', 'immutable', false);
  }
  vault.locked = false;
}

/** A page of recovery points. The first page is a look at the vault: then time goes on in there. */
export function lookInto(
  vault: FakeVault | undefined,
  pageSize: number,
  cursor: string | undefined,
): RecoveryPointPage {
  if (vault === undefined) return { points: [] };
  if (cursor === undefined) {
    vault.points = vault.points.filter(
      (point) => point.status !== 'DELETING' || point.looksUntilGone > 0,
    );
    for (const point of vault.points) {
      if (point.status === 'DELETING') point.looksUntilGone -= 1;
      if (point.status === 'CREATING') point.status = 'COMPLETED';
    }
  }
  const from = Number(cursor ?? 0);
  const to = from + pageSize;
  const points = vault.points.slice(from, to).map(({ arn, status }) => ({ arn, status }));
  return to < vault.points.length ? { points, next: String(to) } : { points };
}

export function deletePoint(vault: FakeVault | undefined, arn: string): void {
  const point = vault?.points.find((candidate) => candidate.arn === arn);
  if (vault === undefined || point === undefined) return;
  if (vault.locked || point.status === 'CREATING') {
    throw new PortError('DeleteRecoveryPoint', 'InvalidRequestException', 'locked', false);
  }
  if (point.status !== 'EXPIRED') point.status = 'DELETING';
}

import { errorChain } from '../../shared/errors';
import { LedgerFormatError } from '../format/errors';
import { zoneCheckpointKey } from '../format/layout';
import type { LogLine, ZoneCheckpoint } from '../format/zone-checkpoint';
import { signZoneCheckpoint } from '../format/zone-checkpoint';
import { newestZoneCheckpoint } from '../zone-checkpoints';
import type { CheckedLog } from './check-log';
import type { CheckpointerDependencies, CheckpointKey } from './ports';

/** A zone in which no log grew is signed anew after so long: so its silence can be told from its end. */
export const HEARTBEAT_MS = 3_600_000;
const ROUNDS = 5;

export interface SignedZone {
  /** Number of the newest zone checkpoint. */
  readonly number: number;
  /** Whether this run wrote it. */
  readonly signed: boolean;
  /** Logs that another run has signed otherwise than this one has seen them. */
  readonly refused: ReadonlyMap<string, LedgerFormatError>;
}

/**
 * Signs the next zone checkpoint when a log grew, or when the newest is an hour old.
 *
 * Its number is written once. Who is refused, or does not learn how the write ended, reads the newest
 * again and puts its own lines beside those: of each log the larger state, so that none goes back.
 *
 * @param checked the logs that this run has checked, by their origin
 */
export async function signZone(
  { store, log, now }: CheckpointerDependencies,
  key: CheckpointKey,
  newest: ZoneCheckpoint | undefined,
  checked: ReadonlyMap<string, CheckedLog>,
): Promise<SignedZone> {
  const refused = new Map<string, LedgerFormatError>();
  let previous = newest;
  let failure: unknown;
  for (let round = 0; round < ROUNDS; round += 1) {
    const logs = merge(previous, checked, refused);
    if (previous !== undefined && !isDue(previous, logs, now())) {
      return { number: previous.number, signed: false, refused };
    }
    const number = (previous?.number ?? -1) + 1;
    const time = timeAfter(previous, now());
    const bytes = await signZoneCheckpoint({ number, time, logs }, key.verifier, key.sign);
    try {
      if ((await store.create(zoneCheckpointKey(number), bytes)) === 'created') {
        return { number, signed: true, refused };
      }
    } catch (error) {
      failure = error;
      log.warn('zone-retried', { number, problem: errorChain(error) });
    }
    previous = await newestZoneCheckpoint(store, key.verifier);
  }
  throw failure ?? new RangeError('other runs wrote zone checkpoints faster than this one');
}

/** Of each log the larger of its state in a zone checkpoint and the one now checked. */
function merge(
  previous: ZoneCheckpoint | undefined,
  checked: ReadonlyMap<string, CheckedLog>,
  refused: Map<string, LedgerFormatError>,
): readonly LogLine[] {
  const lines = new Map((previous?.logs ?? []).map((line) => [line.origin, line]));
  for (const [origin, { line, passed }] of checked) {
    const other = lines.get(origin);
    if (other !== undefined && other.size > line.size) continue;
    if (other === undefined || isSame(passed.get(other.size), other)) {
      lines.set(origin, line);
    } else {
      refused.set(
        origin,
        new LedgerFormatError(
          'broken-chain',
          `its state at leaf ${String(other.size)} is signed otherwise than it was read`,
        ),
      );
    }
  }
  return [...lines.values()];
}

function isSame(one: LogLine | undefined, other: LogLine): boolean {
  return one !== undefined && one.root.equals(other.root) && one.head.equals(other.head);
}

function isDue(previous: ZoneCheckpoint, logs: readonly LogLine[], now: number): boolean {
  const before = new Map(previous.logs.map(({ origin, size }) => [origin, size]));
  return (
    logs.some(({ origin, size }) => before.get(origin) !== size) ||
    now - Date.parse(previous.time) >= HEARTBEAT_MS
  );
}

/** Never before the time of the one before: a clock may be set back. */
function timeAfter(previous: ZoneCheckpoint | undefined, now: number): string {
  const earliest = previous === undefined ? now : Date.parse(previous.time);
  return new Date(Math.max(now, earliest)).toISOString();
}

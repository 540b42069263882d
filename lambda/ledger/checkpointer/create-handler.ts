import type { Logger } from '../../shared/log';
import { CheckpointRunError } from '../errors';
import { LedgerFormatError } from '../format/errors';
import { isSpoolKey, logOrigin, SEGMENTS, SPOOL, SPOOL_LOG } from '../format/layout';
import type { ZoneCheckpoint } from '../format/zone-checkpoint';
import type { InvocationContext } from '../invocation';
import { NoteError } from '../note/errors';
import type { SeenHead } from './check-log';
import type { LogOutcome } from './check-logs';
import { checkLogs, logIn, refuse } from './check-logs';
import type { CheckpointerDependencies, CheckpointKey } from './ports';
import type { SignedZone } from './zone';
import { newestZoneCheckpoint } from '../zone-checkpoints';
import { signZone } from './zone';

/**
 * Signs the state of each log that grew, and of the zone. Safe when doubled or cut off: all that it
 * writes is written once, and the next run goes on from what is signed.
 */
export function createHandler(dependencies: CheckpointerDependencies) {
  const heads = new Map<string, SeenHead>();
  return async (_event: unknown, context: InvocationContext): Promise<void> => {
    const { store, log } = dependencies;
    const key = await dependencies.key();
    const zone = await refusing(log, () => newestZoneCheckpoint(store, key.verifier));
    const remaining = (): number => context.getRemainingTimeInMillis();
    const outcomes = await checkLogs(
      { store, key, log, remaining },
      await store.folders(SEGMENTS),
      zone,
      heads,
    );
    const signed = await refusing(log, () => signZone(dependencies, key, zone, linesOf(outcomes)));
    for (const [origin, error] of signed.refused)
      refuse(log, logIn(key.verifier.name, origin), error);
    const failed = outcomes.filter(({ verdict }) => verdict === 'failed').length;
    log.info('checkpoint-run', {
      ...count(outcomes, signed),
      failed,
      unsealedSpool: await unsealedSpool(dependencies, key, zone, outcomes),
      zoneNumber: signed.number,
      zoneSigned: signed.signed,
    });
    if (failed > 0) {
      throw new CheckpointRunError(
        `${String(failed)} logs could not be checked because calls failed: the next run tries again. Each is told as checkpoint-failed in the log of this function.`,
      );
    }
  };
}

/** Says so when the newest zone checkpoint is not good, whenever it is read. Then nothing is signed. */
async function refusing<T>(log: Logger, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof LedgerFormatError || error instanceof NoteError) {
      refuse(log, 'zone', error);
    }
    throw error;
  }
}

function linesOf(outcomes: readonly LogOutcome[]) {
  return new Map(
    outcomes.flatMap(({ checked }) =>
      checked === undefined ? [] : [[checked.line.origin, checked] as const],
    ),
  );
}

function count(outcomes: readonly LogOutcome[], { refused }: SignedZone) {
  return {
    logs: outcomes.length,
    signed: outcomes.filter(({ checked }) => (checked?.segments ?? 0) > 0).length,
    refused: outcomes.filter(({ verdict }) => verdict === 'refused').length + refused.size,
    unsignedSegments: outcomes.reduce((sum, { unsigned }) => sum + unsigned, 0),
  };
}

/**
 * Events in the spool that are no leaves of its log yet, as far as that is checked. One that cannot
 * be read is never sealed, and stays in this count.
 */
async function unsealedSpool(
  { store }: CheckpointerDependencies,
  { verifier }: CheckpointKey,
  zone: ZoneCheckpoint | undefined,
  outcomes: readonly LogOutcome[],
): Promise<number> {
  let objects = 0;
  for await (const key of store.keys(SPOOL)) objects += isSpoolKey(key) ? 1 : 0;
  const origin = logOrigin(verifier.name, SPOOL_LOG);
  const before = zone?.logs.find((line) => line.origin === origin)?.size ?? 0;
  const now = outcomes.find(({ log }) => log === SPOOL_LOG)?.checked?.line.size ?? before;
  return Math.max(0, objects - now);
}

import { errorChain } from '../../shared/errors';
import type { Logger } from '../../shared/log';
import { LedgerFormatError } from '../format/errors';
import { isLogName, logOrigin } from '../format/layout';
import type { ZoneCheckpoint } from '../format/zone-checkpoint';
import { NoteError } from '../note/errors';
import type { LedgerStore } from '../store';
import type { CheckedLog, CheckLogDependencies, SeenHead } from './check-log';
import { checkLog } from './check-log';
import type { Survey } from './survey';
import { countWaiting, startAt, surveyLog } from './survey';

/** How a log came out of a run. `waiting`: there was no time for it. */
export interface LogOutcome {
  readonly log: string;
  readonly verdict: 'checked' | 'refused' | 'failed' | 'waiting';
  readonly checked?: CheckedLog | undefined;
  /** Segments that are sealed and still not signed, as far as they are counted (`MOST_COUNTED`). */
  readonly unsigned: number;
}

export interface CheckLogsDependencies extends Omit<CheckLogDependencies, 'timeLeft'> {
  readonly log: Logger;
  /** Milliseconds until the run is cut off. */
  readonly remaining: () => number;
}

/** What is kept for the zone checkpoint, and for one segment of each log, when time gets short. */
const SIGNING_TIME_MS = 20_000;
/** No log is begun with less: the zone checkpoint is what all others wait for. */
const ZONE_TIME_MS = 4000;

/**
 * Checks and signs each log. One that does not check out, or cannot be read, stays as it was signed
 * and keeps no other from being signed. Those with the least to check come first, and each has its
 * share of the time: what one leaves is for those after it.
 *
 * @param folders names of the logs that have segments
 * @param heads what the run before saw, kept up to date
 */
export async function checkLogs(
  dependencies: CheckLogsDependencies,
  folders: readonly string[],
  zone: ZoneCheckpoint | undefined,
  heads: Map<string, SeenHead>,
): Promise<readonly LogOutcome[]> {
  const { store, log: logger, key, remaining } = dependencies;
  const { name: prefix } = key.verifier;
  const signed = new Map((zone?.logs ?? []).map((line) => [logIn(prefix, line.origin), line]));
  const sizeOf = (log: string): number => signed.get(log)?.size ?? 0;
  const outcomes: LogOutcome[] = [];
  const surveys: Survey[] = [];
  for (const log of new Set([...folders, ...signed.keys()])) {
    const survey = await attempt(logger, log, remaining, async () => {
      if (!isLogName(log)) {
        throw new LedgerFormatError('foreign', 'no log of the ledger has this name');
      }
      return surveyLog(store, log, sizeOf(log));
    });
    // How much waits is not known: one at least, so that it is not taken for nothing.
    if (typeof survey === 'string') outcomes.push({ log, verdict: survey, unsigned: 1 });
    else surveys.push(survey);
  }
  const byLength = surveys
    .map((survey) => ({ survey, leaves: startOf(survey) - sizeOf(survey.log) }))
    .toSorted((a, b) => (a.leaves < b.leaves ? -1 : Number(a.leaves > b.leaves)));
  for (const [at, { survey }] of byLength.entries()) {
    const { log } = survey;
    const timeLeft = shareOf(remaining, byLength.length - at);
    const checked = await attempt(logger, log, remaining, () =>
      checkLog({ store, key, timeLeft }, survey, signed.get(log), heads.get(log)),
    );
    if (typeof checked === 'string') {
      outcomes.push({ log, verdict: checked, unsigned: await waiting(store, survey, sizeOf(log)) });
      continue;
    }
    const segments = checked?.segments ?? 0;
    if (checked !== undefined) heads.set(log, checked.seen);
    if (checked !== undefined && segments > 0) {
      logger.info('checkpoint-signed', { log, size: checked.line.size, segments });
    }
    const unsigned = await waiting(store, survey, checked?.line.size ?? 0);
    outcomes.push({ log, verdict: 'checked', checked, unsigned });
  }
  return outcomes;
}

/** Whether the first of so many logs still has time, of which each gets the same. */
function shareOf(remaining: () => number, logs: number): () => boolean {
  const end = SIGNING_TIME_MS + (remaining() - SIGNING_TIME_MS) * (1 - 1 / logs);
  return () => remaining() > Math.max(end, SIGNING_TIME_MS);
}

function startOf({ newest }: Survey): number {
  return newest === undefined ? -1 : startAt(newest);
}

async function waiting(store: LedgerStore, survey: Survey, size: number): Promise<number> {
  try {
    return await countWaiting(store, survey, size);
  } catch {
    // The newest is there, and not signed. What kept it from being read is told where it matters.
    return 1;
  }
}

/** Says that a log, or the zone, does not check out. */
export function refuse(logger: Logger, log: string, error: LedgerFormatError | NoteError): void {
  logger.error('checkpoint-refused', {
    log,
    fault: error instanceof LedgerFormatError ? error.fault : 'signature',
    problem: errorChain(error),
  });
}

async function attempt<T>(
  logger: Logger,
  log: string,
  remaining: () => number,
  call: () => Promise<T>,
): Promise<T | 'refused' | 'failed' | 'waiting'> {
  if (remaining() < ZONE_TIME_MS) return 'waiting';
  try {
    return await call();
  } catch (error) {
    if (error instanceof LedgerFormatError || error instanceof NoteError) {
      refuse(logger, log, error);
      return 'refused';
    }
    logger.error('checkpoint-failed', { log, problem: errorChain(error) });
    return 'failed';
  }
}

/** Name of the log with an origin, which is below that of the ledger. */
export function logIn(prefix: string, origin: string): string {
  return origin.slice(logOrigin(prefix, '').length);
}

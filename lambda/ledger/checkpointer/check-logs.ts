import { errorChain } from '../../shared/errors';
import type { Logger } from '../../shared/log';
import { LedgerFormatError } from '../format/errors';
import { isLogName, logOrigin } from '../format/layout';
import type { ZoneCheckpoint } from '../format/zone-checkpoint';
import { NoteError } from '../note/errors';
import type { CheckedLog, CheckLogDependencies, SeenHead } from './check-log';
import { checkLog } from './check-log';
import type { Survey } from './survey';
import { surveyLog } from './survey';

/** How a log came out of a run. */
export interface LogOutcome {
  readonly log: string;
  readonly verdict: 'checked' | 'refused' | 'failed';
  readonly checked?: CheckedLog | undefined;
  /** Segments that are sealed and still not signed. */
  readonly unsigned: number;
}

/**
 * Checks and signs each log. One that does not check out, or cannot be read, stays as it was signed
 * and keeps no other from being signed. Those with the least to check come first.
 *
 * @param folders names of the logs that have segments
 * @param heads what the run before saw, kept up to date
 */
export async function checkLogs(
  dependencies: CheckLogDependencies & { readonly log: Logger },
  folders: readonly string[],
  zone: ZoneCheckpoint | undefined,
  heads: Map<string, SeenHead>,
): Promise<readonly LogOutcome[]> {
  const { store, log: logger, key } = dependencies;
  const { name: prefix } = key.verifier;
  const signed = new Map((zone?.logs ?? []).map((line) => [logIn(prefix, line.origin), line]));
  const outcomes: LogOutcome[] = [];
  const surveys: Survey[] = [];
  for (const log of new Set([...folders, ...signed.keys()])) {
    const survey = await attempt(logger, log, async () => {
      if (!isLogName(log)) {
        throw new LedgerFormatError('foreign', 'no log of the ledger has this name');
      }
      return surveyLog(store, log, signed.get(log)?.size ?? 0);
    });
    if (typeof survey === 'string') outcomes.push({ log, verdict: survey, unsigned: 0 });
    else surveys.push(survey);
  }
  for (const survey of surveys.toSorted((a, b) => a.fresh.length - b.fresh.length)) {
    const { log, fresh } = survey;
    const checked = await attempt(logger, log, () =>
      checkLog(dependencies, survey, signed.get(log), heads.get(log)),
    );
    if (typeof checked === 'string') {
      outcomes.push({ log, verdict: checked, unsigned: fresh.length });
      continue;
    }
    const segments = checked?.segments ?? 0;
    if (checked !== undefined) heads.set(log, checked.seen);
    if (checked !== undefined && segments > 0) {
      logger.info('checkpoint-signed', { log, size: checked.line.size, segments });
    }
    outcomes.push({
      log,
      verdict: 'checked',
      checked,
      unsigned: Math.max(0, fresh.length - segments),
    });
  }
  return outcomes;
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
  call: () => Promise<T>,
): Promise<T | 'refused' | 'failed'> {
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

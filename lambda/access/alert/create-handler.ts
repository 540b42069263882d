import { errorChain } from '../../shared/errors';
import type { Logger } from '../../shared/log';
import type { BatchAnswer } from '../../shared/table-stream';
import {
  inTheirOrder,
  isTableBatch,
  readTableRecord,
  sequenceNumberOf,
} from '../../shared/table-stream';
import type { Table } from '../../shared/table';
import { AlertEventError } from '../errors';
import type { Glass } from '../glass';
import { glassIn, UNREVIEWED } from '../glass';
import type { Alert, Alerts } from './alerts';
import {
  glassBrokenAlert,
  removedGlassAlert,
  unreadableGlassAlert,
  unreviewedAlert,
} from './alerts';

export interface AlertDependencies {
  readonly alerts: Alerts;
  readonly brokenGlass: Table;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly log: Logger;
}

/** After so long somebody is reminded, each day. */
const PATIENCE_MS = 24 * 60 * 60 * 1000;
const PAGE = 100;

/**
 * Tells the security team that a glass was broken, from the stream of the register; and from a daily
 * `{"remind":true}` which ones still wait for the result of a review.
 *
 * A message may come twice; none is left out. A batch stops at the first that could not be sent.
 */
export function createHandler(dependencies: AlertDependencies) {
  const { alerts, brokenGlass, now, log } = dependencies;

  async function remind(): Promise<void> {
    // Sort keys begin with the time.
    const { items, next } = await brokenGlass.query({
      index: 'byUnreviewed',
      partition: UNREVIEWED,
      to: new Date(now() - PATIENCE_MS).toISOString(),
      limit: PAGE,
    });
    const glasses = items.map(glassIn).filter((glass) => glass !== undefined);
    if (glasses.length > 0) await alerts.publish(unreviewedAlert(glasses, next !== undefined));
    log.info('unreviewed-glasses', { glasses: glasses.length });
  }

  return async (event: unknown): Promise<BatchAnswer> => {
    if (isReminder(event)) {
      await remind();
      return { batchItemFailures: [] };
    }
    if (!isTableBatch(event)) {
      throw new AlertEventError(
        'The event is none of this function: expected a batch of the table brokenGlass, or {"remind":true}.',
      );
    }
    return inTheirOrder(
      event.Records,
      async (record) => {
        const alert = alertOf(record);
        if (alert !== undefined) await alerts.publish(alert);
      },
      (error) => {
        log.error('alert-failed', { error: errorChain(error) });
      },
    );
  };
}

/** What a record is told by; undefined when it is a review. */
function alertOf(record: unknown): Alert | undefined {
  const read = readTableRecord(record);
  if (read === undefined) return unreadableGlassAlert(sequenceNumberOf(record));
  if (read.kind === 'REMOVE') return removedGlassAlert(read.sequenceNumber);
  const glass: Glass | undefined = read.after === undefined ? undefined : glassIn(read.after);
  if (glass === undefined) return unreadableGlassAlert(read.sequenceNumber);
  return read.kind === 'INSERT' ? glassBrokenAlert(glass) : undefined;
}

function isReminder(event: unknown): boolean {
  return typeof event === 'object' && event !== null && 'remind' in event && event.remind === true;
}

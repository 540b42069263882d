import { describeError } from '../errors';
import type { Logger } from '../log';
import type { AuditTrail, Receipt } from './audit-trail';
import { readDrafts } from './check-event';
import { AuditUnavailableError } from './errors';
import type { AuditDraft } from './event';
import { parseEventId } from './event-id';
import type { Epoch } from './producer';
import { giveOut, isOver, startEpoch } from './producer';
import type { PutOutcome, Retrying } from './put-all';
import { putAll } from './put-all';
import type { AuditRecord } from './record';
import { recordOf } from './record';
import { spoolKey } from './spool';

/** Write-once objects for what must not wait for the stream. */
export interface AuditSpool {
  /**
   * Writes an object unless there is one: an event id has only one content, so one that is there is
   * the same. Throws when it may not be there.
   */
  put(key: string, bytes: Uint8Array): Promise<void>;
}

export interface AuditTrailDependencies extends Retrying {
  readonly spool: AuditSpool;
  /** Bytes from a cryptographic source. */
  readonly random: (size: number) => Uint8Array;
  readonly log: Logger;
}

/** Objects of the spool that are written at a time. */
const AT_A_TIME = 16;

/**
 * The audit trail of one producer: one for each container, made once, since it counts.
 *
 * Numbers are given out when events are sent, so an event that did not arrive leaves a hole behind
 * which a suppressed one could hide. When sending fails for good, the epoch therefore ends, and what
 * stands before a number given out later is put into the spool. That repairs the hole; it does not
 * make the event accepted unless it is one for emergencies.
 */
export function createAuditTrail(dependencies: AuditTrailDependencies): AuditTrail {
  const { clock, random, log } = dependencies;
  let current: { epoch: Epoch } | undefined;

  /** Synchronous, so that numbers are given out in one order. */
  function number(drafts: readonly AuditDraft[]) {
    const now = clock();
    const events = readDrafts(drafts, new Date(now).toISOString());
    const open =
      current === undefined || isOver(current.epoch, now, events.length)
        ? { epoch: startEpoch(now, random) }
        : current;
    const { ids, epoch } = giveOut(open.epoch, events.length);
    const records = events.map((event, at) => recordOf({ ...event, eventId: ids[at] ?? '' }));
    // Only now: an event that is too large has thrown, and its number goes to the next one.
    open.epoch = epoch;
    current = open;
    return { open, records };
  }

  return {
    async append(drafts) {
      if (drafts.length === 0) return [];
      const { open, records } = number(drafts);
      const outcome = await putAll(records, dependencies);
      if (outcome.unresolved.length === 0) return accepted(receiptsOf(records, outcome, new Map()));

      // No await from here to `last`: no number is given out behind it.
      if (current === open) current = undefined;
      const last = open.epoch.given - 1;
      const toSpool = outcome.unresolved.filter(
        ({ eventId, emergency }) => emergency || (parseEventId(eventId)?.n ?? last) < last,
      );
      const { spooled, errors } = await spoolAll(toSpool, dependencies.spool);
      const receipts = receiptsOf(records, outcome, spooled);
      const missing = records.filter((_, at) => receipts[at] === undefined);
      log.error('audit-stream-failed', {
        epoch: open.epoch.id,
        unresolved: outcome.unresolved.length,
        spooled: spooled.size,
        notAccepted: missing.length,
        failures: outcome.failures,
        spoolFailures: [...new Set(errors.map((error) => describeError(error).name))],
      });
      if (missing.length === 0) return accepted(receipts);
      throw new AuditUnavailableError(
        receipts,
        missing.map(({ eventId }) => eventId),
        outcome.failures,
        { cause: outcome.cause ?? errors[0] },
      );
    },
  };
}

async function spoolAll(
  records: readonly AuditRecord[],
  spool: AuditSpool,
): Promise<{ readonly spooled: ReadonlyMap<string, string>; readonly errors: readonly unknown[] }> {
  const spooled = new Map<string, string>();
  const errors: unknown[] = [];
  for (let at = 0; at < records.length; at += AT_A_TIME) {
    await Promise.all(
      records.slice(at, at + AT_A_TIME).map(async ({ eventId, bytes }) => {
        try {
          await spool.put(spoolKey(eventId), bytes);
          spooled.set(eventId, spoolKey(eventId));
        } catch (error) {
          errors.push(error);
        }
      }),
    );
  }
  return { spooled, errors };
}

/** In the order of the records; undefined for what was not accepted. */
function receiptsOf(
  records: readonly AuditRecord[],
  { acknowledged }: PutOutcome,
  spooled: ReadonlyMap<string, string>,
): readonly (Receipt | undefined)[] {
  return records.map(({ eventId, leafHash, emergency }) => {
    const accepted = { eventId, leafHash: Buffer.from(leafHash).toString('base64') };
    const position = acknowledged.get(eventId);
    if (position !== undefined) return { acceptedBy: 'stream', ...accepted, ...position };
    const key = emergency ? spooled.get(eventId) : undefined;
    return key === undefined ? undefined : { acceptedBy: 'spool', ...accepted, key };
  });
}

function accepted(receipts: readonly (Receipt | undefined)[]): readonly Receipt[] {
  return receipts.filter((receipt) => receipt !== undefined);
}

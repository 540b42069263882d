import { errorChain } from '../../../shared/errors';
import type { Receipt } from '../../../shared/audit/audit-trail';
import type { Logger } from '../../../shared/log';
import type { Item, Table } from '../../../shared/table';
import { ConditionFailedError } from '../../../shared/table';
import { IdempotencyKeyReusedError, InProgressError } from '../errors';

/**
 * One call under one idempotency key, however often it is sent: reserve, append, complete.
 *
 * A call that was cut off between its append and its completion leaves a reservation without receipts. Who sends
 * it again after that appends its events again, under new event ids: nothing is lost, and nothing hidden, since
 * both carry the caller's key. Exactly once would take one store for ledger and key.
 */
export interface Reservations {
  /**
   * @param request names caller and key
   * @param bodyHash names the body
   * @throws IdempotencyKeyReusedError when the key stands for another body
   * @throws InProgressError when another call holds it
   */
  reserve(request: string, bodyHash: string): Promise<Reservation>;
}

/** Receipts by the position of the event in the body. */
export type Receipts = ReadonlyMap<number, Receipt>;

export interface Reservation {
  /** When the body came first, in milliseconds since 1970: a call that is sent again is read as it was then. */
  readonly since: number;
  /** What was accepted before. */
  readonly receipts: Receipts;
  /** Whether all that can be appended is. */
  readonly done: boolean;
  /**
   * Keeps what was accepted. When it cannot, what is accepted is accepted all the same, and the caller is told so.
   *
   * @returns what stands there: of two calls, of which one was taken for dead, the first one's
   * @throws InProgressError when the other call is under way
   */
  complete(receipts: Receipts): Promise<Receipts>;
  /** Keeps what was accepted, and lets the next call try the others at once. */
  release(receipts: Receipts): Promise<void>;
}

/** Longer than the function runs, so that no two calls append at a time. */
export const LEASE_MS = 60_000;
/** A day, in which a caller may send a body again. */
export const REMEMBERED_MS = 24 * 60 * 60 * 1000;
const LONGEST_WAIT_S = 5;

export interface ReservationsDependencies {
  readonly table: Table;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly log: Logger;
}

export function createReservations({ table, now, log }: ReservationsDependencies): Reservations {
  const expires = (): number => Math.ceil((now() + REMEMBERED_MS) / 1000);

  /** @returns what stands there already */
  async function open(fresh: Stored, request: string): Promise<Stored | undefined> {
    try {
      await table.put({ request, ...fresh, receipts: textOf(fresh.receipts), expires: expires() }, [
        // DynamoDB takes its time to delete what is over.
        { attribute: 'expires', is: 'less-than', value: Math.floor(now() / 1000), orAbsent: true },
      ]);
      return undefined;
    } catch (error) {
      if (!(error instanceof ConditionFailedError) || error.found === undefined) throw error;
      return storedIn(error.found);
    }
  }

  /** Takes over what another call has left. */
  async function takeOver(request: string, left: Stored): Promise<number> {
    const wait = Math.ceil((left.lease - now()) / 1000);
    if (wait > 0) throw new InProgressError(Math.min(wait, LONGEST_WAIT_S));
    const lease = now() + LEASE_MS;
    try {
      await table.update({ request }, { set: { lease, expires: expires() } }, [
        { attribute: 'lease', is: 'equal', value: left.lease },
        { attribute: 'done', is: 'equal', value: false },
      ]);
      return lease;
    } catch (error) {
      if (error instanceof ConditionFailedError) throw new InProgressError(1);
      throw error;
    }
  }

  function reservation(
    request: string,
    { since, lease, receipts, done }: Omit<Stored, 'bodyHash'>,
  ): Reservation {
    const mine = [{ attribute: 'lease', is: 'equal', value: lease } as const];
    const close = async (all: Receipts, change: Item): Promise<void> => {
      await table.update(
        { request },
        { set: { receipts: textOf(all), expires: expires(), ...change } },
        mine,
      );
    };
    return {
      since,
      receipts,
      done,
      async complete(all) {
        try {
          await close(all, { done: true });
          return all;
        } catch (error) {
          if (error instanceof ConditionFailedError && error.found !== undefined) {
            const found = storedIn(error.found);
            if (!found.done) throw new InProgressError(1);
            return found.receipts;
          }
          log.error('append-not-remembered', { problem: errorChain(error) });
          return all;
        }
      },
      async release(all) {
        try {
          await close(all, { lease: 0 });
        } catch (error) {
          log.warn('append-not-released', { problem: errorChain(error) });
        }
      },
    };
  }

  return {
    async reserve(request, bodyHash) {
      const since = now();
      const fresh = { bodyHash, since, lease: since + LEASE_MS, receipts: new Map(), done: false };
      const found = await open(fresh, request);
      if (found === undefined) return reservation(request, fresh);
      if (found.bodyHash !== bodyHash) throw new IdempotencyKeyReusedError();
      if (found.done) return reservation(request, found);
      return reservation(request, { ...found, lease: await takeOver(request, found) });
    },
  };
}

interface Stored {
  readonly bodyHash: string;
  readonly since: number;
  /** Until when a call holds it, in milliseconds since 1970: also tells one holder from the next. */
  readonly lease: number;
  readonly receipts: Receipts;
  readonly done: boolean;
}

function storedIn({ bodyHash, since, lease, receipts, done }: Item): Stored {
  if (
    typeof bodyHash !== 'string' ||
    typeof since !== 'number' ||
    typeof lease !== 'number' ||
    typeof receipts !== 'string' ||
    typeof done !== 'boolean'
  ) {
    throw new TypeError('an item of the idempotency table has not the attributes that it should');
  }
  return { bodyHash, since, lease, receipts: receiptsIn(receipts), done };
}

function textOf(receipts: Receipts): string {
  return JSON.stringify([...receipts]);
}

/** What stands there is what `textOf` wrote: nobody else writes to the table. */
function receiptsIn(text: string): Receipts {
  return new Map(JSON.parse(text) as readonly (readonly [number, Receipt])[]);
}

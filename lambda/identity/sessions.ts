import type { Condition, Item, Table } from '../shared/table';
import { ConditionFailedError } from '../shared/table';
import type { SessionKind } from './principal';
import type { Role } from './roles';
import type { SessionFault, SessionLimits, SessionRecord } from './session-record';
import { expiryOf, faultOf, readSession, sessionKey } from './session-record';
import type { SessionLimitsByKind } from './settings';

/** Whose session it is, by his token and the directory. */
export interface SessionHolder {
  readonly user: string;
  readonly session: string;
  readonly kind: SessionKind;
  /** When he signed in: milliseconds since 1970. */
  readonly signedInAt: number;
  readonly tenant: string;
  readonly role: Role;
}

/** Sessions of people. */
export interface Sessions {
  /** A session as the table has it, which may be over by now. */
  get(user: string, session: string): Promise<SessionRecord | undefined>;
  /**
   * Counts a call: the session goes on, or begins when its sign-in is no older than it may be idle.
   * One write for each call.
   *
   * @returns why the call is refused; undefined when it is not
   */
  touch(holder: SessionHolder): Promise<SessionFault | undefined>;
  /**
   * Ends a session. Every later call of it is refused.
   *
   * @returns the session as it is then, undefined when it was over before
   */
  end(user: string, session: string): Promise<SessionRecord | undefined>;
}

export interface SessionsProps {
  readonly table: Table;
  readonly limits: SessionLimitsByKind;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
}

/** Each one is lost to another call of the same session, or to the end of it. */
const ATTEMPTS = 5;

export function createSessions({ table, limits, clock }: SessionsProps): Sessions {
  /** @returns the item that forbade it; undefined when it was done */
  async function goOn(
    holder: SessionHolder,
    limit: SessionLimits,
    now: number,
  ): Promise<{ readonly found: Item | undefined } | undefined> {
    const when: Condition = [
      { attribute: 'startedAt', is: 'at-least', value: now - limit.absolute },
      { attribute: 'lastSeen', is: 'at-least', value: now - limit.idle },
      // The clock of another container may be ahead: what was seen later stays.
      { attribute: 'lastSeen', is: 'at-most', value: now },
      { attribute: 'kind', is: 'equal', value: holder.kind },
      { attribute: 'ended', is: 'absent' },
    ];
    return unlessForbidden(
      table.update(
        { session: sessionKey(holder.user, holder.session) },
        { set: { lastSeen: now, expires: expiryOf(now, limit) } },
        when,
      ),
    );
  }

  async function begin(
    { user, session, kind, signedInAt, tenant, role }: SessionHolder,
    limit: SessionLimits,
    now: number,
  ): Promise<boolean> {
    // Never before the sign-in, or it could begin again after it was over.
    const lastSeen = Math.max(now, signedInAt);
    const record: SessionRecord = {
      session: sessionKey(user, session),
      tenant,
      role,
      kind,
      startedAt: signedInAt,
      lastSeen,
      expires: expiryOf(lastSeen, limit),
    };
    const forbidden = await unlessForbidden(
      table.put({ ...record }, [{ attribute: 'session', is: 'absent' }]),
    );
    return forbidden === undefined;
  }

  /** So that its stream tells the end of it, once. */
  async function drop({ session, lastSeen }: SessionRecord): Promise<void> {
    await unlessForbidden(
      table.delete({ session }, [
        { attribute: 'lastSeen', is: 'equal', value: lastSeen },
        { attribute: 'ended', is: 'absent' },
      ]),
    );
  }

  return {
    async get(user, session) {
      const item = await table.get({ session: sessionKey(user, session) });
      return item === undefined ? undefined : readSession(item);
    },

    async touch(holder) {
      const limit = limits[holder.kind];
      for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
        const now = clock();
        const forbidden = await goOn(holder, limit, now);
        if (forbidden === undefined) return undefined;
        if (forbidden.found === undefined) {
          const fault = faultOf(
            { startedAt: holder.signedInAt, lastSeen: holder.signedInAt },
            limit,
            now,
          );
          if (fault !== undefined) return fault;
          if (await begin(holder, limit, now)) return undefined;
          continue;
        }
        const record = readSession(forbidden.found);
        if (record.kind !== holder.kind) return 'session-ended';
        const fault = faultOf(record, limit, now);
        if (fault === 'session-ended') return fault;
        if (fault !== undefined) {
          await drop(record);
          return fault;
        }
        if (record.lastSeen > now) return undefined;
      }
      return 'session-ended';
    },

    async end(user, session) {
      const key = { session: sessionKey(user, session) };
      try {
        return readSession(
          await table.update(key, { set: { ended: clock() } }, [
            { attribute: 'session', is: 'present' },
            { attribute: 'ended', is: 'absent' },
          ]),
        );
      } catch (error) {
        if (!(error instanceof ConditionFailedError)) throw error;
        return error.found === undefined ? undefined : readSession(error.found);
      }
    },
  };
}

async function unlessForbidden(
  write: Promise<unknown>,
): Promise<{ readonly found: Item | undefined } | undefined> {
  try {
    await write;
    return undefined;
  } catch (error) {
    if (error instanceof ConditionFailedError) return { found: error.found };
    throw error;
  }
}

import { UnavailableError } from '../../access/errors';
import { guarded, reaching } from '../../access/guarded-table';
import { SERVICE_ROLE } from '../../access/question';
import type { Outcome } from '../../access/recorded';
import { recordThenChange } from '../../access/recorded';
import type { AuditTrail } from '../../shared/audit/audit-trail';
import type { AuditDraft } from '../../shared/audit/event';
import { ZONE_TENANT } from '../../shared/audit/vocabulary';
import { mapBounded } from '../../shared/bounded';
import { errorChain } from '../../shared/errors';
import type { Logger } from '../../shared/log';
import { phiLike } from '../../shared/phi-like';
import type { Item, Table } from '../../shared/table';
import type { Transact } from '../../shared/transaction';
import { TransactionRefusedError } from '../../shared/transaction';
import { ChangeRefusedError, NoSuchDutyError, RegisterItemError } from '../errors';
import { authorOf } from '../register/author';
import { HEAD } from '../register/items';
import type { Authorship } from '../register/register';
import { LONGEST_TEXT } from '../register/shapes';
import type { BreachSettings } from '../settings';
import type { Day } from './day';
import { daysBetween, isDay, isToCome, today } from './day';
import type { Duty, DutyChange, DutyEntry, DutyRecord, DutyRef } from './duty';
import type { Duties, DutyDone, DutyState } from './duties';
import { applyDuty, dueOfDuty, dutiesOf } from './duty';
import { DUTY, dutyIn, dutyKey, dutyWrites, textOf } from './duty-items';
import { remindersDue } from './marks';

export interface DutiesDependencies {
  readonly register: Table;
  readonly transact: Transact<'register'>;
  readonly trail: AuditTrail;
  readonly settings: Pick<BreachSettings, 'timeZone'>;
  readonly now: () => number;
  readonly log: Logger;
}

/** So often a change is tried while others change the same duty. */
const TRIES = 6;
const AT_ONCE = 8;
const PAGE = 100;

export function createDuties(dependencies: DutiesDependencies): Duties {
  const { transact, trail, settings, now, log } = dependencies;
  const { register } = guarded({ register: dependencies.register });
  const day = (): Day => today(now(), settings.timeZone);

  async function read(ref: DutyRef): Promise<DutyRecord | undefined> {
    const item = await register.get({ record: dutyKey(ref), entry: HEAD });
    return item === undefined ? undefined : dutyIn(item);
  }

  /** Undefined when somebody was faster. */
  async function attempt(
    ref: DutyRef,
    record: DutyRecord | undefined,
    change: DutyChange,
    author: Authorship,
  ): Promise<DutyRecord | undefined> {
    const by = authorOf(author);
    const entry: DutyEntry = { n: (record?.version ?? 0) + 1, at: now(), by, change };
    const changed = applyDuty(ref, record, entry);
    return reaching('The table register', async () => {
      try {
        await transact(dutyWrites(changed, entry));
        return changed;
      } catch (error) {
        if (error instanceof TransactionRefusedError) return undefined;
        throw error;
      }
    });
  }

  /** Makes the change that is wanted of the duty as it is then; what is wanted no more is not made. */
  async function change(
    ref: DutyRef,
    wanted: (record: DutyRecord | undefined) => DutyChange | undefined,
    author: Authorship,
  ): Promise<{ readonly record: DutyRecord | undefined; readonly made: boolean }> {
    const first = await read(ref);
    const recorded = wanted(first);
    if (recorded === undefined) return { record: first, made: false };
    return recordThenChange(
      { trail, log },
      {
        event: (outcome) => dutyEvent(ref, recorded, author, outcome),
        change: async () => {
          let record = first;
          for (let tries = 1; tries <= TRIES; tries += 1) {
            const next = wanted(record);
            if (next === undefined) return { record, made: false };
            const changed = await attempt(ref, record, next, author);
            if (changed !== undefined) return { record: changed, made: true };
            record = await read(ref);
          }
          throw new UnavailableError('The register of duties');
        },
      },
    );
  }

  function readHead(item: Item): DutyRecord | undefined {
    try {
      return dutyIn(item);
    } catch (error) {
      if (!(error instanceof RegisterItemError)) throw error;
      log.error('duty-unreadable', { error: errorChain(error) });
      return undefined;
    }
  }

  /** Every duty that was looked at, of whichever tenant, as the index knows it; undefined for one that cannot be read. */
  async function looked(): Promise<ReadonlyMap<string, DutyRecord | undefined>> {
    const records = new Map<string, DutyRecord | undefined>();
    let after: string | undefined;
    do {
      const page = await register.query({
        index: 'byOpen',
        partition: DUTY,
        limit: PAGE,
        ...(after === undefined ? {} : { after }),
      });
      for (const item of page.items) records.set(textOf(item, 'record'), readHead(item));
      after = page.next;
    } while (after !== undefined);
    return records;
  }

  /** How many reminders it made. */
  async function remindOf(duty: Duty & DutyRef, on: Day, requestId: string): Promise<number> {
    const author: Authorship = {
      tenant: duty.tenant,
      requestId,
      actor: { kind: 'service', id: 'breach-clock', role: SERVICE_ROLE },
    };
    await change(
      duty,
      (record) => (record === undefined ? { kind: 'looked', on } : undefined),
      author,
    );
    const { made } = await change(duty, (record) => reminderOf(duty, record, on), author);
    return made ? 1 : 0;
  }

  return {
    async list(tenant) {
      const on = day();
      return mapBounded(dutiesOf(tenant), AT_ONCE, async (duty) =>
        stateOf(duty, await read(duty), on),
      );
    },

    async record(tenant, { duty: name, on, evidence }, author) {
      const duty = dutiesOf(tenant).find((each) => each.duty === name);
      if (duty === undefined) throw new NoSuchDutyError();
      const now = day();
      checkDone({ on, evidence }, now);
      const { record } = await change(
        duty,
        (found) =>
          found?.last?.doneOn === on &&
          found.last.evidence === evidence &&
          found.last.by === author.actor.id
            ? undefined
            : { kind: 'recorded', doneOn: on, evidence },
        author,
      );
      return stateOf(duty, record, now);
    },

    async remind(tenants, { requestId, isOver }) {
      const on = day();
      const known = await looked();
      const records = [...known.values()].filter((record) => record !== undefined);
      const everybody = new Set([ZONE_TENANT, ...tenants, ...records.map(({ tenant }) => tenant)]);
      const duties = new Map(
        [...everybody].flatMap(dutiesOf).map((duty) => [dutyKey(duty), duty] as const),
      );
      let reminded = 0;
      let failed = known.size - records.length;
      for (const [key, duty] of duties) {
        if (isOver()) break;
        if (known.has(key) && !isDue(duty, known.get(key), on)) continue;
        try {
          reminded += await remindOf(duty, on, requestId);
        } catch (error) {
          failed += 1;
          log.error('duty-reminder-failed', { duty: key, error: errorChain(error) });
        }
      }
      return { reminded, failed };
    },
  };
}

function stateOf(duty: Duty & DutyRef, record: DutyRecord | undefined, on: Day): DutyState {
  const due = dueOfDuty(duty, record, on);
  const daysLeft = daysBetween(on, due);
  return { ...duty, due, daysLeft, overdue: daysLeft < 0, ...record?.last };
}

/** As the index knows it, which lags behind by moments. What cannot be read was told of. */
function isDue(duty: Duty, record: DutyRecord | undefined, on: Day): boolean {
  return record !== undefined && reminderOf(duty, record, on) !== undefined;
}

function reminderOf(duty: Duty, record: DutyRecord | undefined, on: Day): DutyChange | undefined {
  const clock = duty.duty;
  const sent = (record?.reminders ?? []).map((reminder) => ({ clock, ...reminder }));
  const [reminder] = remindersDue([{ clock, due: dueOfDuty(duty, record, on) }], sent, on);
  return reminder === undefined
    ? undefined
    : { kind: 'reminder', due: reminder.due, mark: reminder.mark };
}

function checkDone({ on, evidence }: Omit<DutyDone, 'duty'>, today: Day): void {
  if (!isDay(on) || !/\S/.test(evidence) || evidence.length > LONGEST_TEXT.line) {
    throw new ChangeRefusedError(
      'malformed',
      `Expected a day such as 2026-11-25, and where the proof is in at most ${String(LONGEST_TEXT.line)} characters.`,
    );
  }
  if (isToCome(on, today)) {
    throw new ChangeRefusedError(
      'future-day',
      `What was done lies at most a day after today, ${today} where days are counted.`,
    );
  }
  const kinds = phiLike(evidence, 'prose');
  if (kinds.length === 0) return;
  throw new ChangeRefusedError(
    'phi-in-text',
    `The register holds nothing that tells who a person is: evidence looks like ${kinds.join(' and ')}. Say it without.`,
  );
}

const ACTIONS: Readonly<Record<DutyChange['kind'], string>> = {
  looked: 'start-duty',
  recorded: 'record-duty',
  reminder: 'send-reminder',
};

function dutyEvent(
  ref: DutyRef,
  { kind, ...fields }: DutyChange,
  author: Authorship,
  outcome: Outcome,
): AuditDraft {
  return {
    ...author,
    type: 'breach-register-change',
    action: ACTIONS[kind],
    resource: { type: 'duty', ref: dutyKey(ref) },
    fields: Object.keys(fields),
    phiAccessed: false,
    breakGlass: false,
    ...outcome,
  };
}

import { SERVICE_ROLE } from '../../access/question';
import { forEachBounded } from '../../shared/bounded';
import { errorChain } from '../../shared/errors';
import { fieldsOf } from '../../shared/json';
import type { Logger } from '../../shared/log';
import type { ClockRules } from '../clocks/clock';
import type { Day } from '../clocks/day';
import { today } from '../clocks/day';
import type { ClockRun, Duties, Reminded } from '../clocks/duties';
import { duesOf } from '../clocks/dues';
import { remindersDue } from '../clocks/marks';
import { ChangeRefusedError, ClockEventError, ClockRunError } from '../errors';
import type { Incident } from '../register/incident';
import type { Register } from '../register/register';
import type { BreachSettings } from '../settings';

export interface ClockDependencies {
  readonly register: Pick<Register, 'open' | 'change'>;
  readonly duties: Pick<Duties, 'remind'>;
  readonly settings: ClockRules & Pick<BreachSettings, 'timeZone'>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly log: Logger;
}

/** What is used of Lambda's context. */
export interface InvocationContext {
  readonly awsRequestId: string;
  getRemainingTimeInMillis(): number;
}

const PAGE = 100;
const AT_ONCE = 4;
/** Shares of the time that are left when no incident, and when no duty, is begun any more. */
const LEFT_FOR_DUTIES = 0.3;
const LEFT_AT_END = 0.1;

/**
 * Makes each reminder that is due an entry of its incident, once; an alert follows from the entry. Safe when doubled
 * or cut off: what is written is not due again, so the next run goes on where this one stopped.
 */
export function createHandler(dependencies: ClockDependencies) {
  const { duties, log } = dependencies;
  return async (event: unknown, context: InvocationContext): Promise<void> => {
    if (fieldsOf(event)['remind'] !== true) {
      throw new ClockEventError('The event is none of this function: expected {"remind":true}.');
    }
    const whole = context.getRemainingTimeInMillis();
    const runUntil = (left: number): ClockRun => ({
      requestId: context.awsRequestId,
      isOver: () => context.getRemainingTimeInMillis() < whole * left,
    });
    const incidents = await remindOfIncidents(dependencies, runUntil(LEFT_FOR_DUTIES));
    const ofDuties = await duties.remind([...incidents.tenants], runUntil(LEFT_AT_END));
    const failed = incidents.failed + ofDuties.failed;
    log.info('clock-run', {
      incidents: incidents.seen,
      reminded: incidents.reminded + ofDuties.reminded,
      failed,
      unfinished: incidents.unfinished,
    });
    // An error that rings: the run of the next hour goes on with what is not written yet.
    if (failed > 0 || incidents.unfinished) {
      throw new ClockRunError(
        `${String(failed)} incidents or duties could not be reminded of${incidents.unfinished ? ', and time was up before all were seen' : ''}: the next run goes on. Each is told as reminder-failed, duty-reminder-failed or duty-unreadable in the log of this function.`,
      );
    }
  };
}

interface Walk extends Reminded {
  readonly seen: number;
  readonly tenants: ReadonlySet<string>;
  /** Whether time was up before all were seen. */
  readonly unfinished: boolean;
}

async function remindOfIncidents(dependencies: ClockDependencies, run: ClockRun): Promise<Walk> {
  const { register, settings, now, log } = dependencies;
  const day = today(now(), settings.timeZone);
  const tenants = new Set<string>();
  let [seen, reminded, failed, unfinished] = [0, 0, 0, false];

  async function* incidents(): AsyncGenerator<Incident> {
    let after: string | undefined;
    do {
      const page = await register.open({ limit: PAGE, ...(after === undefined ? {} : { after }) });
      for (const incident of page.entries) {
        unfinished = run.isOver();
        if (unfinished) return;
        yield incident;
      }
      after = page.next;
    } while (after !== undefined);
  }

  await forEachBounded(incidents(), AT_ONCE, async (incident) => {
    seen += 1;
    tenants.add(incident.tenant);
    try {
      reminded += await remindOf(dependencies, incident, day, run);
    } catch (error) {
      failed += 1;
      log.error('reminder-failed', { incident: incident.id, error: errorChain(error) });
    }
  });
  return { seen, reminded, failed, tenants, unfinished };
}

/** How many reminders it made. */
async function remindOf(
  { register, settings }: ClockDependencies,
  incident: Incident,
  day: Day,
  { requestId }: ClockRun,
): Promise<number> {
  const { id, tenant, reminders } = incident;
  const author = {
    tenant,
    requestId,
    actor: { kind: 'service', id: 'breach-clock', role: SERVICE_ROLE },
  } as const;
  const due = remindersDue(duesOf(incident, settings), reminders, day);
  let made = 0;
  for (const reminder of due) {
    try {
      await register.change(tenant, id, { kind: 'reminder', ...reminder }, author);
      made += 1;
    } catch (error) {
      // Another run was faster, or it is done, moved or closed meanwhile: the list lags behind.
      if (!(error instanceof ChangeRefusedError && OVERTAKEN.has(error.refusal))) throw error;
    }
  }
  return made;
}

const OVERTAKEN: ReadonlySet<string> = new Set(['reminded-already', 'not-due', 'closed']);

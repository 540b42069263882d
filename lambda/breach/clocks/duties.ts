import type { Authorship } from '../register/register';
import type { Day } from './day';
import type { Duty } from './duty';

/** A duty as it stands. */
export interface DutyState extends Duty {
  /** `-` for what the zone does once for all. */
  readonly tenant: string;
  readonly due: Day;
  /** Below 0 once it is past. */
  readonly daysLeft: number;
  readonly overdue: boolean;
  /** When it was done last. @default - nobody wrote down that it ever was */
  readonly doneOn?: Day;
  readonly by?: string;
  readonly evidence?: string;
}

/** That somebody did a duty. */
export interface DutyDone {
  /** Id, such as `risk-analysis`. */
  readonly duty: string;
  readonly on: Day;
  /** Where the proof of it is. */
  readonly evidence: string;
}

/** One run of the clock. */
export interface ClockRun {
  /** Of the invocation: its events have it. */
  readonly requestId: string;
  /** Whether its time is used up. */
  readonly isOver: () => boolean;
}

export interface Reminded {
  readonly reminded: number;
  /** Told in the log one by one. */
  readonly failed: number;
}

/** What has to be done again and again, in the table `register`: append-only, each change recorded first. */
export interface Duties {
  /** Those of the tenant and of the zone. */
  list(tenant: string): Promise<readonly DutyState[]>;
  /**
   * Writes down that a duty was done. The same again changes nothing.
   *
   * @throws NoSuchDutyError 404
   * @throws ChangeRefusedError 400 for a day that has not come, or words that look like a person's
   * @throws AuditUnavailableError 503; nothing was changed
   */
  record(tenant: string, done: DutyDone, author: Authorship): Promise<DutyState>;
  /** Makes each reminder that is due an entry, once, for the zone, these tenants and all that were looked at before. */
  remind(tenants: readonly string[], run: ClockRun): Promise<Reminded>;
}

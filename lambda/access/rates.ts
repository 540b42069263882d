import type { LimitName } from './errors';
import { TooManyCallsError } from './errors';
import type { Table } from '../shared/table';
import { ConditionFailedError } from '../shared/table';

/** How much of what a person may do in a window of the calendar. */
export interface AccessLimits {
  /** Calls of the API in a minute. */
  readonly callsPerMinute: number;
  /** Exports of more than one patient in an hour. */
  readonly bulkPerHour: number;
}

/** Counts what people do, for all containers together. */
export interface Rates {
  /**
   * Counts one more in the present window. Never more than the limit are admitted in a window, however
   * many ask at once; what is refused is not counted.
   *
   * @param person the `sub` of the token
   * @throws TooManyCallsError with the seconds until the next window
   * @throws what the table throws: fail closed
   */
  admit(person: string, limit: LimitName): Promise<void>;
}

/** Each is a mail to people: whoever has more to tell calls them. */
const REPORTS_PER_HOUR = 20;

const SECOND = 1000;
/** A window stays for a day, to be looked at. */
const KEPT_SECONDS = 24 * 60 * 60;

/** Windows start at whole minutes and hours of UTC. */
export function createRates(dependencies: {
  readonly rates: Table;
  readonly limits: AccessLimits;
  readonly now: () => number;
}): Rates {
  const { rates, limits, now } = dependencies;
  const windows: Readonly<Record<LimitName, { readonly most: number; readonly seconds: number }>> =
    {
      calls: { most: limits.callsPerMinute, seconds: 60 },
      refused: { most: limits.callsPerMinute, seconds: 60 },
      bulk: { most: limits.bulkPerHour, seconds: 60 * 60 },
      reports: { most: REPORTS_PER_HOUR, seconds: 60 * 60 },
    };
  return {
    async admit(person, limit) {
      const { most, seconds } = windows[limit];
      const time = now();
      const window = Math.floor(time / (seconds * SECOND));
      const end = (window + 1) * seconds;
      try {
        await rates.update(
          { window: `${person}/${limit}/${String(window)}` },
          { add: { count: 1 }, set: { expires: end + KEPT_SECONDS } },
          [{ attribute: 'count', is: 'less-than', value: most, orAbsent: true }],
        );
      } catch (error) {
        if (!(error instanceof ConditionFailedError)) throw error;
        throw new TooManyCallsError(limit, Math.ceil(end - time / SECOND));
      }
    },
  };
}

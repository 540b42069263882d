import type { Item, Key, Table } from '../../shared/table';
import { ConditionFailedError } from '../../shared/table';
import { DAY_MS } from './row';

/** Since when the index has all events, not only disclosures. Rows keep the life that they were written with. */
export interface Coverage {
  /** Days that rows are kept which are written now. */
  readonly days: number;
  /** Days that rows were kept which were written before `changed`; fewer than `days`. */
  readonly before?: { readonly days: number; readonly changed: number };
}

/** Coverage when rows are kept for so many days from now on. */
export function changeCoverage(known: Coverage | undefined, days: number, now: number): Coverage {
  if (known === undefined) return { days };
  if (days <= known.days) return { ...known, days };
  const { before } = known;
  const kept = before === undefined ? known.days : Math.min(before.days, known.days);
  return { days, before: { days: kept, changed: now } };
}

/** Every event from this time on is in the index, once its log is indexed. Milliseconds since 1970. */
export function coveredFrom({ days, before }: Coverage, now: number): number {
  const from = now - days * DAY_MS;
  return before === undefined
    ? from
    : Math.max(from, Math.min(now - before.days * DAY_MS, before.changed));
}

const KEY: Key = { subject: 'coverage', at: '-' };

/** Undefined before the indexer has run. */
export async function readCoverage(table: Table): Promise<Coverage | undefined> {
  const item = await table.get(KEY);
  return item === undefined ? undefined : coverageIn(item);
}

/** Notes for how long rows are kept, before any is written. Of two at once either may be the first. */
export async function noteCoverage(table: Table, days: number, now: number): Promise<void> {
  const known = await readCoverage(table);
  if (known?.days === days) return;
  try {
    await table.put(
      itemOf(changeCoverage(known, days, now)),
      known === undefined
        ? [{ attribute: 'days', is: 'absent' }]
        : [{ attribute: 'days', is: 'equal', value: known.days }],
    );
  } catch (error) {
    if (!(error instanceof ConditionFailedError)) throw error;
  }
}

function itemOf({ days, before }: Coverage): Item {
  return {
    ...KEY,
    days,
    ...(before === undefined ? {} : { daysBefore: before.days, changed: before.changed }),
  };
}

function coverageIn({ days, daysBefore, changed }: Item): Coverage {
  if (typeof days !== 'number') throw new TypeError('the coverage of the index has no days');
  return typeof daysBefore === 'number' && typeof changed === 'number'
    ? { days, before: { days: daysBefore, changed } }
    : { days };
}

import type { Account } from './account';
import { STAGES } from './account';
import type { OverLimit } from './limit';
import type { Row } from './tally';

/** All that a run found. */
export interface Result {
  readonly seed: number;
  readonly rows: readonly Row[];
  readonly overLimit: OverLimit;
  /** Answers that were taken away on purpose. */
  readonly takenAway: { readonly callers: number; readonly puts: number };
  readonly account: Account;
  /** What `hlz ledger verify` said: `verified`, or what it found. */
  readonly verified: string;
  /** Why it did not hold; empty when it did. */
  readonly problems: readonly string[];
}

const UNITS = { append: 'events/s', encrypt: 'fields/s', decrypt: 'fields/s', report: 'rows/s' };
/** Ids of what is missing that are printed. */
const MOST = 20;

/** What is printed for a person. */
export function linesOf(result: Result): readonly string[] {
  const { rows, overLimit, takenAway, account, verified, problems } = result;
  const [least, most] = overLimit.retryAfter;
  return [
    '',
    'Calls, by callers at a time. Milliseconds of calls that were answered with 200; percentiles are exact (nearest',
    'rank). A caller waits for his answer before his next call: what would have been called meanwhile is not counted,',
    'so these are not the times of callers who come at a fixed rate (coordinated omission).',
    '',
    ...aligned([
      ['callers', 'call', 'calls/s', 'through', '', 'p50', 'p90', 'p99', 'max', 'answers'],
      ...rows
        .filter(({ calls }) => calls > 0)
        .map(({ level, kind, callsPerSecond, unitsPerSecond, latency, outcomes }) => [
          String(level),
          kind,
          callsPerSecond.toFixed(1),
          unitsPerSecond.toFixed(1),
          UNITS[kind],
          ...(latency === undefined
            ? ['-', '-', '-', '-']
            : [latency.p50, latency.p90, latency.p99, latency.max].map((ms) => ms.toFixed(0))),
          told(outcomes),
        ]),
    ]),
    '',
    `One person, ${String(overLimit.callers)} calls at a time, beyond his 60 a minute: ${told(overLimit.outcomes)}; Retry-After ${String(least)} to ${String(most)} s`,
    `Answers lost on purpose: ${String(takenAway.callers)} of the API, sent again by the caller; ${String(takenAway.puts)} of the stream, put again by the function`,
    '',
    'The account, at rest, each event once by its id',
    '',
    ...aligned([
      ['event', ...STAGES],
      ...account.kinds.map((row) => [row.kind, ...STAGES.map((stage) => String(row[stage]))]),
      ['all', ...STAGES.map((stage) => String(account.total[stage]))],
    ]),
    '',
    `${String(account.receipts)} receipts that callers hold, and ${String(account.acts)} answered calls about fields: ${account.balances ? 'each is in the ledger' : 'see below'}`,
    `${String(account.records)} records, ${String(account.putAgain)} of them put again; ${String(account.leaves)} leaves, ${String(account.sealedAgain)} of them of an event that is sealed already`,
    `hlz ledger verify: ${verified}`,
    ...account.missing
      .slice(0, MOST)
      .map(({ id, kind, stage }) =>
        stage === 'accepted'
          ? `missing: a caller holds a receipt of ${id}, and there is no record of it`
          : `missing, not ${stage}: ${id} (${kind})`,
      ),
    ...(account.missing.length > MOST
      ? [`and ${String(account.missing.length - MOST)} more that are missing`]
      : []),
    ...account.surplus.slice(0, MOST).map((id) => `more often than it should be: ${id}`),
    '',
    'Speed is that of an emulator, its one gateway process and its serial poller of the stream, on this machine: it',
    'says nothing of AWS, and never decides. What this shows and what not: docs/load.md',
    ...problems.map((problem) => `Not held: ${problem}`),
    ...(problems.length === 0 ? ['Held: accepted = sealed = signed = indexed.'] : []),
  ];
}

function told(outcomes: Readonly<Record<string, number>>): string {
  return Object.entries(outcomes)
    .toSorted(([a], [b]) => a.localeCompare(b))
    .map(([outcome, times]) => `${outcome}: ${String(times)}`)
    .join(', ');
}

/** Columns as wide as their widest cell: the first, the unit and the last are words, all others numbers. */
export function aligned(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, at) =>
    Math.max(...rows.map((row) => row[at]?.length ?? 0)),
  );
  return rows.map((row) =>
    row
      .map((cell, at) => {
        const width = widths[at] ?? 0;
        return isNumber(rows.at(-1)?.[at]) ? cell.padStart(width) : cell.padEnd(width);
      })
      .join('  ')
      .trimEnd(),
  );
}

function isNumber(cell = ''): boolean {
  return /^(?:[\d.]+|-)$/.test(cell);
}

import type { Due } from '../../lambda/breach/clocks/clock';
import type { Day } from '../../lambda/breach/clocks/day';
import { addDays, daysBetween, isDay, today } from '../../lambda/breach/clocks/day';
import { CITATIONS, duesOf } from '../../lambda/breach/clocks/dues';
import type { Counts, Hold, Incident } from '../../lambda/breach/register/incident';
import { JURISDICTIONS } from '../../lambda/breach/vocabulary';
import { parseCommandLine } from './arguments';
import type { Command } from './command';
import { EXIT, UsageError } from './command';
import { printJson, required } from './ledger-shared';

const USAGE = `hlz breach clocks --discovered <day> [--persons <n>] [--state <State>=<n>]... [--unreachable <n>]
                  [--written-hold <stated>..<until>] [--oral-hold <stated>] [--target-days <n>] [--json]

Says by when whom has to be told of a breach, from the same rule as the register of incidents: 45 CFR 164.404,
164.406, 164.408 and 164.412. Nothing is kept or sent, and it is no legal advice: States and contracts ask for
more, and sooner (docs/breach-desk.md).

  --discovered <day>     first day on which somebody knew, or should have: yyyy-mm-dd
  --persons <n>          how many it concerns, as far as known
  --state <State>=<n>    residents of a State, by its postal code, such as --state CA=501; again for another
  --unreachable <n>      whose address is missing or out of date
  --written-hold, --oral-hold
                         a law-enforcement delay: the day on which it was stated, and until when
  --target-days <n>      days in which notices should be out, 30 when left out: 60 is the outer limit
  --json                 one JSON object

For example:

  hlz breach clocks --discovered 2027-01-15 --persons 501 --state CA=501
  hlz breach clocks --discovered 2027-01-15 --written-hold 2027-02-01..2027-05-01 --json

Exits with 0, or 2 when the command line makes no sense.
`;

const OPTIONS = {
  discovered: { type: 'string' },
  persons: { type: 'string' },
  state: { type: 'string', multiple: true },
  unreachable: { type: 'string' },
  'written-hold': { type: 'string' },
  'oral-hold': { type: 'string' },
  'target-days': { type: 'string', default: '30' },
  json: { type: 'boolean', default: false },
} as const;

type Values = ReturnType<typeof parseCommandLine<typeof OPTIONS>>['values'];

/** `hlz breach clocks`. */
export const breachClocksCommand: Command = {
  name: 'breach clocks',
  summary: 'Say by when whom has to be told of a breach.',
  usage: USAGE,
  options: OPTIONS,
  run: async (args, io) => {
    const { values, positionals } = parseCommandLine(args, OPTIONS);
    if (positionals.length > 0) {
      throw new UsageError(`found "${String(positionals[0])}", expected options alone.`);
    }
    const targetDays = numberIn(values['target-days'], '--target-days', 1, 59);
    const dues = duesOf(incidentOf(values), { targetDays });
    const day = today(Date.now(), 'UTC');
    if (values.json) printJson(io, { discovered: values.discovered, dues });
    else io.stdout(`${[...dues.map((due) => lineOf(due, day)), LIMIT].join('\n')}\n`);
    return EXIT.ok;
  },
};

function lineOf({ clock, target, limit, due, citation }: Due, day: Day): string {
  const left = daysBetween(day, due);
  const when = left < 0 ? `${String(-left)} days ago` : `in ${String(left)} days`;
  const held = due === limit ? '' : `, held: the day without the hold is ${limit}`;
  return `${due}  ${clock}: ${whomOf(clock, citation)}, ${when}${held}; goal ${target}  (${citation})`;
}

const LIMIT =
  'Each without unreasonable delay: the day is the outer limit, the goal is yours (45 CFR 164.404(b)).';

/** Whom a clock is about, and how he is told. */
function whomOf(clock: string, citation: string): string {
  switch (clock.split(':')[0]) {
    case 'individuals':
      return 'a letter to each person';
    case 'substitute':
      return citation === CITATIONS.substituteMany
        ? 'a posting for 90 days or notice in major media, and a toll-free number'
        : 'another written form, or the telephone';
    case 'media':
      return 'prominent media of the State';
    case 'hhs':
      return citation === CITATIONS.hhsAtOnce
        ? 'HHS, with the letters'
        : 'HHS, the log of the year';
    case 'residents':
      return 'find out where the others live';
    default:
      return 'find out how many, and where';
  }
}

/** An incident of which that much is known. */
function incidentOf(values: Values): Incident {
  const counts = countsOf(values);
  return {
    id: 'clocks',
    tenant: 'clocks',
    version: 1,
    drill: false,
    origin: { kind: 'report' },
    state: 'triage',
    severity: 'low',
    openedAt: 0,
    changedAt: 0,
    discoveredOn: dayIn(
      required(values.discovered, '--discovered', 'the day of discovery'),
      '--discovered',
    ),
    facts: {},
    ...(counts === undefined ? {} : { counts }),
    holds: holdsOf(values),
    associates: [],
    notices: [],
    reminders: [],
  };
}

function countsOf(values: Values): Counts | undefined {
  const { state: states = [] } = values;
  const byState = Object.fromEntries(states.map(stateIn));
  if (Object.keys(byState).length < states.length) {
    throw new UsageError('--state: a State is given twice, expected once.');
  }
  const residents = Object.values(byState).reduce((sum, many) => sum + many, 0);
  if (values.persons === undefined) {
    if (states.length > 0) throw new UsageError('--state goes with --persons.');
    if (values.unreachable !== undefined)
      throw new UsageError('--unreachable goes with --persons.');
    return undefined;
  }
  const total = numberIn(values.persons, '--persons', 1, 1_000_000_000);
  const unreachable = numberIn(values.unreachable ?? '0', '--unreachable', 0, total);
  if (residents > total) {
    throw new UsageError(
      `--state: ${String(residents)} residents, expected at most the ${String(total)} of --persons.`,
    );
  }
  return { total, byState, unreachable };
}

function stateIn(text: string): readonly [string, number] {
  const [name = '', many = ''] = text.split('=');
  const state = JURISDICTIONS.find((known) => known === name);
  if (state === undefined) {
    throw new UsageError(
      `--state: found "${text}", expected the postal code of a State and a number: CA=501.`,
    );
  }
  return [state, numberIn(many, '--state', 0, 1_000_000_000)];
}

const ORAL_DAYS = 30;

function holdsOf(values: Values): readonly Hold[] {
  const said = { official: '-', agency: '-', statement: '-' };
  const { 'written-hold': written, 'oral-hold': oral } = values;
  return [
    ...(written === undefined ? [] : [{ kind: 'written' as const, ...spanIn(written), ...said }]),
    ...(oral === undefined
      ? []
      : [
          {
            kind: 'oral' as const,
            statedOn: dayIn(oral, '--oral-hold'),
            until: addDays(dayIn(oral, '--oral-hold'), ORAL_DAYS),
            ...said,
          },
        ]),
  ];
}

function spanIn(text: string): { readonly statedOn: Day; readonly until: Day } {
  const [statedOn = '', until = ''] = text.split('..');
  if (isDay(statedOn) && isDay(until) && statedOn <= until) return { statedOn, until };
  throw new UsageError(
    `--written-hold: found "${text}", expected the day of the statement and its end: 2027-02-01..2027-05-01.`,
  );
}

/** Days of which 60 days and a year later can be written. */
const LAST_DAY = '9990-12-31';

function dayIn(text: string, option: string): Day {
  if (isDay(text) && text <= LAST_DAY) return text;
  throw new UsageError(`${option}: found "${text}", expected a day such as 2027-03-31.`);
}

function numberIn(text: string, option: string, least: number, most: number): number {
  const number = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
  if (number >= least && number <= most) return number;
  throw new UsageError(
    `${option}: found "${text}", expected a whole number from ${String(least)} to ${String(most)}.`,
  );
}

import { parseArgs } from 'node:util';
import { SPOILS, type Spoil } from './account';

/** How much is asked, and how it is said. */
export interface LoadOptions {
  /** Seconds in which calls are begun, over all levels together. The deploy before and the account after come on top. */
  readonly seconds: number;
  /** Callers at the same time, level by level. */
  readonly levels: readonly number[];
  /** Of the choice of calls: the same seed, the same calls of each caller in the same order. */
  readonly seed: number;
  /** One JSON object on standard output instead of tables. */
  readonly json: boolean;
  /** What is made wrong before the account is drawn up, to see that it is found. @default - nothing */
  readonly spoil?: Spoil;
  readonly help: boolean;
}

const MOST_SECONDS = 600;
const MOST_LEVELS = 8;
const MOST_CALLERS = 64;
const MOST_SEED = 2 ** 32 - 1;

const OPTIONS = {
  seconds: { type: 'string', default: '30' },
  levels: { type: 'string', default: '1,2,4,8,16' },
  seed: { type: 'string', default: '1' },
  json: { type: 'boolean', default: false },
  spoil: { type: 'string' },
  help: { type: 'boolean', default: false },
} as const;

export const USAGE = `npm run load -- [options]

Deploys the zone to an emulator on this machine, calls its API from more and more callers at a time, waits until
all is at rest, and holds what was accepted against what is sealed, signed and indexed. docs/load.md says what the
figures are worth.

  --seconds <n>    seconds in which calls begin, over all levels; those under way are waited for
                   (1 to ${String(MOST_SECONDS)}, at least 1 a level; default 30)
  --levels <list>  callers at a time, rising (1 to ${String(MOST_CALLERS)}, at most ${String(MOST_LEVELS)} levels; default 1,2,4,8,16)
  --seed <n>       of the choice of calls (default 1)
  --json           one JSON object on standard output
  --spoil <what>   makes something wrong on purpose, to see that it is found: ${SPOILS.join(', ')}
  --help

Exit codes: 0 all held. 1 the account does not balance, or an error that no limit explains. 2 bad options, or no
Python 3.10 or PyPI. 130 Ctrl-C. How fast it is never decides: a machine is what it is.
`;

/**
 * Options of a command line.
 *
 * @returns the options, or everything that is wrong with them
 */
export function readOptions(
  args: readonly string[],
): LoadOptions | { readonly problems: string[] } {
  const { values, tokens } = parseArgs({
    args: [...args],
    options: OPTIONS,
    strict: false,
    tokens: true,
    allowPositionals: true,
  });
  const problems = tokens.flatMap((token) => {
    if (token.kind === 'positional') return [`found ${token.value}, expected options alone`];
    if (token.kind === 'option' && !Object.hasOwn(OPTIONS, token.name)) {
      return [`found ${token.rawName}, expected one of --${Object.keys(OPTIONS).join(', --')}`];
    }
    return [];
  });
  const levels = String(values.levels).split(',').map(whole);
  const seconds = whole(String(values.seconds));
  const seed = whole(String(values.seed));
  const spoil = SPOILS.find((name) => name === values.spoil);
  const check = (holds: boolean, option: keyof typeof OPTIONS, expected: string): void => {
    const given = values[option] === true ? 'without a value' : String(values[option]);
    if (!holds) problems.push(`--${option} ${given}: expected ${expected}`);
  };
  check(
    levels.every(
      (level, at) => level >= 1 && level <= MOST_CALLERS && level > (levels[at - 1] ?? 0),
    ) && levels.length <= MOST_LEVELS,
    'levels',
    `at most ${String(MOST_LEVELS)} rising whole numbers of 1 to ${String(MOST_CALLERS)}, such as 1,2,4`,
  );
  check(
    seconds >= levels.length && seconds <= MOST_SECONDS,
    'seconds',
    `a whole number of ${String(levels.length)} (one a level) to ${String(MOST_SECONDS)}`,
  );
  check(seed >= 0 && seed <= MOST_SEED, 'seed', `a whole number of 0 to ${String(MOST_SEED)}`);
  check(values.spoil === undefined || spoil !== undefined, 'spoil', `one of ${SPOILS.join(', ')}`);
  return problems.length > 0
    ? { problems }
    : {
        seconds,
        levels,
        seed,
        json: values.json === true,
        ...(spoil === undefined ? {} : { spoil }),
        help: values.help === true,
      };
}

/** NaN, which is in no range, of what is no whole number. */
function whole(text: string): number {
  return /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
}

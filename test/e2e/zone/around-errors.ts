/** A line of the log of a function. */
export interface LogLine {
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly text: string;
}

export interface Erred {
  /** How many lines name an error. */
  readonly errors: number;
  /** Of the first of them. */
  readonly since: number;
  /** What stands around the first and the last. */
  readonly lines: readonly string[];
}

const BEFORE = 2;
const AFTER = 8;
const LONGEST = 300;
const AN_ERROR = /\b(?:[A-Z]\w*)?(?:Error|Exception)\b|\bTask timed out\b|\bRuntime exited\b/;
/** What Lambda itself writes of each call. */
const OF_LAMBDA = /^(?:INIT_START|START|END|REPORT) /;

/**
 * What a log says of errors since a moment, in few lines: the first error is mostly the cause, and the
 * last what somebody ran into.
 *
 * @param since milliseconds since 1970
 */
export function aroundErrors(log: readonly LogLine[], since: number): Erred | undefined {
  const lines = log
    .filter(({ time, text }) => time >= since && text.trim() !== '' && !OF_LAMBDA.test(text))
    .flatMap(({ time, text }) =>
      text
        .trimEnd()
        .split('\n')
        .map((part) => ({ time, text: part })),
    );
  const at = lines.flatMap(({ text }, index) => (AN_ERROR.test(text) ? [index] : []));
  const [first] = at;
  const last = at.at(-1);
  if (first === undefined || last === undefined) return undefined;
  const starts = [...new Set([first, Math.max(last, first + AFTER)])];
  const shown = starts.flatMap((index, which) => {
    const from = Math.max(index - BEFORE, which === 0 ? 0 : first + AFTER);
    const part = lines.slice(from, index + AFTER).map(({ text }) => shortened(text));
    return which > 0 && from > first + AFTER ? ['...', ...part] : part;
  });
  return { errors: at.length, since: lines[first]?.time ?? since, lines: shown };
}

/** Without the folder into which the emulator has put the code. */
export function shortened(line: string): string {
  const short = line.replaceAll(/(?:file:\/\/)?\/\S*\/code\/(?=index\.mjs)/g, '');
  return short.length > LONGEST ? `${short.slice(0, LONGEST)} ...` : short;
}

/** An event of a stack. */
export interface StackEvent {
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly stack: string;
  readonly status: string;
  /** Type and logical id. */
  readonly what: string;
  readonly reason: string;
}

/** The failure from which the others follow, and how many these are. Undefined when nothing has failed since. */
export function firstFailure(
  events: readonly StackEvent[],
  since: number,
): { readonly first: StackEvent; readonly others: number } | undefined {
  const failed = events
    .filter(({ time, status, reason }) => {
      return time >= since && status.endsWith('_FAILED') && !/cancell?ed/i.test(reason);
    })
    .toSorted((one, other) => one.time - other.time);
  const [first] = failed;
  return first && { first, others: failed.length - 1 };
}

/** Whether a line of the log of the emulator tells of trouble since a moment. It writes the time of this machine. */
export function isTrouble(line: string, since: number): boolean {
  const [, day = '', time = ''] =
    /^(\S{10}) (\S{8}) (?:ERROR|WARNING|CRITICAL) \[/.exec(line) ?? [];
  return new Date(`${day}T${time}`).getTime() >= since;
}

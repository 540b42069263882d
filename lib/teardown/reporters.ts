import { number } from './messages';
import type { Progress } from './progress';

/** Shows progress. `end` leaves the terminal as it should be for what is printed next. */
export interface Reporter {
  readonly progress: (progress: Progress) => void;
  readonly end: () => void;
}

type Write = (text: string) => void;

/** Widest line that is rewritten: one that wraps could not be. */
const WIDTH = 78;
/** A bucket is worth a plain line each time so many versions more are gone. */
const PLAIN_STEP = 10_000;
/** Waiting is worth a plain line each so many seconds. */
const PLAIN_WAIT = 300;

/** One JSON object a line. */
export function jsonReporter(write: Write): Reporter {
  return { progress: (progress) => write(`${JSON.stringify(progress)}\n`), end: () => undefined };
}

/** Plain lines, for logs: what is finished, and now and then how far it is. */
export function plainReporter(write: Write): Reporter {
  const last = new Map<string, string>();
  return {
    progress: (progress) => {
      const { subject, text, rung } = plainLine(progress);
      if (last.get(subject) === rung) return;
      last.set(subject, rung);
      write(`${text}\n`);
    },
    end: () => undefined,
  };
}

interface PlainLine {
  readonly subject: string;
  readonly text: string;
  /** Of two lines of one subject on the same rung, only the first is printed. */
  readonly rung: string;
}

const PLAIN_LINES: {
  readonly [E in Progress['event']]: (progress: Extract<Progress, { event: E }>) => PlainLine;
} = {
  stack: ({ stack, state }) => ({ subject: stack, text: `${stack}: ${state}`, rung: state }),
  bucket: ({ stack, bucket, state, deleted }) => ({
    subject: bucket,
    text: `${stack}: bucket ${bucket} ${state}, ${number(deleted)} versions deleted`,
    rung: `${state} ${Math.floor(deleted / PLAIN_STEP)}`,
  }),
  vault: ({ stack, vault, state, left }) => ({
    subject: vault,
    text: `${stack}: vault ${vault} ${state}, ${number(left)} recovery points left`,
    rung: `${state} ${left}`,
  }),
  waiting: ({ stack, status, seconds }) => ({
    subject: `${stack} waiting`,
    text: `${stack}: ${status} since ${seconds} s`,
    rung: `${status} ${Math.floor(seconds / PLAIN_WAIT)}`,
  }),
  retry: ({ operation, code, seconds }) => ({
    subject: 'retry',
    text: `${operation}: ${code}, tried again in ${seconds} s`,
    rung: `${operation} ${code}`,
  }),
};

function plainLine(progress: Progress): PlainLine {
  const line = PLAIN_LINES[progress.event] as (progress: Progress) => PlainLine;
  return line(progress);
}

/** One line that is rewritten, with the counts of the stack at work; a finished stack keeps its line. */
export function lineReporter(write: Write): Reporter {
  let buckets = new Map<string, { readonly deleted: number; readonly done: boolean }>();
  let vaults = new Map<string, number>();
  let shown = false;
  const line = (text: string): void => {
    const fitting = text.length > WIDTH ? `${text.slice(0, WIDTH - 1)}…` : text;
    write(`\r\u001B[2K${fitting}`);
    shown = true;
  };
  const counts = (): string => {
    const deleted = [...buckets.values()].reduce((sum, bucket) => sum + bucket.deleted, 0);
    const done = [...buckets.values()].filter((bucket) => bucket.done).length;
    const left = [...vaults.values()].reduce((sum, points) => sum + points, 0);
    return [
      ...(buckets.size === 0 ? [] : [`${number(deleted)} versions deleted, ${done} buckets empty`]),
      ...(vaults.size === 0 ? [] : [`${number(left)} recovery points left`]),
    ].join(', ');
  };
  return {
    progress: (progress) => {
      switch (progress.event) {
        case 'stack':
          line([`${progress.stack}: ${progress.state}`, counts()].filter(Boolean).join(', '));
          if (progress.state === 'deleted' || progress.state === 'absent') {
            write('\n');
            shown = false;
            buckets = new Map();
            vaults = new Map();
          }
          break;
        case 'bucket':
          buckets.set(progress.bucket, {
            deleted: progress.deleted,
            done: progress.state !== 'emptying',
          });
          line(`${progress.stack}: ${counts()}`);
          break;
        case 'vault':
          vaults.set(progress.vault, progress.left);
          line(`${progress.stack}: ${counts()}`);
          break;
        case 'waiting':
          line(`${progress.stack}: ${progress.status}, ${progress.seconds} s`);
          break;
        case 'retry':
          line(`${progress.operation}: ${progress.code}, again in ${progress.seconds} s`);
          break;
      }
    },
    end: () => {
      if (shown) write('\n');
      shown = false;
    },
  };
}

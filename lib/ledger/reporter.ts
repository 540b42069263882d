/** How far a piece of work is. */
export interface Progress {
  readonly stage: string;
  readonly done: number;
  /** Missing while it is not known. */
  readonly total?: number;
}

/** Shows progress. `end` leaves the terminal as it should be for what is printed next. */
export interface Reporter {
  readonly progress: (progress: Progress) => void;
  readonly end: () => void;
}

const BAR = 30;
/** A terminal need not be written to more often. */
const EVERY_MS = 100;
/** A plain line each so many seconds: for logs. */
const PLAIN_EVERY_MS = 30_000;

/** A bar on one line that is rewritten; each stage keeps its line. */
export function barReporter(write: (text: string) => void, now: () => number = Date.now): Reporter {
  let last: Progress | undefined;
  let shownAt = -Infinity;
  const show = (progress: Progress): void => {
    write(`\r\u001B[2K${barLine(progress)}`);
    shownAt = now();
  };
  return {
    progress: (progress) => {
      if (last !== undefined && last.stage !== progress.stage) {
        show(last);
        write('\n');
        shownAt = -Infinity;
      }
      last = progress;
      if (now() >= shownAt + EVERY_MS) show(progress);
    },
    end: () => {
      if (last === undefined) return;
      show(last);
      write('\n');
      last = undefined;
    },
  };
}

function barLine({ stage, done, total }: Progress): string {
  if (total === undefined) return `${stage.padEnd(8)} ${number(done)}`;
  const share = total === 0 ? 1 : Math.min(1, done / total);
  const filled = Math.floor(share * BAR);
  const bar = `${'#'.repeat(filled)}${'.'.repeat(BAR - filled)}`;
  return `${stage.padEnd(8)} [${bar}] ${String(Math.floor(share * 100)).padStart(3)} % of ${number(total)}`;
}

/** A plain line now and then. */
export function plainReporter(
  write: (text: string) => void,
  now: () => number = Date.now,
): Reporter {
  let shownAt = now();
  return {
    progress: ({ stage, done, total }) => {
      if (now() < shownAt + PLAIN_EVERY_MS) return;
      shownAt = now();
      write(`${stage}: ${number(done)}${total === undefined ? '' : ` of ${number(total)}`}\n`);
    },
    end: () => undefined,
  };
}

/** One JSON object now and then. */
export function jsonReporter(
  write: (text: string) => void,
  now: () => number = Date.now,
): Reporter {
  let shownAt = -Infinity;
  return {
    progress: (progress) => {
      if (now() < shownAt + EVERY_MS * 10) return;
      shownAt = now();
      write(`${JSON.stringify({ event: 'progress', ...progress })}\n`);
    },
    end: () => undefined,
  };
}

/** 12345 as 12,345. */
export function number(count: number): string {
  return count.toLocaleString('en-US');
}

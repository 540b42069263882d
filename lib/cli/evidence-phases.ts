import type { Stopwatch } from '../stopwatch';
import type { CommandIo } from './command';

/** What a pack takes, in this order. The first five are of the synth. */
export const PHASES = [
  'config',
  'policies',
  'handlers',
  'constructs',
  'synthesis and checks',
  'access matrix',
  'evidence',
  'files',
  'writing',
] as const;

export type Phase = (typeof PHASES)[number];

/** Shows which phase is under way. */
export interface PhaseReporter {
  readonly begin: (phase: Phase) => void;
  readonly end: () => void;
}

const BAR = 24;

/**
 * On a terminal a bar on one line that is rewritten, else a line a phase; on stderr, since stdout is the
 * result's. JSON is one stream.
 */
export function phaseReporter(io: CommandIo, json: boolean): PhaseReporter {
  const place = (phase: Phase): number => PHASES.indexOf(phase) + 1;
  if (json) {
    return {
      begin: (phase) =>
        io.stdout(
          `${JSON.stringify({ event: 'phase', phase, number: place(phase), of: PHASES.length })}\n`,
        ),
      end: () => undefined,
    };
  }
  if (!io.isTTY) {
    return { begin: (phase) => io.stderr(`${phase}\n`), end: () => undefined };
  }
  let shown = false;
  return {
    begin: (phase) => {
      const filled = Math.floor((BAR * (place(phase) - 1)) / PHASES.length);
      io.stderr(`\r\u001B[2K[${'#'.repeat(filled)}${'.'.repeat(BAR - filled)}] ${phase}`);
      shown = true;
    },
    end: () => {
      if (shown) io.stderr('\r\u001B[2K');
      shown = false;
    },
  };
}

/** Tells a reporter of the phases that a stopwatch is asked to measure, and of no others. */
export function toldBy(stopwatch: Stopwatch, reporter: PhaseReporter): Stopwatch {
  const tell = (name: string): void => {
    const phase = PHASES.find((known) => known === name);
    if (phase !== undefined) reporter.begin(phase);
  };
  return {
    milliseconds: stopwatch.milliseconds,
    time: (name, run) => {
      tell(name);
      return stopwatch.time(name, run);
    },
    timeAsync: (name, run) => {
      tell(name);
      return stopwatch.timeAsync(name, run);
    },
  };
}

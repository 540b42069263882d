import { segmentKey } from '../../../lambda/ledger/format/layout';
import type { SegmentHeader } from '../../../lambda/ledger/format/segment-header';
import type { LogState } from './log-state';
import { hold } from './log-state';
import type { Fault, Report } from './report';

const HOUR_MS = 3_600_000;
/** Clocks of AWS differ by seconds at most. What is further apart was made up. */
const CLOCK_SLACK_MS = HOUR_MS;
/** The stream keeps a record for seven days: what is sealed later than this never was in it. */
const LONGEST_IN_STREAM_MS = 8 * 24 * HOUR_MS;

/**
 * Checks when the records of a segment arrived, as its header says: that decides which gaps count.
 * Not after S3 wrote it, nor longer before than the stream keeps records; not before those of the
 * segment before it.
 *
 * @param before when the newest record so far arrived, by the headers before; 0 for the first segment
 * @param written when S3 wrote it
 */
export function checkArrival(
  state: LogState,
  { start, arrived }: Pick<SegmentHeader, 'start' | 'arrived'>,
  before: number,
  written: number,
): void {
  const place = segmentKey(state.log, start);
  const changed = (message: string): void => hold(state.held, { kind: 'changed', place, message });
  if (arrived.to > written + CLOCK_SLACK_MS) {
    changed(`its header says that records arrived at ${at(arrived.to)}, it was written before`);
  } else if (arrived.from < written - LONGEST_IN_STREAM_MS) {
    changed(
      `its header says that records arrived at ${at(arrived.from)}, longer before it was written than the stream keeps them`,
    );
  } else if (arrived.from < before - CLOCK_SLACK_MS) {
    changed(
      `its header says that records arrived at ${at(arrived.from)}, before those of the segment before it`,
    );
  }
}

/** What was signed had arrived: the newest record of a log that a zone checkpoint covers. */
export function arrivedLater(
  { log, newest, good }: LogState,
  line: { readonly place: string; readonly time?: string },
): Fault | undefined {
  if (line.time === undefined || newest.start < good.tree.size) return undefined;
  if (newest.arrived <= Date.parse(line.time) + CLOCK_SLACK_MS) return undefined;
  return {
    kind: 'changed',
    place: segmentKey(log, newest.start),
    message: `its header says that records arrived at ${at(newest.arrived)}; ${line.place} was signed over them at ${line.time}`,
  };
}

/** Checks the time of a zone checkpoint: it decides how long a missing number may still come. */
export function checkZoneTime(
  { place, time }: { readonly place: string; readonly time: string },
  previous: { readonly place: string; readonly time: string } | undefined,
  written: number,
  report: Report,
): void {
  const now = Date.parse(time);
  if (previous !== undefined && now < Date.parse(previous.time)) {
    report.faultIfNew({
      kind: 'swapped',
      place,
      message: `it is of ${time}, and ${previous.place} before it of ${previous.time}`,
    });
  } else if (now > written + CLOCK_SLACK_MS) {
    report.faultIfNew({
      kind: 'changed',
      place,
      message: `it says that it was signed at ${time}, and was written before`,
    });
  }
}

/** Collects what is signed long after it came: told once, since one silence leaves many. */
export function createLateSignatures(report: Report) {
  let count = 0;
  let first:
    | { readonly place: string; readonly time: string; readonly arrived: number }
    | undefined;
  return {
    /** @param arrived when the oldest record arrived that no zone checkpoint had covered before */
    see(place: string, time: string, arrived: number): void {
      if (Date.parse(time) - arrived <= LONGEST_IN_STREAM_MS) return;
      count += 1;
      first ??= { place, time, arrived };
    },
    end(): void {
      if (first === undefined) return;
      report.remark({
        kind: 'late-signature',
        message: `ATTENTION: ${String(count)} zone checkpoints cover records for the first time that arrived more than eight days before; the first is ${first.place}, of ${first.time}, over records of ${at(first.arrived)}. Either the checkpointer stood still so long, or a time was made up to hide missing numbers`,
      });
    },
  };
}

function at(time: number): string {
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? `${String(time)} ms` : date.toISOString();
}

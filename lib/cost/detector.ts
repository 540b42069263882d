import { HOURS_A_MONTH } from './price';
import type { UsagePriceId } from './usage-prices';

/**
 * What it costs to look at audit events (`lambda/breach/detector`), a month. Events that no rule counts cost a
 * share of a call; of the others the windows of a person are read and written once a batch.
 */

export const ASSUMED_OF_DETECTOR = {
  /** States written for each event: `breach.state-writes` of `npm run bench`, of a made-up hospital. */
  writesAnEvent: 0.35,
  /** KB of an item that is written: `breach.state-size`, with positions beside it. */
  itemKilobytes: 2,
  /** Calls of DynamoDB for each state that is written: the item, the directory, the write. */
  callsAWrite: 3,
  /** Seconds of a call of the function beside its people, and for each of them. */
  seconds: 0.05,
  secondsAWrite: 0.01,
} as const;

/** Seconds that Lambda gathers records: `maximumBatchingWindowInSeconds`. */
const WINDOW = 1;
const RUNS_A_MONTH = HOURS_A_MONTH * 60;
const SECONDS_A_MONTH = HOURS_A_MONTH * 3600;
const GIGABYTES = 0.5;
/** Bytes of an event of the trail in its log group, and of what the function logs in a call. */
const TRAIL_EVENT_BYTES = 1500;
const CALL_LOG_BYTES = 1000;
/** Records and hits report with each call. */
const METRICS = 2;

/** Quantities by price, for a number of events a month. */
export function detectorParts(
  events: number,
  shards: number,
): readonly (readonly [UsagePriceId, number])[] {
  const { writesAnEvent, itemKilobytes, callsAWrite, seconds, secondsAWrite } = ASSUMED_OF_DETECTOR;
  // A call gathers from its first record on, for the time of the window; and one a minute by the clock.
  const batches = (shards * SECONDS_A_MONTH) / (WINDOW + (shards * SECONDS_A_MONTH) / events);
  const calls = batches + RUNS_A_MONTH;
  const writes = events * writesAnEvent;
  const trailEvents = calls + writes * callsAWrite;
  return [
    ['lambdaRequests', calls / 1e6],
    ['lambdaTime', (calls * seconds + writes * secondsAWrite) * GIGABYTES],
    ['scheduledCalls', RUNS_A_MONTH / 1e6],
    ['tableWrites', (writes * itemKilobytes) / 1e6],
    ['tableReads', (writes * 2) / 1e6],
    ['trailData', trailEvents / 1e5],
    ['logs', (trailEvents * TRAIL_EVENT_BYTES + calls * CALL_LOG_BYTES) / 1e9],
    ['metric', METRICS],
  ];
}

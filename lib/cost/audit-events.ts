import { detectorParts } from './detector';
import { HOURS_A_MONTH } from './price';
import type { PriceId } from './prices';
import { PRICES } from './prices';

/**
 * What a month of audit events costs, all in: taken, sealed, signed, indexed, watched, looked at, and kept for
 * six years twice. Reckoned from how the ledger works (docs/adr/0012-ledger-format.md); what is assumed stands
 * in `ASSUMED`.
 */

export const ASSUMED = {
  /** Bytes of an event. The schema allows 16 KiB. */
  eventBytes: 1000,
  /** Times that gzip makes a segment smaller. */
  compression: 4,
  /** The busiest second, in times of the mean. */
  peak: 5,
  /** Seconds of a sealer call beside its records, and for each record. */
  sealerSeconds: 0.15,
  sealerSecondsARecord: 15e-6,
  /** Seconds of a checkpointer run beside its records, and for each record. */
  checkpointerSeconds: 1.5,
  checkpointerSecondsARecord: 10e-6,
  /** Rows of the index for each event, and bytes of each beside the event. */
  rowsAnEvent: 3,
  rowBytes: 300,
  /** Seconds of an indexer run beside its records, and for each record. */
  indexerSeconds: 0.5,
  indexerSecondsARecord: 500e-6,
  /** Bytes of an event of the trail in its log group, and of what a function logs in a call. */
  trailEventBytes: 1500,
  callLogBytes: 1000,
} as const;

/** Seconds that Lambda gathers records: `maximumBatchingWindowInSeconds`. */
const WINDOW = 5;
/** Days that the index keeps what is no disclosure: `access.indexDays`. */
const INDEX_DAYS = 90;
/** DynamoDB bills a write by the KB. */
const WRITE_UNIT = 1024;
/** Memory of each function. */
const GIGABYTES = 0.5;
const LEAST_SHARDS = 2;
const SHARD = { records: 1000, bytes: 1_048_576 };
const SECONDS_A_MONTH = HOURS_A_MONTH * 3600;
const RUNS_A_MONTH = HOURS_A_MONTH * 60;
const SPOOL_CALLS_A_MONTH = RUNS_A_MONTH / 5;
const MONTHS_KEPT = 72;
const MONTHS_BEFORE_COOLING = 3;
/** The archive moves no smaller object: https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html */
const SMALLEST_COOLED = 128 * 1024;
/** Records sealed, segments unsigned, spool unsealed, index caught up: the other metrics report in an incident only. */
const METRICS = 4;

export interface AuditCostLine {
  readonly item: string;
  /** USD for the events of a month. */
  readonly usd: number;
}

/** Shards that take a number of events a month at their peak. */
export function shardsFor(events: number): number {
  const peak = (events / SECONDS_A_MONTH) * ASSUMED.peak;
  return Math.max(
    LEAST_SHARDS,
    Math.ceil(peak / SHARD.records),
    Math.ceil((peak * ASSUMED.eventBytes) / SHARD.bytes),
  );
}

/** What a number of events a month costs, by what is billed. */
export function auditCost(events: number): readonly AuditCostLine[] {
  const shards = shardsFor(events);
  const shardHours = shards * HOURS_A_MONTH;
  // A call gathers from its first record on, for the time of the window.
  const sealerCalls = (shards * SECONDS_A_MONTH) / (WINDOW + (shards * SECONDS_A_MONTH) / events);
  const calls = sealerCalls + 2 * RUNS_A_MONTH + SPOOL_CALLS_A_MONTH;
  const checkpoints = checkpointsFor(events, shards);
  // Two a log to see whether it grew, two more to walk it when it did; spool and zone. Of the indexer
  // one for all logs, and one for each in which there is no more.
  const lists = RUNS_A_MONTH * (shards * (2 + 2 * growth(events, shards)) + 2 + (shards + 2));
  const puts = sealerCalls + checkpoints;
  const gets = 2 * sealerCalls + checkpoints + RUNS_A_MONTH * (shards + 1);
  const objectEvents = puts + gets + lists;
  const seconds =
    sealerCalls * ASSUMED.sealerSeconds +
    RUNS_A_MONTH * (ASSUMED.checkpointerSeconds + ASSUMED.indexerSeconds) +
    events *
      (ASSUMED.sealerSecondsARecord +
        ASSUMED.checkpointerSecondsARecord +
        ASSUMED.indexerSecondsARecord);
  const rowBytes = ASSUMED.eventBytes + ASSUMED.rowBytes;
  const rows = events * ASSUMED.rowsAnEvent;
  const rowMonths = ((rows * rowBytes) / 1e9) * ((INDEX_DAYS * 24) / HOURS_A_MONTH);
  const gigabytes = (events * ASSUMED.eventBytes) / ASSUMED.compression / 1e9;
  const cools = gigabytes * 1e9 >= SMALLEST_COOLED * Math.max(1, sealerCalls);
  const cooled = cools ? gigabytes * (MONTHS_KEPT - MONTHS_BEFORE_COOLING) : 0;
  const logBytes = (objectEvents + calls) * ASSUMED.trailEventBytes + calls * ASSUMED.callLogBytes;
  return [
    line('Stream, with 7 days', [
      ['shard', shardHours],
      ['extendedRetention', shardHours],
    ]),
    line('Records put', [['putUnits', events / 1e6]]),
    line('Sealer, checkpointer and indexer', [
      ['lambdaRequests', calls / 1e6],
      ['lambdaTime', seconds * GIGABYTES],
      ['scheduledCalls', (2 * RUNS_A_MONTH + SPOOL_CALLS_A_MONTH) / 1e6],
    ]),
    line('Signatures', [['kmsSignatures', checkpoints / 1e4]]),
    line('Requests of S3, and of replication', [
      ['s3Put', (2 * puts + lists) / 1000],
      ['s3Get', gets / 1000],
      ['s3Transition', cools ? sealerCalls / 1000 : 0],
    ]),
    line('Ledger, these records for six years', [['s3Standard', gigabytes * MONTHS_KEPT]]),
    line('Replica in the archive, six years', [
      ['s3Standard', gigabytes * MONTHS_KEPT - cooled],
      ['s3InstantRetrieval', cooled],
    ]),
    line('Index, writes', [['tableWrites', (rows * Math.ceil(rowBytes / WRITE_UNIT)) / 1e6]]),
    line('Index, these rows for 90 days', [
      ['tableStorage', rowMonths],
      ['tableRecovery', rowMonths],
    ]),
    line('Trail of calls and objects', [['trailData', (objectEvents + calls) / 1e5]]),
    line('GuardDuty on those objects', [['guardDutyObjects', objectEvents / 1e6]]),
    line('Logs, metrics', [
      ['logs', logBytes / 1e9],
      ['metric', METRICS],
    ]),
    line('Detector of breaches, windows of people', detectorParts(events, shards)),
  ];
}

/** Cost of a million events in USD, when a month has so many. */
export function costOfAMillion(events: number): number {
  return auditCost(events).reduce((sum, { usd }) => sum + usd, 0) / (events / 1e6);
}

/** Share of the minutes in which a log grows. */
function growth(events: number, shards: number): number {
  return 1 - Math.exp(-events / shards / RUNS_A_MONTH);
}

/** A log that grew in the minute is signed, and then the zone; once an hour the zone anyway. */
function checkpointsFor(events: number, shards: number): number {
  const grew = growth(events, shards);
  const any = 1 - (1 - grew) ** shards;
  return RUNS_A_MONTH * (shards * grew + any) + HOURS_A_MONTH * (1 - any);
}

function line(item: string, parts: readonly (readonly [PriceId, number])[]): AuditCostLine {
  return { item, usd: parts.reduce((sum, [id, quantity]) => sum + PRICES[id].usd * quantity, 0) };
}

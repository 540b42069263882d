import { describeError } from '../errors';
import type { AuditRecord } from './record';

/** The stream, as far as a producer needs it. */
export interface AuditStream {
  /**
   * Tries once to put records, at most MOST_RECORDS of at most MOST_BYTES together. When it throws,
   * nobody knows which of them arrived.
   *
   * @returns what became of each, in their order
   */
  put(records: readonly AuditRecord[]): Promise<readonly PutResult[]>;
}

export type PutResult = StreamPosition | { readonly failure: string };

export interface StreamPosition {
  readonly shardId: string;
  readonly sequenceNumber: string;
}

/** https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutRecords.html */
export const MOST_RECORDS = 500;
/** Of data and partition keys. */
export const MOST_BYTES = 5 * 1024 * 1024;

export interface Patience {
  /** Rounds in a row in which nothing is acknowledged. */
  readonly attempts: number;
  /** Longest pause before the second round, in milliseconds; it doubles, and the pause is a random part of it. */
  readonly firstPause: number;
  /** Milliseconds after which no round begins. */
  readonly total: number;
}

export const PATIENCE: Patience = { attempts: 4, firstPause: 50, total: 10_000 };

export interface Retrying {
  readonly stream: AuditStream;
  readonly patience: Patience;
  readonly clock: () => number;
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** A number from 0 to 1, 1 excluded. */
  readonly jitter: () => number;
}

export interface PutOutcome {
  readonly acknowledged: ReadonlyMap<string, StreamPosition>;
  readonly unresolved: readonly AuditRecord[];
  /** What went wrong, each once: names of errors, codes of Kinesis. */
  readonly failures: readonly string[];
  /** Of the newest call that threw. */
  readonly cause?: unknown;
}

/**
 * Puts records until all are acknowledged or patience is at its end. Only those that failed are put
 * again, with the bytes they had: a second copy is one that readers know, and no second event.
 */
export async function putAll(
  records: readonly AuditRecord[],
  { stream, patience, clock, sleep, jitter }: Retrying,
): Promise<PutOutcome> {
  const acknowledged = new Map<string, StreamPosition>();
  const failures = new Set<string>();
  const until = clock() + patience.total;
  let unresolved = records;
  let cause: unknown;
  for (let fruitless = 0; ;) {
    const before = unresolved.length;
    try {
      for (const batch of batches(unresolved)) {
        const results = await stream.put(batch);
        batch.forEach(({ eventId }, at) => {
          const result = results[at] ?? { failure: 'NoAnswer' };
          if ('failure' in result) failures.add(result.failure);
          else acknowledged.set(eventId, result);
        });
      }
    } catch (error) {
      failures.add(describeError(error).name);
      cause = error;
    }
    unresolved = unresolved.filter(({ eventId }) => !acknowledged.has(eventId));
    fruitless = unresolved.length < before ? 0 : fruitless + 1;
    if (unresolved.length === 0 || fruitless === patience.attempts || clock() >= until) {
      return { acknowledged, unresolved, failures: [...failures], cause };
    }
    await sleep(jitter() * patience.firstPause * 2 ** fruitless);
  }
}

/** Records in calls that Kinesis takes. */
export function batches(records: readonly AuditRecord[]): readonly (readonly AuditRecord[])[] {
  const calls: AuditRecord[][] = [];
  let room = 0;
  for (const record of records) {
    const size = record.bytes.length + record.partitionKey.length;
    const call = calls.at(-1);
    if (call === undefined || call.length === MOST_RECORDS || size > room) {
      calls.push([record]);
      room = MOST_BYTES - size;
    } else {
      call.push(record);
      room -= size;
    }
  }
  return calls;
}

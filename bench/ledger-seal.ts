import { randomBytes, randomUUID } from 'node:crypto';
import { createHandler } from '../lambda/ledger/sealer/create-handler';
import type { LedgerStore } from '../lambda/ledger/store';
import type { Figure } from './measure';
import { median } from './measure';

const BATCHES = 4;
const ROUNDS = 10;
/** What a shard takes in five seconds, the window of the event source. */
const BATCH = 5000;
const EVENT_BYTES = 407;
const RUNS = 5;

/**
 * Events that one core seals in a second: from the batch that Lambda hands over to the bytes of the
 * segment (base64, hash, tree, gzip, header). CPU time alone; the store keeps nothing.
 */
export async function ledgerSeal(): Promise<readonly Figure[]> {
  const batches = Array.from({ length: BATCHES }, (_, at) => kinesisBatch(at * BATCH));
  const rates: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    const start = process.cpuUsage();
    for (let round = 0; round < ROUNDS; round += 1) await sealAll(batches);
    const { user, system } = process.cpuUsage(start);
    rates.push((ROUNDS * BATCHES * BATCH * 1e6) / (user + system));
  }
  return [
    { id: 'ledger.seal', value: median(rates), unit: 'events/s', goal: 100_000, atLeast: true },
  ];
}

/** In a container of its own, since a container seals no record twice. */
async function sealAll(batches: readonly unknown[]): Promise<void> {
  const seal = createHandler({
    store: forgetfulStore,
    prefix: 'mercy.hlz/111122223333/us-east-1',
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    sleep: () => Promise.resolve(),
    now: Date.now,
  });
  for (const batch of batches) await seal(batch, { getRemainingTimeInMillis: () => 60_000 });
}

const forgetfulStore: LedgerStore = {
  async *keys() {
    // A log without segments.
  },
  folders: () => Promise.resolve([]),
  read: () => Promise.reject(new Error('it keeps nothing')),
  create: () => Promise.resolve('created'),
};

function kinesisBatch(from: number): unknown {
  return {
    Records: Array.from({ length: BATCH }, (_, at) => {
      const sequenceNumber = String(49_500_000_000_000_000n * 10n ** 40n + BigInt(from + at));
      return {
        eventSource: 'aws:kinesis',
        eventID: `shardId-000000000000:${sequenceNumber}`,
        kinesis: {
          sequenceNumber,
          data: madeUpEvent(from + at).toString('base64'),
          approximateArrivalTimestamp: 1_700_000_000.5,
        },
      };
    }),
  };
}

/** An event of the usual length, with as much in it that differs from the next as there usually is. */
function madeUpEvent(at: number): Buffer {
  const event = JSON.stringify({
    action: 'decrypt',
    actor: {
      id: `u_${String(at % 500)}`,
      ip: `10.40.0.${String(at % 250)}`,
      role: 'clinician',
      type: 'user',
    },
    count: 1,
    eventId: `AZq0ZKqvRkGJm1cE0sW3Lw-${String(at)}`,
    outcome: 'success',
    patient: randomBytes(16).toString('base64url'),
    purpose: 'treatment',
    requestId: randomUUID(),
    resource: { dataType: 'ssn', ref: randomBytes(16).toString('base64url'), type: 'field' },
    tenant: 'mercy',
    time: `2026-11-25T12:${String(at % 60).padStart(2, '0')}:07.${String(at % 1000)}Z`,
    version: 1,
  });
  return Buffer.from(event.padEnd(EVENT_BYTES, ' '));
}

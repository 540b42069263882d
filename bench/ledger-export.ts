import { hash } from 'node:crypto';
import { openExportDirectory } from '../lib/ledger/export/directory';
import { exportLedger } from '../lib/ledger/export/export';
import { exportOnDisk } from '../lib/ledger/layout/disk';
import { createProducer, createWorld } from '../test/support/ledger/world';
import { createRandom } from '../test/support/random';

/** Events of a segment: what a shard under load gathers in a few seconds. */
const BATCH = 1_000;
const PRODUCERS = 16;
const START = Date.parse('2026-01-05T00:00:00.000Z');

/** Exports a made-up ledger of as many events as the second argument says, about 400 bytes each. */
async function main(): Promise<void> {
  const [directory = '', count = '0'] = process.argv.slice(2);
  const random = createRandom(1);
  const world = createWorld();
  const producers = Array.from({ length: PRODUCERS }, () => createProducer(random, START));
  const total = Number(count);
  for (let from = 0; from < total; from += BATCH) {
    const at = START + from;
    const events = Array.from({ length: Math.min(BATCH, total - from) }, (_, index) => {
      const producer = producers[index % PRODUCERS] ?? createProducer(random, START);
      producer.next += 1;
      return event(`${producer.epoch}-${String(producer.next - 1)}`, from + index, at);
    });
    world.seal('shardId-000000000000', events, at + BATCH);
    if ((from / BATCH) % 10 === 9) await world.checkpoint(at + BATCH);
  }
  await world.checkpoint(START + total + BATCH);
  await exportLedger({
    bucket: world.bucket,
    directory: openExportDirectory(directory),
    files: exportOnDisk(directory),
    progress: () => undefined,
    signal: new AbortController().signal,
  });
  const [producer] = producers;
  console.log(`${producer?.epoch ?? ''}-${String(Math.floor(total / PRODUCERS / 2))}`);
}

function event(id: string, index: number, at: number): Buffer {
  const pseudonym = (text: string): string => hash('sha256', text, 'base64url').slice(0, 22);
  return Buffer.from(
    JSON.stringify({
      action: 'decrypt',
      actor: { id: `u_${String((index * 7919) % 5000)}`, role: 'clinician', type: 'user' },
      count: 1,
      eventId: id,
      fields: ['ssn', 'birthDate'],
      outcome: 'success',
      patient: pseudonym(`p${String(index % 9999)}`),
      purpose: 'treatment',
      requestId: pseudonym(`r${String(index)}`),
      resource: { ref: pseudonym(`q${String(index)}`), type: 'field' },
      sourceIp: `10.1.${String(index % 255)}.7`,
      tenant: 'acme-health',
      time: new Date(at + (index % BATCH)).toISOString(),
      v: 1,
    }),
  );
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});

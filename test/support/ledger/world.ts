import type { KeyObject } from 'node:crypto';
import { createPrivateKey, createPublicKey, sign } from 'node:crypto';
import {
  checkpointKey,
  logOrigin,
  segmentKey,
  SPOOL_LOG,
  spoolKey,
  zoneCheckpointKey,
} from '../../../lambda/ledger/format/layout';
import type { LogHead, SealedRecord } from '../../../lambda/ledger/format/segment';
import { buildSegment, EMPTY_LOG } from '../../../lambda/ledger/format/segment';
import type { LogLine } from '../../../lambda/ledger/format/zone-checkpoint';
import { signZoneCheckpoint } from '../../../lambda/ledger/format/zone-checkpoint';
import { formatCheckpoint } from '../../../lambda/ledger/note/checkpoint';
import type { Sign, VerifierKey } from '../../../lambda/ledger/note/signed-note';
import { signNote, verifierKey } from '../../../lambda/ledger/note/signed-note';
import { rootOf } from '../../../lambda/ledger/tree/tree-head';
import type { Random } from '../random';
import { createRandom } from '../random';
import type { FakeBucket } from './fake-bucket';
import { createFakeBucket } from './fake-bucket';

const HOUR_MS = 3_600_000;
/** Zone checkpoints of a sample. */
export const STEPS = 24;
/** Steps in which there are events. */
const BUSY = 6;
export const START = Date.parse('2026-01-05T00:00:00.000Z');
export const PREFIX = 'mercy.hlz/444455556666/us-east-1';

/** A key pair that is the same in every run. */
export function testKey(
  fill: number,
  name = PREFIX,
): { readonly key: VerifierKey; readonly sign: Sign; readonly publicKey: KeyObject } {
  const privateKey = createPrivateKey({
    key: Buffer.concat([
      Buffer.from('302e020100300506032b657004220420', 'hex'),
      Buffer.alloc(32, fill),
    ]),
    format: 'der',
    type: 'pkcs8',
  });
  const publicKey = createPublicKey(privateKey);
  return {
    publicKey,
    key: verifierKey(name, publicKey.export({ format: 'der', type: 'spki' })),
    sign: (message) => Promise.resolve(sign(null, message, privateKey)),
  };
}

/** A container that writes events: it numbers them. */
export interface Producer {
  readonly epoch: string;
  readonly startedAt: number;
  next: number;
}

/** Writes a ledger as the sealer and the checkpointer do, object by object. */
export interface World {
  readonly bucket: FakeBucket;
  readonly key: VerifierKey;
  readonly sign: Sign;
  readonly heads: Map<string, LogHead>;
  /** Zone checkpoints as they were written. */
  readonly zone: Buffer[];
  readonly seal: (log: string, records: readonly Buffer[], at: number) => void;
  readonly spool: (events: readonly Buffer[], at: number) => void;
  readonly sealSpool: (events: readonly Buffer[], at: number) => void;
  /** Signs each log that grew, and the zone. */
  readonly checkpoint: (at: number) => Promise<void>;
}

export function createWorld(bucket: FakeBucket = createFakeBucket()): World {
  const { key, sign } = testKey(7);
  const heads = new Map<string, LogHead>();
  const signed = new Map<string, number>();
  const zone: Buffer[] = [];
  let sequence = 49_500_000_000_000_000_000_000n;

  const put = (
    log: string,
    records: readonly SealedRecord[],
    source: LogHead['source'],
    at: number,
  ) => {
    const head = heads.get(log) ?? EMPTY_LOG;
    if (source === undefined) throw new Error('a segment has a source');
    const built = buildSegment(logOrigin(PREFIX, log), head, records, source);
    bucket.put(segmentKey(log, head.tree.size), built.bytes, at);
    heads.set(log, built.head);
  };

  return {
    bucket,
    key,
    sign,
    heads,
    zone,
    seal(log, records, at) {
      const first = sequence;
      sequence += BigInt(records.length) * 3n;
      put(
        log,
        records.map((data, index) => ({ data, arrivedAt: at - records.length + index })),
        { first: String(first), last: String(sequence - 3n) },
        at,
      );
      sequence += 1n;
    },
    spool(events, at) {
      for (const event of events) bucket.put(spoolKey(idOf(event)), event, at);
    },
    sealSpool(events, at) {
      put(
        SPOOL_LOG,
        events.map((data) => ({ data, arrivedAt: at })),
        { spooled: events.map((event) => spoolKey(idOf(event))) },
        at,
      );
    },
    async checkpoint(at) {
      const lines: LogLine[] = [];
      for (const [log, { tree, hash }] of heads) {
        const root = rootOf(tree);
        lines.push({ origin: logOrigin(PREFIX, log), size: tree.size, root, head: hash });
        if (signed.get(log) === tree.size) continue;
        const text = formatCheckpoint({ origin: logOrigin(PREFIX, log), size: tree.size, root });
        const note = await signNote(text, key, sign);
        bucket.put(checkpointKey(log, tree.size), Buffer.from(note), at);
        signed.set(log, tree.size);
      }
      const number = zone.length;
      const bytes = await signZoneCheckpoint(
        { number, time: new Date(at).toISOString(), logs: lines },
        key,
        sign,
      );
      bucket.put(zoneCheckpointKey(number), bytes, at);
      zone.push(bytes);
    },
  };
}

export function createProducer(random: Random, startedAt: number): Producer {
  const bytes = random.bytes(16);
  bytes.writeUIntBE(startedAt, 0, 6);
  return { epoch: bytes.toString('base64url'), startedAt, next: 0 };
}

/** The next event of a producer: canonical JSON, made-up values. */
export function nextEvent(random: Random, producer: Producer, at: number): Buffer {
  const { epoch } = producer;
  const id = `${epoch}-${String(producer.next)}`;
  producer.next += 1;
  return Buffer.from(
    `{"action":"${random.pick(['decrypt', 'encrypt', 'view'])}","actor":{"id":"u_${String(random.below(500))}","role":"clinician"},"count":${String(1 + random.below(3))},"eventId":"${id}","outcome":"success","patient":"${random.bytes(16).toString('base64url')}","tenant":"acme-health","time":"${new Date(at).toISOString()}","v":1}`,
  );
}

export function idOf(event: Buffer): string {
  return /"eventId":"([^"]+)"/.exec(event.toString('utf8'))?.[1] ?? '';
}

/**
 * Twelve days of a ledger: two shards, then a third in the place of the first; producers whose
 * events go to all of them; records that came twice, that are no events, that are too long for an
 * entry; events of the spool; zone checkpoints with nothing new.
 */
export async function sampleWorld(
  seed: number,
  events = 900,
  reaches: (event: Buffer, index: number) => readonly Buffer[] = (event) => [event],
): Promise<World> {
  const random = createRandom(seed);
  let made = 0;
  const world = createWorld();
  const steps = STEPS;
  const logs = (step: number): readonly string[] =>
    step < 3
      ? ['shardId-000000000000', 'shardId-000000000001']
      : ['shardId-000000000001', 'shardId-000000000002'];
  const producers: Producer[] = [];
  for (let step = 0; step < steps; step += 1) {
    // Twelve hours a step: the last zone checkpoint is more than nine days after every epoch.
    const at = START + step * 12 * HOUR_MS + random.below(HOUR_MS);
    const busy = step < BUSY;
    if (busy && step % 2 === 0)
      producers.push(createProducer(random, at), createProducer(random, at));
    const pending = new Map<string, Buffer[]>(logs(step).map((log) => [log, []]));
    const spooled: Buffer[] = [];
    const here = busy ? events / BUSY : 0;
    for (let index = 0; index < here; index += 1) {
      const event = nextEvent(random, random.pick(producers.slice(-2)), at);
      const log = random.pick(logs(step));
      const arrived = reaches(event, made);
      made += 1;
      if (arrived[0] !== event || arrived.length > 1) {
        for (const other of arrived) pending.get(random.pick(logs(step)))?.push(other);
        continue;
      }
      if (random.chance(0.02)) spooled.push(event);
      else pending.get(log)?.push(event);
      // A re-put: the same bytes, sometimes after a reshard, sometimes for what was spooled too.
      if (random.chance(0.04)) pending.get(random.pick(logs(step)))?.push(event);
      if (random.chance(0.01)) pending.get(log)?.push(random.bytes(random.below(40)));
      if (random.chance(0.002)) pending.get(log)?.push(random.bytes(70_000));
    }
    if (!busy && random.chance(0.5)) {
      pending.get(random.pick(logs(step)))?.push(Buffer.from(`{"note":${String(step)}}`));
    }
    for (const [log, records] of pending) {
      for (let from = 0; from < records.length;) {
        const to = Math.min(records.length, from + 1 + random.below(20));
        world.seal(log, records.slice(from, to), at + HOUR_MS);
        from = to;
      }
    }
    if (spooled.length > 0) {
      world.spool(spooled, at);
      world.sealSpool(spooled, at + HOUR_MS);
    }
    await world.checkpoint(at + 2 * HOUR_MS);
  }
  return world;
}

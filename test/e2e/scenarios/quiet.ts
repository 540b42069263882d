import { until } from '../machine/until';
import type { StreamRecord } from '../zone/ledger';
import { streamRecords } from '../zone/ledger';
import type { Scene } from './scene';

type Quiet = Pick<Scene, 'aws' | 'zone' | 'functions' | 'ledger'>;

/** Most records of one call: a function is sent 6 MB at most. */
const A_CALL = 500;

/** Records of a shard, as Lambda hands them to a function. */
export function batchOf(shard: string, records: readonly StreamRecord[]): string {
  const batch = records.map(({ sequenceNumber, data }) => ({
    eventSource: 'aws:kinesis',
    eventID: `${shard}:${sequenceNumber}`,
    kinesis: {
      sequenceNumber,
      data: data.toString('base64'),
      approximateArrivalTimestamp: Date.now() / 1000,
    },
  }));
  return JSON.stringify({ Records: batch });
}

/** Every record of every shard, as Lambda delivers a batch again to the detector, and what is not on the stream. */
export async function deliverAgain(scene: Quiet): Promise<number> {
  const { aws, zone, functions } = scene;
  const detector = zone.people.functions['breach-detector'];
  let delivered = 0;
  for (const [shard, records] of await streamRecords(aws, zone.streamName)) {
    delivered += records.length;
    for (let from = 0; from < records.length; from += A_CALL) {
      const batch = batchOf(shard, records.slice(from, from + A_CALL));
      await functions.invoke(detector, batch);
    }
  }
  await functions.invoke(detector, '{"catchUp":true}');
  return delivered;
}

/**
 * Until the breach desk has said all that it has to say of what is on the stream, and that is sealed too: what it
 * writes down is on the same stream.
 */
export async function quiet(scene: Quiet): Promise<void> {
  await until('a stream to which nothing is added', 180, async () => {
    const delivered = await deliverAgain(scene);
    const now = await streamRecords(scene.aws, scene.zone.streamName);
    const lengths = await Promise.all(
      [...now].map(
        async ([shard, { length }]) => [length, await scene.ledger.size(shard)] as const,
      ),
    );
    const written = lengths.reduce((sum, [length]) => sum + length, 0);
    return written === delivered && lengths.every(([length, sealed]) => sealed === length)
      ? true
      : `${String(written)} records, ${String(delivered)} of them looked at`;
  });
}

import type { Logger } from '../../../../lambda/shared/log';
import { NoSuchObjectError } from '../../../../lambda/ledger/errors';
import { SPOOL_LOG, spoolKey, ZONE_CHECKPOINTS } from '../../../../lambda/ledger/format/layout';
import type { LedgerStore } from '../../../../lambda/ledger/store';
import { KEY, NOON } from '../support/checkpointing';
import { idOf, PREFIX } from '../support/sealing';
import type { Random } from './random';
import { seeded } from './random';
import type { End, Process, Scheduler } from './scheduler';
import { createScheduler } from './scheduler';
import { signatureOf } from './stand-ins';
import type { Functions } from './variants';
import { logInto } from '../../support/memory-log';

/** What is tried: the functions, and which keys the store lets be written twice. */
export interface Trial {
  readonly functions: Functions;
  /** Default: none. */
  readonly rewritable?: string;
}

/** A shard, its records, and how far Lambda has been told that they are sealed. */
interface Shard {
  readonly log: string;
  readonly records: readonly Buffer[];
  /** Its records come once those of this one are sealed. */
  readonly parent: Shard | undefined;
  sealed: number;
}

/** A container of a function: what it remembers outlives a run, but not one that was cut off. */
interface Container {
  readonly run: (process: Process, event: unknown, hurried: boolean) => Promise<void>;
}

export interface World {
  readonly objects: ReadonlyMap<string, Buffer>;
  readonly shards: readonly Shard[];
  readonly spooled: readonly string[];
  /** Zone checkpoints as they came to be, as a witness would have seen them. */
  readonly witnessed: readonly Buffer[];
  /** What must not happen, as it happened. */
  readonly complaints: readonly string[];
  readonly steps: number;
}

const STEPS = 26;
const FAULTS = 5;
/** No schedule of the product comes near. */
const MOST_CALLS = 1000;
/** Events of a function that say that the ledger is broken. Nobody breaks it here. */
const BROKEN = new Set(['seal-refused', 'checkpoint-refused']);

/** Runs one schedule to its end. */
export async function runSchedule(seed: number, trial: Trial): Promise<World> {
  const random = seeded(seed);
  const scheduler = createScheduler(random);
  const objects = new Map<string, Buffer>();
  const witnessed: Buffer[] = [];
  const complaints: string[] = [];
  const shards = newShards(random);
  const spooled: string[] = [];
  let time = NOON;
  let steps = 0;

  const log = loggerInto(complaints);
  const now = (): number => time;
  const store = (process: Process): LedgerStore => storeFor(process, objects, witnessed, trial);
  // The store of a container is that of the process which it runs now.
  const container = (
    create: (store: LedgerStore) => (event: unknown, context: Context) => Promise<void>,
  ): Container => {
    let current: LedgerStore | undefined;
    const ofNow = (): LedgerStore => {
      if (current === undefined) throw new Error('no process runs here');
      return current;
    };
    const handler = create({
      keys: (prefix, options) => ofNow().keys(prefix, options),
      folders: (prefix) => ofNow().folders(prefix),
      read: (key) => ofNow().read(key),
      create: (key, bytes) => ofNow().create(key, bytes),
    });
    return {
      run(process, event, hurried) {
        current = store(process);
        return handler(event, { getRemainingTimeInMillis: () => (hurried ? 5000 : 60_000) });
      },
    };
  };
  const newSealer = (): Container =>
    container((store) =>
      trial.functions.sealer({
        store,
        prefix: PREFIX,
        log,
        sleep: () => Promise.resolve(),
        now,
      }),
    );
  const newCheckpointer = (): Container =>
    container((store) =>
      trial.functions.checkpointer({
        store,
        key: () =>
          Promise.resolve({
            verifier: KEY.verifier,
            sign: (message) => Promise.resolve(signatureOf(message)),
          }),
        log,
        now,
      }),
    );
  const sealers = pool(random, scheduler, newSealer);
  const checkpointers = pool(random, scheduler, newCheckpointer);

  /** A batch from where Lambda is, or from before: it gives again what it does not know to be sealed. */
  const deliver = (shard: Shard, calm: boolean): Promise<void> => {
    const from = calm ? shard.sealed : Math.max(0, shard.sealed - random.below(3));
    const left = shard.records.length - shard.sealed;
    const to = shard.sealed + 1 + (calm ? left - 1 : random.below(left));
    return sealers.run(batch(shard, from, to), calm, (end, error) => {
      if (end === 'done') shard.sealed = Math.max(shard.sealed, to);
      else if (calm) complaints.push(`a batch is not sealed: ${String(error)}`);
    });
  };
  const sealSpool = (calm: boolean): Promise<void> =>
    sealers.run({ spool: true }, calm, (end, error) => {
      if (calm && end !== 'done') complaints.push(`the spool is not sealed: ${String(error)}`);
    });
  const sign = (calm: boolean): Promise<void> => {
    time += random.chance(0.1) ? 3_600_000 : 60_000;
    return checkpointers.run({}, calm, (end, error) => {
      if (calm && end !== 'done') complaints.push(`nothing is signed: ${String(error)}`);
    });
  };
  const spool = (): void => {
    const key = spoolKey(idOf(random.pick(['m', 'a', 'z']), spooled.length));
    spooled.push(key);
    objects.set(key, Buffer.from(key));
  };
  const step = async (faults: boolean): Promise<boolean> => {
    steps += 1;
    return (await scheduler.step(faults)) === 'fault';
  };

  let faults = random.below(FAULTS + 1);
  const withSpool = random.chance(0.25);
  for (let turn = 0; turn < STEPS; turn += 1) {
    const open = shards.filter(isOpen);
    const choice = random.below(12);
    if (choice === 0 && open.length > 0) await deliver(random.pick(open), false);
    else if (choice === 1 && sealers.running() < 2 && open.length > 0) {
      await deliver(random.pick(open), false);
    } else if (choice === 2 && checkpointers.running() < 2) await sign(false);
    else if (choice === 3 && withSpool && spooled.length < 3) spool();
    else if (choice === 4 && spooled.length > 0) await sealSpool(false);
    else if (choice === 5 && scheduler.late() > 0) scheduler.land();
    else if (scheduler.waiting() > 0) {
      if (await step(faults > 0)) faults -= 1;
    } else if (open.length > 0) await deliver(random.pick(open), false);
  }
  const finish = async (): Promise<void> => {
    while (scheduler.waiting() > 0) {
      if (steps > MOST_CALLS) throw new Error('a function does not come to its end');
      await step(false);
    }
  };
  await finish();
  if (random.chance(0.5)) while (scheduler.late() > 0) scheduler.land();
  // From here on nothing fails, so everything must be sealed and signed at the first try.
  for (let shard = shards.find(isOpen); shard !== undefined; shard = shards.find(isOpen)) {
    const before = shard.sealed;
    await deliver(shard, true);
    await finish();
    if (shard.sealed === before) break;
  }
  if (spooled.length > 0) await sealSpool(true);
  await finish();
  await sign(true);
  await finish();
  // The last writes to land are those that nobody waits for any more.
  while (scheduler.late() > 0) scheduler.land();
  return { objects, shards, spooled, witnessed, complaints, steps };
}

interface Context {
  getRemainingTimeInMillis(): number;
}

function newShards(random: Random): readonly Shard[] {
  const shard = (number: number, parent?: Shard): Shard => {
    const log = `shardId-00000000000${String(number)}`;
    return {
      log,
      records: Array.from({ length: 1 + random.below(3) }, (_, at) =>
        Buffer.from(`${String(number)}.${String(at)}`),
      ),
      parent,
      sealed: 0,
    };
  };
  const first = shard(0);
  if (random.chance(0.7)) return [first];
  if (random.chance(0.5)) return [first, shard(1)];
  return [first, shard(1, first), shard(2, first)];
}

function isOpen({ parent, sealed, records }: Shard): boolean {
  return (
    sealed < records.length && (parent === undefined || parent.sealed === parent.records.length)
  );
}

/** Sequence numbers grow from 8 on, so that they differ in length too. */
function batch({ log, records }: Shard, from: number, to: number): unknown {
  return {
    Records: records.slice(from, to).map((data, at) => ({
      eventSource: 'aws:kinesis',
      eventID: `${log}:${String(8 + from + at)}`,
      kinesis: {
        sequenceNumber: String(8 + from + at),
        data: data.toString('base64'),
        approximateArrivalTimestamp: 1_700_000_000 + from + at,
      },
    })),
  };
}

function pool(random: Random, scheduler: Scheduler, create: () => Container) {
  const free: Container[] = [];
  let running = 0;
  return {
    running: () => running,
    /** Calm: in the container that was free last, as Lambda does while nothing happens. */
    async run(
      event: unknown,
      calm: boolean,
      over: (end: End, error?: unknown) => void,
    ): Promise<void> {
      const warm = calm || random.chance(0.8) ? free.pop() : undefined;
      const container = warm ?? create();
      const hurried = !calm && random.chance(0.2);
      running += 1;
      await scheduler.start(
        (process) => container.run(process, event, hurried),
        (end, error) => {
          running -= 1;
          if (end !== 'gone') free.push(container);
          over(end, error);
        },
      );
    },
  };
}

function storeFor(
  process: Process,
  objects: Map<string, Buffer>,
  witnessed: Buffer[],
  { rewritable }: Trial,
): LedgerStore {
  const below = (prefix: string): readonly string[] =>
    [...objects.keys()].filter((key) => key.startsWith(prefix)).toSorted();
  return {
    async *keys(prefix, { after = '', limit = Infinity } = {}) {
      yield* await process.call(false, () =>
        below(prefix)
          .filter((key) => key > after)
          .slice(0, limit),
      );
    },
    folders: (prefix) =>
      process.call(false, () => [
        ...new Set(below(prefix).map((key) => key.slice(prefix.length).split('/')[0] ?? '')),
      ]),
    async read(key) {
      const bytes = await process.call(false, () => objects.get(key));
      if (bytes === undefined) throw new NoSuchObjectError('read', key, new Error('gone'));
      return bytes;
    },
    create: (key, bytes) =>
      process.call(true, () => {
        const free = rewritable !== undefined && key.startsWith(rewritable);
        if (objects.has(key) && !free) return 'exists';
        objects.set(key, bytes);
        if (key.startsWith(ZONE_CHECKPOINTS)) witnessed.push(bytes);
        return 'created';
      }),
  };
}

function loggerInto(complaints: string[]): Logger {
  return logInto((_, event, fields = {}) => {
    if (BROKEN.has(event)) complaints.push(`${event}: ${String(fields['problem'])}`);
  });
}

/** Logs of a world with what each must hold, in order where the order is given. */
export function expectedLogs({ shards, spooled }: World) {
  return [
    ...shards.map(({ log, records }) => ({
      log,
      inOrder: true,
      records: records.map((record) => record.toString()),
    })),
    { log: SPOOL_LOG, inOrder: false, records: spooled },
  ];
}

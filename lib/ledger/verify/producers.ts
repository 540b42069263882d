import type { Hash } from '../../../lambda/ledger/tree/hash';
import { HASH_BYTES } from '../../../lambda/ledger/tree/hash';
import { formatEventId } from '../../../lambda/shared/audit/event-id';
import { startOf } from '../event-id';
import type { NumberSet } from './number-set';
import { createNumberSet } from './number-set';

const HOUR_MS = 3_600_000;
/** An epoch ends after a day; what it gave out is in the stream for seven at most, and a day of grace. */
export const EPOCH_KEPT_MS = 9 * 24 * HOUR_MS;
/**
 * Later than this nobody puts an event of an epoch into the stream: a day of the epoch, and the week in
 * which an operator may put again what the sealer has missed (docs/runbooks/security-alarms.md).
 */
const LATEST_ARRIVAL_MS = 8 * 24 * HOUR_MS;
/** A producer's clock may be ahead of the stream's by this much. */
const CLOCK_SLACK_MS = HOUR_MS;
/** Ids whose contents are at hand: the ones that came last. A power of two. */
const RECENT = 65_536;

/** Where an event stands. */
export interface Place {
  readonly log: string;
  readonly leaf: number;
}

/** An event as it comes by. */
export interface SeenEvent extends Place {
  readonly epoch: string;
  readonly n: number;
  readonly hash: Hash;
  /** When the first record of its segment arrived, and the last: milliseconds since 1970. */
  readonly arrived: { readonly from: number; readonly to: number };
  /** From the spool, which may wait as long as the stream keeps its records. */
  readonly spooled: boolean;
}

/**
 * What producers say of their events, checked with a memory that grows with the number of producers
 * of nine days and not with the log: of each epoch the intervals of numbers that came by.
 */
export interface Producers {
  readonly see: (event: SeenEvent) => void;
  /**
   * Forgets epochs that ended long before; missing numbers between theirs are told. Only once an
   * hour, unless nothing more is signed: what comes behind must not fill what cannot come any more.
   */
  readonly forget: (now: number, last?: boolean) => void;
  /** Tells the rest. */
  readonly end: (now: number) => void;
  readonly counts: ProducerCounts;
}

export interface ProducerCounts {
  readonly events: number;
  readonly epochs: number;
  /** Events that came again with the same bytes, where that could be seen at once. */
  readonly repeated: number;
  /** Events whose epoch does not fit the time of their arrival. */
  readonly oddClock: number;
}

export interface ProducerFindings {
  /** A number between others never came. `final` when it cannot come any more. */
  readonly gap: (
    missing: {
      readonly epoch: string;
      readonly n: number;
      readonly count: number;
      readonly before: number;
    },
    final: boolean,
  ) => void;
  readonly twoContents: (id: string, first: Place, second: Place) => void;
  /** It came before, and its bytes are not at hand: to be looked at again. */
  readonly suspicious: (id: string) => void;
  /** One spool object was sealed twice. */
  readonly sealedTwice: (id: string, place: Place) => void;
}

interface Epoch {
  readonly startedAt: number;
  readonly seen: NumberSet;
  readonly spooled: NumberSet;
  /** Tells epochs apart in the table of what came last. */
  readonly mark: number;
}

export function createProducers(findings: ProducerFindings): Producers {
  const epochs = new Map<string, Epoch>();
  const recent = createRecent();
  const counts = { events: 0, epochs: 0, repeated: 0, oddClock: 0 };
  let forgotten = 0;

  const epochOf = (name: string): Epoch | undefined => {
    const known = epochs.get(name);
    if (known !== undefined) return known;
    const startedAt = startOf(name);
    if (startedAt === undefined) return undefined;
    counts.epochs += 1;
    const epoch = {
      startedAt,
      seen: createNumberSet(),
      spooled: createNumberSet(),
      mark: counts.epochs,
    };
    epochs.set(name, epoch);
    return epoch;
  };

  const close = (name: string, { startedAt, seen }: Epoch, now: number): void => {
    let expected = 0;
    for (const [from, to] of seen.intervals()) {
      if (from > expected) {
        const missing = { epoch: name, n: expected, count: from - expected, before: from };
        findings.gap(missing, startedAt + EPOCH_KEPT_MS <= now);
      }
      expected = to + 1;
    }
  };

  return {
    see(event) {
      const { epoch: name, n, hash, log, leaf, arrived, spooled } = event;
      counts.events += 1;
      const known = epochs.get(name)?.startedAt;
      const startedAt = known ?? startOf(name);
      const latest = spooled ? EPOCH_KEPT_MS : LATEST_ARRIVAL_MS;
      if (
        startedAt === undefined ||
        // An epoch that was forgotten would come back with nothing but gaps.
        (known === undefined && startedAt + EPOCH_KEPT_MS <= forgotten) ||
        arrived.from > startedAt + latest ||
        arrived.to < startedAt - CLOCK_SLACK_MS
      ) {
        counts.oddClock += 1;
        findings.suspicious(formatEventId(event));
        return;
      }
      const epoch = epochOf(name);
      if (epoch === undefined) return;
      if (spooled && !epoch.spooled.add(n)) findings.sealedTwice(formatEventId(event), event);
      if (epoch.seen.add(n)) {
        recent.put(epoch.mark, n, hash, log, leaf);
        return;
      }
      const before = recent.get(epoch.mark, n);
      if (before === undefined) findings.suspicious(formatEventId(event));
      else if (before.hash.equals(hash)) counts.repeated += 1;
      else findings.twoContents(formatEventId(event), before, event);
    },
    forget(now, last = false) {
      if (now < forgotten + HOUR_MS && !last) return;
      forgotten = Math.max(forgotten, now);
      for (const [name, epoch] of epochs) {
        if (epoch.startedAt + EPOCH_KEPT_MS > now) continue;
        close(name, epoch, now);
        epochs.delete(name);
      }
    },
    end(now) {
      for (const [name, epoch] of epochs) close(name, epoch, now);
      epochs.clear();
    },
    counts,
  };
}

/** Hash and place of the events that came last, in memory of a fixed size. */
function createRecent() {
  const marks = new Int32Array(RECENT);
  const numbers = new Float64Array(RECENT);
  const leaves = new Float64Array(RECENT);
  const logs = new Int32Array(RECENT);
  const hashes = Buffer.alloc(RECENT * HASH_BYTES);
  const names: string[] = [];
  const ids = new Map<string, number>();
  const slotOf = (mark: number, n: number): number =>
    (Math.imul(mark, 2_654_435_761) + n) & (RECENT - 1);
  const idOf = (log: string): number => {
    const known = ids.get(log);
    if (known !== undefined) return known;
    ids.set(log, names.length);
    names.push(log);
    return names.length - 1;
  };
  return {
    put(mark: number, n: number, hash: Hash, log: string, leaf: number): void {
      const slot = slotOf(mark, n);
      [marks[slot], numbers[slot], leaves[slot], logs[slot]] = [mark, n, leaf, idOf(log)];
      hashes.set(hash, slot * HASH_BYTES);
    },
    get(mark: number, n: number): (Place & { readonly hash: Hash }) | undefined {
      const slot = slotOf(mark, n);
      if (marks[slot] !== mark || numbers[slot] !== n) return undefined;
      return {
        hash: hashes.subarray(slot * HASH_BYTES, (slot + 1) * HASH_BYTES),
        log: names[logs[slot] ?? 0] ?? '',
        leaf: leaves[slot] ?? 0,
      };
    },
  };
}

import type { Kind } from './mix';

/** A call that was made, and what came of it. */
export interface Sample {
  readonly kind: Kind;
  /** Callers at the time. */
  readonly level: number;
  /** From the first byte of the call to the last of its answer, in milliseconds. */
  readonly ms: number;
  /** Status and code, such as `200` or `429 too-many-calls`; `lost` for an answer that never came. */
  readonly outcome: string;
  /** Events or fields that it brought through. */
  readonly units: number;
}

export interface Latency {
  readonly p50: number;
  readonly p90: number;
  readonly p99: number;
  readonly max: number;
}

/** What one kind of call did at one level. */
export interface Row {
  readonly level: number;
  readonly kind: Kind;
  readonly calls: number;
  readonly callsPerSecond: number;
  /** Events or fields. */
  readonly unitsPerSecond: number;
  /** Of calls that were answered with what they asked for, milliseconds. @default - none was */
  readonly latency?: Latency;
  /** How often each outcome came, by its text. */
  readonly outcomes: Readonly<Record<string, number>>;
}

export const GOOD = '200';
/** A limit has answered: of a person, or of all callers. */
export const LIMITED = '429 too-many-calls';
export const LOST = 'lost';

/**
 * The value below or at which so many of a hundred lie, exactly: the one of that rank (nearest rank), of all
 * values, which are all kept.
 *
 * @param sorted ascending
 * @param percent above 0, up to 100
 */
export function percentile(sorted: readonly number[], percent: number): number {
  return sorted[Math.ceil((sorted.length * percent) / 100) - 1] ?? 0;
}

export function latencyOf(values: readonly number[]): Latency {
  const sorted = values.toSorted((a, b) => a - b);
  const [p50 = 0, p90 = 0, p99 = 0, max = 0] = [50, 90, 99, 100].map((percent) =>
    percentile(sorted, percent),
  );
  return { p50, p90, p99, max };
}

/** @param seconds that the level took, to the last of its answers */
export function rowOf(level: number, kind: Kind, samples: readonly Sample[], seconds: number): Row {
  const own = samples.filter((sample) => sample.level === level && sample.kind === kind);
  const good = own.filter(({ outcome }) => outcome === GOOD);
  const outcomes: Record<string, number> = {};
  for (const { outcome } of own) outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
  return {
    level,
    kind,
    calls: own.length,
    callsPerSecond: good.length / seconds,
    unitsPerSecond: good.reduce((sum, { units }) => sum + units, 0) / seconds,
    ...(good.length === 0 ? {} : { latency: latencyOf(good.map(({ ms }) => ms)) }),
    outcomes,
  };
}

/**
 * What neither a limit nor this run explains: every outcome that is neither good nor a limit, and answers that
 * were lost beyond those that were taken away on purpose.
 */
export function unexplained(samples: readonly Sample[], takenAway: number): readonly string[] {
  const odd = new Map<string, number>();
  for (const { kind, outcome } of samples) {
    if (outcome === GOOD || outcome === LIMITED || outcome === LOST) continue;
    odd.set(`${kind}: ${outcome}`, (odd.get(`${kind}: ${outcome}`) ?? 0) + 1);
  }
  const lost = samples.filter(({ outcome }) => outcome === LOST).length;
  if (lost !== takenAway) odd.set('answers lost that nobody took away', lost - takenAway);
  return [...odd].map(([what, times]) => `${what} (${String(times)})`);
}

/** What a run has to have done to show anything: one that limits kept from all of it balances too. */
export function nothingDone({
  receipts,
  acts,
}: {
  readonly receipts: readonly string[];
  readonly acts: readonly string[];
}): readonly string[] {
  return [
    ...(receipts.length > 0 ? [] : ['nobody has a receipt: call longer (--seconds)']),
    ...(acts.length > 0 ? [] : ['no call about fields was answered: call longer (--seconds)']),
  ];
}

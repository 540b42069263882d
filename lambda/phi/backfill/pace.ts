export interface PaceProps {
  /** Events a second. */
  readonly perSecond: number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly sleep: (milliseconds: number) => Promise<void>;
}

/** Waits before events are written for as long as those before them take at this pace. */
export function createPace({
  perSecond,
  now,
  sleep,
}: PaceProps): (events: number) => Promise<void> {
  let free = 0;
  return async (events) => {
    const start = Math.max(now(), free);
    free = start + (events / perSecond) * 1000;
    if (start > now()) await sleep(start - now());
  };
}

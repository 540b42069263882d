/** Measures how long named phases take. */
export interface Stopwatch {
  /** Runs a function and adds its time to the phase. */
  readonly time: <T>(phase: string, run: () => T) => T;
  /** The same for a function that takes its time. */
  readonly timeAsync: <T>(phase: string, run: () => Promise<T>) => Promise<T>;
  /** Milliseconds by phase, in the order in which phases ended first. */
  readonly milliseconds: () => ReadonlyMap<string, number>;
}

export function createStopwatch(): Stopwatch {
  const spent = new Map<string, number>();
  const add = (phase: string, since: number): void => {
    spent.set(phase, (spent.get(phase) ?? 0) + performance.now() - since);
  };
  return {
    time: (phase, run) => {
      const start = performance.now();
      try {
        return run();
      } finally {
        add(phase, start);
      }
    },
    timeAsync: async (phase, run) => {
      const start = performance.now();
      try {
        return await run();
      } finally {
        add(phase, start);
      }
    },
    milliseconds: () => spent,
  };
}

/** Measures how long named phases take. */
export interface Stopwatch {
  /** Runs a function and adds its time to the phase. */
  readonly time: <T>(phase: string, run: () => T) => T;
  /** Milliseconds by phase, in the order in which phases began. */
  readonly milliseconds: () => ReadonlyMap<string, number>;
}

export function createStopwatch(): Stopwatch {
  const spent = new Map<string, number>();
  return {
    time: (phase, run) => {
      const start = performance.now();
      try {
        return run();
      } finally {
        spent.set(phase, (spent.get(phase) ?? 0) + performance.now() - start);
      }
    },
    milliseconds: () => spent,
  };
}

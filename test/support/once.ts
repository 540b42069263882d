declare global {
  /** What test files of this process have made for one another, by name; set by `environment.cjs`. Nothing, where no test runs: a benchmark. */
  var madeOnce: Map<string, string> | undefined;
}

/**
 * A text that is costly to make, made once for all test files of a process. For what comes out the same
 * whichever file makes it, and can be read from text: so that none can change it for the others.
 */
export function once(name: string, make: () => string): string {
  const made = globalThis.madeOnce?.get(name) ?? make();
  globalThis.madeOnce?.set(name, made);
  return made;
}

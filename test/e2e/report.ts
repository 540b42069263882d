/** What this run says while it runs. */
export interface Report {
  /** Runs a step, and says how long it took. */
  step<T>(what: string, work: () => Promise<T>): Promise<T>;
  /** Something that was seen to hold, with its figure. */
  fact(text: string): void;
}

export function createReport(write: (line: string) => void): Report {
  const began = Date.now();
  const seconds = (since: number): string => ((Date.now() - since) / 1000).toFixed(1);
  return {
    async step(what, work) {
      const start = Date.now();
      write(`[${seconds(began).padStart(6)} s] ${what} ...`);
      const result = await work();
      write(`[${seconds(began).padStart(6)} s]   done in ${seconds(start)} s`);
      return result;
    },
    fact: (text) => write(`             ${text}`),
  };
}

import type { Scene } from '../scenarios/scene';

/** Milliseconds after a call: what it wrote is sealed by then. */
const AFTER = 2_000;

/**
 * Signs and indexes what was written soon after each call, as the schedules do once a minute: whoever tries the
 * zone does not wait for them. They go on beside.
 */
export interface PromptLedger {
  /** Somebody has called the API. */
  readonly called: () => void;
  /** Returns when nothing is under way any longer. */
  readonly end: () => Promise<void>;
}

export function promptLedger({ functions, zone }: Pick<Scene, 'functions' | 'zone'>): PromptLedger {
  let timer: NodeJS.Timeout | undefined;
  let work = Promise.resolve();
  let ended = false;
  const signAndIndex = async (): Promise<void> => {
    if (ended) return;
    await functions.invoke(zone.checkpointer, zone.scheduledInputs.checkpoint);
    await functions.invoke(zone.people.functions['ledger-indexer'], '{}');
  };
  return {
    called() {
      if (ended || timer !== undefined) return;
      timer = setTimeout(() => {
        timer = undefined;
        // What fails, the schedules do; the log of the emulator says why.
        work = work.then(signAndIndex).catch(() => undefined);
      }, AFTER);
    },
    async end() {
      ended = true;
      clearTimeout(timer);
      await work;
    },
  };
}

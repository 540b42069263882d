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
  readonly end: () => void;
}

/** @param failed told of what a function threw; the schedules, and the next call, do it again */
export function promptLedger(
  { functions, zone }: Pick<Scene, 'functions' | 'zone'>,
  failed: (error: unknown) => void,
): PromptLedger {
  let timer: NodeJS.Timeout | undefined;
  let busy = false;
  let ended = false;
  const work = async (): Promise<void> => {
    await functions.invoke(zone.checkpointer, zone.scheduledInputs.checkpoint);
    await functions.invoke(zone.people.functions['ledger-indexer'], '{}');
  };
  const called = (): void => {
    if (ended || timer !== undefined) return;
    timer = setTimeout(() => {
      timer = undefined;
      if (busy) {
        called();
        return;
      }
      busy = true;
      void work()
        .catch(failed)
        .finally(() => {
          busy = false;
        });
    }, AFTER);
  };
  return {
    called,
    end() {
      ended = true;
      clearTimeout(timer);
    },
  };
}

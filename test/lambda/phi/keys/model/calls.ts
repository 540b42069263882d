import type { Random } from '../../../ledger/model/random';

/** A container: callers of it run at the same time, and are all gone when it is. */
export interface Caller {
  alive: boolean;
}

interface Call {
  readonly caller: Caller;
  /** Whether it changes something: such a call can arrive twice, or after it was given up. */
  readonly write: boolean;
  readonly perform: () => Promise<unknown>;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** Calls to what a container needs. Each stands still until the schedule lets it happen. */
export interface Calls {
  readonly make: <T>(caller: Caller, write: boolean, perform: () => Promise<T>) => Promise<T>;
  readonly waiting: () => number;
  readonly late: () => number;
  /** Lets one call happen, in one of the ways in which calls happen. */
  readonly step: (faults: boolean) => Promise<'well' | 'fault'>;
  /** Lets a write arrive that nobody waits for any more. */
  readonly land: () => Promise<void>;
}

const FAULT = 0.3;
const OF_READS = ['refused', 'crash', 'slow', 'slow'] as const;
const OF_WRITES = [
  'refused',
  'crash',
  'slow',
  'unheard',
  'crash-after',
  'given-up',
  'given-up',
  'crash-late',
  'twice',
  'twice',
] as const;

export function createCalls(random: Random): Calls {
  const waiting: Call[] = [];
  const late: Call[] = [];

  function takeOut(list: Call[]): Call {
    const [taken] = list.splice(random.below(list.length), 1);
    if (taken === undefined) throw new RangeError('nothing is waiting');
    return taken;
  }

  /** Does what was asked; what comes of it, nobody learns. */
  function perform(call: Call): Promise<unknown> {
    const result = call.perform();
    result.catch(() => undefined);
    return result;
  }

  function crash(caller: Caller): void {
    caller.alive = false;
    for (let at = waiting.length - 1; at >= 0; at -= 1) {
      if (waiting[at]?.caller === caller) waiting.splice(at, 1);
    }
  }

  function happen(call: Call, how: (typeof OF_WRITES)[number] | 'well'): void {
    switch (how) {
      case 'well':
        return call.resolve(perform(call));
      case 'refused':
        return call.reject(new Error('connection refused'));
      case 'slow': {
        // It has happened; the answer is under way.
        const result = perform(call);
        waiting.push({ ...call, write: false, perform: async () => result });
        return;
      }
      case 'unheard':
        void perform(call);
        return call.reject(new Error('socket hang up'));
      case 'given-up':
        late.push(call);
        return call.reject(new Error('timed out'));
      case 'twice':
        // A client that heard nothing asks again, and both requests arrive.
        late.push(call);
        return call.resolve(perform(call));
      case 'crash':
        return crash(call.caller);
      case 'crash-after':
        void perform(call);
        return crash(call.caller);
      case 'crash-late':
        late.push(call);
        return crash(call.caller);
    }
  }

  return {
    make: async <T>(caller: Caller, write: boolean, doIt: () => Promise<T>) =>
      new Promise<T>((resolve, reject) => {
        // A container that is gone asks for nothing.
        if (!caller.alive) return;
        waiting.push({
          caller,
          write,
          perform: doIt,
          resolve: resolve as (value: unknown) => void,
          reject,
        });
      }),
    waiting: () => waiting.length,
    late: () => late.length,
    async step(faults) {
      const call = takeOut(waiting);
      const how =
        faults && random.chance(FAULT) ? random.pick(call.write ? OF_WRITES : OF_READS) : 'well';
      happen(call, how);
      await everybodyStandsStill();
      return how === 'well' ? 'well' : 'fault';
    },
    async land() {
      void perform(takeOut(late));
      await everybodyStandsStill();
    },
  };
}

/** All that can go on without another call has gone on. */
export async function everybodyStandsStill(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

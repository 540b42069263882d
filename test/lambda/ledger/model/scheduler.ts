import type { Random } from './random';

/** A call of a process that waits for its turn. */
interface Call {
  readonly process: Process;
  /** Whether it changes the store: such a call can land after its process is gone. */
  readonly write: boolean;
  readonly perform: () => unknown;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** A run of a function. It stands still at each call to a store until the scheduler lets it go on. */
export interface Process {
  /** Makes a call to the store. */
  readonly call: <T>(write: boolean, perform: () => T) => Promise<T>;
}

interface State extends Process {
  /** Called when it stands still at a call, or is over. */
  stands: () => void;
  over: boolean;
  /** It was cut off: whatever it was about to do, it does not do. */
  gone: boolean;
}

/** How a process came out. `gone`: it was cut off. */
export type End = 'done' | 'threw' | 'gone';

export interface Scheduler {
  readonly start: (
    run: (process: Process) => Promise<void>,
    end: (end: End, error?: unknown) => void,
  ) => Promise<void>;
  readonly waiting: () => number;
  readonly late: () => number;
  /** Lets one call happen, in one of the ways in which calls happen. */
  readonly step: (faults: boolean) => Promise<'well' | 'fault'>;
  /** Lets a write land whose process has given it up, or is gone. */
  readonly land: () => void;
}

const FAULT = 0.25;

/**
 * Runs processes one call at a time, in an order that a seed decides. Nothing else is concurrent, so
 * the same seed is the same schedule.
 */
export function createScheduler(random: Random): Scheduler {
  const calls: Call[] = [];
  const late: Call[] = [];
  const ends = new Map<Process, (end: End, error?: unknown) => void>();

  /** Lets a process go on until it stands still. One that waits for other calls too does already. */
  async function goOn(state: State, how: () => void): Promise<void> {
    if (state.over || calls.some(({ process }) => process === state)) return how();
    await new Promise<void>((resolve) => {
      state.stands = resolve;
      how();
    });
  }

  function newProcess(): State {
    const state: State = {
      stands: () => undefined,
      over: false,
      gone: false,
      call: <T>(write: boolean, perform: () => T) =>
        new Promise<T>((resolve, reject) => {
          if (state.gone) return;
          calls.push({
            process: state,
            write,
            perform,
            resolve: resolve as (value: unknown) => void,
            reject,
          });
          state.stands();
        }),
    };
    return state;
  }

  function takeOut<T>(list: T[]): T {
    const index = random.below(list.length);
    const [taken] = list.splice(index, 1);
    if (taken === undefined) throw new RangeError('nothing is waiting');
    return taken;
  }

  /** Its calls never come back; those that write may still land. */
  function cutOff(process: State): void {
    process.gone = true;
    for (let at = calls.length - 1; at >= 0; at -= 1) {
      if (calls[at]?.process === process) calls.splice(at, 1);
    }
    ends.get(process)?.('gone');
    ends.delete(process);
  }

  return {
    async start(run, end) {
      const state = newProcess();
      ends.set(state, end);
      const over = (how: End, error?: unknown): void => {
        state.over = true;
        ends.get(state)?.(how, error);
        ends.delete(state);
        state.stands();
      };
      await goOn(state, () => {
        run(state).then(
          () => over('done'),
          (error: unknown) => over('threw', error),
        );
      });
    },
    waiting: () => calls.length,
    late: () => late.length,
    async step(faults) {
      const call = takeOut(calls);
      const state = call.process as State;
      const fault = faults && random.chance(FAULT) ? random.below(call.write ? 6 : 2) : -1;
      switch (fault) {
        case 0: // It never arrives, and the process learns that.
          await goOn(state, () => call.reject(new Error('connection refused')));
          return 'fault';
        case 1: // The process is cut off before it.
          cutOff(state);
          return 'fault';
        case 2: // It lands, the acknowledgement is lost.
          call.perform();
          await goOn(state, () => call.reject(new Error('socket hang up')));
          return 'fault';
        case 3: // It lands, and the process is cut off.
          call.perform();
          cutOff(state);
          return 'fault';
        case 4: // The process gives it up; it lands later.
          late.push(call);
          await goOn(state, () => call.reject(new Error('timed out')));
          return 'fault';
        case 5: // The process is cut off; it lands later.
          late.push(call);
          cutOff(state);
          return 'fault';
        default:
          await goOn(state, () => call.resolve(call.perform()));
          return 'well';
      }
    },
    land: () => void takeOut(late).perform(),
  };
}

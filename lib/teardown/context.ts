import type { TeardownLimits } from './limits';
import type { TeardownPort } from './port';
import type { Progress } from './progress';

/** Time, by injection: a test never sleeps. */
export interface Clock {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Resolves after that time, or at once when the signal says stop. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
}

/** What every step of teardown is given. */
export interface Context {
  readonly port: TeardownPort;
  readonly clock: Clock;
  readonly limits: TeardownLimits;
  /** Says stop: after Ctrl-C no further call is made. */
  readonly signal: AbortSignal;
  readonly report: (progress: Progress) => void;
}

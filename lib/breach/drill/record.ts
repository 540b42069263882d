import type { Due } from '../../../lambda/breach/clocks/clock';
import type { State } from '../../../lambda/breach/vocabulary';

/** What a drill leaves behind: evidence that the response to incidents is practised (45 CFR 164.308(a)(6)(ii)). */
export interface DrillRecord {
  readonly schema: 'hlz-breach-drill/1';
  /** Where it was walked: in this process, or in a zone through its API. */
  readonly where: 'rehearsal' | 'zone';
  /** Address of the API. @default - a rehearsal */
  readonly api?: string;
  /** @default - it ended before one was opened */
  readonly incident?: string;
  readonly began: string;
  readonly ended: string;
  readonly steps: readonly WalkedStep[];
  /** Whether every step went as it has to. */
  readonly passed: boolean;
  /** What ended it before its end. @default - it went to its end */
  readonly stopped?: string;
}

/** One step, and how it went. */
export interface WalkedStep {
  readonly title: string;
  readonly citation: string;
  /** What was to be seen. */
  readonly expected: string;
  readonly seen: string;
  readonly passed: boolean;
  readonly state?: State;
  /** What was still due after it. */
  readonly due?: readonly Pick<Due, 'clock' | 'due' | 'citation'>[];
}

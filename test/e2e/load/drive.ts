import { createRandom } from '../../support/random';
import { make } from './calls';
import type { Told } from './calls';
import { nextKind } from './mix';
import type { Sample } from './tally';
import type { Ward } from './ward';

/** Of one level: its calls, and how long it took to the last of their answers. */
export interface Lap {
  readonly level: number;
  readonly seconds: number;
  readonly samples: readonly Sample[];
}

export interface Driving {
  readonly ward: Ward;
  readonly told: Told;
  readonly seed: number;
  /** Seconds in which calls of a level are begun. */
  readonly seconds: number;
  /** Is told how far it is: seconds, and calls so far. */
  readonly shown: (level: number, seconds: number, calls: number) => void;
}

/** So many callers at a time, each of whom makes the next call when the last one is answered. */
export async function drive(
  level: number,
  { ward, told, seed, seconds, shown }: Driving,
): Promise<Lap> {
  const began = performance.now();
  const passed = (): number => (performance.now() - began) / 1000;
  const samples: Sample[] = [];
  await Promise.all(
    Array.from({ length: level }, async (_, caller) => {
      const random = createRandom(seed + level * 1000 + caller);
      while (passed() < seconds) {
        samples.push(...(await make(nextKind(random), level, ward, told, random)));
        shown(level, passed(), samples.length);
      }
    }),
  );
  return { level, seconds: passed(), samples };
}

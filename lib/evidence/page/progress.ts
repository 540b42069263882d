import type { ChecklistAnswer } from '../checklist';

/** How far a list is. What does not apply counts neither as done nor as missing. */
export interface Progress {
  readonly done: number;
  readonly applicable: number;
  /** In words, with the percentage: never rounded up to all of them. */
  readonly says: string;
}

/** How far a list with these states is. Read by the generator and by the browser. */
export function progressOf(states: readonly ChecklistAnswer['state'][]): Progress {
  const applicable = states.filter((state) => state !== 'not-applicable').length;
  const done = states.filter((state) => state === 'done').length;
  const percent = Math.floor((done / applicable) * 100);
  return {
    done,
    applicable,
    says: applicable === 0 ? 'nothing applies' : `${percent} %: ${done} of ${applicable} done`,
  };
}

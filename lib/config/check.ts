import type { Problem } from './problems';
import type { ZoneConfig } from './schema';

export type Section = keyof ZoneConfig;

/** What a check has found; its line is looked up from its path. */
export type Finding = Pick<Problem, 'path' | 'message' | 'mend'>;

/** The sections of a config that have the right shape. */
export type ValidSections = Partial<ZoneConfig>;

/** A demand on several values at once, which no schema of one value can make. */
export interface Check {
  readonly reads: readonly Section[];
  /** Findings; none when a section that it reads has not the right shape. */
  readonly run: (sections: ValidSections) => readonly Finding[];
}

/** A check that reads some sections and nothing else. */
export function check<S extends Section>(
  reads: readonly S[],
  find: (config: Pick<ZoneConfig, S>) => readonly Finding[],
): Check {
  const has = (sections: ValidSections): sections is Pick<ZoneConfig, S> & ValidSections =>
    reads.every((section) => sections[section] !== undefined);
  return { reads, run: (sections) => (has(sections) ? find(sections) : []) };
}

/** A finding for each entry of a list that is there a second time. */
export function repeated(
  list: readonly string[],
  path: string,
  same: (entry: string) => string = (entry) => entry,
): readonly Finding[] {
  const names = list.map(same);
  return list.flatMap((entry, index) => {
    const first = names.indexOf(same(entry));
    if (first === index) return [];
    const message = `${JSON.stringify(entry)} is in the list twice, expected once.`;
    return [{ path: `${path}.${index}`, message, mend: 'Remove one of them.' }];
  });
}

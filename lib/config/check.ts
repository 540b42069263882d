import type { Problem } from './problems';
import type { ZoneConfig } from './schema';

export type Section = keyof ZoneConfig;

/** What a check has found; its line is looked up from its path. */
export type Finding = Pick<Problem, 'path' | 'message' | 'mend'>;

/** What a check can read: a section that has no fields, or a field of one that has. */
export type FieldPath = {
  [S in Section]: ZoneConfig[S] extends string ? S : `${S}.${keyof ZoneConfig[S] & string}`;
}[Section];

/** A config with nothing in it but some fields. */
export type Fields<P extends FieldPath> = {
  readonly [
    S in Section as [Extract<P, S | `${S}.${string}`>] extends [never] ? never : S
  ]: S extends P ? ZoneConfig[S] : Pick<ZoneConfig[S], FieldOf<S, P>>;
};

type FieldOf<S extends Section, P extends FieldPath> = {
  [F in keyof ZoneConfig[S] & string]: `${S}.${F}` extends P ? F : never;
}[keyof ZoneConfig[S] & string];

/** The fields of a config that have the right shape. */
export type ValidFields = { readonly [S in Section]?: Partial<ZoneConfig[S]> };

/** A demand that no schema of one value can make. */
export interface Check {
  /** Findings; none when a field that it reads has not the right shape. */
  readonly run: (fields: ValidFields) => readonly Finding[];
}

/** A check that reads some fields and nothing else. */
export function check<const P extends FieldPath>(
  reads: readonly P[],
  find: (config: Fields<P>) => readonly Finding[],
): Check {
  const has = (fields: ValidFields): fields is ValidFields & Fields<P> =>
    reads.every((path) => {
      const [section = '', field] = path.split('.');
      const value: unknown = fields[section as Section];
      if (field === undefined || value === undefined) return value !== undefined;
      return field in Object(value);
    });
  return { run: (fields) => (has(fields) ? find(fields) : []) };
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

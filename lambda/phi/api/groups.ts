import type { DataType } from '../../access/vocabulary';
import type { Named } from './named';

/** Items of a call that are decided and written down together: of one patient, and of one data type. */
export interface Group {
  /** Pseudonym. */
  readonly patient: string;
  readonly dataType: DataType;
  /** Positions of its items in the call, counted from 0, ascending. */
  readonly members: readonly number[];
}

/**
 * Groups of a call, in the order of their first items.
 *
 * @param items undefined where an item belongs to none
 */
export async function groupsOf(
  items: readonly (Named | undefined)[],
  pseudonymOf: (patientId: string) => Promise<string>,
): Promise<readonly Group[]> {
  const pseudonyms = new Map<string, string>();
  const groups = new Map<string, Group & { readonly members: number[] }>();
  for (const [at, item] of items.entries()) {
    if (item === undefined) continue;
    const { patientId, dataType } = item;
    const patient = pseudonyms.get(patientId) ?? (await pseudonymOf(patientId));
    pseudonyms.set(patientId, patient);
    const key = `${patient}/${dataType}`;
    const group = groups.get(key) ?? { patient, dataType, members: [] };
    group.members.push(at);
    groups.set(key, group);
  }
  return [...groups.values()];
}

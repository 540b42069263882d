import * as z from 'zod/mini';
import type { Person } from '../identity/principal';
import type { Item, Table } from '../shared/table';
import { allItems } from './all-items';
import type { Relation } from './vocabulary';

/** Somebody, or a department, who cares for a patient. */
export interface CareMember {
  readonly kind: 'person' | 'department';
  /** The `sub` of the person, or the id of the department. */
  readonly id: string;
}

/** An assignment of a patient. */
export interface CareAssignment {
  readonly tenant: string;
  /** Pseudonym of the patient. */
  readonly patient: string;
  readonly member: CareMember;
  /** When it ends by itself, in milliseconds since 1970. @default - when it is removed */
  readonly until?: number;
}

/** How a person stands to a patient by assignment. */
export type CareRelation = Pick<Relation, 'careTeam' | 'department'>;

/** Who cares for whom. */
export interface CareTeams {
  /** Reads the team of the patient, in one query. */
  relationOf(person: Person, patient: string): Promise<CareRelation>;
  /** Assigns, or gives the assignment another end. */
  assign(assignment: CareAssignment, by: string): Promise<void>;
  /** Takes an assignment away; one that is not there is away. */
  remove(assignment: Omit<CareAssignment, 'until'>): Promise<void>;
}

const row = z.strictObject({
  patient: z.string(),
  member: z.string(),
  assignedBy: z.string(),
  assignedAt: z.number(),
  until: z.optional(z.number()),
});

export function createCareTeams(dependencies: {
  readonly careTeams: Table;
  readonly now: () => number;
}): CareTeams {
  const { careTeams, now } = dependencies;

  async function members(partition: string): Promise<ReadonlySet<string>> {
    const time = now();
    const items = await allItems(careTeams, partition);
    return new Set(items.flatMap((item) => memberIn(item, time) ?? []));
  }

  return {
    async relationOf({ tenant, id, departments }, patient) {
      const found = await members(partitionOf({ tenant, patient }));
      return {
        careTeam: found.has(sortOf({ kind: 'person', id })),
        department: departments.some((id) => found.has(sortOf({ kind: 'department', id }))),
      };
    },
    async assign(assignment, by) {
      await careTeams.put({
        patient: partitionOf(assignment),
        member: sortOf(assignment.member),
        assignedBy: by,
        assignedAt: now(),
        ...(assignment.until === undefined ? {} : { until: assignment.until }),
      });
    },
    async remove(assignment) {
      await careTeams.delete({
        patient: partitionOf(assignment),
        member: sortOf(assignment.member),
      });
    },
  };
}

/** Whom an entry assigns now. One that cannot be read assigns nobody. */
function memberIn(item: Item, time: number): string | undefined {
  const { data } = row.safeParse(item);
  return data === undefined || (data.until !== undefined && data.until <= time)
    ? undefined
    : data.member;
}

function partitionOf(of: { readonly tenant: string; readonly patient: string }): string {
  return `${of.tenant}/${of.patient}`;
}

function sortOf({ kind, id }: CareMember): string {
  return `${kind}/${id}`;
}

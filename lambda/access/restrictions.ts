import * as z from 'zod/mini';
import { DATA_TYPES } from '../shared/audit/vocabulary';
import type { Item, Table } from '../shared/table';
import { allItems } from './all-items';
import type { Action, DataType } from './vocabulary';
import { PHI_ACTIONS, ZONE_ACTIONS } from './vocabulary';

/**
 * What a person may not do although his role may. Where it names several things, it forbids only what
 * is all of them at once: reading notes, of one patient. It names at least one.
 */
export interface Forbidden {
  /** @default - every action */
  readonly actions?: readonly Action[];
  /** @default - every data type, and what is done to none */
  readonly dataTypes?: readonly DataType[];
  /** Pseudonym. @default - every patient, and what is about none */
  readonly patient?: string;
}

/** A restriction as it is kept. */
export interface Restriction extends Forbidden {
  readonly id: string;
  /** Who set it. */
  readonly by: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** What is asked, as far as restrictions look at it. */
export interface RestrictedAct {
  readonly action: Action;
  readonly dataType?: DataType;
  readonly patient?: string;
}

/** The restrictions of people. They narrow a role; nothing in them widens it. */
export interface Restrictions {
  /** Whether the person must not do this. One that cannot be read forbids everything. */
  forbid(user: string, act: RestrictedAct): Promise<boolean>;
  /** All of a person. One that cannot be read names nothing, and so forbids everything. */
  of(user: string): Promise<readonly Restriction[]>;
  add(user: string, restriction: Restriction): Promise<void>;
  /** One that is not there is gone. */
  remove(user: string, id: string): Promise<void>;
}

const row = z
  .strictObject({
    user: z.string(),
    restriction: z.string(),
    by: z.string(),
    at: z.number(),
    actions: z.optional(z.array(z.enum([...PHI_ACTIONS, ...ZONE_ACTIONS])).check(z.minLength(1))),
    dataTypes: z.optional(z.array(z.enum(DATA_TYPES)).check(z.minLength(1))),
    patient: z.optional(z.string()),
  })
  .check(
    z.refine(({ actions, dataTypes, patient }) => namesSomething({ actions, dataTypes, patient })),
  );

const PHI: ReadonlySet<string> = new Set(PHI_ACTIONS);

/** In place of a time that cannot be read. */
const LONG_AGO = Date.UTC(2000, 0, 1);

export function createRestrictions(restrictions: Table): Restrictions {
  async function read(user: string): Promise<readonly Restriction[]> {
    return (await allItems(restrictions, user)).map(restrictionIn);
  }

  return {
    async forbid(user, act) {
      const found = await read(user);
      return found.some((restriction) => applies(restriction, act));
    },
    of: read,
    async add(user, { id, by, at, actions, dataTypes, patient }) {
      await restrictions.put({
        user,
        restriction: id,
        by,
        at,
        ...(actions === undefined ? {} : { actions }),
        ...(dataTypes === undefined ? {} : { dataTypes }),
        ...(patient === undefined ? {} : { patient }),
      });
    },
    async remove(user, id) {
      await restrictions.delete({ user, restriction: id });
    },
  };
}

/** Whether it names anything: one that names nothing would be a way to shut an account. */
export function namesSomething({
  actions,
  dataTypes,
  patient,
}: Partial<Record<keyof Forbidden, unknown>>): boolean {
  return actions !== undefined || dataTypes !== undefined || patient !== undefined;
}

/** Whether a restriction forbids an act. */
export function applies({ actions, dataTypes, patient }: Forbidden, act: RestrictedAct): boolean {
  // What is done to records without saying to which ones may be done to those that are forbidden.
  const unsaid = PHI.has(act.action);
  return (
    (actions === undefined || actions.includes(act.action)) &&
    (dataTypes === undefined ||
      (act.dataType === undefined ? unsaid : dataTypes.includes(act.dataType))) &&
    (patient === undefined || (act.patient === undefined ? unsaid : act.patient === patient))
  );
}

function restrictionIn(item: Item): Restriction {
  const { data } = row.safeParse(item);
  if (data === undefined) {
    const { restriction: id } = item;
    return { id: typeof id === 'string' ? id : '', by: 'unknown', at: LONG_AGO };
  }
  const { user: _, restriction: id, ...rest } = data;
  return { id, ...rest };
}

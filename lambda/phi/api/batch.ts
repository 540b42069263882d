import type { PartedPlan } from '../../access/api/operation';
import type { Ask, Ruling } from '../../access/desk';
import type { AuditDraft } from '../../shared/audit/event';
import type { Pseudonyms } from '../../shared/pseudonym';
import type { Deed, Ended } from './deed';
import { eventOfNone, eventsOf } from './deed';
import type { Group } from './groups';
import { groupsOf } from './groups';
import type { FailedItem, ItemCode } from './item-failure';
import { deniedItem, failedItem } from './item-failure';
import type { Named } from './named';
import { problemOfNames } from './named';

/** A call about many fields of many patients: what it does, and how it does it. */
export interface Batch<Item, Good, Result extends object> {
  readonly deed: Deed;
  readonly items: readonly Item[];
  readonly nameOf: (item: Item) => Named;
  /** An item that can be worked on, or why it cannot be. */
  readonly read: (item: Item) => { readonly good: Good } | ItemCode;
  /**
   * Makes the results, in the order of what it is given, of which there is one at least.
   *
   * @throws UnavailableError when something that it needs does not answer: nothing is given away
   */
  readonly work: (goods: readonly Good[]) => Promise<readonly (Result | ItemCode)[]>;
  /** Whether an approval is used up by it. @default false */
  readonly claims?: boolean;
}

/** An item that was done, as the answer has it. */
export type DoneItem<Result> = Result & { readonly status: 'ok' };

export interface BatchAnswer<Result> {
  readonly results: readonly (DoneItem<Result> | FailedItem)[];
}

/** Some of the items failed: the answer says of each. */
const SOME = 207;

/** Decides, works and writes down by patient and data type; an item that is bad fails alone. */
export async function batchPlan<Item, Good, Result extends object>(
  pseudonyms: Pick<Pseudonyms, 'of'>,
  batch: Batch<Item, Good, Result>,
): Promise<PartedPlan<BatchAnswer<Result>>> {
  const { deed, items } = batch;
  const { tenant } = deed.act.by;
  const named = items.map(batch.nameOf);
  const wrong = named.map(problemOfNames);
  const groups = await groupsOf(
    named.map((names, at) => (wrong[at] === undefined ? names : undefined)),
    async (patientId) => pseudonyms.of(tenant, patientId),
  );
  const pick = (members: readonly number[]): readonly Named[] =>
    members.flatMap((at) => named[at] ?? []);

  return {
    needs: 'each',
    parts: groups.map((group) => ({
      ask: { ...askOf(deed, group), patient: group.patient },
      refused: (denied) => eventsOf(deed, group, pick(group.members), denied),
    })),
    run: async (rulings) => {
      const outcomes = await outcomesOf(batch, wrong, groups, rulings);
      const isDone = (at: number): boolean => outcomes[at]?.status === 'ok';
      const permitted = groups.flatMap((group, at) => {
        const ruling = rulings[at];
        return ruling?.allowed === true
          ? [{ group, ruling, done: group.members.filter(isDone) }]
          : [];
      });
      const released = permitted.filter(({ done }) => done.length > 0);
      const [first] = released;
      return {
        reply: {
          status: outcomes.every(({ status }) => status === 'ok') ? 200 : SOME,
          body: { results: outcomes },
        },
        ...(first === undefined || batch.claims !== true
          ? {}
          : {
              // What is claimed is of one data type: each group is another patient.
              claim: { ...askOf(deed, first.group), records: released.length },
            }),
        events: (instead) => {
          const [reason] = wrong;
          if (groups.length === 0 && reason !== undefined) {
            return [eventOfNone(deed, items.length, reason)];
          }
          return permitted.flatMap(({ group, ruling, done }): readonly AuditDraft[] => {
            if (instead !== undefined) {
              return eventsOf(deed, group, pick(group.members), instead);
            }
            const counted = done.length > 0 ? done : group.members;
            return eventsOf(deed, group, pick(counted), endOf(outcomes, group, ruling));
          });
        },
      };
    },
  };
}

function askOf(
  { action, approval, purpose, use }: Deed,
  { dataType }: Group,
): Omit<Ask, 'principal'> {
  return {
    action,
    dataType,
    purpose,
    ...(approval === undefined ? {} : { approval }),
    ...('recipient' in use ? { recipient: use.recipient } : {}),
  };
}

type Outcome<Result> = DoneItem<Result> | FailedItem;

async function outcomesOf<Item, Good, Result extends object>(
  { items, read, work }: Batch<Item, Good, Result>,
  wrong: readonly (ItemCode | undefined)[],
  groups: readonly Group[],
  rulings: readonly Ruling[],
): Promise<readonly Outcome<Result>[]> {
  const denied = new Map<number, FailedItem>();
  groups.forEach(({ members }, group) => {
    const ruling = rulings[group];
    if (ruling === undefined || ruling.allowed) return;
    for (const at of members) denied.set(at, deniedItem(ruling.reason));
  });
  const readable = items.map((item, at) => {
    const refused = denied.get(at);
    if (refused !== undefined) return refused;
    const found = wrong[at] ?? read(item);
    return typeof found === 'string' ? failedItem(found) : found;
  });
  const goods = readable.flatMap((item) => ('good' in item ? [item.good] : []));
  const results = (goods.length === 0 ? [] : await work(goods)).values();
  return readable.map((item) => {
    if (!('good' in item)) return item;
    const { value } = results.next();
    if (value === undefined) throw new RangeError('the work gave fewer results than it was given');
    return typeof value === 'string' ? failedItem(value) : { ...value, status: 'ok' };
  });
}

/** How it ended for a group that was permitted: an error only where all of it failed. */
function endOf(outcomes: readonly Outcome<object>[], { members }: Group, ruling: Ruling): Ended {
  const ends = members.flatMap((at) => outcomes[at] ?? []);
  const [first] = ends;
  if (first?.status === 'failed' && ends.every(({ status }) => status === 'failed')) {
    return { outcome: 'error', reason: first.code };
  }
  const { glass } = ruling;
  return { outcome: 'success', ...(glass === undefined ? {} : { glass }) };
}

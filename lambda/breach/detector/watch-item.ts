import * as z from 'zod/mini';
import type { Item, Key } from '../../shared/table';
import type { Write } from '../../shared/transaction';
import type { ActorState } from '../detect/detector';
import type { BreachTableName } from '../tables';
import { RULE_IDS } from '../vocabulary';
import type { RuleId } from '../vocabulary';
import { UnreadableWatchError } from './errors';

/** What is kept of a person from batch to batch: one item of the table `watches`. */

/** A person of a tenant. */
export interface Who {
  readonly tenant: string;
  /** The `sub` of the directory. */
  readonly actor: string;
}

/** Up to where a source was counted for a person. */
// A type, since an interface is no `Value` of an item.
export type Position = {
  /** Sequence number of a shard, or index of a leaf of the spool. */
  readonly last: string;
  /** When it was moved: milliseconds since 1970. */
  readonly at: number;
};

/** What is kept of a person. */
export interface WatchItem {
  /** 0 before there is an item. */
  readonly version: number;
  readonly state: ActorState;
  /** By source: the id of a shard, or `spool`. */
  readonly positions: Readonly<Record<string, Position>>;
  /** Ids of the incidents to which hits of a rule are attached. */
  readonly open: Readonly<Partial<Record<RuleId, string>>>;
}

/** How a state is read and written: `detect/state.ts`. */
export interface StateForm {
  readonly empty: ActorState;
  readonly read: (text: string) => ActorState;
  readonly write: (state: ActorState) => string;
}

const DAY_MS = 86_400_000;
/** The stream keeps seven days: what is a day older comes no more. */
export const KEPT_MS = 8 * DAY_MS;

const item = z.object({
  version: z.int().check(z.minimum(1)),
  state: z.string(),
  positions: z.record(
    z.string(),
    z.strictObject({
      last: z.string().check(z.regex(/^\d{1,128}$/)),
      at: z.int().check(z.minimum(0)),
    }),
  ),
  open: z.partialRecord(z.enum(RULE_IDS), z.string()),
});

export function watchKey(who: Who): Key {
  return { subject: subjectOf(who) };
}

function subjectOf({ tenant, actor }: Who): string {
  return `actor/${tenant}/${actor}`;
}

/**
 * Reads the item of a person; an empty one where there is none.
 *
 * @throws UnreadableWatchError for whatever our code would not have written
 */
export function readWatch(who: Who, found: Item | undefined, form: StateForm): WatchItem {
  if (found === undefined) return { version: 0, state: form.empty, positions: {}, open: {} };
  const { data, error } = item.safeParse(found);
  if (data === undefined) {
    throw new UnreadableWatchError(subjectOf(who), [
      ...new Set((error?.issues ?? []).map(({ path }) => String(path[0] ?? 'item'))),
    ]);
  }
  try {
    return { ...data, state: form.read(data.state) };
  } catch (error_) {
    throw new UnreadableWatchError(subjectOf(who), ['state'], { cause: error_ });
  }
}

/** Whether a record was counted already. */
export function isCounted({ positions }: WatchItem, source: string, position: string): boolean {
  const known = positions[source];
  return known !== undefined && BigInt(position) <= BigInt(known.last);
}

/** With the position of a source moved on, and without those that nobody asks for any more. */
export function movedOn(
  positions: WatchItem['positions'],
  source: string,
  last: string,
  now: number,
): WatchItem['positions'] {
  const kept = Object.entries(positions).filter(([, { at }]) => at > now - KEPT_MS);
  return { ...Object.fromEntries(kept), [source]: { last, at: now } };
}

/**
 * The write of what follows an item, which is made only while that item is as it was read.
 *
 * @param next what is kept from now on; its version is the next one
 */
export function watchWrite(
  who: Who,
  before: WatchItem,
  next: Pick<WatchItem, 'state' | 'positions' | 'open'>,
  form: StateForm,
  now: number,
): Extract<Write<BreachTableName>, { readonly put: Item }> {
  const { state, positions, open } = next;
  const isOpen = Object.keys(open).length > 0;
  return {
    table: 'watches',
    put: {
      ...watchKey(who),
      version: before.version + 1,
      state: form.write(state),
      positions,
      open,
      // Who has an incident open is remembered, so that another hit finds it.
      ...(isOpen ? {} : { expires: Math.ceil((now + KEPT_MS) / 1000) }),
    },
    when: [
      before.version === 0
        ? { attribute: 'version', is: 'absent' }
        : { attribute: 'version', is: 'equal', value: before.version },
    ],
  };
}

import * as z from 'zod/mini';
import type { Item } from '../../shared/table';
import type { Write } from '../../shared/transaction';
import { RegisterItemError } from '../errors';
import { entryKey, HEAD } from '../register/items';
import { author, day, line, moment } from '../register/shapes';
import { MARKS } from './clock';
import type { DutyEntry, DutyRecord, DutyRef } from './duty';
import { DUTY_IDS } from './duty';

/** Duties as items of the table `register`, and back: beside incidents, and written as they are. */

/** Partition of a duty. */
export function dutyKey({ tenant, duty }: DutyRef): string {
  return `duty/${tenant}/${duty}`;
}

/** In `open` of the head of a duty: the partition of `byOpen` in which all of them are. */
export const DUTY = 'duty';

const reminder = { due: day, mark: z.literal(MARKS) };
const entryItem = z.strictObject({
  record: z.string(),
  entry: z.string(),
  n: z.int().check(z.minimum(1)),
  at: moment,
  by: author,
  change: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('looked'), on: day }),
    z.strictObject({ kind: z.literal('recorded'), doneOn: day, evidence: line }),
    z.strictObject({ kind: z.literal('reminder'), ...reminder }),
  ]),
});
const headItem = z.strictObject({
  record: z.string(),
  entry: z.literal(HEAD),
  open: z.literal(DUTY),
  openedAt: z.string(),
  version: z.int(),
  duty: z.strictObject({
    tenant: z.string(),
    duty: z.enum(DUTY_IDS),
    version: z.int().check(z.minimum(1)),
    lookedOn: z.optional(day),
    last: z.optional(z.strictObject({ doneOn: day, evidence: line, by: z.string() })),
    reminders: z.array(z.strictObject(reminder)),
  }),
});

/** An entry that was not there before, and the head as it makes it. */
export function dutyWrites(record: DutyRecord, entry: DutyEntry): readonly Write<'register'>[] {
  const key = dutyKey(record);
  return [
    {
      table: 'register',
      put: { record: key, entry: entryKey(entry.n), ...entry },
      when: [{ attribute: 'record', is: 'absent' }],
    },
    {
      table: 'register',
      put: {
        record: key,
        entry: HEAD,
        open: DUTY,
        openedAt: key,
        version: entry.n,
        duty: { ...record },
      },
      when:
        entry.n === 1
          ? [{ attribute: 'record', is: 'absent' }]
          : [{ attribute: 'version', is: 'equal', value: entry.n - 1 }],
    },
  ];
}

/**
 * The duty that a head holds.
 *
 * @throws RegisterItemError
 */
export function dutyIn(item: Item): DutyRecord {
  const { data } = headItem.safeParse(item);
  if (
    data === undefined ||
    data.record !== dutyKey(data.duty) ||
    data.version !== data.duty.version
  ) {
    throw unreadable(item);
  }
  return data.duty;
}

/**
 * The entry that an item holds, and of which duty it is; undefined where the item is of no duty at all.
 *
 * @throws RegisterItemError
 */
export function dutyEntryIn(
  item: Item,
): { readonly ref: DutyRef; readonly entry: DutyEntry } | undefined {
  const [kind, tenant = '', name] = textOf(item, 'record').split('/');
  if (kind !== DUTY) return undefined;
  const { data } = entryItem.safeParse(item);
  const duty = DUTY_IDS.find((id) => id === name);
  if (data === undefined || duty === undefined || data.entry !== entryKey(data.n))
    throw unreadable(item);
  const { n, at, by, change } = data;
  return { ref: { tenant, duty }, entry: { n, at, by, change } };
}

function unreadable(item: Item): RegisterItemError {
  return new RegisterItemError(
    `The item ${textOf(item, 'record')} ${textOf(item, 'entry')} of the table register is not as our code writes it`,
  );
}

/** A text of an item; empty when it is none. */
export function textOf(item: Item, name: string): string {
  const value = item[name];
  return typeof value === 'string' ? value : '';
}

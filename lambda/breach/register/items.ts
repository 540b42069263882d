import * as z from 'zod/mini';
import { momentKey } from '../../access/ids';
import type { Item } from '../../shared/table';
import type { Write } from '../../shared/transaction';
import { RegisterItemError } from '../errors';
import type { Entry, Incident } from './incident';
import { entryShape, incidentShape } from './shapes';

/** Entries and heads as items of the table `register`, and back. What cannot be read is refused. */

/** Sort key of what the entries make. After all of theirs. */
export const HEAD = 'head';
const ENTRY = 'entry/';
const DIGITS = 10;

/** In `open` of a head, until the incident is closed. */
export const OPEN = 'open';

/** Sort key of an entry. */
export function entryKey(n: number): string {
  return `${ENTRY}${String(n).padStart(DIGITS, '0')}`;
}

/** Partition of the index `byTenant`. */
export function tenantStateOf(tenant: string, which: 'open' | 'closed'): string {
  return `${tenant}/${which}`;
}

const entryItem = z.extend(entryShape, { record: z.string(), entry: z.string() });
const headItem = z.strictObject({
  record: z.string(),
  entry: z.literal(HEAD),
  tenantState: z.string(),
  open: z.optional(z.literal(OPEN)),
  openedAt: z.string(),
  version: z.int(),
  incident: incidentShape,
});

/** An entry that was not there before, and the head as it makes it of what was there. */
export function writesOf(incident: Incident, entry: Entry): readonly Write<'register'>[] {
  return [
    {
      table: 'register',
      put: { record: incident.id, entry: entryKey(entry.n), ...plain(entry) },
      when: [{ attribute: 'record', is: 'absent' }],
    },
    {
      table: 'register',
      put: headOf(incident),
      when:
        entry.n === 1
          ? [{ attribute: 'record', is: 'absent' }]
          : [{ attribute: 'version', is: 'equal', value: entry.n - 1 }],
    },
  ];
}

/** In the words of a table, which has none for what is undefined. */
function plain(value: Entry | Incident): Item {
  return JSON.parse(JSON.stringify(value)) as Item;
}

function headOf(incident: Incident): Item {
  const { id, tenant, version, state, openedAt } = incident;
  const isClosed = state === 'closed';
  return {
    record: id,
    entry: HEAD,
    tenantState: tenantStateOf(tenant, isClosed ? 'closed' : 'open'),
    ...(isClosed ? {} : { open: OPEN }),
    openedAt: momentKey(openedAt, id),
    version,
    incident: plain(incident),
  };
}

/**
 * The entry that an item holds.
 *
 * @throws RegisterItemError
 */
export function entryIn(item: Item): Entry {
  const { data, error } = entryItem.safeParse(item);
  if (data === undefined) throw unreadable(item, error?.issues ?? []);
  const { record: _, entry: key, ...entry } = data;
  if (key !== entryKey(entry.n)) throw unreadable(item, [{ path: ['n'] }]);
  return entry;
}

/**
 * The incident that a head holds.
 *
 * @throws RegisterItemError
 */
export function incidentIn(item: Item): Incident {
  const { data, error } = headItem.safeParse(item);
  if (data === undefined) throw unreadable(item, error?.issues ?? []);
  const { record, version, incident } = data;
  if (incident.id !== record) throw unreadable(item, [{ path: ['incident', 'id'] }]);
  if (incident.version !== version) throw unreadable(item, [{ path: ['version'] }]);
  return incident;
}

/** Where an item is, for who looks for it. */
export function placeOf({ record, entry }: Item): string {
  return [record, entry].filter((part) => typeof part === 'string').join(' ');
}

function unreadable(
  item: Item,
  issues: readonly { readonly path: readonly PropertyKey[] }[],
): RegisterItemError {
  const fields = issues.map(({ path }) => path.map(String).join('.') || 'all');
  return new RegisterItemError(
    `The item ${placeOf(item)} of the table register is not as our code writes it (${fields.join(', ')})`,
  );
}

import * as z from 'zod/mini';
import type { DirectoryEntry } from '../../identity/directory-entry';
import { isPosition } from '../../ledger/index/row';
import type { Item } from '../../shared/table';
import type { Write } from '../../shared/transaction';
import type { BreachTableName } from '../tables';
import { UnreadableWatchError } from './errors';
import { DUE, sweepKey } from './sweep-note';
import type { Who } from './watch-item';

/** How far the acts of one person were looked through: an item of the table `watches`. */

/** One walk through the index: from inclusive, to exclusive. Milliseconds since 1970. */
export interface Pass {
  readonly from: number;
  readonly to: number;
  /** When his account was closed, which tells one leaving from another. */
  readonly closedAt: number;
  /** Position in the index behind which to go on. @default - from the beginning */
  readonly after?: string;
}

export interface Sweep extends Who {
  readonly version: number;
  /** When it was told that he left: ISO 8601. */
  readonly toldAt: string;
  /** What is being walked through. */
  readonly pass?: Pass;
  /** From when on all was looked through, of the leaving at which his account was closed then. */
  readonly swept?: { readonly from: number; readonly closedAt: number };
}

const time = z.int().check(z.minimum(0));
const item = z.object({
  tenant: z.string(),
  actor: z.string(),
  version: z.int().check(z.minimum(1)),
  sweepAt: z.iso.datetime({ precision: 3 }),
  pass: z.optional(
    z.strictObject({
      from: time,
      to: time,
      closedAt: time,
      after: z.optional(z.string().check(z.refine(isPosition))),
    }),
  ),
  swept: z.optional(z.strictObject({ from: time, closedAt: time })),
});

/** @throws UnreadableWatchError for whatever our code would not have written */
export function readSweep(found: Item): Sweep {
  const { data, error } = item.safeParse(found);
  if (data === undefined) {
    const { subject } = found;
    throw new UnreadableWatchError(typeof subject === 'string' ? subject : 'of a sweep', [
      ...new Set((error?.issues ?? []).map(({ path }) => String(path[0] ?? 'item'))),
    ]);
  }
  const { sweepAt, ...sweep } = data;
  return { ...sweep, toldAt: sweepAt };
}

/**
 * What is still to be walked through: what he did after he left, as far as his account was open, and it was not
 * looked through when an earlier day of leaving was not yet told.
 */
export function passFor(
  entry: Pick<DirectoryEntry, 'terminatedAt' | 'closedAt'> | undefined,
  swept: Sweep['swept'],
): Pass | undefined {
  if (entry?.terminatedAt === undefined || entry.closedAt === undefined) return undefined;
  const { terminatedAt: from, closedAt } = entry;
  const to = swept?.closedAt === closedAt ? swept.from : closedAt;
  return from < to ? { from, to, closedAt } : undefined;
}

/** Another leaving may be told for a year after; then what was swept must still be known. */
const KEPT_MS = 400 * 24 * 60 * 60 * 1000;

/**
 * The write of what follows a sweep, which is made only while it is as it was read.
 *
 * @param now of one that is done: there is nothing to walk through. Default: it goes on
 */
export function sweepWrite(
  { tenant, actor, toldAt, version }: Sweep,
  next: Pick<Sweep, 'pass' | 'swept'>,
  now?: number,
): Extract<Write<BreachTableName>, { readonly put: Item }> {
  const { pass, swept } = next;
  return {
    table: 'watches',
    put: {
      ...sweepKey({ tenant, actor }),
      tenant,
      actor,
      version: version + 1,
      sweepAt: toldAt,
      ...(pass === undefined ? {} : { pass: { ...pass } }),
      ...(swept === undefined ? {} : { swept: { ...swept } }),
      ...(now === undefined ? { sweep: DUE } : { expires: Math.ceil((now + KEPT_MS) / 1000) }),
    },
    when: [{ attribute: 'version', is: 'equal', value: version }],
  };
}

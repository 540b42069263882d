import type { Table } from '../../shared/table';
import type { IndexedEvent } from './row';
import { actorSubject, DAY_MS, dayOf, disclosureSubject, indexedIn, patientSubject } from './row';

/** A part of time: from inclusive, to exclusive. UTC, ISO 8601 with milliseconds. */
export interface Span {
  readonly from: string;
  readonly to: string;
}

/** Whose events. */
export type Subject =
  | { readonly kind: 'patient' | 'disclosures'; readonly tenant: string; readonly patient: string }
  | { readonly kind: 'actor'; readonly tenant: string; readonly actor: string };

/** An event of the index, with its position: where a page ends, the next one begins behind it. */
export interface Step {
  readonly at: string;
  readonly found: IndexedEvent;
}

/** Rows that are asked for at once: a good part of the megabyte that DynamoDB gives. */
const ROWS_AT_ONCE = 500;
/** Sorts right behind a position, and before all that follow it. */
const JUST_BEHIND = '!';

/**
 * Events of a subject in the order of time.
 *
 * @param after a position behind which to begin. Default: the beginning of the span
 * @throws IndexRowError
 */
export async function* walk(
  table: Table,
  subject: Subject,
  { from, to }: Span,
  after?: string,
): AsyncGenerator<Step> {
  const start = after === undefined || after < from ? from : `${after}${JUST_BEHIND}`;
  // DynamoDB refuses a range that ends before it begins.
  if (start >= to) return;
  for (const partition of partitionsOf(subject, { from: start, to })) {
    let next: string | undefined;
    do {
      const page = await table.query({
        partition,
        from: start,
        // No position is a time alone, so none at the end of the span is in it.
        to,
        limit: ROWS_AT_ONCE,
        ...(next === undefined ? {} : { after: next }),
      });
      for (const item of page.items) {
        const { at } = item;
        if (typeof at === 'string') yield { at, found: indexedIn(item) };
      }
      ({ next } = page);
    } while (next !== undefined);
  }
}

function* partitionsOf(subject: Subject, { from, to }: Span): Iterable<string> {
  const { tenant } = subject;
  if (subject.kind === 'patient') yield patientSubject(tenant, subject.patient);
  if (subject.kind === 'disclosures') yield disclosureSubject(tenant, subject.patient);
  if (subject.kind !== 'actor') return;
  for (let day = dayOf(from); day <= dayOf(to); day = dayAfter(day)) {
    yield actorSubject(tenant, subject.actor, day);
  }
}

function dayAfter(day: string): string {
  return dayOf(new Date(Date.parse(`${day}T00:00:00.000Z`) + DAY_MS).toISOString());
}

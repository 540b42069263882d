import type { Act } from '../../../access/act';
import type { ReadDisclosures, ReportFormat } from '../../../shared/http/generated/types';
import { invalidBody } from '../../../shared/http/validate';
import { readCompleteThrough } from '../../index/complete-through';
import type { IndexedEvent } from '../../index/row';
import type { Subject } from '../../index/walk';
import { walk } from '../../index/walk';
import type { LedgerServices } from '../services';
import { covered } from './coverage';
import { pageToken, positionIn, readPage } from './page';
import type { Report } from './render';
import { completeThroughBody } from './rows';
import type { Totals } from './totals';

type Asked = Pick<ReadDisclosures, 'from' | 'to' | 'pageSize' | 'page'>;

const PAGE_SIZE = 100;
export const DEFAULT_FORMAT: ReportFormat = 'json';

/** @throws RequestError 400 when the period ends before it begins */
export function checkPeriod({ from, to }: Asked): void {
  if (from < to) return;
  throw invalidBody([
    { pointer: '#/to', detail: 'is not after from, expected the end of the period.' },
  ]);
}

/**
 * Pseudonym of the patient whom a call is about: the one who is named, or the one who calls.
 *
 * @returns undefined when nobody is named, and the caller is no patient
 */
export async function patientOf(
  { pseudonyms }: Pick<LedgerServices, 'pseudonyms'>,
  { by }: Act,
  patientId: string | undefined,
): Promise<string | undefined> {
  if (patientId !== undefined) return pseudonyms.of(by.tenant, patientId);
  return by.kind === 'person' && by.role === 'patient' ? by.ownRecord : undefined;
}

/** What is read, and how far back the index has it. */
export interface Reading {
  readonly subject: Subject;
  /** Milliseconds since 1970; undefined when the index has nothing. */
  readonly coveredFrom: number | undefined;
  readonly isWanted: (event: IndexedEvent) => boolean;
  /** Counts the whole period, on the first page. @default - no totals */
  readonly totals?: Totals;
}

/** @throws PageTokenError, TooManyEventsError */
export async function readReport(
  services: Pick<LedgerServices, 'store' | 'index' | 'verifier'>,
  asked: Asked,
  { subject, coveredFrom, isWanted, totals }: Reading,
): Promise<Report> {
  const { store, index, verifier } = services;
  const { from, to, page, pageSize = PAGE_SIZE } = asked;
  const after = page === undefined ? undefined : positionIn(page);
  const { span, parts } = covered({ from, to }, coveredFrom);
  // Before the rows: then they have all that is said to be complete.
  const completeThrough = await readCompleteThrough(store, index, await verifier());
  const { rows, next } = await readPage(
    walk(index, subject, span, after),
    { limit: pageSize, ...(after === undefined ? {} : { after }) },
    isWanted,
    (event) => totals?.add(event),
  );
  return {
    period: { from, to },
    coverage: parts,
    completeThrough: completeThroughBody(completeThrough),
    ...(after !== undefined || totals === undefined ? {} : { totals: totals.sum() }),
    events: rows,
    ...(next === undefined ? {} : { page: pageToken(next) }),
  };
}

import type { Reply } from '../../../access/api/operation';
import type {
  AccessTotals,
  CompleteThrough,
  Coverage,
  Period,
  ReportFormat,
} from '../../../shared/http/generated/types';
import type { IndexedEvent } from '../../index/row';
import type { Column } from './csv';
import { csvOf } from './csv';
import { fhirAuditEvent, fhirUrl } from './fhir';
import type { OperationOutcome, SearchSet } from './fhir-types';
import type { EventRow } from './rows';
import { eventRow } from './rows';

/** A page of a report, before it has a format. */
export interface Report {
  readonly period: Period;
  readonly coverage: readonly Coverage[];
  readonly completeThrough: CompleteThrough;
  /** @default - none: it is no first page, or a report without totals */
  readonly totals?: AccessTotals;
  readonly events: readonly IndexedEvent[];
  /** Token of the next page. @default - none */
  readonly page?: string;
}

/** A report in JSON: its parts, with rows that each report has of its own. */
export interface JsonReport<Row> extends Omit<Report, 'events'> {
  readonly rows: readonly Row[];
}

/** Where CSV and FHIR have no room for it. */
const NEXT_PAGE = 'X-Hlz-Next-Page';

/**
 * A report as it was asked for. None of the formats is silent on what is missing: JSON has `coverage`, CSV lines
 * in its last column, FHIR an OperationOutcome.
 *
 * @param prefix origin of the ledger
 */
export function render<Row extends object>(
  report: Report,
  format: ReportFormat,
  rowOf: (event: IndexedEvent) => Row,
  prefix: string,
): Reply<JsonReport<Row>> {
  const { events, ...parts } = report;
  if (format === 'json') return { body: { ...parts, rows: events.map(rowOf) } };
  const headers: Readonly<Record<string, string>> =
    report.page === undefined ? {} : { [NEXT_PAGE]: report.page };
  const rows = events.map(eventRow);
  return format === 'csv'
    ? {
        body: csvOf(
          COLUMNS,
          rows,
          notesOn(report).map(({ text }) => text),
        ),
        contentType: 'text/csv; charset=utf-8; header=present',
        headers,
      }
    : {
        body: JSON.stringify(searchSetOf(report, rows, prefix)),
        contentType: 'application/fhir+json; charset=utf-8',
        headers,
      };
}

const COLUMNS: readonly Column<EventRow>[] = [
  ['time', ({ time }) => time],
  ['type', ({ type }) => type],
  ['action', ({ action }) => action],
  ['outcome', ({ outcome }) => outcome],
  ['reason', ({ reason }) => reason],
  ['actorKind', ({ actor }) => actor.kind],
  ['actorId', ({ actor }) => actor.id],
  ['actorRole', ({ actor }) => actor.role],
  ['via', ({ actor }) => actor.via],
  ['patient', ({ patient }) => patient],
  ['resourceType', ({ resource }) => resource?.type],
  ['resourceRef', ({ resource }) => resource?.ref],
  ['fields', ({ fields }) => fields?.join(' ')],
  ['recordCount', ({ recordCount }) => recordCount],
  ['purpose', ({ purpose }) => purpose],
  ['phiAccessed', ({ phiAccessed }) => phiAccessed],
  ['breakGlass', ({ breakGlass }) => breakGlass],
  ['recipient', ({ recipient }) => recipient],
  ['exportDestination', ({ exportDestination }) => exportDestination],
  ['reportedBy', ({ reportedBy }) => reportedBy],
  ['eventId', ({ eventId }) => eventId],
  ['log', ({ log }) => log],
  ['index', ({ index }) => index],
  ['leafHash', ({ leafHash }) => leafHash],
];

interface Note {
  readonly text: string;
  /** Whether something is missing. */
  readonly missing: boolean;
}

function notesOn({ coverage, completeThrough, page }: Report): readonly Note[] {
  const { checkpoint, time } = completeThrough;
  return [
    ...coverage
      .filter(({ source }) => source === 'not-read')
      .map(({ from, to }) => ({
        text: `Not read: from ${from} to ${to}. The index does not reach back so far; the ledger has it.`,
        missing: true,
      })),
    checkpoint === undefined
      ? {
          text: 'The index is not complete at any of the newest zone checkpoints: events may be missing.',
          missing: true,
        }
      : {
          text: `Complete through zone checkpoint ${String(checkpoint)} of ${String(time)}. What was written down later may be missing.`,
          missing: false,
        },
    ...(page === undefined
      ? []
      : [
          {
            text: `There are more rows: the header ${NEXT_PAGE} has the next page.`,
            missing: true,
          },
        ]),
  ];
}

function searchSetOf(report: Report, rows: readonly EventRow[], prefix: string): SearchSet {
  const { totals } = report;
  return {
    resourceType: 'Bundle',
    type: 'searchset',
    ...(totals === undefined ? {} : { total: totals.events }),
    entry: [
      ...rows.map((row) => ({
        fullUrl: fhirUrl(row),
        resource: fhirAuditEvent(row, prefix),
        search: { mode: 'match' as const },
      })),
      { resource: outcomeOf(notesOn(report)), search: { mode: 'outcome' as const } },
    ],
  };
}

function outcomeOf(notes: readonly Note[]): OperationOutcome {
  return {
    resourceType: 'OperationOutcome',
    issue: notes.map(({ text, missing }) => ({
      severity: missing ? 'warning' : 'information',
      code: missing ? 'incomplete' : 'informational',
      diagnostics: text,
    })),
  };
}

import { csv } from '../csv';

/**
 * A table of the pack: the page shows it, and a file `<id>.csv` holds it. Cells are plain text as it is
 * in the zone; whoever writes them into a format makes them harmless there.
 */
export interface EvidenceTable {
  /** Name of its file and anchor on the page: `encryption`. */
  readonly id: string;
  readonly title: string;
  /** What it shows and what it does not, in a sentence or two. */
  readonly explains: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** A table as RFC 4180 text, safe to open in a spreadsheet. */
export function tableCsv({ columns, rows }: EvidenceTable): string {
  return csv(
    columns,
    rows.map((row) => Object.fromEntries(columns.map((column, at) => [column, row[at] ?? '']))),
  );
}

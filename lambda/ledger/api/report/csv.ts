/** A column: its name, and what stands there. */
export type Column<Row> = readonly [
  name: string,
  value: (row: Row) => string | number | boolean | undefined,
];

/** Before these a spreadsheet takes a cell for a formula. https://owasp.org/www-community/attacks/CSV_Injection */
const FORMULA = /^[=+\-@\t\r]/;
/** What a cell must be quoted for: RFC 4180, section 2, rules 6 and 7. */
const QUOTED = /[",\r\n]/;
const LINE_END = '\r\n';
const NOTE = 'note';

/**
 * Rows by RFC 4180, the names first. What must not be missed stands in the last column, one line each behind the
 * rows, so that a file that was saved says what it lacks.
 */
export function csvOf<Row>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  notes: readonly string[],
): string {
  const lines = [
    [...columns.map(([name]) => name), NOTE],
    ...rows.map((row) => [...columns.map(([, value]) => String(value(row) ?? '')), '']),
    ...notes.map((note) => [...columns.map(() => ''), note]),
  ];
  return lines.map((cells) => `${cells.map((text) => cell(text)).join(',')}${LINE_END}`).join('');
}

function cell(text: string): string {
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return QUOTED.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

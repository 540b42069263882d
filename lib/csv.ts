/** Rows as RFC 4180 text, safe to open in a spreadsheet. */
export function csv<C extends string>(
  columns: readonly C[],
  rows: readonly Readonly<Record<C, string>>[],
): string {
  const lines = rows.map((row) => columns.map((column) => csvCell(row[column])).join(','));
  return `${[columns.join(','), ...lines].join('\r\n')}\r\n`;
}

/**
 * What spreadsheets take for a formula: a sign, in any width, behind what they look past. A blank that
 * ends a cell or a line is made inert by itself.
 */
const FORMULA = /^(?:[\t\r\n]|[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠﹦﹢﹣﹫])/u;

/** Behind an apostrophe a formula is text: https://owasp.org/www-community/attacks/CSV_Injection */
function csvCell(value: string): string {
  const inert = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
}

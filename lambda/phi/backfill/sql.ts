/** Pieces of SQL. Names and texts of strangers are quoted here, and nowhere else. */

/** A name, as it stands. https://www.postgresql.org/docs/17/sql-syntax-lexical.html#SQL-SYNTAX-IDENTIFIERS */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A text; for statements that take no parameters. */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** How values are spelled, whatever the session or its user is used to: ISO, UTC, and every digit. */
export const SPELLING: Readonly<Record<string, string>> = {
  datestyle: 'ISO, YMD',
  timezone: 'UTC',
  intervalstyle: 'iso_8601',
  extra_float_digits: '1',
};

/**
 * A value as the text that is encrypted; bytes as base64.
 *
 * @param column the quoted name, with what it is a column of
 */
export function asText(column: string, type: string): string {
  return type === 'bytea' ? `encode(${column}, 'base64')` : `(${column})::text`;
}

/** The same to the byte: a collation, `citext` and `numeric` find things equal that are not. */
export function asBytes(column: string, type: string): string {
  return `${asText(column, type)} COLLATE "C"`;
}

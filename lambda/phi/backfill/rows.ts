import { LONGEST_FIELD } from '../cipher';
import { countIn, textIn } from './database';
import type { Database, Row } from './database';
import { DatabaseError } from './errors';
import { asText } from './sql';
import type { Target, TargetColumn } from './target';
import { sameAs } from './target';

/** A row, as far as it matters. */
export interface FieldRow {
  /** Values of the primary key, as text. */
  readonly key: readonly string[];
  readonly patient: string | undefined;
  /** Bytes of the plain value; undefined when it is NULL. */
  readonly size: number | undefined;
  /** Bytes as base64, all else as its text; undefined when it is NULL or longer than a field may be. */
  readonly plain: string | undefined;
  readonly jwe: string | undefined;
}

/** What is done to a row: its encrypted value is written, or taken away where it is wrong. */
export interface RowChange {
  readonly row: FieldRow;
  readonly jwe: string | undefined;
}

export interface Written {
  readonly written: number;
  /** Whether something made of an encrypted value another one. */
  readonly changed: boolean;
}

const NOTHING_WRITTEN: Written = { written: 0, changed: false };

/** `with-value` also where the encrypted column is not there yet. */
export type Wanted = 'to-encrypt' | 'to-verify' | 'with-value';

/** Rows that are read at a time: as many as a call of the API takes. */
export const PAGE_ROWS = 500;
/**
 * A page ends behind the row with which it has so many bytes. Twice as much is the most that it has, and a
 * character takes up to six bytes in JSON: 3 MiB of the 4 MiB that a call may have.
 */
const PAGE_BYTES = LONGEST_FIELD;

/** A lock that somebody holds, a transaction that came in between: the row waits for the next pass. */
const CONTENTION: ReadonlySet<string> = new Set(['55P03', '40P01', '40001']);

/** Rows that are there of a kind. */
export async function countRows(db: Database, target: Target, wanted: Wanted): Promise<number> {
  const [row] = await db.query(
    `SELECT count(*)::text AS rows FROM ${target.table} AS t WHERE ${condition(target, wanted)}`,
  );
  return countIn(row, 'rows');
}

/**
 * The next rows in the order of the primary key.
 *
 * @param after key of the last row before. Empty: from the first
 */
export async function readPage(
  db: Database,
  target: Target,
  wanted: Wanted,
  after: readonly string[],
  rows = PAGE_ROWS,
): Promise<readonly FieldRow[]> {
  const { table, key, patient, plain, jwe } = target;
  const order = key.map(({ name }) => `t.${name}`).join(', ');
  const from =
    after.length === 0
      ? 'true'
      : `(${order}) > (${key.map(({ spelled }, at) => `$${String(at + 1)}::text::${spelled}`).join(', ')})`;
  const size =
    plain.type === 'bytea'
      ? `octet_length(t.${plain.name})`
      : `octet_length(convert_to(${asText(`t.${plain.name}`, plain.type)}, 'UTF8'))`;
  const page = await db.query(
    `SELECT * FROM (
       SELECT *, sum(least(coalesce(size, 0), ${String(LONGEST_FIELD)})) OVER (ORDER BY place) - least(coalesce(size, 0), ${String(LONGEST_FIELD)}) AS before
       FROM (
         SELECT ${key.map((column, at) => `${asText(`t.${column.name}`, '')} AS k${String(at)}`).join(', ')},
           ${asText(`t.${patient.name}`, patient.type)} AS patient, ${size} AS size, t.${jwe} AS jwe,
           CASE WHEN ${size} <= ${String(LONGEST_FIELD)} THEN ${asText(`t.${plain.name}`, plain.type)} END AS plain,
           row_number() OVER (ORDER BY ${order}) AS place
         FROM ${table} AS t
         WHERE ${condition(target, wanted)} AND ${from}
         ORDER BY ${order} LIMIT ${String(rows)}
       ) AS page
     ) AS sized WHERE before < ${String(PAGE_BYTES)} ORDER BY place`,
    after,
  );
  return page.map((row) => fieldRow(row, key));
}

/**
 * Writes what was encrypted, where the row is still what was read. Waits for nobody: rows that
 * somebody holds are left for the next pass, so that no transaction of an application waits in a circle.
 *
 * @returns rows that were written, and whether one of them has something else than it was given
 */
export async function writeRows(
  db: Database,
  target: Target,
  changes: readonly RowChange[],
): Promise<Written> {
  if (changes.length === 0) return NOTHING_WRITTEN;
  const { table, key, patient, plain, jwe } = target;
  const keys = key.map((_, at) => `k${String(at)}`);
  const same = (other: string): string =>
    [
      ...key.map(({ name, spelled }, at) => `t.${name} = ${other}.k${String(at)}::${spelled}`),
      ...[patient, plain].map((column, at) =>
        unchanged(column, other, ['patient', 'plain'][at] ?? ''),
      ),
      `t.${jwe} IS NOT DISTINCT FROM ${other}.was`,
    ].join(' AND ');
  const given = changes.map(({ row, jwe }) => ({
    ...Object.fromEntries(row.key.map((value, at) => [`k${String(at)}`, value])),
    patient: row.patient,
    plain: row.plain,
    was: row.jwe,
    jwe,
  }));
  try {
    const rows = await db.query(
      `WITH given AS (
         SELECT * FROM json_to_recordset($1::json) AS g(${[...keys, 'patient', 'plain', 'was', 'jwe'].map((name) => `${name} text`).join(', ')})
       ), free AS (
         SELECT given.* FROM ${table} AS t JOIN given ON ${same('given')}
         FOR NO KEY UPDATE OF t SKIP LOCKED
       )
       UPDATE ${table} AS t SET ${jwe} = free.jwe FROM free WHERE ${same('free')}
       RETURNING CASE WHEN t.${jwe} IS NOT DISTINCT FROM free.jwe THEN 'kept'
         WHEN t.${jwe} IS NULL THEN 'taken' ELSE 'changed' END AS was`,
      [JSON.stringify(given)],
    );
    const was = rows.map((row) => textIn(row, 'was'));
    return {
      written: was.filter((word) => word === 'kept').length,
      changed: was.includes('changed'),
    };
  } catch (error) {
    if (error instanceof DatabaseError && CONTENTION.has(error.code)) {
      return NOTHING_WRITTEN;
    }
    throw error;
  }
}

function unchanged(column: TargetColumn, other: string, name: string): string {
  return `(${sameAs('t', column, `${other}.${name}`)} OR (t.${column.name} IS NULL AND ${other}.${name} IS NULL))`;
}

function condition({ plain, jwe }: Target, wanted: Wanted): string {
  const conditions = {
    'to-encrypt': `t.${plain.name} IS NOT NULL AND t.${jwe} IS NULL`,
    'to-verify': `(t.${plain.name} IS NOT NULL OR t.${jwe} IS NOT NULL)`,
    'with-value': `t.${plain.name} IS NOT NULL`,
  };
  return conditions[wanted];
}

function fieldRow(row: Row, key: readonly unknown[]): FieldRow {
  return {
    key: key.map((_, at) => textIn(row, `k${String(at)}`) ?? ''),
    patient: textIn(row, 'patient'),
    size: row['size'] === null ? undefined : countIn(row, 'size'),
    plain: textIn(row, 'plain'),
    jwe: textIn(row, 'jwe'),
  };
}

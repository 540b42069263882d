import { fieldsOf } from '../../shared/json';
import { DatabaseError } from './errors';

export type Row = Readonly<Record<string, unknown>>;

/** One connection to PostgreSQL. */
export interface Database {
  /**
   * One statement.
   *
   * @throws DatabaseError whatever PostgreSQL says
   */
  query(sql: string, params?: readonly string[]): Promise<readonly Row[]>;
}

/** What a client of PostgreSQL must be able to do; that of `pg` is. */
export interface PostgresClient {
  query(sql: string, params: string[]): Promise<{ readonly rows: readonly unknown[] }>;
}

/** A connection whose errors hold no value of a row. */
export function databaseOf(client: PostgresClient): Database {
  return {
    async query(sql, params = []) {
      try {
        const { rows } = await client.query(sql, [...params]);
        return rows.map((row) => fieldsOf(row));
      } catch (error) {
        throw databaseError(error);
      }
    },
  };
}

/** The same error by its code alone. */
export function databaseError(error: unknown): DatabaseError {
  const { code } = fieldsOf(error);
  return new DatabaseError(
    typeof code === 'string' && /^[A-Z0-9_]{3,40}$/.test(code) ? code : 'no code',
  );
}

/** A column of an answer that is text, or null. */
export function textIn(row: Row, name: string): string | undefined {
  const value = row[name];
  return typeof value === 'string' ? value : undefined;
}

/** A count, asked for as text: clients differ in what they make of a bigint. */
export function countIn(row: Row | undefined, name: string): number {
  return Number(row?.[name] ?? 0);
}

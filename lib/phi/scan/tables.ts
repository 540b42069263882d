import type { Database, Row } from '../../../lambda/phi/backfill/database';
import { textIn } from '../../../lambda/phi/backfill/database';
import { quoted } from '../../../lambda/phi/backfill/sql';
import type { PhiDetector } from '../../../lambda/phi/detect/finding';
import { classifyName } from '../../../lambda/phi/detect/names';
import type { Progress } from '../../ledger/reporter';
import type { Found } from './found';
import {
  classificationOf,
  ENCRYPTED_SUFFIX,
  identifierOf,
  isEncryptedField,
  together,
} from './found';

/** A column, as PostgreSQL describes it. */
interface Column {
  readonly schema: string;
  readonly table: string;
  readonly column: string;
  /** Base type, such as `text`; of an array that of its elements. */
  readonly type: string;
  /** Whether it is a key by which tables find each other. */
  readonly isKey: boolean;
}

/** All columns of tables and views that are not the system's own. */
const COLUMNS = `
SELECT n.nspname AS schema, c.relname AS "table", a.attname AS "column",
       coalesce(b.typname, e.typname, t.typname) AS type,
       (EXISTS (SELECT FROM pg_constraint k
                WHERE k.conrelid = c.oid AND k.contype IN ('p', 'f') AND a.attnum = ANY (k.conkey))
        OR EXISTS (SELECT FROM pg_constraint k
                WHERE k.confrelid = c.oid AND a.attnum = ANY (k.confkey)))::text AS key
FROM pg_attribute a
JOIN pg_class c ON c.oid = a.attrelid
JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_type t ON t.oid = a.atttypid
LEFT JOIN pg_type e ON e.oid = t.typelem AND t.typcategory = 'A'
LEFT JOIN pg_type b ON b.oid = t.typbasetype AND t.typtype = 'd'
WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND NOT c.relispartition
  AND a.attnum > 0 AND NOT a.attisdropped
  AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname !~ '^pg_(toast|temp)'
ORDER BY 1, 2, a.attnum`;

/** Types whose values say nothing of anybody, whatever their name. */
const MUTE: ReadonlySet<string> = new Set(['bool', 'interval', 'void', 'oid', 'tsvector']);
/** Types of keys that a database makes up itself. */
const SURROGATE: ReadonlySet<string> = new Set(['uuid', 'int2', 'int4', 'int8']);
/** Types of which every value is an identifier. */
const BY_TYPE: Readonly<Record<string, Found['identifier']>> = {
  inet: 'ip-address',
  cidr: 'ip-address',
  macaddr: 'device',
  macaddr8: 'device',
};
/** Types whose values are looked at when values are. */
const READABLE: ReadonlySet<string> = new Set([
  'text',
  'varchar',
  'bpchar',
  'citext',
  'json',
  'jsonb',
  'xml',
]);

export interface ScanTablesProps {
  readonly database: Database;
  readonly detector: PhiDetector;
  /** Rows of each table of which the values are looked at; none of them is kept. 0: names and types alone. */
  readonly sample: number;
  readonly progress: (progress: Progress) => void;
}

/**
 * PHI in the tables of a database: by the names and types of columns, and by a sample of their values.
 *
 * @throws DatabaseError
 */
export async function scanTables({
  database,
  detector,
  sample,
  progress,
}: ScanTablesProps): Promise<{ readonly columns: number; readonly found: readonly Found[] }> {
  const columns = (await database.query(COLUMNS)).map(columnIn);
  const found: Found[] = [];
  for (const [done, column] of columns.entries()) {
    progress({ stage: 'columns', done, total: columns.length });
    const named = byName(column);
    const isRead = sample > 0 && READABLE.has(column.type);
    const values = isRead ? await valuesOf(database, column, sample) : [];
    found.push(...(await judge(column, named, values, detector)));
  }
  progress({ stage: 'columns', done: columns.length, total: columns.length });
  return { columns: columns.length, found: together(found) };
}

function columnIn(row: Row): Column {
  return {
    schema: textIn(row, 'schema') ?? '',
    table: textIn(row, 'table') ?? '',
    column: textIn(row, 'column') ?? '',
    type: textIn(row, 'type') ?? '',
    isKey: textIn(row, 'key') === 'true',
  };
}

function byName({ column, type, isKey }: Column): Found['identifier'] | undefined {
  if (MUTE.has(type) || (isKey && SURROGATE.has(type))) return undefined;
  const plain = column.endsWith(ENCRYPTED_SUFFIX)
    ? column.slice(0, -ENCRYPTED_SUFFIX.length)
    : column;
  return BY_TYPE[type] ?? identifierOf(classifyName(plain));
}

async function valuesOf(
  database: Database,
  { schema, table, column }: Column,
  sample: number,
): Promise<readonly string[]> {
  const rows = await database.query(
    `SELECT ${quoted(column)}::text AS value FROM ${quoted(schema)}.${quoted(table)} WHERE ${quoted(column)} IS NOT NULL LIMIT $1::bigint`,
    [String(sample)],
  );
  return rows.flatMap((row) => textIn(row, 'value') ?? []);
}

async function judge(
  { schema, table, column }: Column,
  named: Found['identifier'] | undefined,
  values: readonly string[],
  detector: PhiDetector,
): Promise<readonly Found[]> {
  const at = { place: 'column', table: `${schema}.${table}`, field: column } as const;
  const entry = (identifier: Found['identifier'], encrypted: boolean, count?: number): Found => ({
    ...at,
    identifier,
    classification: classificationOf(identifier),
    encrypted,
    ...(count === undefined ? {} : { count }),
  });
  const plain = values.filter((value) => value !== '' && !isEncryptedField(value));
  const isOfEncrypted = column.endsWith(ENCRYPTED_SUFFIX) || plain.length < values.length;
  // A column of encrypted fields with a single plain value is no encrypted column.
  const isEncrypted = isOfEncrypted && plain.length === 0;
  const counts = new Map<Found['identifier'], number>();
  for (const value of plain) {
    const kinds = new Set((await detector.detect(value)).map(({ identifier }) => identifier));
    for (const kind of kinds) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  const seen = [...counts].map(([identifier, count]) => entry(identifier, false, count));
  // An encrypted column of any name is one: of what, only its name could say.
  const told = named ?? (isEncrypted ? 'other' : undefined);
  const isTold = told !== undefined && !counts.has(told);
  return isTold ? [entry(told, isEncrypted), ...seen] : seen;
}

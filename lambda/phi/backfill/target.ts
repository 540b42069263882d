import { countIn, textIn } from './database';
import type { Database, Row } from './database';
import { BackfillError } from './errors';
import type { BackfillJob } from './job';
import { jweColumn, problemsOfNames } from './job';
import { asBytes, quoted, SPELLING } from './sql';

/** A column, and how PostgreSQL spells its type. */
export interface TargetColumn {
  /** Quoted. */
  readonly name: string;
  /** Name of the type below all domains, such as `varchar` is; as `pg_type` has it. */
  readonly type: string;
  /** The type as it is cast to, such as `character varying(11)`. */
  readonly spelled: string;
}

/** A table that can be backfilled. */
export interface Target {
  readonly job: BackfillJob;
  /** Number of the table in this database. */
  readonly oid: string;
  /** Quoted, with its schema. */
  readonly table: string;
  readonly plain: TargetColumn;
  readonly patient: TargetColumn;
  readonly jwe: string;
  /** Whether the encrypted column is there. */
  readonly hasJwe: boolean;
  /** Columns of the primary key, in their order. */
  readonly key: readonly TargetColumn[];
}

/** Types whose text says all that the value does, so that it can be read back from it. */
const VALUE_TYPES: ReadonlySet<string> = new Set(
  (
    'text varchar bpchar citext bytea json jsonb uuid bool int2 int4 int8 numeric float4 float8 ' +
    'date time timetz timestamp timestamptz interval inet cidr macaddr macaddr8'
  ).split(' '),
);

const PATIENT_TYPES: ReadonlySet<string> = new Set(
  'text varchar bpchar citext uuid int2 int4 int8 numeric'.split(' '),
);

/** A setting of our own, by which the trigger knows a backfill. */
export const MARK = { name: 'hlz.backfill', value: 'on' } as const;

/**
 * Settings of the session: one spelling of values; names of ours alone; rows that row security would
 * hide make an error; and nobody waits behind a lock that is waited for.
 */
const SESSION: Readonly<Record<string, string>> = {
  ...SPELLING,
  [MARK.name]: MARK.value,
  bytea_output: 'hex',
  search_path: 'pg_catalog, pg_temp',
  standard_conforming_strings: 'on',
  row_security: 'off',
  lock_timeout: '5s',
  statement_timeout: '600s',
};

/** Once a connection, before anything else. */
export async function prepareSession(db: Database): Promise<void> {
  await db.query('SELECT set_config(key, value, false) AS set FROM json_each_text($1::json)', [
    JSON.stringify(SESSION),
  ]);
}

const TABLE = `
SELECT c.oid::text AS oid, c.relkind::text AS kind, row_security_active(c.oid)::text AS hides,
  (c.relkind = 'r' AND EXISTS (SELECT FROM pg_inherits WHERE inhparent = c.oid))::text AS parent
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = $1 AND c.relname = $2`;

/** Columns, each with the type that is below its domains, and its place in the primary key. */
const COLUMNS = `
WITH RECURSIVE columns AS (
  SELECT attname, attnum, attgenerated, atttypid, format_type(atttypid, atttypmod) AS spelled
  FROM pg_attribute WHERE attrelid = $1::oid AND attnum > 0 AND NOT attisdropped
), bases AS (
  SELECT attnum, atttypid AS type FROM columns
  UNION ALL
  SELECT bases.attnum, t.typbasetype FROM bases JOIN pg_type t ON t.oid = bases.type
  WHERE t.typtype = 'd'
), keys AS (
  SELECT k.attnum, k.place FROM pg_index i
  CROSS JOIN LATERAL unnest(i.indkey::int2[]) WITH ORDINALITY AS k(attnum, place)
  WHERE i.indrelid = $1::oid AND i.indisprimary AND k.place <= i.indnkeyatts
)
SELECT c.attname::text AS name, c.spelled, (c.attgenerated <> '')::text AS generated,
  CASE t.typtype WHEN 'e' THEN 'enum' ELSE t.typname::text END AS type, keys.place::text AS place
FROM columns c
JOIN bases USING (attnum)
JOIN pg_type t ON t.oid = bases.type AND t.typtype <> 'd'
LEFT JOIN keys USING (attnum)
ORDER BY keys.place, c.attnum`;

/**
 * Looks at the table of a job.
 *
 * @throws BackfillError that says all at once what is in the way
 * @throws DatabaseError
 */
export async function describeTarget(db: Database, job: BackfillJob): Promise<Target> {
  refuse(problemsOfNames(job));
  const [table] = await db.query(TABLE, [job.schema, job.table]);
  if (table === undefined) {
    throw new BackfillError(
      `There is no table ${job.schema}.${job.table} in this database. Names are taken as they stand: small and capital letters differ.`,
    );
  }
  const oid = textIn(table, 'oid') ?? '';
  const columns = await db.query(COLUMNS, [oid]);
  const named = (name: string) => columns.find((row) => textIn(row, 'name') === name);
  const plain = named(job.column);
  const patient = named(job.patientColumn);
  const jwe = named(jweColumn(job));
  const key = columns.filter((row) => countIn(row, 'place') > 0);
  refuse([
    ...problemsOfTable(table),
    ...problemsOfColumn('column', job.column, plain, VALUE_TYPES),
    ...problemsOfColumn('patientColumn', job.patientColumn, patient, PATIENT_TYPES),
    ...(jwe === undefined || textIn(jwe, 'type') === 'text'
      ? []
      : [`column ${jweColumn(job)} is there and is no text: rename it`]),
    ...(key.length > 0
      ? []
      : ['the table has no primary key, by which rows are found again: add one']),
    ...(key.some((row) => textIn(row, 'name') === job.column)
      ? [`column ${job.column} is part of the primary key, which cannot be taken away later`]
      : []),
  ]);
  return {
    job,
    oid,
    table: `${quoted(job.schema)}.${quoted(job.table)}`,
    plain: columnOf(plain),
    patient: columnOf(patient),
    jwe: quoted(jweColumn(job)),
    hasJwe: jwe !== undefined,
    key: key.map((row) => columnOf(row)),
  };
}

function refuse(problems: readonly string[]): void {
  if (problems.length > 0) {
    throw new BackfillError(`This cannot be backfilled: ${problems.join('; ')}.`);
  }
}

function problemsOfTable(table: Row): readonly string[] {
  const problems: string[] = [];
  if (!['r', 'p'].includes(textIn(table, 'kind') ?? '')) {
    problems.push('it is no table: name the table that a view reads from');
  }
  if (textIn(table, 'parent') === 'true') {
    problems.push('other tables inherit from it: backfill those');
  }
  if (textIn(table, 'hides') === 'true') {
    problems.push(
      'row security hides rows from this user, which would stay plain: give the role BYPASSRLS',
    );
  }
  return problems;
}

function problemsOfColumn(
  what: string,
  name: string,
  column: Row | undefined,
  types: ReadonlySet<string>,
): readonly string[] {
  if (column === undefined) return [`${what}: there is no ${name}`];
  if (textIn(column, 'generated') === 'true') {
    return [
      `${what}: ${name} is computed from other columns, and would stay so; encrypt those, or make it a plain column`,
    ];
  }
  const type = textIn(column, 'type') ?? '';
  return types.has(type) || (type === 'enum' && types === VALUE_TYPES)
    ? []
    : [
        `${what}: ${name} is of type ${textIn(column, 'spelled') ?? type}, expected one of ${[...types].join(', ')}`,
      ];
}

function columnOf(row: Row | undefined): TargetColumn {
  return {
    name: quoted(textIn(row ?? {}, 'name') ?? ''),
    type: textIn(row ?? {}, 'type') ?? '',
    spelled: textIn(row ?? {}, 'spelled') ?? '',
  };
}

/** Whether a row is still as it was read, as a condition. */
export function sameAs(row: string, column: TargetColumn, other: string): string {
  return `${asBytes(`${row}.${column.name}`, column.type)} = ${other} COLLATE "C"`;
}

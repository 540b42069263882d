import { textIn } from './database';
import type { Database } from './database';
import { BackfillError, DatabaseError } from './errors';
import { triggerName } from './job';
import { asBytes, literal, quoted, SPELLING } from './sql';
import type { Target, TargetColumn } from './target';
import { MARK } from './target';

/** BEFORE, FOR EACH ROW, UPDATE: bits of pg_trigger.tgtype. */
const TRIGGER_TYPE = 19;
const INSUFFICIENT_PRIVILEGE = '42501';

/**
 * What a row needs before its value is encrypted. When the value changes, or whose it is, and the
 * encrypted one stays, that one is of something else from now on: the trigger takes it away, and the
 * row is one to be encrypted again. Who writes both is left alone. A backfill writes the encrypted one
 * alone: if the value changes with it, another trigger of the table did that.
 *
 * @param user whom to let fill the column, when somebody else sets it up
 */
export function setUpStatements(target: Target, user?: string): readonly string[] {
  const { table, jwe } = target;
  const trigger = quoted(triggerName(target.job));
  const settings = Object.entries({ search_path: 'pg_catalog, pg_temp', ...SPELLING });
  return [
    `ALTER TABLE ${table} ADD COLUMN IF NOT EXISTS ${jwe} text`,
    `CREATE OR REPLACE FUNCTION ${functionOf(target)}() RETURNS trigger LANGUAGE plpgsql ${settings
      .map(([name, value]) => `SET ${name} = ${name === 'search_path' ? value : literal(value)}`)
      .join(' ')} AS ${literal(body(target))}`,
    `DROP TRIGGER IF EXISTS ${trigger} ON ${table}`,
    `CREATE TRIGGER ${trigger} BEFORE UPDATE ON ${table} FOR EACH ROW EXECUTE FUNCTION ${functionOf(target)}()`,
    ...(user === undefined ? [] : [grants(target, user)]),
  ];
}

/** Takes all of it away again, with what was encrypted: the plain column was never touched. */
export function undoStatements(target: Target): readonly string[] {
  return [
    `DROP TRIGGER IF EXISTS ${quoted(triggerName(target.job))} ON ${target.table}`,
    `DROP FUNCTION IF EXISTS ${functionOf(target)}()`,
    `ALTER TABLE ${target.table} DROP COLUMN IF EXISTS ${target.jwe}`,
  ];
}

/** Takes the plain column away, unless a row has nothing else. For people: nothing here runs it. */
export function finalStatements(target: Target): readonly string[] {
  const { table, plain, jwe, job } = target;
  return [
    'BEGIN',
    'SET LOCAL row_security = off',
    "SET LOCAL lock_timeout = '5s'",
    `LOCK TABLE ${table} IN ACCESS EXCLUSIVE MODE`,
    `DO ${literal(
      `BEGIN IF EXISTS (SELECT FROM ${table} WHERE ${plain.name} IS NOT NULL AND ${jwe} IS NULL) THEN RAISE EXCEPTION 'rows are not encrypted: run the backfill again'; END IF; END`,
    )}`,
    `DROP TRIGGER IF EXISTS ${quoted(triggerName(job))} ON ${table}`,
    `DROP FUNCTION IF EXISTS ${functionOf(target)}()`,
    `ALTER TABLE ${table} DROP COLUMN ${plain.name}`,
    'COMMIT',
    `VACUUM (FULL) ${table}`,
  ];
}

/** Statements as they are handed to a person. */
export function script(statements: readonly string[]): string {
  return statements.map((statement) => `${statement};`).join('\n');
}

/**
 * Makes the column and its trigger, in one transaction, unless they are there.
 *
 * @throws BackfillError with the statements for the owner of the table, where the user may not
 */
export async function setUp(db: Database, target: Target): Promise<void> {
  if (!(await isSetUp(db, target))) {
    try {
      await db.query('BEGIN');
      for (const statement of setUpStatements(target)) await db.query(statement);
      await db.query('COMMIT');
    } catch (error) {
      await db.query('ROLLBACK').catch(() => undefined);
      if (!(error instanceof DatabaseError) || error.code !== INSUFFICIENT_PRIVILEGE) throw error;
      throw new BackfillError(
        `The column and its trigger are not there, and this user may not make them. The owner of the table runs:\n${script(setUpStatements(target, await userOf(db)))}`,
      );
    }
  }
  await checkPrivileges(db, target);
}

/** Whether the column is there, and a trigger of ours that fires. */
export async function isSetUp(db: Database, target: Target): Promise<boolean> {
  const [trigger] = await db.query(
    `SELECT p.prosrc AS source FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid
     WHERE t.tgrelid = $1::oid AND t.tgname = $2 AND t.tgenabled IN ('O', 'A') AND t.tgqual IS NULL
       AND t.tgtype = $3::int2`,
    [target.oid, triggerName(target.job), String(TRIGGER_TYPE)],
  );
  return target.hasJwe && trigger !== undefined && textIn(trigger, 'source') === body(target);
}

async function checkPrivileges(db: Database, target: Target): Promise<void> {
  const [row = {}] = await db.query(
    `SELECT (has_schema_privilege(n.oid, 'USAGE') AND ${columnsRead(target)
      .map((name) => `has_column_privilege(c.oid, ${literal(name)}, 'SELECT')`)
      .join(
        ' AND ',
      )} AND has_column_privilege(c.oid, ${literal(unquoted(target.jwe))}, 'UPDATE'))::text AS may
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.oid = $1::oid`,
    [target.oid],
  );
  if (textIn(row, 'may') === 'true') return;
  throw new BackfillError(
    `This user may not read what is needed, or not write ${target.jwe}. The owner of the table runs:\n${script([grants(target, await userOf(db))])}`,
  );
}

function grants({ table, jwe, key, plain, patient, job }: Target, user: string): string {
  const read = [...new Set([...key, plain, patient].map(({ name }) => name)), jwe].join(', ');
  return `GRANT USAGE ON SCHEMA ${quoted(job.schema)} TO ${quoted(user)};\nGRANT SELECT (${read}), UPDATE (${jwe}) ON ${table} TO ${quoted(user)}`;
}

async function userOf(db: Database): Promise<string> {
  const [row = {}] = await db.query('SELECT current_user::text AS name');
  return textIn(row, 'name') ?? '';
}

function columnsRead({ key, plain, patient, jwe }: Target): readonly string[] {
  return [...key.map(({ name }) => name), plain.name, patient.name, jwe].map((name) =>
    unquoted(name),
  );
}

function unquoted(name: string): string {
  return name.slice(1, -1).replaceAll('""', '"');
}

function functionOf({ job }: Target): string {
  return `${quoted(job.schema)}.${quoted(triggerName(job))}`;
}

function body({ plain, patient, jwe }: Target): string {
  const changed = ({ name, type }: TargetColumn): string =>
    `${asBytes(`NEW.${name}`, type)} IS DISTINCT FROM ${asBytes(`OLD.${name}`, type)}`;
  return `
BEGIN
  IF (${changed(plain)} OR ${changed(patient)})
    AND (NEW.${jwe} IS NOT DISTINCT FROM OLD.${jwe} OR current_setting('${MARK.name}', true) = '${MARK.value}') THEN
    NEW.${jwe} := NULL;
  END IF;
  RETURN NEW;
END`;
}

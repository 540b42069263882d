import { databaseOf } from '../../../../lambda/phi/backfill/database';
import { BackfillError, DatabaseError } from '../../../../lambda/phi/backfill/errors';
import type { BackfillJob } from '../../../../lambda/phi/backfill/job';
import {
  finalStatements,
  isSetUp,
  script,
  undoStatements,
} from '../../../../lambda/phi/backfill/set-up';
import { BEGINNING, NO_FAULTS, readState, writeState } from '../../../../lambda/phi/backfill/state';
import { describeTarget, prepareSession } from '../../../../lambda/phi/backfill/target';
import { inspect } from 'node:util';
import type { TestPostgres } from '../support/postgres';
import { PATIENCE, startPostgres } from '../support/postgres';
import { backfill, decryptedRows, JOB, reconnect } from './harness';

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startPostgres();
  await postgres.query('CREATE ROLE hlz_backfill NOLOGIN');
}, PATIENCE);
afterAll(async () => postgres.stop());

beforeEach(async () => {
  await reconnect(postgres);
  await postgres.exec('DROP SCHEMA public CASCADE; CREATE SCHEMA public');
  await postgres.exec(`
    CREATE TABLE patients (id int PRIMARY KEY, mrn text NOT NULL, note text);
    INSERT INTO patients VALUES (1, 'MR-1', 'made-up 1'), (2, 'MR-2', 'made-up 2')`);
});

const target = async (job: BackfillJob = JOB) => describeTarget(databaseOf(postgres), job);

describe('refuses, and says what to do', () => {
  test.each<readonly [string, string, Partial<BackfillJob>, readonly string[]]>([
    ['no table', '', { table: 'Patients' }, ['no table public.Patients', 'capital']],
    ['no columns', '', { column: 'x', patientColumn: 'y' }, ['no x', 'no y']],
    [
      'the column of the patient itself',
      '',
      { column: 'mrn' },
      ['patientColumn: it is the column'],
    ],
    [
      'a name that would be cut',
      'ALTER TABLE patients ADD a23456789a123456789a123456789a123456789a123456789a123456789a text',
      { column: 'a23456789a123456789a123456789a123456789a123456789a123456789a' },
      ['63 bytes'],
    ],
    [
      'a computed column',
      "ALTER TABLE patients ADD g text GENERATED ALWAYS AS (note || 'x') STORED",
      { column: 'g' },
      ['computed'],
    ],
    [
      'a type',
      'ALTER TABLE patients ADD p point',
      { column: 'p' },
      ['type point', 'expected one of text'],
    ],
    [
      'a patient of bytes',
      'ALTER TABLE patients ADD b bytea',
      { patientColumn: 'b' },
      ['type bytea'],
    ],
    [
      'no primary key',
      'ALTER TABLE patients DROP CONSTRAINT patients_pkey',
      {},
      ['no primary key'],
    ],
    [
      'a column of the primary key',
      'ALTER TABLE patients DROP CONSTRAINT patients_pkey, ADD PRIMARY KEY (note)',
      {},
      ['part of the primary key'],
    ],
    [
      'a view',
      'CREATE VIEW v AS SELECT * FROM patients',
      { table: 'v' },
      ['no table: name the table'],
    ],
    ['a parent', 'CREATE TABLE child () INHERITS (patients)', {}, ['inherit']],
    [
      'another encrypted column',
      'ALTER TABLE patients ADD note_jwe bytea',
      {},
      ['note_jwe is there and is no text'],
    ],
  ])('%s', async (_, sql, job, said) => {
    await postgres.exec(sql);
    const problem = await backfill(postgres, { job: { ...JOB, ...job } }).catch(
      (error: unknown) => error,
    );
    expect(problem).toBeInstanceOf(BackfillError);
    for (const text of said) expect(String(problem)).toContain(text);
  });

  test('rows that row security hides', async () => {
    await postgres.exec(`
      ALTER TABLE patients ENABLE ROW LEVEL SECURITY;
      GRANT ALL ON patients TO hlz_backfill; GRANT USAGE ON SCHEMA public TO hlz_backfill`);
    await postgres.query('SET ROLE hlz_backfill');
    await expect(backfill(postgres)).rejects.toThrow('BYPASSRLS');
  });

  test('says of what PostgreSQL refused nothing but its code', async () => {
    const problem: unknown = await databaseOf(postgres)
      .query('SELECT note::int FROM patients')
      .catch((error: unknown) => error);
    expect(problem).toBeInstanceOf(DatabaseError);
    expect(inspect(problem, { depth: 9 })).toContain('22P02');
    expect(inspect(problem, { depth: 9 })).not.toContain('made-up');
  });
});

test('a user who may not change the table gets the statements for its owner, and those do', async () => {
  await postgres.query('SET ROLE hlz_backfill');
  const problem: unknown = await backfill(postgres).catch((error: unknown) => error);
  const [, statements = ''] = String(problem).split('The owner of the table runs:\n');
  expect(statements).toContain(
    'GRANT SELECT ("id", "note", "mrn", "note_jwe"), UPDATE ("note_jwe") ON "public"."patients" TO "hlz_backfill"',
  );
  await reconnect(postgres);
  await postgres.exec(statements);
  // Nothing more than that.
  await postgres.query('SET ROLE hlz_backfill');
  expect(await backfill(postgres)).toMatchObject({ phase: 'done', faults: NO_FAULTS });
  await expect(postgres.exec("UPDATE patients SET note = 'x'")).rejects.toThrow(
    'permission denied',
  );
});

test('a user who may not read is told which GRANT he lacks', async () => {
  await backfill(postgres);
  await postgres.query('SET ROLE hlz_backfill');
  await expect(backfill(postgres)).rejects.toThrow(
    /may not read.*\n.*GRANT USAGE ON SCHEMA "public"/,
  );
});

test.each([
  ['is turned off', (name: string) => `ALTER TABLE patients DISABLE TRIGGER ${name}`],
  ['is gone', (name: string) => `DROP TRIGGER ${name} ON patients`],
  [
    'does something else',
    (name: string) =>
      `CREATE OR REPLACE FUNCTION ${name}() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'`,
  ],
  [
    'fires now and then',
    (name: string) =>
      `DROP TRIGGER ${name} ON patients; CREATE TRIGGER ${name} BEFORE UPDATE ON patients FOR EACH ROW WHEN (NEW.id = 1) EXECUTE FUNCTION ${name}()`,
  ],
])('makes a trigger again that %s', async (_, sql) => {
  await backfill(postgres);
  const [trigger] = await postgres.exec('SELECT tgname FROM pg_trigger WHERE NOT tgisinternal');
  await postgres.exec(sql(String(trigger?.['tgname'])));
  expect(await isSetUp(databaseOf(postgres), await target())).toBe(false);
  await backfill(postgres);
  expect(await isSetUp(databaseOf(postgres), await target())).toBe(true);
});

describe('beside triggers of the table itself', () => {
  const trigger = async (name: string, body: string): Promise<void> => {
    await postgres.exec(`
      CREATE FUNCTION ${name}() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN ${body}; RETURN NEW; END';
      CREATE TRIGGER ${name} BEFORE UPDATE ON patients FOR EACH ROW EXECUTE FUNCTION ${name}()`);
  };

  test('encrypts what they make of a value', async () => {
    await trigger('tidy', 'NEW.note := upper(NEW.note)');
    expect(await backfill(postgres)).toMatchObject({ phase: 'done', faults: NO_FAULTS });
    const values = (await decryptedRows(postgres)).map(({ value }) => value);
    expect(values).toEqual(['MADE-UP 1', 'MADE-UP 2']);
  });

  test('counts as missing what they take away', async () => {
    await trigger('zzzz', 'NEW.note_jwe := NULL');
    expect((await backfill(postgres)).faults).toEqual({ ...NO_FAULTS, missing: 2 });
  });

  test('fails where they make something else of what is written', async () => {
    await trigger('zzzz', 'NEW.note_jwe := left(NEW.note_jwe, 5)');
    await expect(backfill(postgres)).rejects.toThrow('A trigger of the table changed what');
  });
});

test('lets who writes both write both', async () => {
  await backfill(postgres);
  await reconnect(postgres);
  await postgres.exec("UPDATE patients SET note = 'made-up 3', note_jwe = 'of it' WHERE id = 1");
  const [row] = await postgres.exec('SELECT note_jwe FROM patients WHERE id = 1');
  expect(row).toEqual({ note_jwe: 'of it' });
});

test.each([
  ['Kartei "A"; --', "O'Neil \\", 'N°'],
  ['select', 'from', 'order'],
])('takes names as they stand: %s', async (table, column, patientColumn) => {
  const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;
  const [t, c, p] = [table, column, patientColumn].map(quoted);
  await postgres.exec(`
    CREATE SCHEMA "My schema"; CREATE TABLE "My schema".${t} (${p} int, "Key ""1""" int PRIMARY KEY, ${c} text);
    INSERT INTO "My schema".${t} VALUES (7, 1, 'made-up')`);
  const job = { ...JOB, schema: 'My schema', table, column, patientColumn };
  expect(await backfill(postgres, { job })).toMatchObject({ phase: 'done', faults: NO_FAULTS });
  await postgres.exec(script(undoStatements(await target(job))));
  await postgres.exec('DROP SCHEMA "My schema" CASCADE');
});

describe('what is printed at the end', () => {
  const run = async (statements: readonly string[]): Promise<void> => {
    for (const statement of statements) await postgres.query(statement);
  };
  const columns = async () =>
    postgres.exec(
      "SELECT column_name AS name FROM information_schema.columns WHERE table_name = 'patients' ORDER BY 1",
    );

  test('takes the plain column away, with the trigger', async () => {
    await backfill(postgres);
    await run(finalStatements(await target()));
    expect(await columns()).toEqual([{ name: 'id' }, { name: 'mrn' }, { name: 'note_jwe' }]);
    await postgres.exec("UPDATE patients SET mrn = 'MR-9'");
    expect(await postgres.exec('SELECT FROM patients WHERE note_jwe IS NOT NULL')).toHaveLength(2);
  });

  test('does nothing while a row has nothing but its plain value', async () => {
    await backfill(postgres);
    await postgres.exec("INSERT INTO patients VALUES (3, 'MR-3', 'made-up')");
    await expect(run(finalStatements(await target()))).rejects.toThrow('rows are not encrypted');
    await reconnect(postgres);
    expect(await columns()).toHaveLength(4);
  });

  test('takes it all back', async () => {
    await backfill(postgres);
    await run(undoStatements(await target()));
    expect(await columns()).toEqual([{ name: 'id' }, { name: 'mrn' }, { name: 'note' }]);
    await postgres.exec("UPDATE patients SET note = 'x'");
  });
});

test('a state is one of its table and column alone', async () => {
  await prepareSession(databaseOf(postgres));
  const here = await target();
  const state = { ...BEGINNING, after: ['1'], total: 2 };
  expect(readState(here, writeState(here, state))).toEqual(state);
  const there = { ...here, job: { ...JOB, column: 'other' } };
  expect(readState(there, writeState(here, state))).toBeUndefined();
  expect(readState(here, writeState(here, { ...state, after: ['1', '2'] }))).toBeUndefined();
  expect(readState(here, 'x')).toBeUndefined();
});

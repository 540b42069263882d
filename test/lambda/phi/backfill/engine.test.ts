import { createSecretKey } from 'node:crypto';
import * as fc from 'fast-check';
import type { PlainField } from '../../../../lambda/phi/cipher';
import { seal } from '../../../../lambda/phi/field/jwe';
import { bytesOf } from '../../../../lambda/phi/field/value';
import { NO_FAULTS } from '../../../../lambda/phi/backfill/state';
import { readableCipher } from '../support/readable-cipher';
import type { TestPostgres } from '../support/postgres';
import { PATIENCE, startPostgres } from '../support/postgres';
import { backfill, crashingAfter, decryptedRows, reconnect } from './harness';

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startPostgres();
}, PATIENCE);
afterAll(async () => postgres.stop());

/** Eight rows: values of any kind, two that are NULL, one that is empty. */
async function makeTable(): Promise<void> {
  await reconnect(postgres);
  await postgres.exec(`
    DROP SCHEMA public CASCADE; CREATE SCHEMA public;
    CREATE TABLE patients (id int PRIMARY KEY, mrn text NOT NULL, note text);
    INSERT INTO patients SELECT n, 'MR-' || n % 3, 'made-up ' || n FROM generate_series(1, 8) AS n;
    UPDATE patients SET note = NULL WHERE id IN (2, 5);
    UPDATE patients SET note = '' WHERE id = 3;
    UPDATE patients SET note = E'Zo\\u00eb \\U0001F9EA "x" \\\\ \\n end ' WHERE id = 4;`);
}

/** What must be true of a table at the end, whatever happened on the way. */
async function expectAllEncrypted(): Promise<void> {
  for (const { plain, value } of await decryptedRows(postgres)) expect(value).toBe(plain);
}

const plainOf = async (): Promise<unknown> =>
  postgres.exec('SELECT id, mrn, note FROM patients ORDER BY id');

describe('a backfill', () => {
  beforeEach(makeTable);

  test('encrypts each value for its patient, leaves NULL as it is, touches nothing else', async () => {
    const before = await plainOf();
    const end = await backfill(postgres);
    expect(end).toMatchObject({ phase: 'done', done: 8 - 2, total: 6, faults: NO_FAULTS });
    await expectAllEncrypted();
    expect(await plainOf()).toEqual(before);
  });

  test('counts what is to be done, and does nothing again', async () => {
    const seen: number[] = [];
    const cipher = {
      ...readableCipher,
      encrypt: async (fields: readonly PlainField[]) => {
        seen.push(fields.length);
        return readableCipher.encrypt(fields);
      },
    };
    await backfill(postgres, { cipher });
    await backfill(postgres, { cipher });
    expect(seen).toEqual([3, 3]);
  });

  test('stops without time, and goes on from where it was', async () => {
    let steps = 0;
    const half = await backfill(postgres, {}, undefined, () => (steps += 1) <= 1);
    expect(half).toMatchObject({ phase: 'encrypt', after: ['4'], done: 3, total: 6 });
    const end = await backfill(postgres, {}, half);
    expect(end).toMatchObject({ phase: 'done', faults: NO_FAULTS });
    await expectAllEncrypted();
  });

  test(
    'is whole after a crash between any two queries and calls of the cipher',
    async () => {
      const whole = crashingAfter(Infinity, postgres);
      await backfill(whole.client, { cipher: whole.cipher });
      expect(whole.calls()).toBeGreaterThan(20);
      for (let calls = 0; calls < whole.calls(); calls += 1) {
        await makeTable();
        const before = await plainOf();
        const crashing = crashingAfter(calls, postgres);
        await expect(backfill(crashing.client, { cipher: crashing.cipher })).rejects.toThrow(
          /the process ended|no code/,
        );
        await reconnect(postgres);
        // What is there so far is right, and never a half.
        const columns = await postgres.exec(
          "SELECT FROM information_schema.columns WHERE column_name = 'note_jwe'",
        );
        for (const { plain, value } of columns.length === 0 ? [] : await decryptedRows(postgres)) {
          expect([plain, null]).toContain(value);
        }
        expect(await backfill(postgres)).toMatchObject({ phase: 'done', faults: NO_FAULTS });
        await expectAllEncrypted();
        expect(await plainOf()).toEqual(before);
      }
    },
    PATIENCE,
  );

  test(
    'never leaves an encrypted value that is not the one of its row, whatever an application does meanwhile',
    async () => {
      const id = fc.integer({ min: 1, max: 9 });
      const text = fc.constantFrom(
        "'made-up one'",
        "'Made-up one'",
        "''",
        'NULL',
        "'made-up two '",
      );
      const act = fc.oneof(
        fc
          .tuple(id, text)
          .map(([id, text]) => `UPDATE patients SET note = ${text} WHERE id = ${id}`),
        fc.tuple(id, id).map(([id, of]) => `UPDATE patients SET mrn = 'MR-${of}' WHERE id = ${id}`),
        id.map((id) => `DELETE FROM patients WHERE id = ${id}`),
        fc
          .tuple(id, text)
          .map(
            ([id, text]) =>
              `INSERT INTO patients (id, mrn, note) VALUES (${id}, 'MR-7', ${text}) ON CONFLICT DO NOTHING`,
          ),
      );
      const schedule = fc.array(fc.tuple(fc.integer({ min: 8, max: 40 }), act), { maxLength: 8 });
      await fc.assert(
        fc.asyncProperty(schedule, async (acts) => {
          await makeTable();
          let calls = 0;
          const meanwhile = async <T>(work: () => Promise<T>): Promise<T> => {
            calls += 1;
            for (const [at, sql] of acts) if (at === calls) await postgres.exec(sql);
            return work();
          };
          await backfill(
            { query: async (sql, params) => meanwhile(async () => postgres.query(sql, params)) },
            {
              cipher: {
                encrypt: async (fields) => meanwhile(async () => readableCipher.encrypt(fields)),
                decrypt: readableCipher.decrypt,
              },
            },
          );
          for (const { plain, value } of await decryptedRows(postgres)) {
            expect([plain, null]).toContain(value);
          }
          expect((await backfill(postgres)).faults).toEqual(NO_FAULTS);
          await expectAllEncrypted();
        }),
        { numRuns: 40 },
      );
    },
    PATIENCE,
  );

  test('gives up on a table into which plain values keep coming, and says so by what is missing', async () => {
    let next = 100;
    const cipher = {
      ...readableCipher,
      encrypt: async (fields: readonly PlainField[]) => {
        next -= 1;
        // Before all that was read: only the next pass would find it.
        await postgres.exec(
          `INSERT INTO patients VALUES (${String(next - 200)}, 'MR-1', 'made-up')`,
        );
        return readableCipher.encrypt(fields);
      },
    };
    const end = await backfill(postgres, { cipher });
    expect(end.phase).toBe('done');
    expect(end.faults.missing).toBeGreaterThan(0);
  });
});

test('leaves alone what an application encrypted meanwhile', async () => {
  await makeTable();
  await postgres.exec('ALTER TABLE patients ADD note_jwe text');
  const cipher = {
    encrypt: async (fields: readonly PlainField[]) => {
      await postgres.exec(
        "UPDATE patients SET note_jwe = 'its own' WHERE id = 1 AND note_jwe IS NULL",
      );
      return readableCipher.encrypt(fields);
    },
  };
  await backfill(postgres, { cipher });
  const own = await postgres.exec("SELECT FROM patients WHERE id = 1 AND note_jwe = 'its own'");
  expect(own).toHaveLength(1);
});

test.each([
  ['citext', 'Made-Up', 'made-up'],
  ['numeric', '1.5', '1.50'],
  ['json', '{"a":1}', '{"a": 1}'],
])('takes values of %s that compare as equal for two', async (type, before, after) => {
  await reconnect(postgres);
  await postgres.exec(`
    DROP SCHEMA public CASCADE; CREATE SCHEMA public; CREATE EXTENSION citext;
    CREATE TABLE patients (id int PRIMARY KEY, mrn text, note ${type}); INSERT INTO patients VALUES (1, 'MR-1', '${before}')`);
  await backfill(postgres);
  await postgres.exec(`UPDATE patients SET note = '${after}'`);
  await backfill(postgres);
  expect((await decryptedRows(postgres))[0]?.['value']).toBe(after);
});

describe('verifying', () => {
  beforeEach(async () => {
    await makeTable();
    await backfill(postgres);
  });

  const anotherRow = '(SELECT note_jwe FROM patients WHERE id = 7)';
  test.each([
    ['undecryptable', 'damaged', "UPDATE patients SET note_jwe = 'x' || note_jwe WHERE id = 6"],
    [
      'undecryptable',
      "another patient's",
      `UPDATE patients SET note_jwe = ${anotherRow} WHERE id = 6`,
    ],
    [
      'different',
      "another row's of the same patient",
      `UPDATE patients SET note_jwe = ${anotherRow} WHERE id = 1`,
    ],
  ] as const)('finds as %s an encrypted value that is %s', async (fault, _, sql) => {
    await postgres.exec("UPDATE patients SET mrn = 'MR-1', note_jwe = note_jwe WHERE id = 7");
    await postgres.exec(sql);
    expect((await backfill(postgres)).faults).toEqual({ ...NO_FAULTS, [fault]: 1 });
    // It only looked.
    expect((await backfill(postgres)).faults).toEqual({ ...NO_FAULTS, [fault]: 1 });
    expect((await backfill(postgres, { repair: true })).faults[fault]).toBe(1);
    expect((await backfill(postgres)).faults).toEqual(NO_FAULTS);
    await expectAllEncrypted();
  });

  test('never takes away what stands encrypted alone', async () => {
    await postgres.exec(`UPDATE patients SET note_jwe = ${anotherRow} WHERE id = 2`);
    const before = await decryptedRows(postgres);
    const alone = { ...NO_FAULTS, withoutPlain: 1 };
    expect((await backfill(postgres, { repair: true })).faults).toEqual(alone);
    expect((await backfill(postgres, { repair: true })).faults).toEqual(alone);
    expect(await decryptedRows(postgres)).toEqual(before);
  });

  test('counts what cannot be encrypted, and goes on with the others', async () => {
    await postgres.exec(`
      ALTER TABLE patients ALTER mrn DROP NOT NULL;
      INSERT INTO patients VALUES (10, NULL, 'made-up'), (11, '', 'made-up'), (12, repeat('x', 65), 'made-up'),
        (16, 'made up', 'made-up'),
        (13, 'MR-1', repeat('x', 262145)), (14, 'MR-1', repeat('x', 262144)), (15, 'MR-1', 'made-up')`);
    const end = await backfill(postgres);
    expect(end.faults).toEqual({ ...NO_FAULTS, withoutPatient: 4, tooLarge: 1 });
    const rows = await decryptedRows(postgres);
    const missing = rows.filter(({ plain, value }) => plain !== null && value === null);
    expect(missing.map(({ id }) => id)).toEqual(['10', '11', '12', '13', '16']);
  });

  test('without the right to decrypt goes by form, kind and length', async () => {
    const header = (kind: 'text' | 'bytes') => ({ kid: 'A'.repeat(22), ctx: 'A'.repeat(22), kind });
    const key = createSecretKey(Buffer.alloc(32));
    const cipher = {
      encrypt: async (fields: readonly PlainField[]) =>
        fields.map(({ value }) => seal(header('text'), bytesOf(value), key)),
    };
    await postgres.exec(`
      UPDATE patients SET note_jwe = NULL; INSERT INTO patients VALUES (10, '', 'made-up'), (11, 'MR-1', 'Zo\u00eb')`);
    const known = { ...NO_FAULTS, withoutPatient: 1 };
    expect((await backfill(postgres, { cipher })).faults).toEqual(known);
    for (const [kind, text] of [
      ['text', 'made-up 12'],
      ['bytes', 'made-up 1'],
    ] as const) {
      const jwe = seal(header(kind), Buffer.from(text), key);
      await postgres.exec(`UPDATE patients SET note_jwe = '${jwe}' WHERE id = 1`);
      expect((await backfill(postgres, { cipher })).faults).toEqual({ ...known, different: 1 });
    }
  });
});

test('fails on a call of the cipher that gives back too few, and writes nothing of it', async () => {
  await makeTable();
  const cipher = {
    encrypt: async (fields: readonly PlainField[]) =>
      (await readableCipher.encrypt(fields)).slice(1),
  };
  await expect(backfill(postgres, { cipher })).rejects.toThrow('another number of fields');
  expect((await decryptedRows(postgres)).filter(({ value }) => value !== null)).toEqual([]);
});

test('keeps pages within what a call may have', async () => {
  await postgres.exec(`DROP TABLE patients; CREATE TABLE patients (id int PRIMARY KEY, mrn text, note text);
    INSERT INTO patients SELECT n, 'MR-1', repeat('x', 100000) FROM generate_series(1, 7) AS n`);
  const sizes: number[] = [];
  const cipher = {
    encrypt: async (fields: readonly PlainField[]) => {
      sizes.push(fields.length);
      return readableCipher.encrypt(fields);
    },
  };
  await backfill(postgres, { cipher, rows: 500 });
  expect(sizes).toEqual([3, 3, 1]);
});

describe('values of every type', () => {
  const values: readonly (readonly [string, string, string | readonly number[]])[] = [
    ['text', "E'\\u00e9\\t'", '\u00e9\t'],
    ['varchar(20)', "'made-up '", 'made-up '],
    ['char(8)', "'abc'", 'abc'],
    ['citext', "'Made-Up'", 'Made-Up'],
    ['date', "'1901-02-03'", '1901-02-03'],
    ['numeric', "'1.50'", '1.50'],
    ['numeric(30, 10)', "'12345678901234567890.0000000001'", '12345678901234567890.0000000001'],
    ['bigint', "'9007199254740993'", '9007199254740993'],
    ['float8', "'0.1'::float8 + '0.2'::float8", '0.30000000000000004'],
    ['boolean', 'true', 'true'],
    ['timestamp', "'2026-01-02 03:04:05.123456'", '2026-01-02 03:04:05.123456'],
    ['timestamptz', "'2026-01-02 03:04:05.5-05'", '2026-01-02 08:04:05.5+00'],
    ['interval', "'1 day 2 hours'", 'P1DT2H'],
    ['uuid', "'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'", 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'],
    ['jsonb', `'{"b": [1, null], "a": "\\u00e9"}'`, '{"a": "\u00e9", "b": [1, null]}'],
    ['json', `'{"b": 1,  "b": 2}'`, '{"b": 1,  "b": 2}'],
    ['bytea', `'\\x0001ff0a'::bytea`, [0, 1, 255, 10]],
    ['mood', "'made-up'", 'made-up'],
    ['label', "'made-up'", 'made-up'],
  ];

  test.each(values)('%s', async (type, sql, expected) => {
    await reconnect(postgres);
    await postgres.exec(`
      DROP SCHEMA public CASCADE; CREATE SCHEMA public; CREATE EXTENSION IF NOT EXISTS citext;
      CREATE TYPE mood AS ENUM ('made-up'); CREATE DOMAIN inner_label AS varchar(10); CREATE DOMAIN label AS inner_label;
      CREATE TABLE patients (id int PRIMARY KEY, mrn text NOT NULL, note ${type});
      INSERT INTO patients VALUES (1, 'MR-1', ${sql}), (2, 'MR-1', NULL);
      SET datestyle = 'German'; SET timezone = 'America/New_York'; SET extra_float_digits = -5`);
    expect((await backfill(postgres)).faults).toEqual(NO_FAULTS);
    const rows = await decryptedRows(postgres);
    const [{ value } = { value: '' }, { value: none } = { value: '' }] = rows;
    expect(value).toEqual(
      typeof expected === 'string' ? expected : { bytes: Buffer.from(expected) },
    );
    expect(none).toBeNull();
    // A change of the spelling alone takes nothing away, a change of the value does.
    await postgres.exec('UPDATE patients SET note = note');
    expect((await decryptedRows(postgres))[0]?.['value']).toEqual(value);
    await postgres.exec('UPDATE patients SET note = NULL');
    expect((await decryptedRows(postgres))[0]?.['value']).toBeNull();
  });
});

test.each([
  ['uuid', "gen_random_uuid(), 'x'", 'a uuid, b text', 'a'],
  ['bigint', "n + 9007199254740990, 'x'", 'a bigint, b text', 'a'],
  ['both of two', "n % 3, chr(97 + n) || E'\\'\"'", 'a int, b text', 'a, b'],
  [
    'char and time',
    "chr(97 + n), '2026-01-01 00:00:00.000001-05'::timestamptz + n * interval '1 s'",
    'a char(3), b timestamptz',
    'b, a',
  ],
  ['bytes', "decode(lpad(to_hex(n), 4, '0'), 'hex'), 'x'", 'a bytea, b text', 'a'],
])('goes over a table by its key: %s', async (_, values, columns, key) => {
  await reconnect(postgres);
  await postgres.exec(`
    DROP SCHEMA public CASCADE; CREATE SCHEMA public; SET timezone = 'Asia/Tokyo';
    CREATE TABLE patients (${columns}, id int, mrn int, note text, PRIMARY KEY (${key}));
    INSERT INTO patients SELECT ${values}, n, n % 4, 'made-up ' || n FROM generate_series(1, 11) AS n`);
  const end = await backfill(postgres);
  expect(end).toMatchObject({ phase: 'done', done: 11, faults: NO_FAULTS });
  await expectAllEncrypted();
});

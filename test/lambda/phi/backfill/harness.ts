import type { PostgresClient, Row } from '../../../../lambda/phi/backfill/database';
import { databaseOf } from '../../../../lambda/phi/backfill/database';
import type { BackfillDependencies, EncryptBatch } from '../../../../lambda/phi/backfill/engine';
import { advance } from '../../../../lambda/phi/backfill/engine';
import type { BackfillJob } from '../../../../lambda/phi/backfill/job';
import { setUp } from '../../../../lambda/phi/backfill/set-up';
import type { BackfillState } from '../../../../lambda/phi/backfill/state';
import { BEGINNING } from '../../../../lambda/phi/backfill/state';
import { describeTarget, prepareSession } from '../../../../lambda/phi/backfill/target';
import { readableCipher } from '../support/readable-cipher';
import type { TestPostgres } from '../support/postgres';

export const JOB: BackfillJob = {
  schema: 'public',
  table: 'patients',
  column: 'note',
  patientColumn: 'mrn',
  dataType: 'notes',
};

/** A process that backfills from the beginning to the end, as `hlz` does. */
export async function backfill(
  client: PostgresClient,
  {
    job = JOB,
    cipher = readableCipher,
    ...more
  }: Partial<Omit<BackfillDependencies, 'db' | 'target'>> & { readonly job?: BackfillJob } = {},
  from: BackfillState = BEGINNING,
  timeLeft: () => boolean = () => true,
): Promise<BackfillState> {
  const db = databaseOf(client);
  await prepareSession(db);
  const target = await describeTarget(db, job);
  await setUp(db, target);
  return advance({ db, target, cipher, rows: 3, ...more }, from, timeLeft);
}

/**
 * The same database and cipher, which do so many calls and then end the process. Whether that is behind
 * a call or before the next one is the same.
 */
export function crashingAfter(
  most: number,
  client: PostgresClient,
  cipher: EncryptBatch = readableCipher,
): {
  readonly client: PostgresClient;
  readonly cipher: EncryptBatch;
  readonly calls: () => number;
} {
  let calls = 0;
  const step = async <T>(work: () => Promise<T>): Promise<T> => {
    calls += 1;
    // Who is gone does nothing more.
    if (calls > most) throw new Error('the process ended');
    return work();
  };
  const { decrypt } = cipher;
  return {
    client: { query: async (sql, params) => step(async () => client.query(sql, params)) },
    cipher: {
      encrypt: async (fields) => step(async () => cipher.encrypt(fields)),
      ...(decrypt === undefined
        ? {}
        : { decrypt: async (fields) => step(async () => decrypt(fields)) }),
    },
    calls: () => calls,
  };
}

/** What PostgreSQL does when a connection is gone, and another one comes. */
export async function reconnect(postgres: TestPostgres): Promise<void> {
  await postgres.query('ROLLBACK');
  await postgres.query('RESET ROLE');
  await postgres.query('RESET ALL');
}

/** What the encrypted column of a table holds, by the key `id`. */
export async function decryptedRows(
  postgres: TestPostgres,
  { table, column, patientColumn, dataType }: BackfillJob = JOB,
): Promise<readonly Row[]> {
  const rows = await postgres.exec(
    `SELECT id::text AS id, "${patientColumn}"::text AS patient, "${column}"::text AS plain, "${column}_jwe" AS jwe FROM "${table}" ORDER BY id`,
  );
  return Promise.all(
    rows.map(async ({ jwe, ...row }) => {
      if (typeof jwe !== 'string') return { ...row, value: jwe };
      const patientId = String(row['patient']);
      const [value] = await readableCipher.decrypt([{ jwe, patientId, dataType }]);
      return { ...row, value: value !== undefined && 'text' in value ? value.text : value };
    }),
  );
}

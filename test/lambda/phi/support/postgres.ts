import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { PostgresClient, Row } from '../../../../lambda/phi/backfill/database';

interface Answer {
  readonly id: number;
  readonly rows?: readonly Row[];
  readonly error?: { readonly code?: string; readonly message: string };
}

/** A PostgreSQL of one connection, in memory. */
export interface TestPostgres extends PostgresClient {
  query(sql: string, params?: readonly string[]): Promise<{ readonly rows: readonly Row[] }>;
  /** Statements of an application, which finds its tables in `public`. Rows of the last one. */
  exec(sql: string): Promise<readonly Row[]>;
  stop(): Promise<void>;
}

/** For what starts it, and for models over it: a machine that is busy takes many times as long. Milliseconds. */
export const PATIENCE = 60_000;

/** Real PostgreSQL (PGlite): takes a second or two to start, so one a file. */
export async function startPostgres(): Promise<TestPostgres> {
  const worker = new Worker(join(__dirname, 'postgres-worker.mjs'));
  // A test that fails before it stops it must not keep Jest waiting.
  worker.unref();
  const waiting = new Map<number, (answer: Answer) => void>();
  worker.on('message', (answer: Answer) => {
    waiting.get(answer.id)?.(answer);
    waiting.delete(answer.id);
  });
  let last = 0;
  const started = new Promise<Answer>((resolve, reject) => {
    waiting.set(0, resolve);
    worker.once('error', reject);
  });
  await started;

  const ask = async (sql: string, params?: readonly string[]): Promise<readonly Row[]> => {
    const id = (last += 1);
    const { rows = [], error } = await new Promise<Answer>((resolve) => {
      waiting.set(id, resolve);
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
      worker.postMessage({ id, sql, params });
    });
    if (error !== undefined) throw Object.assign(new Error(error.message), { code: error.code });
    return rows;
  };
  const query: TestPostgres['query'] = async (sql, params = []) => ({
    rows: await ask(sql, params),
  });
  return {
    query,
    // One connection has to be those of two: the application's is none of a backfill.
    exec: async (sql) => {
      const settings = `SELECT current_setting('search_path') AS path, current_setting('hlz.backfill', true) AS mark`;
      const set = `SELECT set_config('search_path', $1, false), set_config('hlz.backfill', $2, false)`;
      const {
        rows: [{ path, mark } = {}],
      } = await query(settings);
      await query(set, ['public', '']);
      const rows = await ask(sql);
      await query(set, [String(path), typeof mark === 'string' ? mark : '']);
      return rows;
    },
    stop: async () => {
      await worker.terminate();
    },
  };
}

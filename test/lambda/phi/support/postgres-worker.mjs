// PostgreSQL in a thread of its own: it imports modules as they are, which a test of Jest cannot.
import { parentPort } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';
import { citext } from '@electric-sql/pglite/contrib/citext';

const database = await PGlite.create({ extensions: { citext } });

parentPort.on('message', async ({ id, sql, params }) => {
  try {
    const { rows } =
      params === undefined
        ? ((await database.exec(sql)).at(-1) ?? { rows: [] })
        : await database.query(sql, params);
    parentPort.postMessage({ id, rows });
  } catch ({ code, message }) {
    parentPort.postMessage({ id, error: { code, message } });
  }
});
parentPort.postMessage({ id: 0, rows: [] });

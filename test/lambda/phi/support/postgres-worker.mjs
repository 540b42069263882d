// PostgreSQL in a thread of its own: it imports modules as they are, which a test of Jest cannot.
import { parentPort } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';
import { citext } from '@electric-sql/pglite/contrib/citext';

const answer = (message) => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
  parentPort.postMessage(message);
};
const database = await PGlite.create({ extensions: { citext } });

const ask = async ({ id, sql, params }) => {
  try {
    const { rows } =
      params === undefined
        ? ((await database.exec(sql)).at(-1) ?? { rows: [] })
        : await database.query(sql, params);
    answer({ id, rows });
  } catch ({ code, message }) {
    answer({ id, error: { code, message } });
  }
};
parentPort.on('message', (question) => void ask(question));
answer({ id: 0, rows: [] });

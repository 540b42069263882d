import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { DatabaseError } from '../../../../lambda/phi/backfill/errors';
import { connectPostgres } from '../../../../lambda/phi/stores/postgres';

/** https://www.postgresql.org/docs/17/protocol-message-formats.html */
const SSL_REQUEST = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]);

const CREDENTIALS = {
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'AKIDOFTHEROLE',
  AWS_SECRET_ACCESS_KEY: 'made-up',
};
const before = { ...process.env };
beforeAll(() => Object.assign(process.env, CREDENTIALS));
afterAll(() => {
  process.env = before;
});

test('tells a server that has no TLS nothing at all', async () => {
  const heard: Buffer[] = [];
  const server = createServer((socket) => {
    socket.on('data', (bytes) => {
      heard.push(bytes);
      socket.write('N');
    });
    socket.on('error', () => undefined);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const opening = connectPostgres({ host: '127.0.0.1', port, user: 'hlz_backfill' }, 'clinic');
  await expect(opening).rejects.toBeInstanceOf(DatabaseError);
  expect(heard).toEqual([SSL_REQUEST]);
  server.close();
});

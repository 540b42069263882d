import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SettingError } from '../../../lambda/shared/settings';
import { readKeyCopy, writeKeyCopy } from '../../../lambda/identity/key-copy';
import { createHandler } from '../../../lambda/identity/keys/create-handler';
import { fetchText } from '../../../lambda/identity/stores/fetch-text';
import { IDENTITY_TABLES } from '../../../lambda/identity/tables';
import { memoryTable } from '../support/memory-table';
import { quiet } from './support/quiet';
import { ISSUER, NOW, signingKey } from './support/tokens';

const [OLD, NEW] = [signingKey('old').publicKey, signingKey('new').publicKey];
const setOf = (...keys: readonly (typeof OLD)[]): string =>
  JSON.stringify({ keys: keys.map((key) => ({ alg: 'RS256', kty: 'RSA', use: 'sig', ...key })) });

async function world() {
  const table = memoryTable(IDENTITY_TABLES.publicKeys);
  await writeKeyCopy(table, ISSUER, { keys: [OLD], refreshedAt: NOW - 1 });
  const { log, lines } = quiet();
  const handlerOf = (fetch: () => Promise<string>) =>
    createHandler({ fetchText: fetch, table, issuer: ISSUER, clock: () => NOW, log });
  return { table, lines, handlerOf };
}

it('puts the keys that the pool has in place of those that it had', async () => {
  const { table, lines, handlerOf } = await world();
  await handlerOf(async () => setOf(NEW, OLD))();
  expect(await readKeyCopy(table, ISSUER)).toEqual({ keys: [NEW, OLD], refreshedAt: NOW });
  expect(lines).toEqual([['info', 'public-keys-refreshed', { keys: 2 }]]);
});

it.each([
  ['cannot be fetched', async () => Promise.reject(new Error('ECONNRESET')), 'ECONNRESET'],
  ['are none', async () => Promise.resolve('{"keys":[]}'), 'no RSA key'],
  ['are no JSON', async () => Promise.resolve('<html>'), 'no JSON Web Key Set'],
  [
    'have a weak one',
    async () => Promise.resolve(setOf(NEW, signingKey('weak', 1024).publicKey)),
    'not taken',
  ],
])('keeps the copy as it is, and its age, when the keys %s', async (_, fetch, problem) => {
  const { table, lines, handlerOf } = await world();
  await expect(handlerOf(fetch)()).rejects.toThrow(problem);
  expect(await readKeyCopy(table, ISSUER)).toEqual({ keys: [OLD], refreshedAt: NOW - 1 });
  expect(lines).toMatchObject([['error', 'public-keys-failed', {}]]);
});

describe('fetching', () => {
  const state = {
    respond: (path: string): { status: number; body: string; location?: string } => ({
      status: 200,
      body: path,
    }),
  };
  const server = createServer((request, response) => {
    if (request.url === '/never') return;
    const { status, body, location } = state.respond(request.url ?? '');
    response.writeHead(status, location === undefined ? {} : { location });
    response.end(body);
  });
  let origin = '';
  beforeAll(async () => {
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    origin = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  });
  afterAll(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => {
      server.close(resolve);
    });
  });

  it('gives the text', async () => {
    expect(await fetchText(`${origin}/jwks.json`)()).toBe('/jwks.json');
  });

  it.each([
    ['another status', { status: 404, body: setOf(NEW) }, 'status 404'],
    ['a status that only looks well', { status: 204, body: '' }, 'status 204'],
    ['a redirection', { status: 302, body: '', location: '/elsewhere' }, ''],
    ['more than is read', { status: 200, body: 'x'.repeat(101) }, 'longer than 100 bytes'],
  ])('takes no %s', async (_, answer, problem) => {
    state.respond = (path) => (path === '/x' ? answer : { status: 200, body: 'elsewhere' });
    await expect(fetchText(`${origin}/x`, { most: 100 })()).rejects.toThrow(problem);
  });

  it('reads exactly so much', async () => {
    state.respond = () => ({ status: 200, body: 'x'.repeat(100) });
    expect(await fetchText(`${origin}/x`, { most: 100 })()).toHaveLength(100);
  });

  it('does not wait for ever', async () => {
    await expect(fetchText(`${origin}/never`, { timeout: 50 })()).rejects.toThrow('aborted');
  });

  it.each([
    '',
    'jwks.json',
    'http://cognito-idp.us-east-1.amazonaws.com/x',
    'file:///etc/passwd',
    'http://127.0.0.1.example.com/',
  ])('refuses the URL %p', (url) => {
    expect(() => fetchText(url)).toThrow(SettingError);
  });

  it('takes https and the loopback', () => {
    for (const url of [
      'https://cognito-idp.us-east-1.amazonaws.com/x',
      'http://localhost:4566/x',
    ]) {
      expect(() => fetchText(url)).not.toThrow();
    }
  });
});

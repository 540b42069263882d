import { NotAuthenticatedError } from '../../../lambda/identity/errors';
import type { KeyCopy } from '../../../lambda/identity/key-copy';
import { readKeyCopy, writeKeyCopy } from '../../../lambda/identity/key-copy';
import {
  createPublicKeys,
  LONGEST_KEY_AGE_MS,
  READ_AGAIN_MS,
  READ_PAUSE_MS,
} from '../../../lambda/identity/public-keys';
import { IDENTITY_TABLES } from '../../../lambda/identity/tables';
import { ConditionFailedError } from '../../../lambda/shared/table';
import { memoryTable } from '../support/memory-table';
import { quiet } from './support/quiet';
import { NOW, signingKey } from './support/tokens';

const [ONE, TWO] = [signingKey('one').publicKey, signingKey('two').publicKey];

/** A copy that changes, fails and counts how often it is read. */
function source(first: KeyCopy | undefined) {
  const state = { copy: first, reads: 0, now: NOW, error: undefined as unknown };
  const { log, lines } = quiet();
  const keys = createPublicKeys({
    async read() {
      state.reads += 1;
      await Promise.resolve();
      if (state.error !== undefined) throw state.error;
      return state.copy;
    },
    clock: () => state.now,
    log,
  });
  return { state, keys, lines };
}

const copy = (...keys: KeyCopy['keys']): KeyCopy => ({ keys, refreshedAt: NOW });

it('reads once for all who ask at the same time', async () => {
  const { state, keys } = source(copy(ONE, TWO));
  const found = await Promise.all(Array.from({ length: 50 }, () => keys.find('one')));
  expect(new Set(found).size).toBe(1);
  expect(found[0]).toMatchObject({ type: 'public' });
  expect(await keys.find('two')).toBeDefined();
  expect(state.reads).toBe(1);
});

it('reads again for an unknown id, at most once a minute, however many are made up', async () => {
  const { state, keys } = source(copy(ONE));
  await keys.find('one');
  for (let at = 0; at < 100; at += 1) {
    state.now += 50;
    expect(await keys.find(`made-up-${String(at)}`)).toBeUndefined();
  }
  expect(state.reads).toBe(1);
  state.now = NOW + READ_PAUSE_MS - 1;
  expect(await keys.find('two')).toBeUndefined();
  state.copy = copy(ONE, TWO);
  state.now = NOW + READ_PAUSE_MS;
  const found = await Promise.all(Array.from({ length: 20 }, () => keys.find('two')));
  expect(found.every((key) => key !== undefined)).toBe(true);
  expect(state.reads).toBe(2);
  await keys.find('made-up');
  expect(state.reads).toBe(2);
});

it('forgets a key that the pool has withdrawn', async () => {
  const { state, keys } = source(copy(ONE, TWO));
  await keys.find('one');
  state.copy = copy(TWO);
  state.now = NOW + READ_AGAIN_MS - 1;
  expect(await keys.find('one')).toBeDefined();
  state.now = NOW + READ_AGAIN_MS;
  expect(await keys.find('one')).toBeUndefined();
  expect(state.reads).toBe(2);
});

it('forgets it as well when the clock was ahead, and is set back', async () => {
  const { state, keys } = source(copy(ONE));
  state.now = NOW + 3 * 60 * 60 * 1000;
  await keys.find('one');
  state.copy = copy(TWO);
  state.now = NOW;
  expect(await keys.find('two')).toBeDefined();
  expect(await keys.find('one')).toBeUndefined();
  expect(state.reads).toBe(2);
});

it('keeps what it has while the copy cannot be read, and not for ever', async () => {
  const { state, keys, lines } = source(copy(ONE));
  await keys.find('one');
  state.error = new Error('throttled');
  state.now = NOW + LONGEST_KEY_AGE_MS;
  expect(await keys.find('one')).toBeDefined();
  expect(lines).toEqual([['warn', 'public-keys-unread', { problem: 'Error: throttled' }]]);
  state.now += 1;
  const refused: unknown = await keys.find('one').catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(NotAuthenticatedError);
  expect(refused).toMatchObject({ code: 'key-unavailable', status: 503, cause: state.error });
  state.error = undefined;
  state.copy = { ...copy(ONE), refreshedAt: state.now };
  state.now += READ_PAUSE_MS;
  expect(await keys.find('one')).toBeDefined();
});

it.each([
  ['there is no copy', undefined],
  ['the copy is too old', { keys: [ONE], refreshedAt: NOW - LONGEST_KEY_AGE_MS - 1 }],
])('says that nobody can tell when %s', async (_, first) => {
  const { keys } = source(first);
  await expect(keys.find('one')).rejects.toMatchObject({ code: 'key-unavailable', status: 503 });
});

it('asks again after a first read that failed', async () => {
  const { state, keys } = source(copy(ONE));
  state.error = new Error('throttled');
  await expect(keys.find('one')).rejects.toMatchObject({ code: 'key-unavailable' });
  state.error = undefined;
  expect(await keys.find('one')).toBeDefined();
});

describe('the copy', () => {
  const table = memoryTable(IDENTITY_TABLES.publicKeys);

  it('is read as it was written', async () => {
    expect(await readKeyCopy(table, 'issuer')).toBeUndefined();
    await writeKeyCopy(table, 'issuer', copy(ONE, TWO));
    expect(await readKeyCopy(table, 'issuer')).toEqual(copy(ONE, TWO));
    expect(await readKeyCopy(table, 'other')).toBeUndefined();
  });

  it('does not give way to an older one', async () => {
    await writeKeyCopy(table, 'issuer', { keys: [TWO], refreshedAt: NOW + 1 });
    await expect(writeKeyCopy(table, 'issuer', copy(ONE))).rejects.toThrow(ConditionFailedError);
    expect(await readKeyCopy(table, 'issuer')).toEqual({ keys: [TWO], refreshedAt: NOW + 1 });
  });

  it.each([
    ['without keys', { keys: [] }],
    ['with a short key', { keys: [{ ...ONE, n: ONE.n.slice(0, 100) }] }],
    ['with a private part', { keys: [{ ...ONE, d: 'AQAB' }] }],
    ['with another exponent', { keys: [{ ...ONE, e: 'Aw' }] }],
    ['without a time', { refreshedAt: 'today' }],
    ['with more than that', { more: true }],
  ])('is not believed %s', async (_, change) => {
    const odd = memoryTable(IDENTITY_TABLES.publicKeys, [
      { issuer: 'issuer', keys: [{ ...ONE }], refreshedAt: NOW, ...change },
    ]);
    await expect(readKeyCopy(odd, 'issuer')).rejects.toThrow('not as our code writes it');
  });
});

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LedgerStore } from '../../../../lambda/ledger/store';
import { directoryLedgerStore } from '../../../../lambda/ledger/stores/directory-ledger-store';
import { s3LedgerStore } from '../../../../lambda/ledger/stores/s3-ledger-store';
import { FakeS3 } from '../support/fake-s3';

interface Opened {
  readonly store: LedgerStore;
  readonly close: () => Promise<void>;
}

const STORES: Readonly<Record<string, () => Promise<Opened>>> = {
  async bucket() {
    const s3 = new FakeS3(3);
    await s3.open();
    const client = s3.client();
    return {
      store: s3LedgerStore(client, 'ledger-bucket'),
      async close() {
        client.destroy();
        await s3.close();
      },
    };
  },
  async directory() {
    const root = await mkdtemp(join(tmpdir(), 'ledger-store-'));
    return {
      store: directoryLedgerStore(root),
      close: () => rm(root, { recursive: true, force: true }),
    };
  },
};

/** What any store of the ledger promises. */
describe.each(Object.keys(STORES))('%s', (name) => {
  let store: LedgerStore;
  let close: () => Promise<void> = () => Promise.resolve();

  beforeEach(async () => {
    const opened = await STORES[name]?.();
    if (opened === undefined) throw new Error(`no store ${name}`);
    ({ store, close } = opened);
  });
  afterEach(() => close());

  async function fill(...keys: readonly string[]): Promise<void> {
    for (const key of keys) await store.create(key, Buffer.from(key));
  }

  async function listed(
    prefix: string,
    options?: Parameters<LedgerStore['keys']>[1],
  ): Promise<readonly string[]> {
    const keys: string[] = [];
    for await (const key of store.keys(prefix, options)) keys.push(key);
    return keys;
  }

  it('gives back the bytes it was given', async () => {
    const bytes = Buffer.from(Array.from({ length: 100_000 }, (_, at) => (at * 31) % 256));
    expect(await store.create('ledger/spool/a', bytes)).toBe('created');
    expect((await store.read('ledger/spool/a')).equals(bytes)).toBe(true);
    await store.create('ledger/spool/nothing', Buffer.alloc(0));
    expect(await store.read('ledger/spool/nothing')).toEqual(Buffer.alloc(0));
  });

  it('keeps none of an object that has more bytes than asked for', async () => {
    await store.create('ledger/spool/a', Buffer.alloc(17));
    await store.create('ledger/spool/nothing', Buffer.alloc(0));
    expect(await store.read('ledger/spool/a', { most: 17 })).toHaveLength(17);
    expect(await store.read('ledger/spool/nothing', { most: 0 })).toHaveLength(0);
    await expect(store.read('ledger/spool/a', { most: 16 })).rejects.toMatchObject({
      name: 'ObjectTooLargeError',
      message: expect.stringContaining('ledger/spool/a is longer than 16 bytes') as string,
    });
  });

  it('writes a key once', async () => {
    expect(await store.create('ledger/zone/9', Buffer.from('first'))).toBe('created');
    expect(await store.create('ledger/zone/9', Buffer.from('second'))).toBe('exists');
    expect(String(await store.read('ledger/zone/9'))).toBe('first');
  });

  it('lets one of many writers of a key win', async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 8 }, (_, at) => store.create('ledger/zone/9', Buffer.from(String(at)))),
    );
    expect(outcomes.filter((outcome) => outcome === 'created')).toHaveLength(1);
    const winner = outcomes.indexOf('created');
    expect(String(await store.read('ledger/zone/9'))).toBe(String(winner));
  });

  it('tells that there is no object, and under which key', async () => {
    await fill('ledger/zone/9');
    for (const key of ['ledger/zone/8', 'ledger/nowhere/8', 'ledger/zone/9/8']) {
      await expect(store.read(key)).rejects.toMatchObject({
        name: 'NoSuchObjectError',
        message: expect.stringContaining(key) as string,
      });
    }
  });

  it('lists keys in the order of their bytes, over pages and folders', async () => {
    const keys = ['a/b-/1', 'a/b/1', 'a/b/2', 'a/b/c/3', 'a/b0', 'a/B', 'a/_', 'ab', 'a/b/c-d'];
    await fill(...keys);
    expect(await listed('a/')).toEqual(keys.filter((key) => key !== 'ab').toSorted());
    expect(await listed('a')).toEqual(keys.toSorted());
    expect(await listed('a/b/')).toEqual(['a/b/1', 'a/b/2', 'a/b/c-d', 'a/b/c/3']);
    expect(await listed('a/b/c')).toEqual(['a/b/c-d', 'a/b/c/3']);
    expect(await listed('nothing/')).toEqual([]);
  });

  it('lists as many as asked, after a key', async () => {
    const keys = Array.from({ length: 8 }, (_, at) => `a/${String(at)}`);
    await fill(...keys);
    expect(await listed('a/', { limit: 1 })).toEqual(['a/0']);
    expect(await listed('a/', { limit: 5 })).toEqual(keys.slice(0, 5));
    expect(await listed('a/', { after: 'a/2' })).toEqual(keys.slice(3));
    expect(await listed('a/', { after: 'a/25', limit: 4 })).toEqual(keys.slice(3, 7));
    expect(await listed('a/', { after: 'a/7' })).toEqual([]);
    expect(await listed('a/', { limit: 0 })).toEqual([]);
  });

  it('names the folders below a prefix', async () => {
    await fill('s/log-1/1', 's/log-1/2', 's/log-2/1', 's/log-3/1', 's/log-4/1', 's/file', 't/x/1');
    expect(await store.folders('s/')).toEqual(['log-1', 'log-2', 'log-3', 'log-4']);
    expect(await store.folders('s/log-1/')).toEqual([]);
    expect(await store.folders('nothing/')).toEqual([]);
  });
});

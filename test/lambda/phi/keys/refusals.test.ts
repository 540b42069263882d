import { UnavailableError } from '../../../../lambda/access/errors';
import { DataKeyItemError } from '../../../../lambda/phi/keys/errors';
import type { Item } from '../../../../lambda/shared/table';
import { failureOf, itemIn, keyWorld } from '../support/memory-keys';

const TENANT = 'clinic-a';
const MINUTE = 60_000;
const DOWN = Object.assign(new Error('made up'), { name: 'TimeoutError' });

describe('what does not answer', () => {
  test('gives no key, is 503, and is asked again the next time', async () => {
    const world = keyWorld();
    const keys = world.container();
    for (const port of [world.table, world.wrapper, world.archive]) {
      port.fail(DOWN);
      const failures = await Promise.all([
        failureOf(keys.toEncrypt(TENANT, 1)),
        failureOf(keys.toEncrypt(TENANT, 1)),
      ]);
      for (const failure of failures) {
        expect(failure).toBeInstanceOf(UnavailableError);
        expect(failure).toMatchObject({ status: 503, cause: DOWN });
      }
    }
    const { kid } = await keys.toEncrypt(TENANT, 1);
    world.table.fail(DOWN);
    const cold = world.container();
    await expect(cold.toDecrypt(TENANT, kid)).rejects.toBeInstanceOf(UnavailableError);
    expect(await cold.toDecrypt(TENANT, kid)).toBeDefined();
    world.table.fail(DOWN);
    await expect(cold.rotate(TENANT)).rejects.toBeInstanceOf(UnavailableError);
  });

  test('gives no key by giving something else: 16 bytes would be a key too', async () => {
    const world = keyWorld();
    const { kid } = await world.container().toEncrypt(TENANT, 1);
    const short = new Uint8Array(16).fill(1);
    const wrapper = { ...world.wrapper, unwrap: async () => short };
    const failure = await failureOf(world.container({ wrapper }).toDecrypt(TENANT, kid));
    expect(failure).toBeInstanceOf(UnavailableError);
    expect(failure).toMatchObject({ cause: { name: 'DataKeyError' } });
    expect(short).toEqual(new Uint8Array(16));
  });

  test('is no missing key: only the table can say that', async () => {
    const world = keyWorld();
    const { kid } = await world.container().toEncrypt(TENANT, 1);
    const keys = world.container();
    const never = 'AAAAAAAAAAAAAAAAAAAAAA';
    expect(await keys.toDecrypt(TENANT, never)).toBeUndefined();
    await world.table.put({ ...itemIn(world, kid), kid: never });
    // It is there now, and is not what KMS wrapped under that name.
    await expect(keys.toDecrypt(TENANT, never)).rejects.toBeInstanceOf(UnavailableError);
  });

  test.each(['current', '', 'x', 'AAAAAAAAAAAAAAAAAAAAAB', `${'A'.repeat(22)}\n`])(
    'is not even asked for %j, which names no key',
    async (kid) => {
      const world = keyWorld();
      await world.container().toEncrypt(TENANT, 1);
      world.table.fail(DOWN, Infinity);
      expect(await world.container().toDecrypt(TENANT, kid)).toBeUndefined();
    },
  );
});

describe('an item that no code of ours wrote', () => {
  const changes: readonly (readonly [string, Item])[] = [
    ['another tenant', { tenant: 'clinic-b' }],
    ['no wrapped key', { wrapped: '' }],
    ['a wrapped key that is no base64', { wrapped: '%%%%' }],
    ['another kid', { kid: 'AAAAAAAAAAAAAAAAAAAAAA' }],
    ['an epoch that is none', { epoch: 0 }],
    ['an end that is a text', { endsAt: '2026' }],
    ['a count that is a text', { reserved: '0' }],
    ['something beside', { note: 'x' }],
  ];

  test.each(changes)('gives no key: %s', async (_, change) => {
    const world = keyWorld();
    const { kid } = await world.container().toEncrypt(TENANT, 1);
    const item = { ...itemIn(world, kid), ...change };
    const table = {
      ...world.table,
      get: async (key: Readonly<Record<string, string>>) =>
        key['kid'] === kid ? item : world.table.get(key),
    };
    const failure = await failureOf(world.container({ table }).toDecrypt(TENANT, kid));
    expect(failure).toBeInstanceOf(UnavailableError);
    expect((failure as Error).cause).toBeInstanceOf(DataKeyItemError);
    await expect(world.container({ table }).toEncrypt(TENANT, 1)).rejects.toBeInstanceOf(
      UnavailableError,
    );
  });

  test.each([
    ['of no kid', { of: 'current' }],
    ['of another tenant', { tenant: 'clinic-b' }],
    ['without an end', { endsAt: 'never' }],
  ] as const)('says not which key encrypts: %s', async (_, change) => {
    const world = keyWorld();
    await world.container().toEncrypt(TENANT, 1);
    const item = { ...itemIn(world, 'current'), ...change };
    const table = {
      ...world.table,
      get: async (key: Readonly<Record<string, string>>) =>
        key['kid'] === 'current' ? item : world.table.get(key),
    };
    const before = world.table.writes();
    const failure = await failureOf(world.container({ table }).toEncrypt(TENANT, 1));
    expect(failure).toBeInstanceOf(UnavailableError);
    expect((failure as Error).cause).toBeInstanceOf(DataKeyItemError);
    expect(world.table.writes()).toBe(before);
  });

  test('has no count of uses, and is not taken for one that is used up', async () => {
    const world = keyWorld();
    const keys = world.container({ uses: { perKey: 40, perBlock: 10 } });
    const { kid } = await keys.toEncrypt(TENANT, 10);
    await world.table.update({ tenant: TENANT, kid }, { remove: ['reserved'] });
    await expect(keys.toEncrypt(TENANT, 1)).rejects.toBeInstanceOf(UnavailableError);
    expect(world.archive.copies.size).toBe(1);
  });

  test('stands under a kid that is taken: nothing points to it', async () => {
    const world = keyWorld();
    const random = (bytes: number): Uint8Array => new Uint8Array(bytes);
    await world.container({ random }).toEncrypt(TENANT, 1);
    world.pass(MINUTE);
    await expect(world.container({ random }).rotate(TENANT)).rejects.toBeInstanceOf(
      UnavailableError,
    );
    expect(itemIn(world, 'current')).toMatchObject({ epoch: 1 });
  });
});

import { webcrypto } from 'node:crypto';
import { UnavailableError } from '../../../../lambda/access/errors';
import { failureOf, itemIn, keyWorld } from '../support/memory-keys';

const TENANT = 'clinic-a';
const [SECOND, MINUTE, DAY] = [1000, 60_000, 86_400_000];

describe('the first key of a tenant', () => {
  test('is the same in each container, and its fields can be read in each', async () => {
    const world = keyWorld();
    const [one, other] = await Promise.all([
      world.container().toEncrypt(TENANT, 500),
      world.container().toEncrypt(TENANT, 1),
    ]);
    expect(other.kid).toBe(one.kid);
    const iv = new Uint8Array(12);
    const text = Buffer.from('made up');
    const sealed = await webcrypto.subtle.encrypt({ name: 'AES-GCM', iv }, one.key, text);
    const key = await world.container().toDecrypt(TENANT, one.kid);
    if (key === undefined) throw new Error('no key');
    const opened = await webcrypto.subtle.decrypt({ name: 'AES-GCM', iv }, key, sealed);
    expect(Buffer.from(opened).toString()).toBe('made up');
  });

  test('is kept for good, wrapped, before it is used, and ends after its epoch', async () => {
    const world = keyWorld();
    const { kid } = await world.container().toEncrypt(TENANT, 1);
    const copy = world.archive.copies.get(kid);
    expect(copy).toMatchObject({ tenant: TENANT, kid, epoch: 1, createdAt: world.now() });
    expect(copy?.endsAt).toBe(world.now() + 30 * DAY);
    expect(itemIn(world, kid)).toEqual({ ...copy, reserved: 65_536 });
    expect(itemIn(world, 'current')).toEqual({
      tenant: TENANT,
      kid: 'current',
      of: kid,
      epoch: 1,
      endsAt: copy?.endsAt,
    });
  });

  test('cannot be read, and its bytes are wiped, made or unwrapped', async () => {
    const world = keyWorld();
    const { key, kid } = await world.container().toEncrypt(TENANT, 1);
    expect(key.extractable).toBe(false);
    await expect(webcrypto.subtle.exportKey('raw', key)).rejects.toThrow('not extractable');
    const again = await world.container().toDecrypt(TENANT, kid);
    expect(again?.extractable).toBe(false);
    expect(world.wrapper.plain).toHaveLength(2);
    for (const bytes of world.wrapper.plain) expect(Buffer.from(bytes)).toEqual(Buffer.alloc(32));
  });

  test('is one for all callers of a container, and costs one call to KMS', async () => {
    const world = keyWorld();
    const keys = world.container();
    const all = await Promise.all(
      Array.from({ length: 50 }, async () => keys.toEncrypt(TENANT, 500)),
    );
    expect(new Set(all.map(({ kid }) => kid)).size).toBe(1);
    expect(world.wrapper.calls).toEqual(['generate']);
    expect(world.archive.copies.size).toBe(1);
    // 25,000 uses, of one block.
    expect(itemIn(world, all[0]?.kid ?? '')).toMatchObject({ reserved: 65_536 });
  });

  test('is of that tenant alone', async () => {
    const world = keyWorld();
    const keys = world.container();
    const { kid } = await keys.toEncrypt(TENANT, 1);
    expect((await keys.toEncrypt('clinic-b', 1)).kid).not.toBe(kid);
    expect(await keys.toDecrypt('clinic-b', kid)).toBeUndefined();
  });
});

describe('uses', () => {
  test('are taken from one block until there are not enough left, and what is left stays', async () => {
    const world = keyWorld();
    const keys = world.container({ uses: { perKey: 40, perBlock: 10 } });
    const { kid } = await keys.toEncrypt(TENANT, 7);
    for (const [uses, reserved] of [
      [3, 10],
      [6, 20],
      [6, 30],
      [8, 30],
    ] as const) {
      await keys.toEncrypt(TENANT, uses);
      expect(itemIn(world, kid)).toMatchObject({ reserved });
    }
  });

  test('end a key when there are none left', async () => {
    const world = keyWorld();
    const keys = world.container({ uses: { perKey: 20, perBlock: 10 } });
    const first = await keys.toEncrypt(TENANT, 10);
    expect((await keys.toEncrypt(TENANT, 10)).kid).toBe(first.kid);
    const next = await keys.toEncrypt(TENANT, 1);
    expect(next).toMatchObject({ epoch: 2 });
    expect(itemIn(world, first.kid)).toMatchObject({ reserved: 20 });
    expect(await keys.toDecrypt(TENANT, first.kid)).toBeDefined();
  });

  test('end a key in a container that has not heard of the next one, which makes none', async () => {
    const world = keyWorld();
    const uses = { perKey: 20, perBlock: 10 };
    const [one, other] = [world.container({ uses }), world.container({ uses })];
    await one.toEncrypt(TENANT, 10);
    await other.toEncrypt(TENANT, 10);
    const next = await one.toEncrypt(TENANT, 1);
    expect((await other.toEncrypt(TENANT, 1)).kid).toBe(next.kid);
    expect(world.archive.copies.size).toBe(2);
  });

  test.each([0, -1, 1.5, 501, Number.NaN])('are none when there are %p of them', async (uses) => {
    const world = keyWorld();
    await expect(world.container().toEncrypt(TENANT, uses)).rejects.toThrow('1 to 500 uses');
    expect(world.table.all()).toEqual([]);
  });
});

describe('the end of a key', () => {
  test('comes at its time, to the millisecond, in a container that knows it too', async () => {
    const world = keyWorld();
    const keys = world.container();
    const first = await keys.toEncrypt(TENANT, 1);
    world.pass(30 * DAY - 1);
    expect((await keys.toEncrypt(TENANT, 1)).kid).toBe(first.kid);
    world.pass(1);
    const next = await keys.toEncrypt(TENANT, 1);
    expect(next.epoch).toBe(2);
    expect((await world.container().toEncrypt(TENANT, 1)).kid).toBe(next.kid);
  });

  test('makes no key in a container that has not heard of the next one', async () => {
    const world = keyWorld();
    const [one, other] = [world.container(), world.container()];
    await Promise.all([one.toEncrypt(TENANT, 1), other.toEncrypt(TENANT, 1)]);
    world.pass(30 * DAY);
    const before = world.archive.copies.size;
    const next = await one.toEncrypt(TENANT, 1);
    expect((await other.toEncrypt(TENANT, 1)).kid).toBe(next.kid);
    expect(world.archive.copies.size).toBe(before + 1);
  });
});

describe('rotation', () => {
  test('ends the key of now; fields under it can be read, and others follow within a minute', async () => {
    const world = keyWorld();
    const [one, other] = [world.container(), world.container()];
    const before = await other.toEncrypt(TENANT, 1);
    world.pass(MINUTE);
    await other.toEncrypt(TENANT, 1);
    const next = await one.rotate(TENANT);
    expect(next).toEqual({
      kid: next.kid,
      epoch: 2,
      createdAt: world.now(),
      endsAt: world.now() + 30 * DAY,
    });
    expect(next.kid).not.toBe(before.kid);
    expect((await one.toEncrypt(TENANT, 1)).kid).toBe(next.kid);
    expect((await other.toEncrypt(TENANT, 1)).kid).toBe(before.kid);
    world.pass(MINUTE);
    expect((await other.toEncrypt(TENANT, 1)).kid).toBe(next.kid);
    expect(await other.toDecrypt(TENANT, before.kid)).toBeDefined();
  });

  test('leaves a key that is less than a minute old, and one of a clock that is ahead', async () => {
    const world = keyWorld();
    const keys = world.container();
    const first = await keys.rotate(TENANT);
    expect(first.epoch).toBe(1);
    world.pass(MINUTE - 1);
    expect(await keys.rotate(TENANT)).toEqual(first);
    world.pass(-MINUTE - SECOND);
    expect(await keys.rotate(TENANT)).toEqual(first);
  });

  test('ends a key that seems to be of tomorrow', async () => {
    const world = keyWorld();
    const keys = world.container();
    const { kid } = await keys.rotate(TENANT);
    world.pass(-DAY);
    expect((await keys.rotate(TENANT)).kid).not.toBe(kid);
  });

  test('by two at once makes one key the next, and both are told of it', async () => {
    const world = keyWorld();
    await world.container().toEncrypt(TENANT, 1);
    world.pass(MINUTE);
    const [one, other] = await Promise.all([
      world.container().rotate(TENANT),
      world.container().rotate(TENANT),
    ]);
    expect(one).toEqual(other);
    expect(one.epoch).toBe(2);
  });

  test('helps when the item of the key of now is lost', async () => {
    const world = keyWorld();
    const { kid } = await world.container().toEncrypt(TENANT, 1);
    await world.table.delete({ tenant: TENANT, kid });
    const failure = await failureOf(world.container().toEncrypt(TENANT, 1));
    expect(failure).toBeInstanceOf(UnavailableError);
    expect(failure).toMatchObject({ cause: { name: 'DataKeyItemError' } });
    const next = await world.container().rotate(TENANT);
    expect((await world.container().toEncrypt(TENANT, 1)).kid).toBe(next.kid);
  });
});

describe('what a container remembers', () => {
  test('is which key encrypts for a minute, and keys for as long as config says', async () => {
    const world = keyWorld();
    const keys = world.container({ limits: { epochDays: 30, keyCacheMinutes: 5 } });
    const { kid } = await keys.toEncrypt(TENANT, 1);
    await keys.toDecrypt(TENANT, kid);
    expect(world.wrapper.calls).toEqual(['generate']);
    world.pass(5 * MINUTE - 1);
    await keys.toEncrypt(TENANT, 1);
    expect(world.wrapper.calls).toEqual(['generate']);
    world.pass(1);
    await keys.toDecrypt(TENANT, kid);
    expect(world.wrapper.calls).toEqual(['generate', 'unwrap']);
  });

  test('does not outlive the right to unwrap', async () => {
    const world = keyWorld();
    const keys = world.container();
    const { kid } = await keys.toEncrypt(TENANT, 1);
    world.wrapper.fail(new Error('AccessDenied'), Infinity);
    world.pass(60 * MINUTE - 1);
    expect(await keys.toDecrypt(TENANT, kid)).toBeDefined();
    world.pass(1);
    await expect(keys.toDecrypt(TENANT, kid)).rejects.toBeInstanceOf(UnavailableError);
    await expect(keys.toEncrypt(TENANT, 1)).rejects.toBeInstanceOf(UnavailableError);
  });

  test('is nothing that was read before the clock went back', async () => {
    const world = keyWorld();
    const keys = world.container();
    const { kid } = await keys.toEncrypt(TENANT, 1);
    world.pass(-SECOND);
    expect((await keys.toEncrypt(TENANT, 1)).kid).toBe(kid);
    expect(world.wrapper.calls).toEqual(['generate', 'unwrap']);
  });

  test('counts from before it was asked for', async () => {
    const world = keyWorld();
    await world.container().toEncrypt(TENANT, 1);
    let reads = 0;
    const slow = world.container({
      table: {
        ...world.table,
        get: async (key) => {
          const item = await world.table.get(key);
          if (key['kid'] === 'current') {
            reads += 1;
            // The answer to the first one takes its time.
            if (reads === 1) world.pass(MINUTE);
          }
          return item;
        },
      },
    });
    await slow.toEncrypt(TENANT, 1);
    expect(reads).toBe(2);
  });

  test('is one unwrapping for all who want the key at once', async () => {
    const world = keyWorld();
    const { kid } = await world.container().toEncrypt(TENANT, 1);
    const keys = world.container();
    await Promise.all(Array.from({ length: 20 }, async () => keys.toDecrypt(TENANT, kid)));
    expect(world.wrapper.calls).toEqual(['generate', 'unwrap']);
  });

  test('is at most a thousand keys: the one that was not used for longest goes', async () => {
    const world = keyWorld();
    const keys = world.container();
    const kids: string[] = [];
    for (let at = 0; at < 1000; at += 1) {
      kids.push((await keys.toEncrypt(`clinic-${String(at)}`, 1)).kid);
    }
    await keys.toDecrypt('clinic-0', kids[0] ?? '');
    await keys.toEncrypt('clinic-1000', 1);
    for (const at of [0, 2]) await keys.toDecrypt(`clinic-${String(at)}`, kids[at] ?? '');
    expect(world.wrapper.calls).not.toContain('unwrap');
    await keys.toDecrypt('clinic-1', kids[1] ?? '');
    expect(world.wrapper.calls.filter((call) => call === 'unwrap')).toHaveLength(1);
  });

  test('is no key that nobody asked for until it was too old, also when the clock goes back', async () => {
    const world = keyWorld();
    const keys = world.container();
    const { kid } = await keys.toEncrypt(TENANT, 1);
    world.pass(60 * MINUTE);
    await keys.toEncrypt('clinic-b', 1);
    world.pass(-MINUTE);
    await keys.toDecrypt(TENANT, kid);
    expect(world.wrapper.calls).toEqual(['generate', 'generate', 'unwrap']);
  });
});

import { webcrypto } from 'node:crypto';
import { keyWorld } from '../support/memory-keys';

const TENANT = 'clinic-a';

test('gives each container the same key of now', async () => {
  const world = keyWorld();
  const [one, other] = await Promise.all([
    world.container().toEncrypt(TENANT, 500),
    world.container().toEncrypt(TENANT, 1),
  ]);
  expect(other.kid).toBe(one.kid);
  expect(world.archive.copies.has(one.kid)).toBe(true);
  const iv = new Uint8Array(12);
  const sealed = await webcrypto.subtle.encrypt({ name: 'AES-GCM', iv }, one.key, Buffer.from('x'));
  const key = await world.container().toDecrypt(TENANT, one.kid);
  if (key === undefined) throw new Error('no key');
  const opened = await webcrypto.subtle.decrypt({ name: 'AES-GCM', iv }, key, sealed);
  expect(Buffer.from(opened).toString()).toBe('x');
});

import { mapBounded } from '../../../lambda/shared/bounded';

/** Work that ends when it is told to. */
function gates() {
  const begun: number[] = [];
  const ends: (() => void)[] = [];
  return {
    begun,
    async work(item: number): Promise<number> {
      begun.push(item);
      await new Promise<void>((resolve) => ends.push(resolve));
      return item * 10;
    },
    async end(at: number): Promise<void> {
      ends[at]?.();
      await new Promise(setImmediate);
    },
  };
}

it('has so much under way and no more, and keeps the order', async () => {
  const { begun, work, end } = gates();
  const all = mapBounded([1, 2, 3, 4], 2, work);
  expect(begun).toEqual([1, 2]);
  await end(1);
  expect(begun).toEqual([1, 2, 3]);
  await end(2);
  await end(3);
  await end(0);
  expect(await all).toEqual([10, 20, 30, 40]);
});

it('begins nothing after a failure, and waits for what is under way', async () => {
  const { begun, work, end } = gates();
  let settled = false;
  const all = mapBounded([0, 1, 2, 3], 2, async (item) => {
    if (item === 1) throw new Error('one');
    return work(item);
  }).finally(() => {
    settled = true;
  });
  const failure = all.catch((error: unknown) => String(error));
  await new Promise(setImmediate);
  expect([begun, settled]).toEqual([[0], false]);
  await end(0);
  expect(await failure).toBe('Error: one');
  expect(begun).toEqual([0]);
});

it('does nothing of nothing', async () => {
  expect(await mapBounded([], 25, async () => Promise.reject(new Error('asked')))).toEqual([]);
});

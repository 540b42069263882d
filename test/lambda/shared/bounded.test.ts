import { forEachBounded, mapBounded } from '../../../lambda/shared/bounded';

async function* breaking(): AsyncGenerator<number> {
  yield 1;
  throw new Error('source');
}

const tick = (): Promise<void> => new Promise(setImmediate);

test('does all, no more than the limit at once', async () => {
  let underWay = 0;
  let most = 0;
  const done: number[] = [];
  await forEachBounded([1, 2, 3, 4, 5, 6, 7], 3, async (item) => {
    underWay += 1;
    most = Math.max(most, underWay);
    await tick();
    underWay -= 1;
    done.push(item);
  });
  expect(most).toBe(3);
  expect(done.toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7]);
});

test('after a failure takes no further item, and lets finish what is under way', async () => {
  const started: number[] = [];
  let finished = 0;
  const work = forEachBounded([1, 2, 3, 4, 5, 6], 2, async (item) => {
    started.push(item);
    if (item === 2) throw new Error('two');
    await tick();
    finished += 1;
  });
  await expect(work).rejects.toThrow('two');
  expect(started.length).toBeLessThanOrEqual(3);
  expect(finished).toBe(started.length - 1);
});

test('a source that fails is an error, after what is under way', async () => {
  let finished = 0;
  const work = forEachBounded(breaking(), 4, async () => {
    await tick();
    finished += 1;
  });
  await expect(work).rejects.toThrow('source');
  expect(finished).toBe(1);
});

test('gives the results in the order of the items, whichever is done first', async () => {
  const results = await mapBounded([3, 1, 2, 0], 3, async (item) => {
    for (let at = 0; at < item; at += 1) await tick();
    return item * 10;
  });
  expect(results).toEqual([30, 10, 20, 0]);
  const failing = mapBounded([1, 2, 3], 2, async (item) => {
    if (item === 2) throw new Error('two');
    return item;
  });
  await expect(failing).rejects.toThrow('two');
});

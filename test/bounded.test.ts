import { forEachBounded } from '../lib/bounded';

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

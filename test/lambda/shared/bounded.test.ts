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

describe('with results', () => {
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
    await tick();
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
});

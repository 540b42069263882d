import { withinTime } from '../../../lambda/baseline/deadline';
import { OutOfTimeError } from '../../../lambda/baseline/errors';

function fakeTimer() {
  const started: { milliseconds: number; run: () => void; cancelled: number }[] = [];
  return {
    started,
    timer: {
      after(milliseconds: number, run: () => void) {
        const one = { milliseconds, run, cancelled: 0 };
        started.push(one);
        return () => {
          one.cancelled += 1;
        };
      },
    },
  };
}

describe('withinTime', () => {
  test('gives the result and takes the timer back', async () => {
    const { timer, started } = fakeTimer();
    await expect(withinTime(timer, 50, async () => 'done')).resolves.toBe('done');
    expect(started).toMatchObject([{ milliseconds: 50, cancelled: 1 }]);
  });

  test('passes the error on and takes the timer back', async () => {
    const { timer, started } = fakeTimer();
    const failure = Promise.reject(new Error('work failed'));
    await expect(withinTime(timer, 50, () => failure)).rejects.toThrow('work failed');
    expect(started).toMatchObject([{ cancelled: 1 }]);
  });

  test('ends when the time is up, tells the work, and ignores what the work does later', async () => {
    const { timer, started } = fakeTimer();
    let failLater: ((error: Error) => void) | undefined;
    let told: AbortSignal | undefined;
    const result = withinTime(timer, 50, async (signal) => {
      told = signal;
      return new Promise((_, reject) => {
        failLater = reject;
      });
    });
    started[0]?.run();
    await expect(result).rejects.toThrow(OutOfTimeError);
    expect(told?.aborted).toBe(true);
    expect(() => told?.throwIfAborted()).toThrow(OutOfTimeError);
    expect(started).toMatchObject([{ cancelled: 1 }]);
    failLater?.(new Error('too late to matter: an unhandled rejection would fail this test run'));
  });

  test.each([0, -1])('does not begin with %p ms left', async (milliseconds) => {
    const { timer, started } = fakeTimer();
    const work = jest.fn();
    await expect(withinTime(timer, milliseconds, work)).rejects.toThrow(OutOfTimeError);
    expect(work).not.toHaveBeenCalled();
    expect(started).toEqual([]);
  });
});

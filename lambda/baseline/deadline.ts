import { OutOfTimeError } from './errors';

export interface Timer {
  /** Runs something later; the result takes it back. */
  after(milliseconds: number, run: () => void): () => void;
}

/**
 * The work, or an OutOfTimeError once the time is up. The work cannot be stopped from outside:
 * it is told by the signal, and what it throws after that is nobody's business any more.
 */
export async function withinTime<T>(
  timer: Timer,
  milliseconds: number,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  if (milliseconds <= 0) {
    throw new OutOfTimeError();
  }
  const controller = new AbortController();
  let cancel: (() => void) | undefined;
  const timeUp = new Promise<never>((_, reject) => {
    cancel = timer.after(milliseconds, () => {
      const error = new OutOfTimeError();
      controller.abort(error);
      reject(error);
    });
  });
  try {
    return await Promise.race([work(controller.signal), timeUp]);
  } finally {
    cancel?.();
  }
}

import { setTimeout as sleep } from 'node:timers/promises';

/** What was awaited did not come. */
export class DeadlineError extends Error {
  override readonly name = 'DeadlineError';
}

const BETWEEN = 200;

/**
 * Asks again and again until there is an answer. Nothing here depends on how fast a machine is: the
 * deadline only says when to give up.
 *
 * @param probe the answer, or a text that says what is seen instead
 * @throws DeadlineError with the last such text
 */
export async function until<T extends object | number | boolean>(
  what: string,
  seconds: number,
  probe: () => Promise<T | string>,
): Promise<T> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const seen = await probe();
    if (typeof seen !== 'string') return seen;
    if (Date.now() > end) {
      throw new DeadlineError(`${what}: not within ${String(seconds)} s. Last seen: ${seen}`);
    }
    await sleep(BETWEEN);
  }
}

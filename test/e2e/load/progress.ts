/**
 * How far a run is: a bar that is drawn over itself on a terminal, and elsewhere a line when a part of it ends.
 */
export interface Progress {
  /** @param share of the part that is done, 0 to 1 */
  at(share: number, text: string): void;
  end(text: string): void;
}

const WIDTH = 24;
/** Milliseconds between two pictures. */
const BETWEEN = 100;

/** @param interrupted ends the bar where it is: what is said after it has a line of its own */
export function progressOn(
  stream: Pick<NodeJS.WriteStream, 'isTTY' | 'write'>,
  interrupted?: AbortSignal,
  now: () => number = Date.now,
): Progress {
  let drawn = 0;
  interrupted?.addEventListener('abort', () => {
    if (drawn > 0) stream.write('\n');
  });
  return {
    at(share, text) {
      if (!stream.isTTY || interrupted?.aborted === true || now() - drawn < BETWEEN) return;
      drawn = now();
      const full = Math.round(Math.min(1, share) * WIDTH);
      stream.write(`\r\u001b[K[${'#'.repeat(full)}${'.'.repeat(WIDTH - full)}] ${text}`);
    },
    end(text) {
      stream.write(stream.isTTY ? `\r\u001b[K${text}\n` : `${text}\n`);
    },
  };
}

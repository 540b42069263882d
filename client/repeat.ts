/** When a call is repeated, and after how long. */

export interface RepeatLimits {
  /** Tries in all. @default 4 */
  readonly attempts: number;
  /** Milliseconds from the first try to the end of the last. @default 60000 */
  readonly totalMs: number;
}

/** How a try ended that did not succeed. */
export type Ending =
  | { readonly kind: 'status'; readonly status: number; readonly retryAfterMs?: number }
  | { readonly kind: 'no-answer' };

/**
 * `any`: the same call once more does no harm. `unless-done`: it takes from an approval, or cannot be
 * told from a second one, so it is repeated only where the answer says that nothing was done.
 */
export type Repeatable = 'any' | 'unless-done';

const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 5_000;
/** 502 and 504 are of API Gateway; 500 may be of a function that was replaced. */
const WORTH_ANOTHER: ReadonlySet<number> = new Set([500, 502, 503, 504]);

/**
 * Milliseconds to wait before the next try; undefined when there is none. Full jitter:
 * https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 *
 * @param attempt the try that ended, from 1
 * @param elapsedMs since the first try began
 * @param random from 0 to below 1
 */
export function pauseBefore(
  ending: Ending,
  {
    attempt,
    elapsedMs,
    repeatable,
    limits,
    random,
  }: {
    readonly attempt: number;
    readonly elapsedMs: number;
    readonly repeatable: Repeatable;
    readonly limits: RepeatLimits;
    readonly random: number;
  },
): number | undefined {
  if (attempt >= limits.attempts || !isWorthAnother(ending, repeatable)) return undefined;
  const asked = ending.kind === 'status' ? (ending.retryAfterMs ?? 0) : 0;
  const pause = asked + random * Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (attempt - 1));
  return elapsedMs + pause < limits.totalMs ? pause : undefined;
}

function isWorthAnother(ending: Ending, repeatable: Repeatable): boolean {
  if (ending.kind === 'status' && ending.status === 429) return true;
  if (repeatable === 'unless-done') return false;
  return ending.kind === 'no-answer' || WORTH_ANOTHER.has(ending.status);
}

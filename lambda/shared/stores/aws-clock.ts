import type { S3Client } from '@aws-sdk/client-s3';

/** By so much we may differ from AWS, which tells its time in whole seconds. */
const NOISE_MS = 60_000;

/**
 * The time by a client of AWS: that of this machine, put right as far as answers prove it wrong by more than a minute.
 * An answer was made between its request and its arrival; one that is late hence proves less, and moves nothing that
 * may be true. Not the correction that the client signs with: that one takes a late answer for a clock that is ahead.
 *
 * @param client each answer of it counts, those that are errors as well
 * @param now default: the clock of this machine, in milliseconds since 1970
 */
export function awsClock(
  { middlewareStack }: Pick<S3Client, 'middlewareStack'>,
  now: () => number = Date.now,
): () => number {
  let correction = 0;
  middlewareStack.add(
    (next) => async (call) => {
      const sent = now();
      const result = await next(call);
      const date = dateOf(result.response);
      const [least, most] = [date - NOISE_MS - now(), date + NOISE_MS - sent];
      // What it is already stays while it may be true: a clock that is wrong by a minute does not jump to and fro.
      if (!Number.isNaN(date)) correction = Math.min(Math.max(correction, least), most);
      return result;
    },
    // Low: before an answer that is an error is thrown.
    { name: 'awsClock', step: 'deserialize', priority: 'low' },
  );
  return () => now() + correction;
}

/** NaN when it says none. */
function dateOf(response: unknown): number {
  const { headers } = response as { readonly headers?: Readonly<Record<string, string>> };
  return Date.parse(headers?.['date'] ?? '');
}

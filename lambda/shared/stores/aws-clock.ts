/** Less than this is noise: AWS tells its time in whole seconds, and an answer is on its way for some of them. */
const NOISE_MS = 60_000;

/** A client of AWS, as far as it knows by how much its clock is wrong. */
export interface ClientWithClock {
  /** AWS's time less ours in milliseconds, by the answer that came last; 0 before there was one. */
  readonly config: { readonly systemClockOffset: number };
}

/**
 * The time by a client of AWS: that of this machine, put right where the answers of AWS say that it is wrong by a
 * minute or more. The client signs its requests with the same correction.
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html
 *
 * @param now default: the clock of this machine, in milliseconds since 1970
 */
export function awsClock({ config }: ClientWithClock, now: () => number = Date.now): () => number {
  return () => {
    const { systemClockOffset } = config;
    return now() + (Math.abs(systemClockOffset) < NOISE_MS ? 0 : systemClockOffset);
  };
}

/**
 * How every AWS client of ours behaves: up to five attempts, and no call waits for ever
 * (the SDK's own default has no request time-out).
 */
export const awsClientDefaults = {
  retryMode: 'standard',
  maxAttempts: 5,
  requestHandler: { connectionTimeout: 3000, requestTimeout: 10_000, throwOnRequestTimeout: true },
} as const;

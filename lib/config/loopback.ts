const LOOPBACK: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '[::1]']);

/**
 * Whether an endpoint is on this machine, as that of an emulator is.
 *
 * @param endpoint a URL, such as `http://127.0.0.1:4566`; undefined, or what is no URL of HTTP, is not
 */
export function isLoopback(endpoint: string | undefined): boolean {
  if (endpoint === undefined || !URL.canParse(endpoint)) return false;
  const { protocol, hostname } = new URL(endpoint);
  return ['http:', 'https:'].includes(protocol) && LOOPBACK.has(hostname);
}

import { SettingError } from '../../shared/settings';
import { KeySetError } from '../errors';

/** Longest key set that is read, in bytes: that of Cognito has under 2 KB. */
export const LONGEST_KEY_SET = 64 * 1024;
const TIMEOUT_MS = 5000;
const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);

/**
 * Fetches a text over TLS, bounded in time and length. Follows no redirection: the keys of the zone
 * come from where config says, or not at all.
 *
 * @param url https; http is for an emulator on this machine
 * @throws SettingError when the URL is neither
 */
export function fetchText(
  url: string,
  { most = LONGEST_KEY_SET, timeout = TIMEOUT_MS } = {},
): () => Promise<string> {
  const target = URL.canParse(url) ? new URL(url) : undefined;
  const isAllowed =
    target?.protocol === 'https:' ||
    (target?.protocol === 'http:' && LOOPBACK.has(target.hostname));
  if (target === undefined || !isAllowed) {
    throw new SettingError(
      'JWKS_URL in the environment is no https URL: expected https://cognito-idp.<region>.amazonaws.com/<pool id>/.well-known/jwks.json.',
    );
  }
  return async () => {
    const response = await fetch(target, {
      redirect: 'error',
      signal: AbortSignal.timeout(timeout),
      headers: { accept: 'application/json' },
    });
    if (response.status !== 200) {
      await response.body?.cancel();
      throw new KeySetError(`The keys were not given: status ${String(response.status)}.`);
    }
    return textOf(response, most);
  };
}

async function textOf({ body }: Response, most: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body ?? []) {
    const bytes: Uint8Array = chunk;
    length += bytes.length;
    // Leaving the loop cancels the rest.
    if (length > most) throw new KeySetError(`The keys are longer than ${String(most)} bytes.`);
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString('utf8');
}

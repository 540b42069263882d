import { setTimeout as pause } from 'node:timers/promises';
import { personByToken } from '../../../client';
import { ClientSetupError } from '../../../client/errors';
import type { Send } from '../../../client/transport';
import { createTransport } from '../../../client/transport';
import { CommandError } from '../../aws/command-error';

/**
 * The API of a zone, for the person whose access token it is.
 *
 * @throws CommandError when the address is none
 */
export function zoneApi(endpoint: string, token: string): Send {
  try {
    return createTransport({
      endpoint,
      caller: personByToken(token),
      limits: { attempts: 4, totalMs: 60_000 },
      tryMs: 30_000,
      fetch: globalThis.fetch,
      clock: {
        now: () => performance.now(),
        pause: async (milliseconds) => pause(milliseconds),
        random: Math.random,
      },
    });
  } catch (error) {
    if (!(error instanceof ClientSetupError)) throw error;
    throw new CommandError(`--api: ${error.message}`, { cause: error });
  }
}

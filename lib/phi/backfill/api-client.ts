import { defaultProvider } from '@aws-sdk/credential-provider-node';
import { ClientSetupError, PhiClient, serviceByRole } from '../../../client';
import { CommandError } from '../../aws/command-error';

/**
 * The API of a zone, as the service whose credentials the environment has.
 *
 * @throws CommandError when the address or the Region is none
 */
export function apiClient(endpoint: string, region: string | undefined): PhiClient {
  if (region === undefined) {
    throw new CommandError('AWS_REGION is not set: expected the Region of the zone.');
  }
  try {
    return new PhiClient({
      endpoint,
      caller: serviceByRole({ region, credentials: defaultProvider() }),
    });
  } catch (error) {
    if (!(error instanceof ClientSetupError)) throw error;
    throw new CommandError(`--api: ${error.message}`, { cause: error });
  }
}

import {
  GetFunctionConfigurationCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import type { Aws } from './aws';
import type { PeopleUnderTest } from './people';

/**
 * Tells the function that copies the public keys of the user pool where they are: at the emulator, and
 * not at AWS.
 *
 * @param endpoint the emulator, as functions reach it
 */
export async function tellWhereKeysAre(
  { lambda }: Pick<Aws, 'lambda'>,
  { functions, userPool }: PeopleUnderTest,
  endpoint: string,
): Promise<void> {
  const FunctionName = functions['identity-keys'];
  const { Environment } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
  const JWKS_URL = `${endpoint}/${userPool}/.well-known/jwks.json`;
  await lambda.send(
    new UpdateFunctionConfigurationCommand({
      FunctionName,
      Environment: { Variables: { ...Environment?.Variables, JWKS_URL } },
    }),
  );
}

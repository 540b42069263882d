import assert from 'node:assert/strict';
import {
  GetFunctionConfigurationCommand,
  UpdateFunctionConfigurationCommand,
  waitUntilFunctionUpdatedV2,
} from '@aws-sdk/client-lambda';
import type { Aws } from './aws';

/** What the environment of a function says. */
export async function variableOf(
  { lambda }: Pick<Aws, 'lambda'>,
  FunctionName: string,
  variable: string,
): Promise<string> {
  const { Environment } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
  const value = Environment?.Variables?.[variable];
  assert.ok(value, `${FunctionName} has no ${variable}`);
  return value;
}

/**
 * Ends the containers of a function, as each deploy of it does: the next call starts a new one.
 *
 * @param more variables of the new ones, until it is called without them. @default - those of the stack
 */
export async function freshContainers(
  { lambda }: Pick<Aws, 'lambda'>,
  FunctionName: string,
  more: { readonly NODE_OPTIONS?: string } = {},
): Promise<void> {
  const { Environment } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
  const { NODE_OPTIONS: _, ...stays } = Environment?.Variables ?? {};
  const Variables = { ...stays, STARTED: new Date().toISOString(), ...more };
  await lambda.send(
    new UpdateFunctionConfigurationCommand({ FunctionName, Environment: { Variables } }),
  );
  await waitUntilFunctionUpdatedV2({ client: lambda, maxWaitTime: 60 }, { FunctionName });
}

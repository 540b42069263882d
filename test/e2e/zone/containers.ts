import assert from 'node:assert/strict';
import { join } from 'node:path';
import {
  GetFunctionConfigurationCommand,
  UpdateFunctionConfigurationCommand,
  waitUntilFunctionUpdatedV2,
} from '@aws-sdk/client-lambda';
import { ROOT } from '../../support/root';
import type { Aws } from './aws';

const SKEW = join(ROOT, 'test', 'e2e', 'zone', 'skew.cjs');

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
 * @param skew by how many minutes the clocks of the new ones are ahead, until this is called again. @default 0
 */
export async function freshContainers(
  { lambda }: Pick<Aws, 'lambda'>,
  FunctionName: string,
  skew = 0,
): Promise<void> {
  const { Environment } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
  const { NODE_OPTIONS: _, CLOCK_SKEW_MINUTES: __, ...stays } = Environment?.Variables ?? {};
  const clock: Readonly<Record<string, string>> =
    skew === 0
      ? {}
      : { NODE_OPTIONS: `--require=${JSON.stringify(SKEW)}`, CLOCK_SKEW_MINUTES: String(skew) };
  const Variables = { ...stays, STARTED: new Date().toISOString(), ...clock };
  await lambda.send(
    new UpdateFunctionConfigurationCommand({ FunctionName, Environment: { Variables } }),
  );
  await waitUntilFunctionUpdatedV2({ client: lambda, maxWaitTime: 60 }, { FunctionName });
}

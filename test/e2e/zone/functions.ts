import { FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { GetFunctionConfigurationCommand, InvokeCommand } from '@aws-sdk/client-lambda';
import type { Aws } from './aws';

/** A function ended with an error. */
export class InvocationError extends Error {
  override readonly name = 'InvocationError';
}

/**
 * Calls a function and waits for its end.
 *
 * @throws InvocationError with what it threw
 */
export async function invoke(
  { lambda }: Pick<Aws, 'lambda'>,
  FunctionName: string,
  input: string,
): Promise<void> {
  const { FunctionError, Payload } = await lambda.send(
    new InvokeCommand({ FunctionName, Payload: Buffer.from(input) }),
  );
  if (FunctionError !== undefined) {
    const said = Buffer.from(Payload ?? []).toString();
    throw new InvocationError(`${FunctionName}: ${FunctionError}: ${said}`);
  }
}

/**
 * How often a function has logged an event. The emulator keeps each line of what Node.js prints; the
 * JSON log format of Lambda it does not know.
 */
export async function timesLogged(
  { lambda, logs }: Pick<Aws, 'lambda' | 'logs'>,
  FunctionName: string,
  event: string,
): Promise<number> {
  const { LoggingConfig } = await lambda.send(
    new GetFunctionConfigurationCommand({ FunctionName }),
  );
  const { events = [] } = await logs.send(
    new FilterLogEventsCommand({ logGroupName: LoggingConfig?.LogGroup, limit: 10_000 }),
  );
  return events.filter(({ message = '' }) => message.includes(`event: '${event}'`)).length;
}

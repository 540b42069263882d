import { paginateFilterLogEvents } from '@aws-sdk/client-cloudwatch-logs';
import { GetFunctionConfigurationCommand, InvokeCommand } from '@aws-sdk/client-lambda';
import type { Aws } from './aws';

/** A function ended with an error. */
export class InvocationError extends Error {
  override readonly name = 'InvocationError';
}

/** The functions of the zone, as whoever holds the right to call them sees them. */
export interface Functions {
  /**
   * Calls a function and waits for its end.
   *
   * @throws InvocationError with what it threw
   */
  invoke(name: string, input: string): Promise<void>;
  /** How often it was called here. */
  invoked(name: string): number;
  /**
   * How many lines of the log of a function have a text. The emulator keeps each line of what Node.js
   * prints, such as `event: 'segment-sealed',`; the JSON log format of Lambda it does not know.
   */
  linesWith(name: string, text: string): Promise<number>;
}

export function functionsOf({ lambda, logs }: Pick<Aws, 'lambda' | 'logs'>): Functions {
  const calls = new Map<string, number>();
  return {
    async invoke(name, input) {
      calls.set(name, (calls.get(name) ?? 0) + 1);
      const { FunctionError, Payload } = await lambda.send(
        new InvokeCommand({ FunctionName: name, Payload: Buffer.from(input) }),
      );
      if (FunctionError !== undefined) {
        const said = Buffer.from(Payload ?? []).toString();
        throw new InvocationError(`${name}: ${FunctionError}: ${said}`);
      }
    },
    invoked: (name) => calls.get(name) ?? 0,
    async linesWith(name, text) {
      const { LoggingConfig } = await lambda.send(
        new GetFunctionConfigurationCommand({ FunctionName: name }),
      );
      const pages = paginateFilterLogEvents(
        { client: logs },
        { logGroupName: LoggingConfig?.LogGroup },
      );
      let times = 0;
      for await (const { events = [] } of pages) {
        times += events.filter(({ message = '' }) => message.includes(text)).length;
      }
      return times;
    },
  };
}

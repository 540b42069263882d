import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { readAnswer } from '../../../lambda/phi/backfill/answer';
import { jsonIn } from '../../../lambda/shared/json';
import { calling, PortError } from '../../aws/calling';
import { CommandError } from '../../aws/command-error';
import type { Invoke } from './follow';

export interface AwsFunctionOptions {
  /** Name of the function. */
  readonly name: string;
  /** @default - that of the environment */
  readonly region?: string;
  /** @default - the one that the SDK finds */
  readonly endpoint?: string;
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/** Longer than a slice and the start of the function take. */
const ANSWER_MS = 300_000;

/** The function itself. Calls Invoke, and waits for the answer. */
export function awsFunction({ name, ...options }: AwsFunctionOptions): Invoke {
  const client = new LambdaClient({
    ...options,
    // A slice that was lost is not asked for twice at once: the caller begins the next one.
    maxAttempts: 1,
    requestHandler: {
      connectionTimeout: 10_000,
      requestTimeout: ANSWER_MS,
      throwOnRequestTimeout: true,
    },
  });
  return async (job) => {
    try {
      const { Payload, FunctionError } = await calling('Invoke', 'code-and-message', () =>
        client.send(new InvokeCommand({ FunctionName: name, Payload: JSON.stringify(job) })),
      );
      const answer = readAnswer(jsonIn(Buffer.from(Payload ?? []).toString()));
      if (FunctionError === undefined && answer !== undefined) return answer;
    } catch (error) {
      if (!(error instanceof PortError)) throw error;
      if (error.transient) {
        return { outcome: 'interrupted', message: `The function does not answer (${error.code}).` };
      }
      throw new CommandError(`The function ${name} cannot be called: ${error.message}`, {
        cause: error,
      });
    }
    throw new CommandError(
      `The function ${name} failed. Its log says why: /aws/lambda/${name}. What is encrypted stays; run again, it goes on.`,
    );
  };
}

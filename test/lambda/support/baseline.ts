import { createHandler } from '../../../lambda/baseline/create-handler';
import type { HandlerDependencies } from '../../../lambda/baseline/create-handler';
import { AwsCallError } from '../../../lambda/baseline/errors';
import type { Outcome, Setting } from '../../../lambda/baseline/setting';
import type { LogFields } from '../../../lambda/shared/log';
import { logInto } from './memory-log';

export const RESPONSE_URL =
  'https://cloudformation-custom-resource-response.example/arn%3Aaws?X-Amz-Signature=5ec4e7&X-Amz-Expires=7200';
export const ACCOUNT = '111122223333';
export const REGION = 'eu-central-1';
export const PLACE = { accountId: ACCOUNT, region: REGION };
export const STACK_ID = `arn:aws:cloudformation:${REGION}:${ACCOUNT}:stack/Baseline/0d5a`;

export function cloudFormationEvent(fields: Readonly<Record<string, unknown>> = {}) {
  return {
    RequestType: 'Create',
    ResponseURL: RESPONSE_URL,
    StackId: STACK_ID,
    RequestId: 'request-1',
    LogicalResourceId: 'Setting',
    ResourceType: 'Custom::S3AccountPublicAccessBlock',
    ResourceProperties: { ServiceToken: 'arn:aws:lambda:x', AccountId: ACCOUNT, Mode: 'enforce' },
    ...fields,
  };
}

export interface SentAnswer {
  readonly Status: string;
  readonly Reason?: string;
  readonly PhysicalResourceId: string;
  readonly StackId: string;
  readonly RequestId: string;
  readonly LogicalResourceId: string;
  readonly Data?: Readonly<Record<string, string>>;
}

/** The handler with everything around it faked; what it did is recorded. */
export function harness(fakes: Partial<HandlerDependencies> = {}) {
  const answers: SentAnswer[] = [];
  const sleeps: number[] = [];
  const logged: { level: string; event: string; fields: LogFields | undefined }[] = [];
  const timers: { milliseconds: number; run: () => void; cancelled: boolean }[] = [];
  const handler = createHandler({
    settings: [],
    sender: {
      async put(_, body) {
        answers.push(JSON.parse(body) as SentAnswer);
        return 200;
      },
    },
    async sleep(milliseconds) {
      sleeps.push(milliseconds);
    },
    timer: {
      after(milliseconds, run) {
        const timer = { milliseconds, run, cancelled: false };
        timers.push(timer);
        return () => {
          timer.cancelled = true;
        };
      },
    },
    log: logInto((level, event, fields) => {
      logged.push({ level, event, fields });
    }),
    logLocation: { group: '/aws/lambda/baseline', stream: '2026/11/22/[1]abc' },
    ...fakes,
  });
  const context = { getRemainingTimeInMillis: () => 120_000 };
  return { handler, context, answers, sleeps, logged, timers };
}

/** Applies a setting as the handler would. */
export async function applySetting(
  setting: Setting,
  properties: Readonly<Record<string, string>>,
): Promise<Outcome> {
  return setting.prepare(properties, PLACE).apply(new AbortController().signal);
}

/** A refusal as a store throws it. */
export function denied(action: string): AwsCallError {
  return new AwsCallError(
    action,
    Object.assign(new Error('not authorized'), { name: 'AccessDenied' }),
  );
}

export const noSleep = async () => {};

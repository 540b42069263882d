import { errorChain, describeError } from '../shared/errors';
import type { Logger } from '../shared/log';
import { answerBody } from './answer';
import type { Answer, Success } from './answer';
import { withinTime } from './deadline';
import type { Timer } from './deadline';
import { DELIVERY_TIME_MS, deliver, hider } from './deliver';
import type { AnswerSender } from './deliver';
import { BaselineError, MalformedEventError, PropertyError } from './errors';
import { placeOf, readEvent } from './event';
import type { ResourceRequest } from './event';
import type { PreparedSetting, Setting, Sleep } from './setting';

export interface HandlerDependencies {
  readonly settings: readonly Setting[];
  readonly sender: AnswerSender;
  readonly sleep: Sleep;
  readonly timer: Timer;
  readonly log: Logger;
  /** Where the log of this function is, for people who read the Reason. */
  readonly logLocation: { readonly group: string; readonly stream: string };
}

/** What is used of Lambda's context. */
export interface InvocationContext {
  getRemainingTimeInMillis(): number;
}

/** Answers every request that can be answered, FAILED at worst: an unanswered one holds a deployment for an hour. */
export function createHandler(dependencies: HandlerDependencies) {
  return async (event: unknown, context: InvocationContext): Promise<void> => {
    const { request, responseUrl } = readEvent(event);
    const answer = await decide(dependencies, request, context, hider(responseUrl));
    await deliver(dependencies, responseUrl, answerBody(request, answer));
  };
}

async function decide(
  { settings, timer, log, logLocation }: HandlerDependencies,
  request: ResourceRequest,
  context: InvocationContext,
  hide: (text: string) => string,
): Promise<Answer> {
  const about = {
    requestType: request.requestType,
    resourceType: request.resourceType,
    logicalId: request.logicalId,
    requestId: request.requestId,
  };
  // Nothing is ever undone, so Delete needs neither AWS nor valid properties: a rollback must not get stuck on them.
  if (request.requestType === 'Delete') {
    log.info('delete-leaves-setting', about);
    return { status: 'SUCCESS', physicalId: request.physicalId ?? idWithoutSetting(request) };
  }
  let prepared: PreparedSetting | undefined;
  try {
    const setting = prepare(settings, request);
    prepared = setting;
    const outcome = await withinTime(
      timer,
      context.getRemainingTimeInMillis() - DELIVERY_TIME_MS,
      (signal) => setting.apply(signal),
    );
    const answer: Success = {
      status: 'SUCCESS',
      physicalId: setting.physicalId,
      outcome: { ...outcome, state: setting.mode === 'enforce' ? 'enforced' : 'verified' },
    };
    log.info('setting-applied', { ...about, mode: setting.mode, changed: outcome.changed });
    return answer;
  } catch (error) {
    log.error('setting-failed', { ...about, problem: hide(errorChain(error)) });
    return {
      status: 'FAILED',
      physicalId: request.physicalId ?? prepared?.physicalId ?? idWithoutSetting(request),
      sentence: hide(sentenceFor(error)),
      details: `Details: CloudWatch log group ${logLocation.group} stream ${logLocation.stream}`,
    };
  }
}

function prepare(settings: readonly Setting[], request: ResourceRequest): PreparedSetting {
  if (request.requestType !== 'Create' && request.requestType !== 'Update') {
    throw new MalformedEventError(
      `RequestType is ${request.requestType}: expected Create, Update or Delete.`,
    );
  }
  const setting = settings.find(({ resourceType }) => resourceType === request.resourceType);
  if (setting === undefined) {
    const known = settings.map(({ resourceType }) => resourceType).join(', ');
    throw new PropertyError(
      `Resource type ${request.resourceType} is unknown: expected one of ${known}; correct it in the template.`,
    );
  }
  return setting.prepare(request.properties, placeOf(request.stackId));
}

/** CloudFormation wants a physical id also for a resource that never came to be. */
function idWithoutSetting(request: ResourceRequest): string {
  return `none/${request.logicalId}`;
}

function sentenceFor(error: unknown): string {
  if (error instanceof BaselineError) {
    return error.message;
  }
  const { name, message } = describeError(error);
  return `The setting failed with an error that nobody foresaw (${name}: ${message}): deploy again, and if it fails again see the log.`;
}

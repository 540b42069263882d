import { MalformedEventError } from './errors';

/** What CloudFormation asks, without the ResponseURL: this much may be logged, field by field. */
export interface ResourceRequest {
  readonly requestType: string;
  readonly resourceType: string;
  readonly requestId: string;
  readonly stackId: string;
  readonly logicalId: string;
  /** Absent on Create. */
  readonly physicalId: string | undefined;
  readonly properties: unknown;
}

export interface AnswerableRequest {
  readonly request: ResourceRequest;
  /** A credential: who has it can answer in our place. Never log it. */
  readonly responseUrl: string;
}

/** Where the stack lives. */
export interface Place {
  readonly region: string;
  readonly accountId: string;
}

/** Takes what an answer needs and leaves the rest to be judged later, so that a bad request gets an answer too. */
export function readEvent(event: unknown): AnswerableRequest {
  if (typeof event !== 'object' || event === null) {
    throw new MalformedEventError(
      'The event is not an object: expected a custom resource request of CloudFormation.',
    );
  }
  const fields = new Map<string, unknown>(Object.entries(event));
  const optional = (name: string) => {
    const value = fields.get(name);
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  const needed = (name: string) => {
    const value = optional(name);
    if (value === undefined) {
      throw new MalformedEventError(
        `The event has no ${name}: expected a custom resource request of CloudFormation; without it there is no answer.`,
      );
    }
    return value;
  };
  return {
    responseUrl: needed('ResponseURL'),
    request: {
      requestType: optional('RequestType') ?? 'none',
      resourceType: optional('ResourceType') ?? 'none',
      requestId: needed('RequestId'),
      stackId: needed('StackId'),
      logicalId: needed('LogicalResourceId'),
      physicalId: optional('PhysicalResourceId'),
      properties: fields.get('ResourceProperties'),
    },
  };
}

/** Region and account, from `arn:<partition>:cloudformation:<region>:<account>:stack/…`. */
export function placeOf(stackId: string): Place {
  const [arn, , service, region, accountId] = stackId.split(':');
  if (arn !== 'arn' || service !== 'cloudformation' || !region || !accountId) {
    throw new MalformedEventError(
      `StackId is ${JSON.stringify(stackId)}: expected the ARN of a CloudFormation stack.`,
    );
  }
  return { region, accountId };
}

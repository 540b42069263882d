import { MalformedEventError } from '../../../lambda/baseline/errors';
import { placeOf, readEvent } from '../../../lambda/baseline/event';
import { PLACE, RESPONSE_URL, STACK_ID, cloudFormationEvent } from '../support/baseline';

describe('readEvent', () => {
  test('parts the request from the ResponseURL', () => {
    const { request, responseUrl } = readEvent(cloudFormationEvent());
    expect(responseUrl).toBe(RESPONSE_URL);
    expect(JSON.stringify(request)).not.toContain('X-Amz-Signature');
    expect(request).toMatchObject({
      requestType: 'Create',
      physicalId: undefined,
      stackId: STACK_ID,
    });
  });

  test.each(['ResponseURL', 'StackId', 'RequestId', 'LogicalResourceId'])(
    'without %s there can be no answer',
    (name) => {
      expect(() => readEvent(cloudFormationEvent({ [name]: undefined }))).toThrow(
        MalformedEventError,
      );
      expect(() => readEvent(cloudFormationEvent({ [name]: '' }))).toThrow(
        `The event has no ${name}`,
      );
    },
  );

  test.each([undefined, null, 'text', 7])('refuses %p', (event) => {
    expect(() => readEvent(event)).toThrow(MalformedEventError);
  });
});

describe('placeOf', () => {
  test.each(['aws', 'aws-us-gov'])('reads the ARN in partition %s', (partition) => {
    expect(placeOf(STACK_ID.replace('arn:aws:', `arn:${partition}:`))).toEqual(PLACE);
  });

  test.each(['', 'Baseline', 'arn:aws:s3:::bucket', 'arn:aws:cloudformation:eu-central-1'])(
    'refuses %p',
    (stackId) => {
      expect(() => placeOf(stackId)).toThrow(MalformedEventError);
    },
  );
});

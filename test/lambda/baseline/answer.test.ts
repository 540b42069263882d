import * as fc from 'fast-check';
import { LONGEST_BODY, answerBody } from '../../../lambda/baseline/answer';
import { readEvent } from '../../../lambda/baseline/event';
import { STACK_ID, cloudFormationEvent } from '../support/baseline';
import type { SentAnswer } from '../support/baseline';
import { anyText } from '../../support/any-text';

const { request } = readEvent(cloudFormationEvent());
const sent = (body: string) => JSON.parse(body) as SentAnswer;
const details = 'Details: CloudWatch log group g stream s';

describe('answerBody', () => {
  test('says what was changed', () => {
    const outcome = {
      changed: ['BlockPublicAcls', 'IgnorePublicAcls'],
      state: 'enforced',
    } as const;
    expect(sent(answerBody(request, { status: 'SUCCESS', physicalId: 'id', outcome }))).toEqual({
      Status: 'SUCCESS',
      PhysicalResourceId: 'id',
      StackId: STACK_ID,
      RequestId: 'request-1',
      LogicalResourceId: 'Setting',
      Data: { Changed: 'BlockPublicAcls, IgnorePublicAcls', State: 'enforced' },
    });
  });

  test('says that nothing was changed, and passes more data', () => {
    const outcome = { changed: [], data: { KmsKeyId: 'k' }, state: 'verified' } as const;
    expect(
      sent(answerBody(request, { status: 'SUCCESS', physicalId: 'id', outcome })).Data,
    ).toEqual({
      Changed: 'nothing',
      State: 'verified',
      KmsKeyId: 'k',
    });
  });

  test('500 changed groups become a list with a count', () => {
    const changed = Array.from(
      { length: 500 },
      (_, i) => `sg-${i} of vpc-${i}: 1 ingress, 1 egress`,
    );
    const body = answerBody(request, {
      status: 'SUCCESS',
      physicalId: 'id',
      outcome: { changed, state: 'enforced' },
    });
    expect(Buffer.byteLength(body)).toBeLessThanOrEqual(LONGEST_BODY);
    expect(sent(body).Data?.['Changed']).toMatch(/^sg-0 of vpc-0: 1 ingress.* and 4\d\d more$/);
  });

  test('never exceeds 4096 bytes, and the details are never cut', () => {
    const text = fc
      .tuple(anyText({ minLength: 1, maxLength: 20 }), fc.nat(500))
      .map(([part, times]) => part.repeat(times));
    fc.assert(
      fc.property(text, fc.array(text), fc.string({ maxLength: 300 }), (sentence, changed, id) => {
        const failure = answerBody(request, {
          status: 'FAILED',
          physicalId: id,
          sentence,
          details,
        });
        expect(Buffer.byteLength(failure)).toBeLessThanOrEqual(LONGEST_BODY);
        expect(sent(failure).Reason?.endsWith(details)).toBe(true);

        const outcome = { changed, data: { KmsKeyId: sentence }, state: 'enforced' } as const;
        const success = answerBody(request, { status: 'SUCCESS', physicalId: id, outcome });
        expect(Buffer.byteLength(success)).toBeLessThanOrEqual(LONGEST_BODY);
      }),
      { numRuns: 200 },
    );
  });

  test('with ids as long as CloudFormation allows there is still room', () => {
    const long = { ...request, stackId: 's'.repeat(1024), logicalId: 'l'.repeat(255) };
    const failure = answerBody(long, {
      status: 'FAILED',
      physicalId: 'p'.repeat(1024),
      sentence: 'x'.repeat(5000),
      details: 'd'.repeat(1000),
    });
    expect(Buffer.byteLength(failure)).toBeLessThanOrEqual(LONGEST_BODY);
    expect(sent(failure).Reason).toMatch(/^x+\.\.\. d{1000}$/);
  });
});

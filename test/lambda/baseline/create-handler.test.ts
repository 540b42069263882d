import { DELIVERY_TIME_MS } from '../../../lambda/baseline/deliver';
import {
  AwsCallError,
  DeliveryError,
  MalformedEventError,
  WeakerSettingError,
} from '../../../lambda/baseline/errors';
import type { Outcome, Setting } from '../../../lambda/baseline/setting';
import { readProperties } from '../../../lambda/baseline/properties';
import { consoleLogger } from '../../../lambda/shared/log';
import { RESPONSE_URL, STACK_ID, cloudFormationEvent, denied, harness } from '../support/baseline';

/** A setting whose apply is given; counts how often it was asked to do anything. */
function fakeSetting(apply: (signal: AbortSignal) => Promise<Outcome>) {
  const used = { prepared: 0, applied: 0 };
  const setting: Setting = {
    resourceType: 'Custom::Fake',
    prepare(raw, place) {
      used.prepared += 1;
      const { mode } = readProperties(raw, []);
      return {
        mode,
        physicalId: `fake/${place.accountId}`,
        async apply(signal) {
          used.applied += 1;
          return apply(signal);
        },
      };
    },
  };
  return { settings: [setting], used };
}

const fakeEvent = (fields: Readonly<Record<string, unknown>> = {}) =>
  cloudFormationEvent({
    ResourceType: 'Custom::Fake',
    ResourceProperties: { ServiceToken: 'arn', Mode: 'enforce' },
    ...fields,
  });
const answerIds = { StackId: STACK_ID, RequestId: 'request-1', LogicalResourceId: 'Setting' };
const DETAILS = 'Details: CloudWatch log group /aws/lambda/baseline stream 2026/11/22/[1]abc';

describe('Create and Update', () => {
  test.each([
    ['Create', undefined],
    ['Update', 'fake/111122223333'],
  ])('%s applies the setting and answers', async (RequestType, PhysicalResourceId) => {
    const { settings } = fakeSetting(async () => ({ changed: ['A', 'B'] }));
    const { handler, context, answers, timers } = harness({ settings });
    await handler(fakeEvent({ RequestType, PhysicalResourceId }), context);
    expect(answers).toEqual([
      {
        Status: 'SUCCESS',
        PhysicalResourceId: 'fake/111122223333',
        ...answerIds,
        Data: { Changed: 'A, B', State: 'enforced' },
      },
    ]);
    expect(timers).toMatchObject([{ milliseconds: 120_000 - DELIVERY_TIME_MS, cancelled: true }]);
  });

  test('mode existing is answered as verified', async () => {
    const { settings } = fakeSetting(async () => ({ changed: [] }));
    const { handler, context, answers } = harness({ settings });
    await handler(fakeEvent({ ResourceProperties: { Mode: 'existing' } }), context);
    expect(answers).toMatchObject([
      { Status: 'SUCCESS', Data: { Changed: 'nothing', State: 'verified' } },
    ]);
  });

  test.each([
    [
      'an own error',
      new WeakerSettingError('X', ['it is off, expected on'], 'turn it on'),
      /^X is weaker than wanted \(it is off, expected on\): turn it on, or use mode enforce\. Details/,
    ],
    [
      'a refusal of AWS',
      denied('s3:PutThing'),
      /^s3:PutThing was denied \(AccessDenied: not authorized\): allow it to the role/,
    ],
    [
      'a failure of AWS',
      new AwsCallError('s3:PutThing', new Error('boom')),
      /^s3:PutThing failed \(Error: boom\): deploy again/,
    ],
    [
      'an error that nobody foresaw',
      new RangeError('odd'),
      /^The setting failed with an error that nobody foresaw \(RangeError: odd\): deploy again/,
    ],
    ['no error at all', 'just text', /^The setting failed .* \(Thrown: just text\)/],
  ])('%s becomes FAILED with a reason', async (_, thrown, reason) => {
    const { settings } = fakeSetting(() => Promise.reject(thrown));
    const { handler, context, answers, timers } = harness({ settings });
    await handler(fakeEvent(), context);
    expect(answers).toMatchObject([
      { Status: 'FAILED', PhysicalResourceId: 'fake/111122223333', ...answerIds },
    ]);
    expect(answers[0]?.Reason).toMatch(reason);
    expect(answers[0]?.Reason?.endsWith(DETAILS)).toBe(true);
    expect(timers).toMatchObject([{ cancelled: true }]);
  });

  test('a failed update keeps the physical id', async () => {
    const { settings } = fakeSetting(() => Promise.reject(denied('a:B')));
    const { handler, context, answers } = harness({ settings });
    await handler(fakeEvent({ RequestType: 'Update', PhysicalResourceId: 'old' }), context);
    expect(answers).toMatchObject([{ Status: 'FAILED', PhysicalResourceId: 'old' }]);
  });

  test.each([
    [
      'type',
      { ResourceType: 'Custom::Other' },
      'Resource type Custom::Other is unknown: expected one of Custom::Fake;',
    ],
    ['no type', { ResourceType: undefined }, 'Resource type none is unknown'],
    [
      'property',
      { ResourceProperties: { Mode: 'enforce', Colour: 'red' } },
      'Unknown property Colour: expected only Mode;',
    ],
    [
      'mode',
      { ResourceProperties: { Mode: 'off' } },
      'Property Mode is "off": expected enforce or existing;',
    ],
    ['request', { RequestType: 'Read' }, 'RequestType is Read: expected Create, Update or Delete.'],
    [
      'stack',
      { StackId: 'Baseline' },
      'StackId is "Baseline": expected the ARN of a CloudFormation stack.',
    ],
  ])('an unknown %s is refused without touching anything', async (_, fields, reason) => {
    const { settings, used } = fakeSetting(async () => ({ changed: [] }));
    const { handler, context, answers } = harness({ settings });
    await handler(fakeEvent(fields), context);
    expect(answers).toMatchObject([{ Status: 'FAILED', PhysicalResourceId: 'none/Setting' }]);
    expect(answers[0]?.Reason).toContain(reason);
    expect(used.applied).toBe(0);
  });

  test('an event without an address for the answer throws', async () => {
    const { handler, context, answers } = harness();
    await expect(handler(fakeEvent({ ResponseURL: undefined }), context)).rejects.toThrow(
      MalformedEventError,
    );
    expect(answers).toEqual([]);
  });
});

describe('Delete', () => {
  test.each([
    ['as usual', {}, 'fake/1'],
    [
      'with properties that are invalid',
      { ResourceProperties: { Mode: 7, Colour: 'red' } },
      'fake/1',
    ],
    ['without properties', { ResourceProperties: undefined }, 'fake/1'],
    ['of an unknown type', { ResourceType: 'Custom::Other' }, 'fake/1'],
    ['of a create that failed', { PhysicalResourceId: 'none/Setting' }, 'none/Setting'],
    ['without a physical id', { PhysicalResourceId: undefined }, 'none/Setting'],
    ['of a stack id that is none', { StackId: 'Baseline' }, 'fake/1'],
  ])('%s: SUCCESS at once, nothing is called', async (_, fields, id) => {
    const { settings, used } = fakeSetting(() => Promise.reject(denied('a:B')));
    const { handler, context, answers, timers } = harness({ settings });
    const none = { getRemainingTimeInMillis: () => 0 };
    for (const situation of [context, none]) {
      await handler(
        fakeEvent({ RequestType: 'Delete', PhysicalResourceId: 'fake/1', ...fields }),
        situation,
      );
    }
    expect(answers).toHaveLength(2);
    for (const answer of answers) {
      expect(answer).toEqual({
        Status: 'SUCCESS',
        PhysicalResourceId: id,
        ...answerIds,
        ...('StackId' in fields ? { StackId: fields.StackId } : {}),
      });
    }
    expect(used).toEqual({ prepared: 0, applied: 0 });
    expect(timers).toEqual([]);
  });
});

describe('time', () => {
  test('work that does not end is answered FAILED while there is time to answer', async () => {
    let signal: AbortSignal | undefined;
    const { settings } = fakeSetting((given) => {
      signal = given;
      return new Promise(() => {});
    });
    const { handler, context, answers, timers } = harness({ settings });
    const done = handler(fakeEvent(), context);
    expect(timers).toHaveLength(1);
    timers[0]?.run();
    await done;
    expect(answers).toMatchObject([{ Status: 'FAILED', PhysicalResourceId: 'fake/111122223333' }]);
    expect(answers[0]?.Reason).toMatch(
      /^The function ran out of time before the setting was done: deploy again/,
    );
    expect(signal?.aborted).toBe(true);
    expect(timers).toMatchObject([{ cancelled: true }]);
  });

  test('a function whose time-out is too short to answer safely does not begin', async () => {
    const { settings, used } = fakeSetting(async () => ({ changed: [] }));
    const { handler, answers, timers } = harness({ settings });
    await handler(fakeEvent(), { getRemainingTimeInMillis: () => DELIVERY_TIME_MS });
    expect(answers).toMatchObject([{ Status: 'FAILED' }]);
    expect(used.applied).toBe(0);
    expect(timers).toEqual([]);
  });
});

describe('delivery', () => {
  test('an answer that nobody takes throws, so that Lambda repeats the event', async () => {
    const { settings } = fakeSetting(async () => ({ changed: [] }));
    const { handler, context, sleeps } = harness({ settings, sender: { put: async () => 500 } });
    await expect(handler(fakeEvent(), context)).rejects.toThrow(DeliveryError);
    expect(sleeps).toEqual([250, 500, 1000]);
  });
});

describe('what is logged', () => {
  const methods = ['debug', 'log', 'info', 'warn', 'error'] as const;
  afterEach(() => jest.restoreAllMocks());

  test('never the ResponseURL nor the properties, whatever goes wrong', async () => {
    const written: unknown[] = [];
    for (const method of methods) {
      jest
        .spyOn(console, method)
        .mockImplementation((...parts: unknown[]) => written.push(...parts));
    }
    const leaky = new Error(`while answering ${RESPONSE_URL}`, {
      cause: new Error(RESPONSE_URL.split('?')[1]),
    });
    const { settings } = fakeSetting(() => Promise.reject(leaky));
    const secret = { Mode: 'enforce', ServiceToken: 'do-not-log-me' };
    const answered: string[] = [];
    const sender = {
      async put(_: string, body: string): Promise<number> {
        answered.push(body);
        throw leaky;
      },
    };
    const { handler, context } = harness({ settings, sender, log: consoleLogger });
    const failures: unknown[] = [];
    for (const RequestType of ['Create', 'Update', 'Delete', 'Read']) {
      const event = fakeEvent({ RequestType, ResourceProperties: secret });
      failures.push(await handler(event, context).catch((error: unknown) => error));
    }
    const broken = fakeEvent({ RequestId: undefined });
    failures.push(await handler(broken, context).catch((error: unknown) => error));

    expect(failures.map((failure) => (failure as Error).name)).toEqual([
      ...Array(4).fill('DeliveryError'),
      'MalformedEventError',
    ]);
    const texts = [
      JSON.stringify(written),
      ...answered,
      // What Lambda itself logs of an error that is thrown.
      ...failures.flatMap((failure) => {
        const { stack, message, cause } = failure as Error;
        return [
          String(stack),
          message,
          JSON.stringify({ cause }),
          String((cause as Error | undefined)?.stack),
        ];
      }),
    ];
    expect(written.length).toBeGreaterThan(10);
    for (const text of texts) {
      expect(text).not.toContain('X-Amz-Signature');
      expect(text).not.toContain('5ec4e7');
      expect(text).not.toContain('do-not-log-me');
    }
  });

  test('what was done, in fields', async () => {
    const { settings } = fakeSetting(async () => ({ changed: ['A'] }));
    const { handler, context, logged } = harness({ settings });
    await handler(fakeEvent(), context);
    expect(logged).toEqual([
      {
        level: 'info',
        event: 'setting-applied',
        fields: {
          requestType: 'Create',
          resourceType: 'Custom::Fake',
          logicalId: 'Setting',
          requestId: 'request-1',
          mode: 'enforce',
          changed: ['A'],
        },
      },
    ]);
  });
});

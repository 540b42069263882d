import { Readable } from 'node:stream';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { awsClock } from '../../../../lambda/shared/stores/aws-clock';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
/** Whole seconds, as AWS tells them. */
const TRUE_TIME = Date.UTC(2027, 0, 15, 12);

/** A machine that asks AWS, with a clock that goes only when it is told to. */
function machine(ahead: number) {
  const state = { ahead, passed: 0 };
  let answer = { statusCode: 200, slow: 0, late: 0, date: true };
  const handle = async () => {
    state.passed += answer.slow;
    const date = new Date(TRUE_TIME + state.passed).toUTCString();
    state.passed += answer.late;
    const { statusCode } = answer;
    const headers: Record<string, string> = answer.date ? { date } : {};
    return Promise.resolve({ response: { statusCode, headers, body: Readable.from(['']) } });
  };
  const client = new S3Client({
    region: 'us-east-1',
    credentials: { accessKeyId: 'made-up', secretAccessKey: 'made-up' },
    maxAttempts: 1,
    requestHandler: { handle },
  });
  const clock = awsClock(client, () => TRUE_TIME + state.passed + state.ahead);
  return {
    state,
    /** By how much the clock is ahead of the truth. */
    wrongBy: () => clock() - TRUE_TIME - state.passed,
    async ask(change: Partial<typeof answer> = {}) {
      answer = { statusCode: 200, slow: 0, late: 0, date: true, ...change };
      const failed = await client
        .send(new GetObjectCommand({ Bucket: 'made-up', Key: 'made-up' }))
        .then(
          () => false,
          () => true,
        );
      expect(failed).toBe(answer.statusCode !== 200);
    },
  };
}

test.each([
  [3 * HOUR, MINUTE],
  [-3 * HOUR, -MINUTE],
  [61 * SECOND, MINUTE],
  [-61 * SECOND, -MINUTE],
  [59 * SECOND, 59 * SECOND],
  [-59 * SECOND, -59 * SECOND],
  [0, 0],
])('a clock that is ahead by %d ms is ahead by %d once AWS has answered', async (ahead, then) => {
  const { ask, wrongBy } = machine(ahead);
  expect(wrongBy()).toBe(ahead);
  await ask();
  expect(wrongBy()).toBe(then);
});

test.each([403, 404, 412])('an answer of %d tells the time as well', async (statusCode) => {
  const { ask, wrongBy } = machine(3 * HOUR);
  await ask({ statusCode });
  expect(wrongBy()).toBe(MINUTE);
});

test.each([0, 59 * SECOND])('a late answer sets no clock back: %d ms ahead', async (ahead) => {
  const { ask, wrongBy } = machine(ahead);
  await ask({ late: 15 * MINUTE });
  expect(wrongBy()).toBe(ahead);
});

test.each([
  [3 * HOUR, MINUTE, { slow: 15 * MINUTE }],
  [3 * HOUR, MINUTE, { late: 15 * MINUTE }],
  [-3 * HOUR, -MINUTE, { slow: 15 * MINUTE }],
  [-3 * HOUR, -MINUTE, { late: 15 * MINUTE }],
])(
  'what was put right stays so: %d ms ahead, then %d, and an answer that is %j',
  async (ahead, then, answer) => {
    const { ask, wrongBy } = machine(ahead);
    await ask();
    await ask(answer);
    expect(wrongBy()).toBe(then);
  },
);

test('a clock about a minute ahead does not jump', async () => {
  const { state, ask, wrongBy } = machine(61 * SECOND);
  await ask();
  for (const ahead of [59, 61, 59]) {
    state.ahead = ahead * SECOND;
    await ask();
    expect(wrongBy()).toBeLessThanOrEqual(MINUTE);
    expect(wrongBy()).toBeGreaterThanOrEqual(58 * SECOND);
  }
});

test('a clock that was mended is right again', async () => {
  const { state, ask, wrongBy } = machine(3 * HOUR);
  await ask();
  state.ahead = 0;
  await ask();
  expect(Math.abs(wrongBy())).toBeLessThanOrEqual(MINUTE);
});

test('an answer without a time changes nothing', async () => {
  const { ask, wrongBy } = machine(3 * HOUR);
  await ask({ date: false });
  expect(wrongBy()).toBe(3 * HOUR);
});

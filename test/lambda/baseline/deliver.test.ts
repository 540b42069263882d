import {
  ATTEMPT_TIMEOUT_MS,
  DELIVERY_TIME_MS,
  deliver,
  hider,
} from '../../../lambda/baseline/deliver';
import { DeliveryError } from '../../../lambda/baseline/errors';
import { errorChain } from '../../../lambda/shared/errors';
import { RESPONSE_URL } from '../support/baseline';
import { logInto } from '../support/memory-log';

function setUp(outcomes: readonly (number | Error)[]) {
  const puts: string[] = [];
  const sleeps: number[] = [];
  const logged: unknown[] = [];
  const dependencies = {
    sender: {
      async put(url: string, body: string) {
        const outcome = outcomes[puts.length] ?? 200;
        puts.push(`${url} ${body}`);
        if (typeof outcome === 'number') {
          return outcome;
        }
        throw outcome;
      },
    },
    sleep: async (milliseconds: number) => sleeps.push(milliseconds),
    log: logInto((_, event, fields) => {
      logged.push({ event, fields });
    }),
  };
  return { dependencies, puts, sleeps, logged };
}

describe('deliver', () => {
  test('once is enough when CloudFormation takes it', async () => {
    const { dependencies, puts, sleeps, logged } = setUp([204]);
    await deliver(dependencies, RESPONSE_URL, '{}');
    expect(puts).toEqual([`${RESPONSE_URL} {}`]);
    expect(sleeps).toEqual([]);
    expect(logged).toEqual([]);
  });

  test('tries again after a refusal and after a broken connection', async () => {
    const { dependencies, puts, sleeps } = setUp([503, new TypeError('fetch failed'), 200]);
    await deliver(dependencies, RESPONSE_URL, '{}');
    expect(puts).toHaveLength(3);
    expect(new Set(puts).size).toBe(1);
    expect(sleeps).toEqual([250, 500]);
  });

  test.each([302, 403, 500])('throws after four answers with status %p', async (status) => {
    const { dependencies, puts, sleeps } = setUp([status, status, status, status, 200]);
    await expect(deliver(dependencies, RESPONSE_URL, '{}')).rejects.toThrow(DeliveryError);
    expect(puts).toHaveLength(4);
    expect(sleeps).toEqual([250, 500, 1000]);
  });

  test('neither the log nor the error holds the URL, even if the connection error does', async () => {
    const broken = new TypeError(`Failed to parse URL from ${RESPONSE_URL}`, {
      cause: new Error(`GET ?${RESPONSE_URL.split('?')[1]}`),
    });
    const { dependencies, logged } = setUp([broken, broken, broken, broken]);
    const failure: unknown = await deliver(dependencies, RESPONSE_URL, '{}').catch(
      (error) => error,
    );
    expect(errorChain(failure)).toContain('<ResponseURL>');
    for (const text of [JSON.stringify(logged), errorChain(failure), String(failure)]) {
      expect(text).not.toContain('X-Amz-Signature');
    }
  });

  test('the time kept for it is enough for every attempt and pause', () => {
    expect(DELIVERY_TIME_MS).toBeGreaterThan(4 * ATTEMPT_TIMEOUT_MS + 250 + 500 + 1000);
  });
});

describe('hider', () => {
  test('works for a URL without a query too', () => {
    expect(hider('https://a.example/x')('see https://a.example/x')).toBe('see <ResponseURL>');
  });
});

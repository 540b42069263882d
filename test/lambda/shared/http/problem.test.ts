import { AuditUnavailableError } from '../../../../lambda/shared/audit/errors';
import { ZoneError } from '../../../../lambda/shared/errors';
import { proxyResult, SECURITY_HEADERS } from '../../../../lambda/shared/http/answer';
import { problemAnswer, RequestError } from '../../../../lambda/shared/http/problem';
import { REQUEST_ID } from '../../support/api-events';
import { memoryLog } from '../../support/memory-log';

/** An error of a capability, which says how it is answered without knowing HTTP. */
class Refused extends ZoneError {
  override readonly name = 'Refused';

  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

class Plain extends ZoneError {
  override readonly name = 'Plain';
}

function answered(error: unknown) {
  const log = memoryLog();
  return { ...problemAnswer(error, { requestId: REQUEST_ID, log }), lines: log.lines };
}

describe('an error becomes a problem', () => {
  test('that says what it says', () => {
    const error = new RequestError(409, {
      code: 'key-used',
      title: 'The key was used.',
      detail: 'Take a new one.',
      headers: { 'X-More': 'yes' },
      errors: [{ pointer: '#/key', detail: 'was used.' }],
    });
    expect(answered(error)).toEqual({
      status: 409,
      contentType: 'application/problem+json',
      headers: { 'X-More': 'yes' },
      body: {
        type: 'https://hlz.example/problems/key-used',
        title: 'The key was used.',
        status: 409,
        detail: 'Take a new one.',
        instance: `urn:request:${REQUEST_ID}`,
        code: 'key-used',
        errors: [{ pointer: '#/key', detail: 'was used.' }],
      },
      lines: [],
    });
  });

  test.each([
    [401, { 'WWW-Authenticate': 'Bearer' }],
    [403, {}],
    [503, { 'Retry-After': '1' }],
  ])('of its own status %d, with the headers that belong to it', (status, headers) => {
    const { body, ...answer } = answered(new Refused(status, 'some-code', 'Do something.'));
    expect(answer).toMatchObject({ status, headers });
    expect(body).toMatchObject({ status, code: 'some-code', detail: 'Do something.' });
    expect(body).toHaveProperty('title', expect.stringMatching(/\.$/));
  });

  test('that says when to come back, if the error does', () => {
    const headers = { 'Retry-After': '42' };
    const error = new RequestError(503, { code: 'c', title: 't', detail: 'd', headers });
    expect(answered(error).headers).toEqual({ 'Retry-After': '42' });
  });

  test('503 when an act could not be written down: no record, no data', () => {
    const error = new AuditUnavailableError([undefined], ['AAAA-1'], ['Throttled']);
    const { status, headers, body, lines } = answered(error);
    expect({ status, headers }).toEqual({ status: 503, headers: { 'Retry-After': '1' } });
    expect(body).toMatchObject({ code: 'audit-unavailable' });
    expect(lines).toMatchObject([{ level: 'warn', event: 'request-unavailable' }]);
  });

  test.each<readonly [string, unknown, string]>([
    ['an error of the runtime', new TypeError('secret detail'), 'TypeError: secret detail'],
    ['an error of ours that says no status', new Plain('secret detail'), 'Plain: secret detail'],
    [
      'one with a status that means nothing',
      new Refused(200, 'c', 'secret detail'),
      'Refused: secret detail',
    ],
    ['no error at all', 'secret detail', 'Thrown: secret detail'],
  ])('500 for %s, of which only the log says more', (_, error, chain) => {
    const { status, body, lines } = answered(error);
    expect(status).toBe(500);
    expect(body).toMatchObject({ code: 'internal-error' });
    expect(JSON.stringify(body)).not.toContain('secret');
    expect(lines).toEqual([
      { level: 'error', event: 'request-failed', fields: { requestId: REQUEST_ID, error: chain } },
    ]);
  });

  test('that lists at most a hundred things', () => {
    const errors = Array.from({ length: 101 }, (_, at) => ({
      pointer: `#/${String(at)}`,
      detail: 'd',
    }));
    const { body } = answered(
      new RequestError(400, { code: 'c', title: 't', detail: 'd', errors }),
    );
    expect(body).toHaveProperty('errors', errors.slice(0, 100));
  });
});

describe('an answer', () => {
  test('has the security headers, whatever it says itself', () => {
    const { headers } = proxyResult({
      status: 200,
      headers: { 'cache-control': 'public', 'CONTENT-TYPE': 'text/html', 'X-Hlz-Next-Page': 'abc' },
    });
    expect(headers).toEqual({
      'Strict-Transport-Security': 'max-age=63072000; includeSubDomains; preload',
      'Cache-Control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
      'Content-Type': 'application/json',
      'X-Hlz-Next-Page': 'abc',
    });
    expect(headers).toMatchObject(SECURITY_HEADERS);
  });

  test.each([
    [{ status: 200, body: { a: 1 } }, '{"a":1}'],
    [{ status: 200, body: 'a,b\r\n', contentType: 'text/csv' }, 'a,b\r\n'],
    [{ status: 204 }, ''],
  ])('%j has the body %j', (answer, body) => {
    expect(proxyResult(answer)).toMatchObject({ statusCode: answer.status, body });
  });
});

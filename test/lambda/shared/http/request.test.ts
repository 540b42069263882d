import { ProblemError } from '../../../../lambda/shared/http/problem';
import {
  LONGEST_BODY,
  readBody,
  readCall,
  requestIdOf,
} from '../../../../lambda/shared/http/request';
import type { ApiEventParts } from '../../support/api-events';
import { apiEvent, REQUEST_ID } from '../../support/api-events';

const END = 'POST /v1/session/end';
const json = { 'Content-Type': 'application/json' };

function refused(run: () => unknown): string {
  try {
    run();
    return 'taken';
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return `${String(error.status)} ${error.code}`;
  }
}

describe('a call', () => {
  test('stands for an operation, whatever the case of its headers', () => {
    const headers = {
      AUTHORIZATION: 'Bearer a.b.c',
      'X-Hlz-On-Behalf-Of': 'd.e.f',
      Gone: undefined,
    };
    expect(readCall(apiEvent('GET /v1/session', { headers }))).toEqual({
      operationId: 'readSession',
      root: 'people',
      requestId: REQUEST_ID,
      headers: { authorization: 'Bearer a.b.c', 'x-hlz-on-behalf-of': 'd.e.f' },
      sourceIp: '192.0.2.7',
    });
  });

  test('stands for the same operation on the root of services, and names their role', () => {
    const userArn = 'arn:aws:sts::111122223333:assumed-role/records/session';
    expect(
      readCall(apiEvent('POST /service/v1/audit/events', { headers: {}, identity: { userArn } })),
    ).toEqual({
      operationId: 'appendAuditEvents',
      root: 'services',
      requestId: REQUEST_ID,
      headers: {},
      sourceIp: '192.0.2.7',
      callerArn: userArn,
    });
  });

  test('of a person names no role, whatever API Gateway says', () => {
    const userArn = 'arn:aws:sts::111122223333:assumed-role/records/session';
    expect(readCall(apiEvent(END, { identity: { userArn } }))).not.toHaveProperty('callerArn');
  });

  test.each<readonly [string, ApiEventParts]>([
    ['what API Gateway saw', { identity: { userAgent: 'curl/8.5.0' } }],
    ['the header', { headers: { 'User-Agent': 'curl/8.5.0' } }],
  ])('keeps the program of the caller in short, by %s', (_, parts) => {
    expect(readCall(apiEvent(END, parts)).userAgent).toBe('curl/8');
  });

  test.each(['', 'test-invoke-source-ip', '999.1.1.1', 'fe80::1%eth0'])(
    'has no address where %j is said to be one',
    (sourceIp) => {
      expect(readCall(apiEvent(END, { identity: { sourceIp } }))).not.toHaveProperty('sourceIp');
    },
  );

  test.each([
    'GET /v1/session/end',
    'POST /v1/nothing',
    'POST /v1/session/end/',
    'POST constructor',
  ])('%s is for no operation', (request) => {
    expect(refused(() => readCall(apiEvent(request)))).toBe('404 no-such-operation');
  });

  test('has an id that can stand in an answer', () => {
    const event = apiEvent(END);
    const other = { ...event.requestContext, requestId: 'a b\n' };
    expect(requestIdOf({ ...event, requestContext: other })).toBe('unknown');
    expect(requestIdOf(event)).toBe(REQUEST_ID);
  });
});

describe('a body', () => {
  test('is the JSON that was sent, as it is or in base64', () => {
    const body = '{"justification":"Ünïcode 😀"}';
    expect(readBody(apiEvent(END, { body }))).toEqual(JSON.parse(body));
    const encoded = Buffer.from(body).toString('base64');
    expect(readBody(apiEvent(END, { body: encoded, isBase64Encoded: true }))).toEqual(
      JSON.parse(body),
    );
  });

  test('is not looked at where an operation takes none', () => {
    expect(readBody(apiEvent('GET /v1/session', { body: 'x', headers: {} }))).toBeUndefined();
  });

  test.each([
    'application/json',
    'Application/JSON; charset=UTF-8',
    'application/json;charset="utf-8";',
  ])('is taken as %s', (type) => {
    expect(readBody(apiEvent(END, { headers: { 'content-type': type }, body: '{}' }))).toEqual({});
  });

  test.each([undefined, '', 'text/plain', 'application/json; charset=utf-16', 'application/jsonp'])(
    'is refused as %s',
    (type) => {
      const event = apiEvent(END, { headers: { 'content-type': type }, body: '{}' });
      expect(refused(() => readBody(event))).toBe('415 not-json');
    },
  );

  test.each<readonly [string, ApiEventParts]>([
    ['none', { body: null }],
    ['blank', { body: ' \n' }],
    ['cut off', { body: '{"a":' }],
    [
      'no UTF-8',
      { body: Buffer.from([0x22, 0xff, 0x22]).toString('base64'), isBase64Encoded: true },
    ],
  ])('is refused when it is %s', (_, parts) => {
    expect(refused(() => readBody(apiEvent(END, { headers: json, ...parts })))).toBe(
      '400 invalid-json',
    );
  });

  const text = (length: number): string => `"${'é'.repeat((length - 2) / 2)}"`;

  test.each([
    [END, LONGEST_BODY, false],
    [END, LONGEST_BODY, true],
    ['POST /v1/phi/encrypt', 4 * 1024 * 1024, false],
    ['POST /service/v1/phi/encrypt', 4 * 1024 * 1024, true],
  ])(
    'of %s is at most %i bytes long, counted in bytes (base64: %s)',
    (request, longest, isBase64Encoded) => {
      const sent = (length: number): ApiEventParts => {
        const body = text(length);
        return {
          body: isBase64Encoded ? Buffer.from(body).toString('base64') : body,
          isBase64Encoded,
        };
      };
      expect(refused(() => readBody(apiEvent(request, sent(longest))))).toBe('taken');
      expect(refused(() => readBody(apiEvent(request, sent(longest + 2))))).toBe('413 too-large');
      expect(refused(() => readBody(apiEvent(request, sent(longest * 3))))).toBe('413 too-large');
    },
  );
});

import { gzipSync } from 'node:zlib';
import { messagesOf, readAuthMessage } from '../../../../lambda/identity/events/auth-log';
import { IdentityEventError } from '../../../../lambda/identity/errors';
import { authMessage, logBatch, POOL, TYPED } from '../support/cognito';
import { NURSE } from '../support/people';
import { NOW } from '../support/tokens';

const read = (message: object = {}, around: object = {}) =>
  readAuthMessage(authMessage({ ...message }, { ...around }), POOL);

it('reads a failed sign-in, and not the name that was typed', () => {
  const id = 'a1b2c3d4-5678-40ab-8def-000000011111';
  const fact = read({ eventId: id, requestId: 'a1b2c3d4-5678-40ab-8def-000000022222' });
  expect(fact).toEqual({
    id,
    at: NOW,
    type: 'login-failure',
    action: 'sign-in',
    reason: 'wrong-password',
    user: NURSE.user,
    sourceIp: '192.0.2.1',
    userAgent: 'Chrome/126 on Windows',
    requestId: 'a1b2c3d4-5678-40ab-8def-000000022222',
  });
  expect(JSON.stringify(fact)).not.toContain(TYPED);
});

it.each([
  ['SignIn', 'Pass', undefined],
  ['SignIn', 'InProgress', undefined],
  ['SignUp', 'Fail', undefined],
  ['ResendCode', 'Pass', undefined],
  ['SomethingNew', 'Fail', undefined],
  ['ForgotPassword', 'InProgress', undefined],
  ['constructor', 'Fail', undefined],
  ['SignIn', 'Fail', { type: 'login-failure', action: 'sign-in' }],
  ['PasswordChange', 'Pass', { type: 'password-change', action: 'change-password' }],
  ['PasswordChange', 'Fail', { type: 'password-change', action: 'change-password' }],
  ['ForgotPassword', 'Pass', { type: 'password-change', action: 'reset-password' }],
  ['ForgotPassword', 'Fail', { type: 'password-change', action: 'reset-password' }],
])('tells of %s: %s', (eventType, eventResponse, told) => {
  const fact = read({ eventType, eventResponse });
  expect([fact]).toMatchObject([told]);
  expect(fact?.reason === undefined).toBe(told === undefined || eventResponse === 'Pass');
});

it.each([
  ['wrong-password', { challenges: ['Password:Failure'] }],
  ['wrong-password', { challenges: [{ challengeName: 'Password', challengeResponse: 'Failure' }] }],
  ['wrong-second-factor', { challenges: ['Password:Success', 'Mfa:Failure'] }],
  [
    'wrong-second-factor',
    {
      challenges: [
        { challengeName: 'Password', challengeResponse: 'Success' },
        { challengeName: 'Mfa', challengeResponse: 'Failure' },
      ],
    },
  ],
  ['compromised-password', { compromisedCredentialDetected: 'true' }],
  ['blocked-as-risk', { riskDecision: 'BLOCK' }],
  ['sign-in-failed', { challenges: [] }],
  ['sign-in-failed', { challenges: null }],
])('says why: %s', (reason, message) => {
  expect(read(message)?.reason).toBe(reason);
});

it('leaves out what is not there, and what is not what it should be', () => {
  const fact = read({
    userSub: null,
    ipAddress: 'unknown',
    deviceName: '',
    requestId: null,
    challenges: [],
  });
  expect(Object.keys(fact ?? {}).toSorted()).toEqual(['action', 'at', 'id', 'reason', 'type']);
  expect(read({ userSub: TYPED })).not.toHaveProperty('user');
  expect(read({ userSub: null, userName: 'janedoe' })).not.toHaveProperty('user');
});

it('leaves other logs of the pool alone', () => {
  expect(read({}, { eventSource: 'USER_NOTIFICATION' })).toBeUndefined();
});

it.each([
  ['that is no JSON', '{"eventSource":'],
  ['that is no object', '[]'],
  ['of another pool', authMessage({}, { logSourceId: { userPoolId: 'other' } })],
  ['without an id', authMessage({ eventId: null })],
  ['with a name as id', authMessage({ eventId: TYPED })],
  ['without a time', authMessage({}, { eventTimestamp: null })],
  ['without a type', authMessage({ eventType: null })],
  ['without a result', authMessage({ eventResponse: null })],
])('does not read a message %s', (_, text) => {
  const reading = (): unknown => readAuthMessage(text, POOL);
  expect(reading).toThrow(IdentityEventError);
  expect(reading).not.toThrow(TYPED);
});

describe('a batch', () => {
  it('is unpacked', () => {
    expect(messagesOf(logBatch(['a', 'b']))).toEqual(['a', 'b']);
  });

  it('has nothing in it when only the way is tried', () => {
    expect(
      messagesOf(logBatch(['CWL CONTROL MESSAGE'], { messageType: 'CONTROL_MESSAGE' })),
    ).toEqual([]);
  });

  it.each([
    ['no gzip', { awslogs: { data: Buffer.from('x').toString('base64') } }],
    ['no JSON', { awslogs: { data: gzipSync('{').toString('base64') } }],
    ['of another kind', logBatch([], { messageType: 'OTHER' })],
    ['without events', logBatch([], { logEvents: null })],
    ['a bomb', { awslogs: { data: gzipSync(Buffer.alloc(65 * 1024 * 1024)).toString('base64') } }],
  ])('is refused when it is %s', (_, event) => {
    expect(() => messagesOf(event)).toThrow(IdentityEventError);
  });
});

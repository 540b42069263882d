import { readTrailEvent, TRAIL_EVENTS } from '../../../../lambda/identity/events/trail-event';
import { IdentityEventError } from '../../../../lambda/identity/errors';
import { POOL, trailEvent } from '../support/cognito';
import { NURSE } from '../support/people';
import { NOW } from '../support/tokens';

const read = (name: string, detail: object = {}) =>
  readTrailEvent(trailEvent(name, { ...detail }), POOL);
const types = (name: string, detail: object = {}) => read(name, detail).map(({ type }) => type);

it('reads who changed a factor of his own', () => {
  const eventID = 'a1b2c3d4-5678-40ab-8def-000000011111';
  const requestID = 'a1b2c3d4-5678-40ab-8def-000000022222';
  expect(read('VerifySoftwareToken', { eventID, requestID })).toEqual([
    {
      id: eventID,
      at: NOW,
      type: 'mfa-enabled',
      action: 'verify-software-token',
      user: NURSE.user,
      sourceIp: '192.0.2.1',
      userAgent: 'Chrome/131 on Windows',
      requestId: requestID,
    },
  ]);
});

it.each([
  ['VerifySoftwareToken', ['mfa-enabled']],
  ['CompleteWebAuthnRegistration', ['mfa-enabled']],
  ['passkeys_add_POST', ['mfa-enabled']],
  ['MfaRegister_POST', ['mfa-enabled']],
  ['DeleteWebAuthnCredential', ['mfa-disabled']],
  ['SetUserSettings', ['permission-change']],
  ['AdminSetUserSettings', ['permission-change']],
  ['AdminSetUserPassword', ['password-change']],
  ['AdminResetUserPassword', ['password-change']],
  ['SetUserPoolMfaConfig', ['configuration-change']],
  // Of which CloudTrail shows no settings.
  ['SetUserMFAPreference', ['permission-change']],
  ['AdminSetUserMFAPreference', ['permission-change']],
])('tells of %s', (name, expected) => {
  expect(types(name)).toEqual(expected);
  expect(Object.keys(TRAIL_EVENTS)).toContain(name);
});

it.each([
  [{ softwareTokenMfaSettings: { enabled: true, preferredMfa: true } }, ['mfa-enabled']],
  [{ softwareTokenMfaSettings: { enabled: false } }, ['mfa-disabled']],
  [{ webAuthnMfaSettings: { enabled: 'false' } }, ['mfa-disabled']],
  [{ sMSMfaSettings: { enabled: true } }, ['mfa-enabled']],
  [
    { softwareTokenMfaSettings: { enabled: false }, webAuthnMfaSettings: { enabled: true } },
    ['mfa-enabled', 'mfa-disabled'],
  ],
  [{ softwareTokenMfaSettings: 'HIDDEN_DUE_TO_SECURITY_REASONS' }, ['permission-change']],
])('tells which factor comes and which goes: %j', (requestParameters, expected) => {
  expect(types('SetUserMFAPreference', { requestParameters })).toEqual(expected);
});

it('says which administrator did it, without what he calls himself', () => {
  const role = 'arn:aws:sts::111122223333:assumed-role/Admin';
  const by = (userIdentity: object) => read('AdminSetUserPassword', { userIdentity })[0]?.by;
  expect(by({ type: 'AssumedRole', arn: `${role}/jane.doe@example.com` })).toBe(role);
  expect(by({ type: 'IAMUser', arn: 'arn:aws:iam::111122223333:user/admin' })).toBe(
    'arn:aws:iam::111122223333:user/admin',
  );
  expect(by({ type: 'IAMUser', arn: 'arn:aws:iam::111122223333:user/jane@example.com' })).toBe(
    'aws-principal',
  );
  expect(by({ accountId: '111122223333' })).toBeUndefined();
});

it.each([
  [{}, undefined],
  [{ errorCode: '' }, undefined],
  [{ errorCode: 'NotAuthorizedException' }, 'not-authorized-exception'],
  [{ errorCode: 'EnableSoftwareTokenMFAException' }, 'enable-software-token-mfaexception'],
  [{ errorCode: 'Code 42!' }, 'failed'],
  [{ additionalEventData: { responseParameters: { status: 302 } } }, undefined],
  [{ additionalEventData: { responseParameters: { status: 400 } } }, 'failed'],
])('says why it did not happen: %j', (detail, reason) => {
  expect(read('VerifySoftwareToken', detail)[0]?.reason).toBe(reason);
});

it('leaves other pools alone', () => {
  expect(read('VerifySoftwareToken', { additionalEventData: { userPoolId: 'other' } })).toEqual([]);
  expect(read('AdminSetUserPassword', { requestParameters: { userPoolId: 'other' } })).toEqual([]);
});

it.each([
  ['another event', trailEvent('InitiateAuth')],
  ['an event by a name of Object', trailEvent('constructor')],
  ['one without an id', trailEvent('VerifySoftwareToken', { eventID: undefined })],
  ['one without a time', trailEvent('VerifySoftwareToken', { eventTime: 'today' })],
  ['one without a detail', { source: 'aws.cognito-idp' }],
])('does not read %s', (_, event) => {
  expect(() => readTrailEvent(event, POOL)).toThrow(IdentityEventError);
});

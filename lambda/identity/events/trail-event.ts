import { shortUserAgent } from '../../shared/audit/user-agent';
import { fieldsOf } from '../../shared/json';
import { IdentityEventError } from '../errors';
import type { Fact } from './fact';
import { address, known, opaque } from './fact';

/**
 * Changes of second factors and of passwords by an administrator, as CloudTrail tells them by way of
 * EventBridge: calls of the API of user pools, and of the pages of managed login.
 *
 * Source: https://docs.aws.amazon.com/cognito/latest/developerguide/logging-using-cloudtrail.html
 */

type Told = Fact['type'] | 'by-settings';

/** Names of events: the rule of EventBridge asks for these. */
export const TRAIL_EVENTS = {
  VerifySoftwareToken: ['mfa-enabled', 'verify-software-token'],
  CompleteWebAuthnRegistration: ['mfa-enabled', 'register-passkey'],
  passkeys_add_POST: ['mfa-enabled', 'register-passkey'],
  MfaRegister_POST: ['mfa-enabled', 'verify-software-token'],
  DeleteWebAuthnCredential: ['mfa-disabled', 'delete-passkey'],
  SetUserMFAPreference: ['by-settings', 'set-mfa-preference'],
  AdminSetUserMFAPreference: ['by-settings', 'set-mfa-preference'],
  SetUserSettings: ['permission-change', 'set-mfa-preference'],
  AdminSetUserSettings: ['permission-change', 'set-mfa-preference'],
  AdminSetUserPassword: ['password-change', 'set-password'],
  AdminResetUserPassword: ['password-change', 'reset-password'],
  SetUserPoolMfaConfig: ['configuration-change', 'set-mfa-of-pool'],
} as const satisfies Readonly<Record<string, readonly [Told, string]>>;

/** Whether an event comes from CloudTrail. */
export function isTrailEvent(event: unknown): boolean {
  return fieldsOf(fieldsOf(event)['detail'])['eventSource'] === 'cognito-idp.amazonaws.com';
}

/**
 * What an event tells: mostly one thing, two when one factor comes and another goes, none when it is of
 * another user pool.
 *
 * @param pool id of the user pool
 * @throws IdentityEventError
 */
export function readTrailEvent(event: unknown, pool: string): readonly Fact[] {
  const detail = fieldsOf(fieldsOf(event)['detail']);
  const more = fieldsOf(detail['additionalEventData']);
  const parameters = fieldsOf(detail['requestParameters']);
  const told = nameOf(detail['eventName']);
  const id = opaque(detail['eventID']);
  const at = Date.parse(String(detail['eventTime']));
  if (told === undefined || id === undefined || Number.isNaN(at)) {
    throw new IdentityEventError(
      'An event of CloudTrail is not as expected: expected one of a user pool that the rule asks for.',
    );
  }
  const pools = [more['userPoolId'], parameters['userPoolId']].filter(
    (other) => typeof other === 'string',
  );
  if (pools.some((other) => other !== pool)) return [];
  const [kind, action] = told;
  const userAgent = detail['userAgent'];
  const common = {
    id,
    at,
    action,
    ...known({
      reason: failureOf(detail),
      user: opaque(more['sub']),
      by: principalOf(detail['userIdentity']),
      sourceIp: address(detail['sourceIPAddress']),
      userAgent: typeof userAgent === 'string' ? shortUserAgent(userAgent) : undefined,
      requestId: opaque(detail['requestID']),
    }),
  };
  const types = kind === 'by-settings' ? typesBy(parameters) : [kind];
  return types.map((type) => ({ ...common, type }));
}

function nameOf(name: unknown): readonly [Told, string] | undefined {
  const names: Readonly<Record<string, readonly [Told, string]>> = TRAIL_EVENTS;
  return typeof name === 'string' && Object.hasOwn(names, name) ? names[name] : undefined;
}

/**
 * `softwareTokenMfaSettings: { enabled }` and its like. Where CloudTrail does not show them, nobody can
 * say whether a factor came or went: a change of what he may, then.
 */
function typesBy(parameters: Readonly<Record<string, unknown>>): readonly Fact['type'][] {
  const enabled = new Set(
    Object.entries(parameters)
      .filter(([name]) => /mfaSettings$/i.test(name))
      .map(([, settings]) => String(fieldsOf(settings)['enabled'])),
  );
  const types: readonly Fact['type'][] = [
    ...(enabled.has('true') ? (['mfa-enabled'] as const) : []),
    ...(enabled.has('false') ? (['mfa-disabled'] as const) : []),
  ];
  return types.length > 0 ? types : ['permission-change'];
}

/** `NotAuthorizedException` as `not-authorized-exception`; a page of managed login only has a status. */
function failureOf(detail: Readonly<Record<string, unknown>>): string | undefined {
  const { errorCode } = detail;
  if (typeof errorCode === 'string' && errorCode !== '') {
    const code = errorCode.replaceAll(/([a-z])([A-Z])/g, '$1-$2').toLowerCase();
    return /^[a-z]+(?:-[a-z]+)*$/.test(code) && code.length <= 48 ? code : 'failed';
  }
  const { status } = fieldsOf(fieldsOf(detail['additionalEventData'])['responseParameters']);
  return typeof status === 'number' && status >= 400 ? 'failed' : undefined;
}

/** Who signed the call; undefined when nobody did, which is how people act on themselves. */
function principalOf(userIdentity: unknown): string | undefined {
  const { arn, type } = fieldsOf(userIdentity);
  if (typeof arn !== 'string' || arn === '' || type === 'Unknown') return undefined;
  // The name of a role's session is chosen by whoever assumes it, often his e-mail address.
  return opaque(arn.replace(/(:assumed-role\/[^/]+)\/.*$/, '$1')) ?? 'aws-principal';
}

import { gunzipSync } from 'node:zlib';
import { shortUserAgent } from '../../shared/audit/user-agent';
import { fieldsOf, jsonIn } from '../../shared/json';
import { IdentityEventError } from '../errors';
import type { Fact } from './fact';
import { address, known, opaque } from './fact';

/**
 * The user-auth event log of a user pool (`userAuthEvents`), as CloudWatch Logs hands it on. What a
 * person typed as his name stands in it and is not read.
 *
 * Sources: https://docs.aws.amazon.com/cognito/latest/developerguide/exporting-quotas-and-usage.html
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html
 */

/** Lambda takes 6 MB of base64; what is much longer unpacked is no log. */
const MOST_BYTES = 64 * 1024 * 1024;

/** Whether an event comes from a subscription of CloudWatch Logs. */
export function isLogBatch(event: unknown): boolean {
  return typeof fieldsOf(fieldsOf(event)['awslogs'])['data'] === 'string';
}

/**
 * The messages of a batch; none of a message with which CloudWatch Logs only tries the way.
 *
 * @throws IdentityEventError
 */
export function messagesOf(event: unknown): readonly unknown[] {
  const { messageType, logEvents } = fieldsOf(
    unpacked(fieldsOf(fieldsOf(event)['awslogs'])['data']),
  );
  if (messageType === 'CONTROL_MESSAGE') return [];
  if (messageType !== 'DATA_MESSAGE' || !Array.isArray(logEvents)) throw unreadable();
  return logEvents.map((entry) => fieldsOf(entry)['message']);
}

function unpacked(data: unknown): unknown {
  try {
    const packed = Buffer.from(typeof data === 'string' ? data : '', 'base64');
    const text = gunzipSync(packed, { maxOutputLength: MOST_BYTES }).toString('utf8');
    return JSON.parse(text) as unknown;
  } catch {
    // Without its cause: the message of JSON.parse repeats what it read.
    throw unreadable();
  }
}

type Told = readonly [type: Fact['type'], action: string];

const PASSWORDS: readonly (readonly [string, Told])[] = [
  ['PasswordChange', ['password-change', 'change-password']],
  ['ForgotPassword', ['password-change', 'reset-password']],
];
/** Types of events by their result. What went well at a sign-in is told by its trigger. */
const TOLD: ReadonlyMap<string, ReadonlyMap<string, Told>> = new Map([
  ['Pass', new Map(PASSWORDS)],
  ['Fail', new Map<string, Told>([...PASSWORDS, ['SignIn', ['login-failure', 'sign-in']]])],
]);

/**
 * What one message tells; undefined when it is nothing that is written down here.
 *
 * @param pool id of the user pool
 * @throws IdentityEventError
 */
export function readAuthMessage(text: unknown, pool: string): Fact | undefined {
  const { eventTimestamp, eventSource, message, logSourceId } = fieldsOf(
    typeof text === 'string' ? jsonIn(text) : undefined,
  );
  if (eventSource !== 'USER_ACTIVITY') {
    if (typeof eventSource === 'string') return undefined;
    throw unreadable();
  }
  if (fieldsOf(logSourceId)['userPoolId'] !== pool) throw unreadable();
  const fields = fieldsOf(message);
  const { eventType, eventResponse } = fields;
  if (typeof eventType !== 'string' || typeof eventResponse !== 'string') throw unreadable();
  const told = TOLD.get(eventResponse)?.get(eventType);
  if (told === undefined) return undefined;
  const id = opaque(fields['eventId']);
  const at = Number(eventTimestamp);
  if (id === undefined || !Number.isSafeInteger(at) || at <= 0) throw unreadable();
  const [type, action] = told;
  return {
    id,
    at,
    type,
    action,
    ...known({
      reason: eventResponse === 'Fail' ? reasonOf(fields) : undefined,
      user: opaque(fields['userSub']),
      sourceIp: address(fields['ipAddress']),
      userAgent: deviceOf(fields['deviceName']),
      requestId: opaque(fields['requestId']),
    }),
  };
}

/** Cognito says which challenge failed in a form that it does not document: words of it are looked for. */
function reasonOf(fields: Readonly<Record<string, unknown>>): string {
  if (String(fields['compromisedCredentialDetected']) === 'true') return 'compromised-password';
  if (/block/i.test(String(fields['riskDecision']))) return 'blocked-as-risk';
  const { challenges } = fields;
  const failed = (Array.isArray(challenges) ? challenges : [])
    .map((challenge: unknown) => JSON.stringify(challenge).toLowerCase())
    .filter((challenge) => challenge.includes('fail'));
  if (failed.some((challenge) => challenge.includes('mfa'))) return 'wrong-second-factor';
  return failed.some((challenge) => challenge.includes('password'))
    ? 'wrong-password'
    : 'sign-in-failed';
}

/** `Chrome 126, Windows 10`, as a header would have it. */
function deviceOf(name: unknown): string | undefined {
  return typeof name === 'string' && name !== ''
    ? shortUserAgent(name.replace(/^([A-Za-z]+) (\d)/, '$1/$2'))
    : undefined;
}

function unreadable(): IdentityEventError {
  return new IdentityEventError(
    'A message of the user-auth event log is not as expected: see whether Cognito changed its form.',
  );
}

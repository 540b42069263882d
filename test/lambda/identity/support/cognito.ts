import { randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { NURSE } from './people';
import { NOW } from './tokens';

/** What Cognito, CloudTrail and DynamoDB hand on, in the forms of their documentation. */

export const POOL = 'us-east-1_Example12';
/** What a person typed; it may stand nowhere. */
export const TYPED = 'jane.doe@example.com';

type Json = Readonly<Record<string, unknown>>;

/**
 * A message of the user-auth event log.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/exporting-quotas-and-usage.html
 */
export function authMessage(message: Json = {}, around: Json = {}): string {
  return JSON.stringify({
    eventTimestamp: String(NOW),
    eventSource: 'USER_ACTIVITY',
    logLevel: 'INFO',
    message: {
      version: '1',
      eventId: randomUUID(),
      eventType: 'SignIn',
      userSub: NURSE.user,
      userName: TYPED,
      userPoolId: POOL,
      clientId: '1example23456789',
      creationDate: 'Wed Nov 25 10:30:00 UTC 2026',
      eventResponse: 'Fail',
      riskLevel: '',
      riskDecision: 'PASS',
      challenges: ['Password:Failure'],
      deviceName: 'Chrome 126, Windows 10',
      ipAddress: '192.0.2.1',
      requestId: randomUUID(),
      idpName: '',
      compromisedCredentialDetected: 'false',
      city: 'Seattle',
      country: 'United States',
      eventFeedbackValue: '',
      eventFeedbackDate: '',
      eventFeedbackProvider: '',
      hasContextData: 'true',
      ...message,
    },
    logSourceId: { userPoolId: POOL },
    ...around,
  });
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html */
export function logBatch(messages: readonly string[], around: Json = {}): unknown {
  const batch = {
    messageType: 'DATA_MESSAGE',
    owner: '111122223333',
    logGroup: '/aws/vendedlogs/hlz/user-auth',
    logStream: 'stream',
    subscriptionFilters: ['to-function'],
    logEvents: messages.map((message, at) => ({
      id: `3195310660696698337880902507980421114328961542429${String(at)}`,
      timestamp: NOW,
      message,
    })),
    ...around,
  };
  return { awslogs: { data: gzipSync(JSON.stringify(batch)).toString('base64') } };
}

/** https://docs.aws.amazon.com/cognito/latest/developerguide/understanding-amazon-cognito-entries.html */
export function trailEvent(eventName: string, detail: Json = {}): unknown {
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': 'AWS API Call via CloudTrail',
    source: 'aws.cognito-idp',
    account: '111122223333',
    time: '2026-11-25T10:30:00Z',
    region: 'us-east-1',
    resources: [],
    detail: {
      eventVersion: '1.08',
      userIdentity: { type: 'Unknown', principalId: 'Anonymous' },
      eventTime: '2026-11-25T10:30:00Z',
      eventSource: 'cognito-idp.amazonaws.com',
      eventName,
      awsRegion: 'us-east-1',
      sourceIPAddress: '192.0.2.1',
      userAgent: 'Mozilla/5.0 (Windows NT 10.0) Chrome/131.0.0.0 Safari/537.36',
      requestParameters: { accessToken: 'HIDDEN_DUE_TO_SECURITY_REASONS' },
      responseElements: null,
      additionalEventData: { sub: NURSE.user, userPoolId: POOL },
      requestID: randomUUID(),
      eventID: randomUUID(),
      readOnly: false,
      eventType: 'AwsApiCall',
      managementEvent: true,
      recipientAccountId: '111122223333',
      eventCategory: 'Management',
      ...detail,
    },
  };
}

const attributeOf = (value: unknown): unknown =>
  typeof value === 'number' ? { N: String(value) } : { S: String(value) };

/** https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html */
export function removal(image: Json, at = 0, change: Json = {}): unknown {
  return {
    eventID: String(at).padStart(32, '0'),
    eventVersion: '1.1',
    eventName: 'REMOVE',
    eventSource: 'aws:dynamodb',
    awsRegion: 'us-east-1',
    dynamodb: {
      ApproximateCreationDateTime: NOW / 1000 + 3600,
      Keys: { session: attributeOf(image['session']) },
      OldImage: Object.fromEntries(
        Object.entries(image).map(([name, value]) => [name, attributeOf(value)]),
      ),
      SequenceNumber: String(1000 + at),
      SizeBytes: 100,
      StreamViewType: 'OLD_IMAGE',
    },
    eventSourceARN: 'arn:aws:dynamodb:us-east-1:111122223333:table/sessions/stream/x',
    ...change,
  };
}
